import { get, toMicros, type Cause, type Lane as WireLane, type Timeline } from '../../shared/api'
import type { View } from './view'

/** As far back as the recorder answers in one go. */
const YEAR = 366 * 86_400_000

export type Gap = { from: number; to: number; cause: Cause; open: boolean }
export type Lane = { camera: string; recorded: [number, number][]; gaps: Gap[]; percent: number; first: number | undefined; last: number | undefined }
export type Withheld = { before: number; until: number }
export type Block = { from: number; to: number; now: number; msPerPx: number; lanes: Map<string, Lane>; withheld: Withheld | undefined; all: [number, number][] }

const lane = (w: WireLane): Lane => ({
  camera: w.camera,
  recorded: w.recorded.map(([a, b]) => [a / 1000, b / 1000]),
  gaps: w.gaps.map((g) => ({ from: g.from / 1000, to: g.to / 1000, cause: g.cause, open: g.open })),
  percent: w.percent,
  first: w.first === undefined ? undefined : w.first / 1000,
  last: w.last === undefined ? undefined : w.last / 1000,
})

/** What any camera recorded, in order: the one lane of all cameras is drawn of it each frame. */
function union(lanes: Iterable<Lane>): [number, number][] {
  const out: [number, number][] = []
  for (const [a, z] of [...lanes].flatMap((l) => l.recorded).sort((p, q) => p[0] - q[0])) {
    const last = out[out.length - 1]
    if (last && a <= last[1]) last[1] = Math.max(last[1], z)
    else out.push([a, z])
  }
  return out
}

/** Milliseconds after which the recorder sends what it has: a year of 64 cameras takes it longer than one answer should. */
const WITHIN = 12

/** The recorder tells of no more at a time. */
const AT_ONCE = 64

/** A camera that comes and goes all day has a hundred thousand stretches in a year, for which one answer takes too long: longer spans are asked for in parts. */
const PART = 31 * 86_400_000

/** One answer's lanes after another's that ends where it begins: what the cut between them parted is one again. */
export function joined(early: WireLane[], late: WireLane[]): WireLane[] {
  const before = new Map(early.map((l) => [l.camera, l]))
  return late.map((l) => {
    const e = before.get(l.camera)
    if (!e) return l
    const recorded = [...e.recorded]
    const [end, start] = [recorded.at(-1), l.recorded[0]]
    if (end && start && start[0] <= end[1]) recorded.splice(-1, 1, [end[0], start[1]], ...l.recorded.slice(1))
    else recorded.push(...l.recorded)
    const gaps = [...e.gaps]
    const [gap, next] = [gaps.at(-1), l.gaps[0]]
    if (gap && next && next.from === gap.to && next.cause === gap.cause) gaps.splice(-1, 1, { ...next, from: gap.from }, ...l.gaps.slice(1))
    else gaps.push(...l.gaps)
    const [recordedMicros, expectedMicros] = [e.recordedMicros + l.recordedMicros, e.expectedMicros + l.expectedMicros]
    return { ...l, recorded, gaps, recordedMicros, expectedMicros, percent: expectedMicros > 0 ? Math.min(100, (100 * recordedMicros) / expectedMicros) : 100 }
  })
}

/** Work done one after another: two requests at once take longer each, and the recorder's other work suffers. */
export function oneByOne(): Turn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
type Turn = <T>(work: () => Promise<T>) => Promise<T>

async function part(turn: Turn, cameras: string[], from: number, to: number, msPerPx: number, signal?: AbortSignal): Promise<{ lanes: WireLane[]; last: Timeline }> {
  const answers: Timeline[] = []
  for (let left = cameras; left.length; ) {
    const these = left.slice(0, AT_ONCE)
    const answer = await turn(() => get<Timeline>(`/timeline?${query(these, from, to, msPerPx)}`, signal))
    answers.push(answer)
    left = [...answer.rest, ...left.slice(AT_ONCE)]
  }
  return { lanes: answers.flatMap((a) => a.cameras), last: answers[answers.length - 1]! }
}

async function ask(turn: Turn, cameras: string[], from: number, to: number, msPerPx: number, signal?: AbortSignal): Promise<Block> {
  let start = Math.max(from, to - PART)
  const newest = await part(turn, cameras, start, to, msPerPx, signal)
  let lanes = newest.lanes
  const first = Math.min(...lanes.map((l) => (l.first === undefined ? Infinity : l.first / 1000)))
  while (start > from) {
    const end = start
    // Before the first recording there are at most gaps, few enough for one answer.
    start = end <= first ? from : Math.max(from, end - PART)
    lanes = joined((await part(turn, cameras, start, end, msPerPx, signal)).lanes, lanes)
  }
  const told = new Map(lanes.map((l) => [l.camera, lane(l)]))
  return { from, to, now: newest.last.now / 1000, msPerPx, lanes: told, withheld: withheld(newest.last), all: union(told.values()) }
}

