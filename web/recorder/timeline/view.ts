import { dayStart, offsetMinutes, wall, clock, dayText, monthText, zoneName } from '../../shared/time/zone'

/** What the timeline shows: the instant at its left edge and how much time one CSS pixel is. Time runs linearly in UTC, always. */
export type View = { t0: number; msPerPx: number }

export const FINEST = 1 // ms in a pixel: a frame of a 25 fps camera is 40 px wide
export const instantAt = (v: View, x: number) => v.t0 + x * v.msPerPx
export const xOf = (v: View, t: number) => (t - v.t0) / v.msPerPx

/** Zooms by `factor` (>1 is out) and keeps the instant under `x` where it is. */
export function zoomAbout(v: View, x: number, factor: number, width: number, first: number, now: number): View {
  const widest = Math.max(((now - first) * 1.1) / width, 3_600_000 / width)
  const msPerPx = Math.min(widest, Math.max(FINEST, v.msPerPx * factor))
  return { t0: instantAt(v, x) - x * msPerPx, msPerPx }
}

/** Keeps the window over the recordings: half a window of air on each side. */
export function clampView(v: View, width: number, first: number, now: number): View {
  const span = width * v.msPerPx
  const low = first - span / 2
  const high = Math.max(low, now - span / 2)
  return { ...v, t0: Math.min(high, Math.max(low, v.t0)) }
}

export const fit = (from: number, to: number, width: number, margin = 0.04): View => {
  const msPerPx = Math.max(FINEST, (to - from) / (width * (1 - 2 * margin)))
  return { t0: from - width * margin * msPerPx, msPerPx }
}

const S = 1000, M = 60 * S, H = 60 * M, D = 24 * H
/** Steps of major and minor ticks; the first whose major step is at least 110 px wide is used. */
const STEPS: [number, number][] = [
  [100, 20], [200, 40], [S, 200], [2 * S, 500], [5 * S, S], [10 * S, S], [30 * S, 5 * S], [M, 10 * S], [2 * M, 30 * S], [5 * M, M], [10 * M, M], [30 * M, 5 * M],
  [H, 10 * M], [2 * H, 30 * M], [3 * H, H], [6 * H, H], [12 * H, 3 * H], [D, 6 * H], [2 * D, D], [7 * D, D], [14 * D, 7 * D], [30 * D, 7 * D],
]

export type Tick = { at: number; label: string; note?: 'back' | 'forward' }
export type Ticks = { major: Tick[]; minor: number[]; step: number }

export function ticks(v: View, width: number, zone: string, lang: string): Ticks {
  const [step, small] = STEPS.find(([major]) => major / v.msPerPx >= (major >= D ? 84 : 76)) ?? STEPS[STEPS.length - 1]!
  const end = instantAt(v, width)
  const major = instants(v.t0 - step, end, step, zone).map((at) => ({ at, label: label(at, step, zone, lang) }) as Tick)
  for (const change of offsetChanges(v.t0, end, zone)) {
    const tick = major.find((m) => Math.abs(m.at - change.at) < step / 2)
    if (tick) tick.note = change.note
  }
  const minor = small / v.msPerPx >= 5 ? instants(v.t0, end, small, zone) : []
  return { major: major.filter((m) => m.at <= end), minor, step }
}

/** Instants in [from, to] at which the wall clock stands on a multiple of `step`. */
function instants(from: number, to: number, step: number, zone: string): number[] {
  const found: number[] = []
  if (step >= D) {
    const every = Math.round(step / D)
    for (let at = dayStart(from, zone); at <= to; at = dayStart(at + 26 * H, zone)) {
      const w = wall(at, zone)
      const on = every === 30 ? w.day === 1 : every >= 7 ? w.weekday === 1 && (every === 7 || Math.floor((at / D + 3) / 7) % 2 === 0) : every === 1 || w.day % every === 1
      if (on && at >= from) found.push(at)
    }
    return found
  }
  // Sub-day steps: quarter hours are where offsets may change, so walk those and test the wall clock; below that add plainly.
  if (step < 15 * M) {
    const offset = offsetMinutes(from, zone) * M
    for (let at = Math.ceil((from + offset) / step) * step - offset; at <= to; at += step) found.push(at)
    return found
  }
  for (let at = Math.ceil(from / (15 * M)) * 15 * M; at <= to; at += 15 * M) {
    const w = wall(at, zone)
    if (((w.hour * 60 + w.minute) * M) % step === 0) found.push(at)
  }
  return found
}

export function offsetChanges(from: number, to: number, zone: string): { at: number; note: 'back' | 'forward'; minutes: number }[] {
  const found: { at: number; note: 'back' | 'forward'; minutes: number }[] = []
  let at = from
  let before = offsetMinutes(from, zone)
  while (at < to) {
    const next = Math.min(to, at + 12 * H)
    const after = offsetMinutes(next, zone)
    if (after !== before) {
      let low = Math.floor(at / (15 * M)), high = Math.ceil(next / (15 * M))
      while (high - low > 1) {
        const mid = Math.floor((low + high) / 2)
        if (offsetMinutes(mid * 15 * M, zone) === before) low = mid
        else high = mid
      }
      found.push({ at: high * 15 * M, note: after > before ? 'forward' : 'back', minutes: Math.abs(after - before) })
      before = after
    }
    at = next
  }
  return found
}

function label(at: number, step: number, zone: string, lang: string): string {
  if (step >= 30 * D) return monthText(at, zone, lang)
  if (step >= D) return dayText(at, zone, lang)
  const midnight = at === dayStart(at, zone)
  if (midnight) return dayText(at, zone, lang)
  const text = step >= M ? clock(at, zone, 'minute') : step >= S ? clock(at, zone) : clock(at, zone, 'milli').slice(0, -1)
  // Inside a day whose clock changes each label carries its zone: 1:30 EDT and 1:30 EST are an hour apart.
  return offsetChanges(dayStart(at, zone), dayStart(at, zone, 1), zone).length ? `${text} ${zoneName(at, zone, lang)}` : text
}
