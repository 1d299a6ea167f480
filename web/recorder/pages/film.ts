/**
 * When that plays which shares bytes with stretches of an MP4 file, by the file's own tables (ISO/IEC 14496-12, 8.6 to 8.8); `nightjar verify` reads them
 * alike. Nothing is kept of a sample, so that a file that claims millions costs no memory.
 */
export type Plays = { from: number; to: number }
/** One for each stretch, in microseconds after the film's start; `touched`: a table that was read lies in a stretch itself. */
export type Found = { times: (Plays | undefined)[]; touched: boolean }

const LARGEST_MOOV = 256 << 20
const LARGEST_MOOF = 16 << 20
const MOST_BOXES = 1_000_000
const MOST_SAMPLES = 30_000_000
const MOST_TRACKS = 256

type Box = { type: string; from: number; to: number }
type Trex = { duration: number; size: number }
type Track = Trex & { id: number; timescale: number; start: number; next: number; table: Box }

const name = (v: DataView, at: number) => String.fromCharCode(v.getUint8(at), v.getUint8(at + 1), v.getUint8(at + 2), v.getUint8(at + 3))
const u64 = (v: DataView, at: number) => Number(v.getBigUint64(at))

/** The boxes side by side; a size beyond the end is cut to it, one that cannot be ends the walk. */
function* boxes(v: DataView, from: number, to: number): Generator<Box> {
  for (let at = from; to - at >= 8; ) {
    let size = v.getUint32(at)
    let body = at + 8
    if (size === 1 && to - at >= 16) {
      size = u64(v, at + 8)
      body = at + 16
    } else if (size === 0) size = to - at
    if (size < body - at) return
    const end = Math.min(to, at + size)
    yield { type: name(v, at + 4), from: body, to: end }
    at = end
  }
}

/** The timescale in `mvhd` or `mdhd`, or the number in `tkhd`, which begin alike. */
function behindTimes(v: DataView, b: Box): number {
  const at = b.from + (b.to > b.from && v.getUint8(b.from) === 1 ? 20 : 12)
  return at + 4 <= b.to ? v.getUint32(at) : 0
}

/** By how many ticks the first edit that shows something starts into the media; less than none when the track starts late. */
function firstEdit(v: DataView, b: Box | undefined, timescale: number, movie: number): number {
  if (!b || !movie || b.to - b.from < 8) return 0
  const wide = v.getUint8(b.from) === 1
  const entry = wide ? 20 : 12
  let late = 0
  for (let at = b.from + 8; at + entry <= b.to; at += entry) {
    const time = wide ? Number(v.getBigInt64(at + 8)) : v.getInt32(at + 4)
    if (time >= 0) return time - Math.trunc((late * timescale) / movie)
    late += wide ? u64(v, at) : v.getUint32(at)
  }
  return 0
}

function trackOf(v: DataView, trak: Box, movie: number): Track | undefined {
  const found: { id?: number; timescale?: number; edits?: Box; table?: Box } = {}
  const walk = (outer: Box, depth: number) => {
    for (const b of boxes(v, outer.from, outer.to)) {
      if (['edts', 'mdia', 'minf'].includes(b.type) && depth < 4) walk(b, depth + 1)
      else if (b.type === 'elst') found.edits = b
      else if (b.type === 'tkhd') found.id = behindTimes(v, b)
      else if (b.type === 'mdhd') found.timescale = behindTimes(v, b)
      else if (b.type === 'stbl') found.table = b
    }
  }
  walk(trak, 0)
  const { id = 0, timescale = 0, edits, table } = found
  return timescale && table ? { id, timescale, table, start: firstEdit(v, edits, timescale, movie), next: 0, duration: 0, size: 0 } : undefined
}

