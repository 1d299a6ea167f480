/** The rule shown while typing; the recorder decides, and knows leaked and personal words besides. */
export type Rule = { length: boolean; kinds: boolean; long: boolean; met: boolean }

export function rule(password: string): Rule {
  const n = [...password].length
  const kinds = /\p{Ll}/u.test(password) && /\p{Lu}/u.test(password) && /\p{N}/u.test(password) && /[^\p{L}\p{N}\s]/u.test(password)
  const long = n >= 15
  return { length: n >= 12, kinds, long, met: long || (n >= 12 && kinds) }
}
