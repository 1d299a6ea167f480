import { useSyncExternalStore } from 'react'
import en from './text/en.json'
import fr from './text/fr.json'

export type Key = keyof typeof en
export type Lang = 'en' | 'fr'

const tables: Record<Lang, Record<string, string>> = { en, fr }
const listeners = new Set<() => void>()
/** The address says what language the recorder speaks; a browser of its own knows none. */
let lang: Lang = (new URLSearchParams(location.search).get('lang') ?? navigator.language).toLowerCase().startsWith('fr') ? 'fr' : 'en'

document.documentElement.lang = lang
export const current = () => lang
export function otherLanguage() {
  lang = lang === 'en' ? 'fr' : 'en'
  document.documentElement.lang = lang
  listeners.forEach((l) => l())
}
export const useLang = () => useSyncExternalStore((l) => (listeners.add(l), () => listeners.delete(l)), current)

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return tables[lang][key]!.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all))
}

/** For a word of the recorder's; itself when we know no text for it. */
export const tWord = (prefix: string, word: string) => tables[lang][`${prefix}.${word}`] ?? word

/** Day, word, year: 3/4 is two dates. Two digits for a day that is photographed, since readers miss one that stands alone. */
export function day(date: string, digits: 'numeric' | '2-digit' = 'numeric'): string {
  return new Intl.DateTimeFormat(lang === 'fr' ? 'fr-CA' : 'en-GB', { day: digits, month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(date.slice(0, 10) + 'T00:00:00Z'))
}

/** The recorder's own clock, never the browser's: `2026-11-22T14:32:10-05:00` is `14:32`, `UTC-05:00`. */
export const clock = (time: string) => time.slice(11, 16)
export const zone = (time: string) => 'UTC' + (/[+-]\d\d:\d\d$/.exec(time)?.[0] ?? '')

/** What keeps a camera from being seen. */
export const whyWord = (kind = 'other') => tWord('why', `why.${kind}` in en ? kind : 'other')
