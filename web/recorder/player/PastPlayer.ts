import { BASE, fromMicros, problemOf, toMicros, type Problem } from '../../shared/api'
import type { PlayClock } from './clock'

export type PastState = 'loading' | 'showing' | 'nothing' | { problem: Problem } | { unplayable: string }
type Cover = { from: number; to: number }

const DAY = 86_400_000
/** Clips ahead of the needle: enough for a slow network, little enough to throw away at a jump. */
const CLIP = 10_000
const AHEAD = 15_000
const KEEP = 60_000
/** Pixels across of a picture that is held while a source is opened. */
const LARGEST_HELD = 1280

/**
 * One camera's recorded pictures, shown for the instant the clock names: clips by HTTP into Media Source Extensions on the site's own time
 * (media time 0 is a midnight), so that any clip finds its place. One request in flight, the newest wish wins. Owned by its tile.
 */
export class PastPlayer {
  private source: MediaSource | undefined
  private buffer: SourceBuffer | undefined
  private mime = ''
  private zero = 0
  private kind: 'all' | 'keys' = 'all'
  private covers: Cover[] = []
  /** Spans the recorder said hold nothing; asked again after a while, for the newest may fill. */
  private empty: (Cover & { told: number })[] = []
  private flight: { from: number; to: number; kind: string; stop: AbortController } | undefined
  private timer: ReturnType<typeof setInterval>
  private state: PastState = 'loading'
  private failedAt = -Infinity
  private seekAsked = -1
  private frameCallback = 0
  private closed = false
  /** The instant of the picture on the screen. */
  shown: number | undefined
  private readonly video: HTMLVideoElement
  private readonly camera: string
  private readonly clock: PlayClock
  private readonly tell: (s: PastState) => void
  private stream: string

  constructor(video: HTMLVideoElement, camera: string, stream: string, clock: PlayClock, tell: (s: PastState) => void) {
    this.video = video
    this.camera = camera
    this.stream = stream
    this.clock = clock
    this.tell = tell
    this.timer = setInterval(() => this.drive(), 40)
    this.watch()
    this.drive()
  }

  close() {
    this.closed = true
    clearInterval(this.timer)
    if (this.frameCallback) this.video.cancelVideoFrameCallback(this.frameCallback)
    this.clock.ready(this.camera)
    this.flight?.stop.abort()
    this.drop()
    this.video.removeAttribute('poster')
  }

  private watch() {
    this.frameCallback = this.video.requestVideoFrameCallback((_t, meta) => {
      this.shown = this.zero + meta.mediaTime * 1000
      this.seekAsked = -1
      if (this.has(this.clock.at())) this.say('showing')
      if (!this.closed) this.watch()
    })
  }

  private drop() {
    this.buffer = undefined
    this.source = undefined
    this.covers = []
    this.seekAsked = -1
    if (this.video.src) {
      if (!this.closed) this.hold()
      this.video.removeAttribute('src')
      this.video.load()
    }
  }

  /** The picture stays on the screen while another source is opened. */
  private hold() {
    const v = this.video
    if (v.readyState < 2 || !v.videoWidth) return
    const c = document.createElement('canvas')
    c.width = Math.min(v.videoWidth, LARGEST_HELD)
    c.height = Math.round((v.videoHeight * c.width) / v.videoWidth)
    c.getContext('2d')!.drawImage(v, 0, 0, c.width, c.height)
    v.poster = c.toDataURL('image/jpeg', 0.8)
  }

  private say(s: PastState) {
    if (JSON.stringify(s) === JSON.stringify(this.state) && typeof s === 'string') return
    this.state = s
    this.tell(s)
  }

  private has(at: number) {
    return this.covers.find((c) => at >= c.from && at < c.to)
  }
  private bare(at: number) {
    const t = performance.now()
    this.empty = this.empty.filter((e) => t - e.told < 20_000)
    return this.empty.find((e) => at >= e.from && at < e.to)
  }

