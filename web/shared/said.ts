/** One English sentence and its French one; `letters` counts what is always the same: the more, the surer it is meant. */
type Sentence = { english: RegExp; other: string; letters: number }

const MOST_NESTED = 3
const PLACE = /\{(\d)\}/g

/** Reads catalogues: an English line with `{0}` for each part that varies, then a French one. */
export function sentences(...catalogues: string[]): Sentence[] {
  const found: Sentence[] = []
  for (const catalogue of catalogues) {
    const lines = catalogue.split('\n')
    for (let i = 0; i + 1 < lines.length; i += 2) {
      const plain = lines[i]!.split(/\{\d\}/)
      const english = new RegExp(`^${plain.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+?)')}$`, 's')
      found.push({ english, other: lines[i + 1]!.trim(), letters: plain.join('').length })
    }
  }
  return found.sort((a, b) => b.letters - a.letters)
}

/** The sentence in the other language, and what is said inside it too; itself where nobody translated it, which is better than none. */
export function say(known: Sentence[], english: string, nested = 0): string {
  for (const { english: pattern, other } of known) {
    const parts = pattern.exec(english)
    if (parts) return other.replaceAll(PLACE, (_, n: string) => (nested < MOST_NESTED ? say(known, parts[+n + 1]!, nested + 1) : parts[+n + 1]!))
  }
  return english
}