function tracksOf(v: DataView): Track[] {
  let movie = 0
  const trex = new Map<number, Trex>()
  const all = [...boxes(v, 0, v.byteLength)]
  for (const b of all) {
    if (b.type === 'mvhd') movie = behindTimes(v, b)
    if (b.type !== 'mvex') continue
    for (const x of boxes(v, b.from, b.to)) if (x.type === 'trex' && x.to - x.from >= 24 && !trex.has(v.getUint32(x.from + 4))) trex.set(v.getUint32(x.from + 4), { duration: v.getUint32(x.from + 12), size: v.getUint32(x.from + 16) })
  }
  const tracks = all.filter((b) => b.type === 'trak').slice(0, MOST_TRACKS).map((b) => trackOf(v, b, movie))
  return tracks.flatMap((t) => (t ? [{ ...t, ...trex.get(t.id) }] : []))
}

/** Told one sample: its first byte, how many, how long it lasts and how much later it is shown; false ends the reading. */
type Sink = (at: number, size: number, duration: number, composition: number) => boolean

/** Pairs of how many samples and their value; the last value holds on. */
function runs(v: DataView, b: Box | undefined, signed: boolean): () => number {
  let [entry, left, value] = [0, 0, 0]
  const count = b && b.to - b.from >= 8 ? Math.min(v.getUint32(b.from + 4), Math.floor((b.to - b.from - 8) / 8)) : 0
  return () => {
    while (left === 0 && entry < count) {
      const at = b!.from + 8 + 8 * entry++
      left = v.getUint32(at)
      value = signed ? v.getInt32(at + 4) : v.getUint32(at + 4)
    }
    if (left > 0) left--
    return value
  }
}

/** The tables of an `stbl` side by side. */
function readTable(v: DataView, table: Box, sink: Sink) {
  const of = new Map([...boxes(v, table.from, table.to)].map((b) => [b.type, b]))
  const [sizes, chunks, parts] = [of.get('stsz'), of.get('co64') ?? of.get('stco'), of.get('stsc')]
  if (!sizes || !chunks || !parts || sizes.to - sizes.from < 12) return
  const same = v.getUint32(sizes.from + 4)
  const samples = same ? v.getUint32(sizes.from + 8) : Math.min(v.getUint32(sizes.from + 8), Math.floor((sizes.to - sizes.from - 12) / 4))
  const entries = (b: Box, size: number) => (b.to - b.from < 8 ? 0 : Math.min(v.getUint32(b.from + 4), Math.floor((b.to - b.from - 8) / size)))
  const wide = chunks.type === 'co64'
  const [chunkCount, partCount] = [entries(chunks, wide ? 8 : 4), entries(parts, 12)]
  const [duration, composition] = [runs(v, of.get('stts'), false), runs(v, of.get('ctts'), true)]
  const part = (i: number) => parts.from + 8 + 12 * i
  for (let chunk = 1, sample = 0, run = -1; chunk <= chunkCount && sample < samples; chunk++) {
    while (run + 1 < partCount && v.getUint32(part(run + 1)) <= chunk) run++
    if (run < 0) continue
    let at = wide ? u64(v, chunks.from + 8 * chunk) : v.getUint32(chunks.from + 4 + 4 * chunk)
    for (let left = v.getUint32(part(run) + 4); left > 0 && sample < samples; left--, sample++) {
      const size = same || v.getUint32(sizes.from + 12 + 4 * sample)
      if (!sink(at, size, duration(), composition())) return
      at += size
    }
  }
}

/** The tables of a `moof` whose first byte is at `moofAt` of the file. */
function readFragment(v: DataView, moofAt: number, tracks: Track[], sink: (track: Track) => Sink) {
  let dataAt = moofAt
  for (const traf of boxes(v, 0, v.byteLength)) {
    if (traf.type !== 'traf') continue
    const inside = [...boxes(v, traf.from, traf.to)].filter((b) => b.to - b.from >= 8)
    const tfhd = inside.findLast((b) => b.type === 'tfhd')
    const tfdt = inside.findLast((b) => b.type === 'tfdt')
    const track = tfhd && tracks.find((t) => t.id === v.getUint32(tfhd.from + 4))
    if (!track) continue
    if (tfdt) track.next = v.getUint8(tfdt.from) === 1 && tfdt.to - tfdt.from >= 12 ? u64(v, tfdt.from + 4) : v.getUint32(tfdt.from + 4)
    const flags = v.getUint32(tfhd.from)
    let at = tfhd.from + 8
    const field = (present: number, otherwise: number) => (present && at + 4 <= tfhd.to ? v.getUint32((at += 4) - 4) : otherwise)
    const base = flags & 1 && at + 8 <= tfhd.to ? u64(v, (at += 8) - 8) : flags & 0x20000 ? moofAt : dataAt
    field(flags & 2, 0)
    const usual = { duration: field(flags & 8, track.duration), size: field(flags & 16, track.size) }
    dataAt = base
    for (const b of inside) {
      if (b.type !== 'trun') continue
      const end = readRun(v, b, base, dataAt, usual, sink(track))
      if (end === undefined) return
      dataAt = end
    }
  }
}

