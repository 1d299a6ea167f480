/** As many as one page looks at; whoever has more adds them in two goes. */
export const MOST = 64

/** From `first` to `last`, with as many digits as `first` was written with; only itself where that is no range. */
function between(whole: string, before: string, first: string, last: string, after: string): string[] {
  const [from, to] = [Number(first), Number(last)]
  if (!(from <= to) || to - from >= MOST) return [whole]
  return Array.from({ length: to - from + 1 }, (_, i) => before + String(from + i).padStart(first.length, '0') + after)
}

/** `…/cam[01-12]` and `192.168.1.20-31` each stand for twelve addresses. */
function range(address: string): string[] {
  const brackets = /^(.*)\[(\d{1,6})-(\d{1,6})\](.*)$/.exec(address)
  if (brackets) return between(address, brackets[1]!, brackets[2]!, brackets[3]!, brackets[4]!)
  const hosts = /^((?:\w+:\/\/)?(?:[^/@]*@)?\d{1,3}\.\d{1,3}\.\d{1,3}\.)(\d{1,3})-(\d{1,3})((?:[:/].*)?)$/.exec(address)
  return hosts && Number(hosts[3]) <= 255 ? between(address, hosts[1]!, hosts[2]!, hosts[3]!, hosts[4]!) : [address]
}

/** The addresses in a text: one per line, or apart by blanks, commas or semicolons; each once. */
export function addresses(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean).flatMap(range))].slice(0, MOST)
}

const parts = (address: string) => /^\w+:\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?(\/[^?]*)?/.exec(address)

/** A name to begin with: the host where each has its own, otherwise what stands behind it. */
export function nameOf(address: string, all: string[]): string {
  const [, host = address, path = ''] = parts(address) ?? []
  const alone = all.filter((each) => parts(each)?.[1] === host).length <= 1
  return (alone ? host : path.split('/').filter(Boolean).join(' ') || host).slice(0, 64)
}

/** As the recorder keeps an address: without what signs in there, and without the usual port. */
export const plain = (address: string) => address.replace(/\/\/[^/@]*@/, '//').replace(/^(rtsp:\/\/[^/]*):554(?=\/|$)/, '$1')
