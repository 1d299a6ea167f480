import { get, toMicros } from '../../shared/api'
import type { PlayClock } from './clock'

type Frames = { mime: string; from: number; to: number; times: number[] }
let known: { camera: string; frames: Frames } | undefined

/** The time of the frame before or after `at`, in the middle of its showing, so that no rounding lands beside it. */
export function neighbour(times: number[], at: number, by: 1 | -1): number | undefined {
  let i = times.findLastIndex((t) => t <= at)
  if (i < 0 && by > 0) i = -1
  const next = i + by
  const t = times[next]
  if (t === undefined) return undefined
  const after = times[next + 1]
  const before = times[next - 1]
  const length = after !== undefined ? after - t : before !== undefined ? t - before : 40
  return t + Math.min(length, 1000) / 2
}

/** One frame back or on of this camera; every other tile follows the clock. The list of times is fetched for twenty seconds around. */
export async function stepFrame(clock: PlayClock, camera: string, by: 1 | -1): Promise<void> {
  const at = clock.at()
  clock.stand(at)
  const inside = known && known.camera === camera && at - 2000 > known.frames.from && at + 2000 < known.frames.to
  if (!inside) {
    const answer = await get<Frames>(`/cameras/${encodeURIComponent(camera)}/frames?from=${toMicros(at - 10_000)}&to=${toMicros(at + 10_000)}`).catch(() => undefined)
    if (!answer || clock.read().live) return
    known = { camera, frames: { ...answer, from: at - 10_000, to: at + 10_000, times: answer.times.map((t) => t / 1000) } }
  }
  const to = neighbour(known!.frames.times, at, by)
  if (to !== undefined) clock.stand(to)
}
