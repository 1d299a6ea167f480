import { currentLang } from './i18n'

const units = { en: ['B', 'kB', 'MB', 'GB', 'TB'], fr: ['o', 'ko', 'Mo', 'Go', 'To'] }

export function bytes(n: number): string {
  const names = units[currentLang()]
  let i = 0
  let v = n
  while (v >= 1000 && i < names.length - 1) (v /= 1000), i++
  return `${number(v, v < 10 && i > 0 ? 1 : 0)} ${names[i]!}`
}

export const bits = (perSecond: number) => (perSecond >= 1e6 ? `${number(perSecond / 1e6, 1)} Mbit/s` : `${number(perSecond / 1e3, 0)} kbit/s`)
export const number = (v: number, digits = 0) => new Intl.NumberFormat(currentLang() === 'fr' ? 'fr-CA' : 'en-GB', { maximumFractionDigits: digits }).format(v)
/** With the word in its number: 1 day, 1.3 days; in French 1,3 jour. */
export const days = (v: number) => new Intl.NumberFormat(currentLang() === 'fr' ? 'fr-CA' : 'en-GB', { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1 }).format(v)
/** RFC 6381 names the codec for browsers; people know it by another name. */
export const codec = (name: string) => (/^avc/.test(name) ? 'H.264' : /^h[ev]/.test(name) ? 'H.265' : /^mp4a/.test(name) ? 'AAC' : name)
export const percent = (v: number) => {
  // 99.96 must not read 100: rounding up would hide a gap.
  const down = v >= 100 ? 100 : Math.floor(v * 10) / 10
  return `${number(down, 1)}${currentLang() === 'fr' ? '\u00a0' : ' '}%`
}
