import { currentLang } from '../../shared/i18n'

/** What each event of the log means and what to do, by its name: the guide itself, so that page and guide never differ. */
export async function meanings(): Promise<Map<string, string>> {
  const english = parse((await import('../../../docs/guide/log-events.md?raw')).default)
  if (currentLang() !== 'fr') return english
  return new Map([...english, ...parse((await import('../../../docs/guide/log-events.fr.md?raw')).default)])
}

export function parse(guide: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of guide.split(/^## /m).slice(1)) {
    const end = part.indexOf('\n')
    found.set(part.slice(0, end).trim(), part.slice(end).replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '').replaceAll(/\s+/g, ' ').trim())
  }
  return found
}
