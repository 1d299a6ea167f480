/** Crockford's base 32 as docs/design/recovery.md has it: what was meant, and the check symbol of ISO/IEC 7064 (M = 32). */
export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The symbol a key means; nothing for a key that is none. */
export function symbol(key: string): string | undefined {
  const upper = key.length === 1 ? key.toUpperCase() : ''
  const meant = upper === 'O' ? '0' : upper === 'I' || upper === 'L' ? '1' : upper
  return meant && SYMBOLS.includes(meant) ? meant : undefined
}

export function check(symbols: string): string {
  let p = 32
  for (const s of symbols) {
    const t = (p + SYMBOLS.indexOf(s)) % 32
    p = (2 * (t === 0 ? 32 : t)) % 33
  }
  return SYMBOLS[(33 - p) % 32]!
}

export const isComplete = (typed: string) => check(typed.slice(0, -1)) === typed.at(-1)

export const grouped = (text: string, with_ = '-') => text.replace(/(.{4})(?=.)/g, `$1${with_}`)