  /** One look at the clock: fetch what is missing, put the video where the clock is. */
  private drive() {
    if (this.closed) return
    const { playing, rate, dragging } = this.clock.read()
    const at = this.clock.at()
    const kind = dragging || (playing && (rate > 4 || rate < -2)) ? 'keys' : 'all'
    // Whole pictures serve a drag too; only when there are none here are key frames fetched alone.
    if (kind !== this.kind && !(kind === 'keys' && dragging && this.has(at))) this.turn(kind)
    this.want(at, playing ? rate : 0)
    this.place(at, playing && !dragging ? rate : 0)
  }

  private turn(kind: 'all' | 'keys') {
    this.kind = kind
    this.flight?.stop.abort()
    this.flight = undefined
    this.covers = []
    const b = this.buffer
    if (b && this.source?.readyState === 'open') {
      if (b.updating) this.drop()
      else if (b.buffered.length) b.remove(0, Infinity)
    }
  }

  private want(at: number, rate: number) {
    const hole = this.firstHole(at, rate)
    if (hole === undefined) return
    const f = this.flight
    if (f) {
      // An answer that still covers the wish is waited for; one that does not is left.
      if (hole >= f.from - 2000 && hole < f.to) return
      f.stop.abort()
      this.flight = undefined
    }
    if (performance.now() - this.failedAt < 3000) return
    void this.fetch(hole, rate)
  }

  /** The first instant we shall need and do not have. */
  private firstHole(at: number, rate: number): number | undefined {
    const ahead = this.kind === 'keys' ? Math.max(1, Math.abs(rate) * 2000) : rate === 0 ? 1 : AHEAD
    const known = (t: number) => this.has(t) ?? this.bare(t)
    let t = at
    for (let i = 0; i < 50; i++) {
      const c = known(t)
      if (!c) break
      t = rate < 0 ? c.from - 1 : c.to
    }
    return Math.abs(t - at) < ahead ? t : undefined
  }

  private async fetch(hole: number, rate: number) {
    const length = this.kind === 'keys' ? (rate === 0 ? 1 : Math.abs(rate) * 4000) : rate === 0 ? 3000 : CLIP
    const from = rate < 0 ? hole - length : hole
    const to = from + length
    const stop = new AbortController()
    const flight = { from, to, kind: this.kind, stop }
    this.flight = flight
    if (!this.zero || from < this.zero + 5000 || from > this.zero + 3 * DAY) {
      this.drop()
      this.zero = Math.floor(from / DAY) * DAY - DAY
    }
    const query = new URLSearchParams({
      from: String(toMicros(from)), to: String(toMicros(to)), zero: String(toMicros(this.zero)), stream: this.stream, frames: this.kind,
    })
    try {
      const response = await fetch(`${BASE}/cameras/${encodeURIComponent(this.camera)}/clip?${query}`, { signal: stop.signal })
      if (!response.ok) throw await problemOf(response)
      const micros = (name: string) => (response.headers.has(name) ? fromMicros(Number(response.headers.get(name))) : undefined)
      const next = micros('Nightjar-Next')
      if (response.status === 204) {
        this.empty.push({ from, to: Math.max(to, next ?? to), told: performance.now() })
        if (this.bare(this.clock.at())) this.say('nothing')
      } else {
        const mime = response.headers.get('Content-Type') ?? ''
        const data = await response.arrayBuffer()
        if (this.flight !== flight) return
        const covered = { from: micros('Nightjar-From') ?? from, to: micros('Nightjar-To') ?? to }
        // The key frame before `from` may lie before a gap: then `from` itself has no picture.
        if (covered.to <= from) this.empty.push({ from: covered.to, to: Math.max(next ?? to, from + 1), told: performance.now() })
        else if (next !== undefined && next > covered.to + 1 && covered.to < to) this.empty.push({ from: covered.to, to: next, told: performance.now() })
        else if (next === undefined && covered.to < to) this.empty.push({ from: covered.to, to, told: performance.now() })
        if (covered.from > from) this.empty.push({ from, to: covered.from, told: performance.now() })
        await this.append(mime, data)
        if (this.flight !== flight) return
        this.covers.push(covered)
      }
      this.failedAt = -Infinity
    } catch (e) {
      if (stop.signal.aborted) return
      this.failedAt = performance.now()
      if (e instanceof Error && 'type' in e) {
        if ((e as Problem).type === 'busy') this.failedAt -= 2600 // full for a moment: soon again, and nothing to say
        else if ((e as Problem).type === 'not-found' && (e as Problem).status === 404) this.say('nothing')
        else this.say({ problem: e as Problem })
      } else this.drop()
    } finally {
      if (this.flight === flight) this.flight = undefined
    }
  }

