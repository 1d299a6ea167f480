import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { actOf, KEYS } from '../recorder/keys'
import { fill } from '../shared/i18n'
import { rule } from '../shared/password'
import en from '../shared/text/en.json'
import fr from '../shared/text/fr.json'

const english = en as Record<string, string>
const french = fr as Record<string, string>
const names = (s: string) => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
const sources = ['shared', 'recorder'].flatMap((dir) => readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f)).map((f) => readFileSync(join(dir, f), 'utf8')))

describe('texts', () => {
  it('have the same keys in both languages', () => expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort()))
  it('name the same values', () => {
    for (const key of Object.keys(english)) expect(names(french[key]!), key).toEqual(names(english[key]!))
  })
  it('are typeset: no straight apostrophe in French, a no-break space before : % ? ! ;', () => {
    for (const [key, text] of Object.entries(french)) {
      expect(text, key).not.toMatch(/\p{L}'\p{L}/u)
      expect(text, key).not.toMatch(/[ ][:;?!%]/)
    }
  })
  it('come in pairs where they count', () => {
    for (const key of Object.keys(english).filter((k) => k.endsWith('.one'))) expect(english).toHaveProperty([key.replace(/one$/, 'other')])
  })
  it('are all used', () => {
    const all = sources.join('\n')
    const prefixes = [...all.matchAll(/tWord\('(\w+)'/g), ...all.matchAll(/t\(`(\w+)\./g)].map((m) => m[1])
    const unused = Object.keys(english).filter((k) => {
      const stem = k.replace(/\.(one|other)$/, '')
      return !all.includes(`'${k}'`) && !all.includes(`'${stem}'`) && !prefixes.includes(k.split('.')[0]!)
    })
    expect(unused).toEqual([])
  })
  it('count in the reader’s grammar', () => {
    expect(fill(english, 'en', 'export.going', { n: 0 })).toBe('0 exports')
    expect(fill(french, 'fr', 'export.going', { n: 0 })).toBe('0 export')
    expect(fill(english, 'en', 'no.such.key')).toBe('no.such.key')
  })
})

describe.each(['portal', 'review'])('the texts of %s', (site) => {
  const read = (language: string) => JSON.parse(readFileSync(`${site}/text/${language}.json`, 'utf8')) as Record<string, string>
  const own = read('en')
  const other = read('fr')
  const code = ['portal', site].flatMap((dir) => readdirSync(dir, { encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f)).map((f) => readFileSync(join(dir, f), 'utf8'))).join('\n')
  it('acceptance27: are there in both languages with the same values', () => {
    expect(Object.keys(other)).toEqual(Object.keys(own))
    for (const key of Object.keys(own)) expect(names(other[key]!), key).toEqual(names(own[key]!))
  })
  it('are typeset', () => {
    for (const [key, text] of Object.entries(other)) {
      expect(text, key).not.toMatch(/\p{L}'\p{L}/u)
      expect(text, key).not.toMatch(/[ ][:;?!%]/)
    }
  })
  it('are all used', () => {
    const prefixes = [...code.matchAll(/own\(`([\w.]+)\.\$/g)].map((m) => `${m[1]}.`)
    expect(Object.keys(own).filter((k) => !(k in english) && !code.includes(`'${k}'`) && !prefixes.some((p) => k.startsWith(p)))).toEqual([])
  })
  it('are there for every key that the pages name', () => {
    const named = [...readdirSync(site, { encoding: 'utf8' }).filter((f) => /\.tsx$/.test(f)).map((f) => readFileSync(join(site, f), 'utf8')).join('\n').matchAll(/own\('([\w.-]+)'/g)].map((m) => m[1]!)
    expect(named.filter((k) => !(k in own))).toEqual([])
  })
})

describe('keys', () => {
  const press = (key: string, extra: object = {}) => actOf({ key, code: '', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, target: null, ...extra })?.act
  globalThis.localStorage ??= { getItem: () => null } as unknown as Storage
  globalThis.Element ??= class {} as unknown as typeof Element
  it('of the table all work', () => {
    for (const k of KEYS.filter((k) => k.act !== 'camera')) expect(press(k.key, { shiftKey: k.shift ?? false }), k.key).toBe(k.act)
  })
  it('take digits by their place, so that AZERTY needs no Shift', () => {
    expect(actOf({ key: '&', code: 'Digit1', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, target: null })).toEqual({ act: 'camera', digit: 1 })
    expect(press('?', { code: 'Digit4', shiftKey: true })).toBe('help')
    expect(press('!', { code: 'Digit1', shiftKey: true })).toBe('layout')
    expect(press(')', { code: 'Digit0', shiftKey: true })).toBe('noLayout')
  })
  it('leave the browser’s own alone', () => expect(press('t', { ctrlKey: true })).toBeUndefined())
})

describe('the password rule', () => {
  it.each([['Ab3!efghijkl', true], ['Ab3!efghijk', false], ['abcdefghijklmno', true], ['abcdefghijklmn', false], ['Abcdefghij12', false], ['Éà3! été là-bas', true]])('%s: %s', (p, met) => expect(rule(p).met).toBe(met))
})
