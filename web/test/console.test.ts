import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check, grouped, isComplete, symbol } from '../console/code'
import en from '../console/text/en.json'
import fr from '../console/text/fr.json'

const english = en as Record<string, string>
const french = fr as Record<string, string>
const source = readdirSync('console').filter((f) => /\.tsx?$/.test(f)).map((f) => readFileSync(`console/${f}`, 'utf8')).join('\n')

describe('the console’s texts', () => {
  it('have the same keys and values in both languages', () => {
    expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort())
    const names = (s: string) => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
    for (const key of Object.keys(english)) expect(names(french[key]!), key).toEqual(names(english[key]!))
  })
  it('are typeset', () => {
    for (const [key, text] of Object.entries(french).filter(([key]) => key !== 'key.symbols')) {
      expect(text, key).not.toMatch(/\p{L}'\p{L}/u)
      expect(text, key).not.toMatch(/[ ][:;?!%]/)
    }
  })
  it('are all used', () => {
    expect(Object.keys(english).filter((k) => !source.includes(`'${k}'`) && !source.includes(`"${k}"`) && !k.startsWith('finding.') && !k.startsWith('why.') && !k.startsWith('strength.'))).toEqual([])
  })
})

describe('the code pad', () => {
  it('means what people type', () => {
    expect(['o', 'O', 'i', 'L', 'u', '-', 'z', 'Enter'].map(symbol)).toEqual(['0', '0', '1', '1', undefined, undefined, 'Z', undefined])
  })
  it('knows the published codes, and every single wrong symbol in them', () => {
    for (const code of ['MNV4B40MR9X98MTZ', 'WYE314K0PCQF8X5S', '7N2ZC2VVJXCDP1SS', 'QW3E7HJK2M5T9XB6']) {
      expect(check(code.slice(0, 15)), code).toBe(code[15])
      for (let i = 0; i < 16; i++) for (const s of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') expect(isComplete(code.slice(0, i) + s + code.slice(i + 1))).toBe(s === code[i])
    }
  })
  it('groups by four', () => expect(grouped('MNV4B40M')).toBe('MNV4-B40M'))
})