/** One `trun`; returns the byte behind its samples. */
function readRun(v: DataView, b: Box, base: number, behind: number, usual: Trex, sink: Sink): number | undefined {
  const flags = v.getUint32(b.from)
  const count = v.getUint32(b.from + 4)
  let at = b.from + 8
  let data = behind
  if (flags & 1 && at + 4 <= b.to) data = base + v.getInt32((at += 4) - 4)
  if (flags & 4) at += 4
  const fields = [0x100, 0x200, 0x400, 0x800].filter((f) => flags & f).length * 4
  for (let i = 0; i < count && b.to - at >= fields; i++) {
    const duration = flags & 0x100 ? v.getUint32((at += 4) - 4) : usual.duration
    const size = flags & 0x200 ? v.getUint32((at += 4) - 4) : usual.size
    if (flags & 0x400) at += 4
    const composition = flags & 0x800 ? v.getInt32((at += 4) - 4) : 0
    if (!sink(data, size, duration, composition)) return undefined
    data += size
  }
  return data
}

/** `stretches` rise and do not overlap. */
export async function plays(file: Blob, stretches: { from: number; to: number }[]): Promise<Found> {
  const times: (Plays | undefined)[] = stretches.map(() => undefined)
  let touched = false
  let left = MOST_SAMPLES
  let tracks: Track[] = []
  const endingAfter = (position: number) => {
    let [low, high] = [0, stretches.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (stretches[middle]!.to <= position) low = middle + 1
      else high = middle
    }
    return low
  }
  const sink = (track: Track): Sink => (at, size, duration, composition) => {
    if (--left < 0 || size > 0x7fffffff || at < 0) return false
    const begin = ((track.next + composition - track.start) * 1e6) / track.timescale
    const end = begin + (duration * 1e6) / track.timescale
    track.next += duration
    for (let i = endingAfter(at); i < stretches.length && stretches[i]!.from < at + size; i++) {
      const old = times[i]
      times[i] = { from: Math.min(old?.from ?? Infinity, begin), to: Math.max(old?.to ?? -Infinity, end) }
    }
    return true
  }
  for (let at = 0, n = 0; n < MOST_BOXES; n++) {
    const head = new DataView(await file.slice(at, at + 16).arrayBuffer())
    if (head.byteLength < 8) break
    const wide = head.getUint32(0) === 1 && head.byteLength === 16
    const size = wide ? u64(head, 8) : head.getUint32(0) || file.size - at
    if (size < (wide ? 16 : 8)) break
    const end = Math.min(file.size, at + size)
    const type = name(head, 4)
    if ((type === 'moov' && !tracks.length) || type === 'moof') {
      const from = at + (wide ? 16 : 8)
      if (end - from > (type === 'moov' ? LARGEST_MOOV : LARGEST_MOOF)) break
      const stretch = stretches[endingAfter(at)]
      touched ||= stretch !== undefined && stretch.from < end
      const v = new DataView(await file.slice(from, end).arrayBuffer())
      if (type === 'moof') readFragment(v, at, tracks, sink)
      else for (const track of (tracks = tracksOf(v))) readTable(v, track.table, sink(track))
    }
    at = end
  }
  return { times, touched }
}
