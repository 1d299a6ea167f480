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
export const percent = (v: number) => {
  // 99.96 must not read 100: rounding up would hide a gap.
  const down = v >= 100 ? 100 : Math.floor(v * 10) / 10
  return `${number(down, 1)}${currentLang() === 'fr' ? '\u00a0' : ' '}%`
}
