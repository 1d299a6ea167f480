import { useSyncExternalStore } from 'react'
import { now } from '../../shared/clock'

export type PlayState = { live: boolean; playing: boolean; rate: number; dragging: boolean; turn: number }

/** Speeds of J and L, in order; K stops. */
export const SPEEDS = [-32, -16, -8, -4, -2, -1, -0.5, -0.25, -0.125, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32]

/**
 * The instant that every tile shows. Owned by the page: tiles and the timeline read it, only a person's act changes it, and only a
 * person's act enters live. While a tile waits for its pictures the clock waits with it, for a bounded time.
 */
export class PlayClock {
  private state: PlayState = { live: true, playing: true, rate: 1, dragging: false, turn: 0 }
  private base = 0
  private since = 0
  private readonly waiting = new Map<string, number>()
  private readonly listeners = new Set<() => void>()
  private readonly time: () => number
  private readonly wallNow: () => number

  constructor(time = () => performance.now(), wallNow = now) {
    this.time = time
    this.wallNow = wallNow
  }

  readonly read = () => this.state
  readonly subscribe = (l: () => void) => {
    this.listeners.add(l)
    return () => void this.listeners.delete(l)
  }

  /** Where we are. Never later than now. */
  at(): number {
    if (this.state.live) return this.wallNow()
    if (!this.state.playing || this.state.dragging) return this.base
    const t = this.time()
    for (const [who, until] of this.waiting) if (until <= t) this.waiting.delete(who)
    if (this.waiting.size) this.since = t
    else {
      this.base += (t - this.since) * this.state.rate
      this.since = t
    }
    return (this.base = Math.min(this.base, this.wallNow()))
  }

  live() {
    this.set({ live: true, playing: true, rate: 1, dragging: false })
  }
  seek(at: number, dragging = false) {
    const live = this.state.live
    this.base = Math.min(at, this.wallNow())
    this.since = this.time()
    this.waiting.clear()
    this.set({ live: false, dragging, turn: this.state.turn + 1, ...(live ? { playing: true, rate: 1 } : {}) })
  }
  /** A step of one frame: stands still there. */
  stand(at: number) {
    this.base = at
    this.set({ live: false, playing: false, dragging: false, turn: this.state.turn + 1 })
  }
  play(playing: boolean) {
    const at = this.at()
    this.base = at
    this.since = this.time()
    this.set({ live: false, playing })
  }
  rate(rate: number) {
    this.base = this.at()
    this.since = this.time()
    this.set({ live: false, rate, playing: true })
  }
  faster(by: 1 | -1) {
    const from = this.state.live || !this.state.playing ? (by > 0 ? 0.5 : 0.125) : this.state.rate
    const i = SPEEDS.indexOf(from)
    this.rate(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, i + by))]!)
  }
  /** `who` has no picture for this instant yet: wait for it, at most two seconds. */
  wait(who: string) {
    if (!this.waiting.has(who)) this.waiting.set(who, this.time() + 2000)
  }
  ready(who: string) {
    this.waiting.delete(who)
  }

  private set(change: Partial<PlayState>) {
    this.state = { ...this.state, ...change }
    this.listeners.forEach((l) => l())
  }
}

export const useClock = (c: PlayClock) => useSyncExternalStore(c.subscribe, c.read)
