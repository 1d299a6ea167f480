import { useSyncExternalStore } from 'react'
import en from './text/en.json'

/** Texts by key. English is part of the first load; French comes when it is asked for. */
export type Key = keyof typeof en
export type Lang = 'en' | 'fr'
type Texts = Record<string, string>

const languages: Record<Lang, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  fr: () => import('./text/fr.json').then((m) => m.default),
}
let lang: Lang = 'en'
let texts: Texts = en
const listeners = new Set<() => void>()

export function preferredLang(): Lang {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('lang') ?? navigator.language
  return asked.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}

export async function setLang(to: Lang) {
  texts = await languages[to]()
  lang = to
  localStorage.setItem('lang', to)
  document.documentElement.lang = to
  listeners.forEach((l) => l())
}

export const currentLang = () => lang

export function useLang(): Lang {
  return useSyncExternalStore((l) => (listeners.add(l), () => listeners.delete(l)), currentLang)
}

/** `{name}` is replaced; a key with `.one`/`.other` forms is chosen by `n`. */
export function fill(table: Texts, language: Lang, key: string, values: Record<string, string | number> = {}): string {
  let text = table[key]
  if (text === undefined && typeof values.n === 'number') {
    const form = new Intl.PluralRules(language).select(values.n) === 'one' ? 'one' : 'other'
    text = table[`${key}.${form}`]
  }
  if (text === undefined) return key
  return text.replace(/\{(\w+)\}/g, (all, name: string) => {
    const value = values[name]
    return value === undefined ? all : typeof value === 'number' ? new Intl.NumberFormat(language === 'fr' ? 'fr-CA' : 'en-GB').format(value) : value
  })
}

type Plural<K> = K extends `${infer Stem}.one` ? Stem : never
export function t(key: Key | Plural<Key>, values?: Record<string, string | number>): string {
  return fill(texts, lang, key, values)
}

/** The texts of another site, beside those that every site shares. */
export function useTexts(english: Texts, french: Texts) {
  languages.en = () => Promise.resolve({ ...en, ...english })
  languages.fr = () => import('./text/fr.json').then((m) => ({ ...m.default, ...french }))
}

/** A text of this site's own catalogue, whose keys the tests check. */
export const own = (key: string, values?: Record<string, string | number>): string => fill(texts, lang, key, values)

/** For keys put together from a server's word, such as a gap's cause; `otherwise` when we know no text for it. */
export function tWord(prefix: string, word: string, otherwise: Key): string {
  return texts[`${prefix}.${word}`] ?? t(otherwise)
}