const withheld = (w: Timeline): Withheld | undefined => w.withheld && { before: w.withheld.before / 1000, until: w.withheld.until / 1000 }

/**
 * What the timeline knows: one block as fine as the screen around the window, and a coarse one of everything behind it. One request in flight, an
 * older one is left. Owned by the timeline.
 */
export class TimelineData {
  fine: Block | undefined
  whole: Block | undefined
  failed: unknown
  private stop: AbortController | undefined
  private asked: { from: number; to: number; msPerPx: number; at: number } | undefined
  private readonly changed: () => void
  private readonly turn = oneByOne()

  constructor(changed: () => void) {
    this.changed = changed
  }

  close() {
    this.stop?.abort()
  }

  /** First instant recorded by any camera; `now` when nothing is. */
  first(now: number): number {
    let first = now
    for (const l of this.whole?.lanes.values() ?? []) if (l.first !== undefined && l.first < first) first = l.first
    return first
  }

  async everything(cameras: string[], now: number) {
    if (!cameras.length) return
    const whole = await ask(this.turn, cameras, now - YEAR, now + 1000, 3_600_000).catch((e: unknown) => (this.fail(e), undefined))
    if (!whole) return
    this.whole = whole
    this.changed()
  }

  /** Asks for the window and as much again on both sides, unless that is here and fresh. */
  async need(cameras: string[], view: View, width: number, now: number, force = false) {
    const span = width * view.msPerPx
    const from = view.t0
    const to = Math.min(view.t0 + span, now)
    const have = this.asked
    const near = have && have.from <= from && have.to >= to && have.msPerPx <= view.msPerPx * 1.6 && have.msPerPx >= view.msPerPx / 6
    const fresh = have && (to < have.at - 5000 || now - have.at < 5000)
    if (!cameras.length || (near && fresh && !force)) return
    this.stop?.abort()
    const stop = (this.stop = new AbortController())
    const asked = { from: Math.max(0, from - span), to: Math.max(from - span + 1, Math.min(to + span, now + 1000)), msPerPx: view.msPerPx, at: now }
    this.asked = asked
    try {
      const fine = await ask(this.turn, cameras, asked.from, asked.to, view.msPerPx, stop.signal)
      if (this.asked !== asked) return
      this.failed = undefined
      this.fine = fine
      this.changed()
    } catch (e) {
      if (stop.signal.aborted) return
      this.asked = undefined
      this.fail(e)
    }
  }

  private fail(e: unknown) {
    this.failed = e
    this.changed()
  }

  forget() {
    this.asked = undefined
  }

  lane(camera: string): Lane | undefined {
    return this.fine?.lanes.get(camera) ?? this.whole?.lanes.get(camera)
  }

  /** The gap a camera is in at this instant, if it is known to be in one. */
  gapAt(camera: string, at: number): Gap | undefined {
    for (const b of [this.fine, this.whole]) {
      if (!b || at < b.from || at > b.to) continue
      const found = b.lanes.get(camera)?.gaps.find((g) => at >= g.from && at < g.to)
      if (found) return found
    }
    return undefined
  }

  recordedAt(camera: string, at: number): boolean | undefined {
    const b = this.fine && at >= this.fine.from && at <= this.fine.to ? this.fine : this.whole
    const l = b?.lanes.get(camera)
    if (!l) return undefined
    return l.recorded.some(([a, z]) => at >= a && at < z)
  }

  /** The next instant after `at` at which any of these cameras has pictures. */
  nextRecorded(cameras: string[], at: number, back = false): number | undefined {
    let best: number | undefined
    for (const b of [this.fine, this.whole])
      for (const c of cameras)
        for (const [a, z] of b?.lanes.get(c)?.recorded ?? []) {
          const t = back ? z - 1 : a
          if (back ? t < at && (best === undefined || t > best) : t > at && (best === undefined || t < best)) best = t
        }
    return best
  }

  /** The next gap that begins after `at`, or the last that began before it. */
  gapFrom(cameras: string[], at: number, back: boolean): { camera: string; gap: Gap } | undefined {
    let best: { camera: string; gap: Gap } | undefined
    for (const b of [this.fine, this.whole])
      for (const camera of cameras)
        for (const gap of b?.lanes.get(camera)?.gaps ?? [])
          if (back ? gap.from < at - 500 && (!best || gap.from > best.gap.from) : gap.from > at + 500 && (!best || gap.from < best.gap.from)) best = { camera, gap }
    return best
  }
}

const query = (cameras: string[], from: number, to: number, msPerPx: number) =>
  new URLSearchParams({ cameras: cameras.join(','), from: String(toMicros(from)), to: String(toMicros(to)), resolution: String(Math.max(1, toMicros(msPerPx))), within: String(WITHIN) }).toString()