  private async append(mime: string, data: ArrayBuffer) {
    if (!MediaSource.isTypeSupported(mime)) {
      this.say({ unplayable: mime })
      this.failedAt = performance.now() + 60_000
      return
    }
    // A source buffer keeps the tracks it began with (Media Source Extensions, 3.5.8): key frames come without sound.
    if (this.buffer && tracks(mime) !== tracks(this.mime)) this.drop()
    if (!this.buffer || this.source?.readyState !== 'open') await this.open(mime)
    const b = this.buffer!
    await idle(b)
    if (mime !== this.mime) {
      b.changeType(mime)
      this.mime = mime
    }
    b.appendBuffer(data)
    await idle(b)
    const here = (this.clock.at() - this.zero) / 1000
    const reach = KEEP / 1000
    if (b.buffered.length && b.buffered.start(0) < here - reach * 1.5) {
      b.remove(0, here - reach)
      this.covers = this.covers.map((c) => ({ ...c, from: Math.max(c.from, this.zero + (here - reach) * 1000) })).filter((c) => c.to > c.from)
      await idle(b)
    }
    const last = b.buffered.length ? b.buffered.end(b.buffered.length - 1) : 0
    if (last > here + reach * 2) {
      b.remove(here + reach, Infinity)
      this.covers = this.covers.map((c) => ({ ...c, to: Math.min(c.to, this.zero + (here + reach) * 1000) })).filter((c) => c.to > c.from)
      await idle(b)
    }
  }

  private open(mime: string): Promise<void> {
    const source = new MediaSource()
    this.source = source
    this.mime = mime
    this.covers = []
    this.video.src = URL.createObjectURL(source)
    this.video.pause()
    return new Promise((done) =>
      source.addEventListener('sourceopen', () => {
        URL.revokeObjectURL(this.video.src)
        this.buffer = source.addSourceBuffer(mime)
        this.buffer.mode = 'segments'
        done()
      }, { once: true }),
    )
  }

  private place(at: number, rate: number) {
    const v = this.video
    const cover = this.has(at)
    if (!cover || !this.buffer) {
      if (!v.paused) v.pause()
      if (this.bare(at)) {
        this.clock.ready(this.camera)
        this.say('nothing')
      } else if (typeof this.state === 'string') {
        if (rate !== 0) this.clock.wait(this.camera)
        if (this.state !== 'loading') this.say('loading')
      }
      return
    }
    this.clock.ready(this.camera)
    if (this.state === 'nothing' || this.state === 'loading') this.say('showing')
    const want = (at - this.zero) / 1000
    const smooth = rate >= 0.0625 && rate <= 4 && this.kind === 'all'
    const drift = v.currentTime - want
    if (smooth) {
      if (Math.abs(drift) > 0.4 || v.readyState < 2) this.seek(want)
      else {
        // Within a frame or two: pull the picture to the clock by speed, unseen.
        v.playbackRate = Math.min(16, Math.max(0.0625, rate * (1 - Math.max(-0.15, Math.min(0.15, drift)))))
        if (v.paused) void v.play().catch(() => {})
      }
    } else {
      if (!v.paused) v.pause()
      if (Math.abs(drift) > 0.004) this.seek(want)
    }
  }

  /** One seek in flight; the newest wish is taken when it is done. */
  private seek(to: number) {
    if (this.video.seeking || to === this.seekAsked) return
    this.seekAsked = to
    this.video.currentTime = to
  }
}

const tracks = (mime: string) => (/codecs="([^"]*)"/.exec(mime)?.[1] ?? '').split(',').length

const idle = (b: SourceBuffer) =>
  b.updating ? new Promise<void>((done) => b.addEventListener('updateend', () => done(), { once: true })) : Promise.resolve()
