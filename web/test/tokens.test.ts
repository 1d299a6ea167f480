import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync('shared/tokens.css', 'utf8')
const tokens = (scheme: string) => {
  const block = new RegExp(`:root\\[data-mantine-color-scheme='${scheme}'\\] \\{([^}]*)\\}`).exec(css)![1]!
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]))
}
const luminance = (hex: string) => {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

describe.each(['dark', 'light'])('colours of the %s theme', (scheme) => {
  const c = tokens(scheme)
  const pairs: [string, string, number][] = [
    ...['bg0', 'bg1', 'bg2'].flatMap((b): [string, string, number][] => [['text', b, 4.5], ['dim', b, 4.5], ['border', b, 3]]),
    ['accent', 'bg0', 4.5], ['accent', 'bg1', 4.5], ['accent', 'accent-soft', 4.5], ['on-accent', 'accent', 4.5], ['critical', 'bg1', 4.5], ['critical', 'critical-soft', 4.5], ['warning', 'warning-soft', 4.5],
    ['ok', 'ok-soft', 4.5], ['text', 'critical-soft', 4.5], ['gap', 'bg1', 3], ['text', 'accent-soft', 4.5],
  ]
  it.each(pairs)('%s on %s is at least %d', (a, b, least) => expect(contrast(c[a]!, c[b]!)).toBeGreaterThanOrEqual(least))
})

describe('styles', () => {
  const files = ['shared', 'recorder'].flatMap((dir) => readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.css')).map((f) => join(dir, f)))
  it('use only tokens that exist', () => {
    const known = new Set([...css.matchAll(/--([\w-]+):/g)].map((m) => m[1]))
    for (const f of files) for (const m of readFileSync(f, 'utf8').matchAll(/var\(--(?!mantine)([\w-]+)/g)) if (!['below', 'columns', 'w', 'h'].includes(m[1]!)) expect(known.has(m[1]!), `${f}: ${m[1]}`).toBe(true)
  })
  it('fetch nothing from elsewhere', () => {
    for (const f of files) expect(readFileSync(f, 'utf8'), f).not.toMatch(/https?:|url\(/)
  })
})
