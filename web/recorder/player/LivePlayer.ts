import type { Why } from '../../shared/api'

export type LiveEvent =
  | { kind: 'connecting' }
  | { kind: 'playing'; mime: string; width: number; height: number }
  | { kind: 'off'; why: Why }
  | { kind: 'unplayable'; mime: string }
  | { kind: 'closed'; code: number }
type Told = { type: string; mime?: string; zero?: number; width?: number; height?: number; frames?: number; at?: number; last?: number; why?: Why }

/** How a player hears of a camera: `hear` gets the messages of docs/design/http-api.md, live; `ended` the code with which no more will come. */
export type Line = { send(text: string): void; close(): void }
export type Dial = (camera: string, stream: string, keysOnly: boolean, hear: (message: string | ArrayBuffer) => void, ended: (code: number) => void) => Line

/** Seconds behind the newest frame: near plays on, above a little faster, far jumps. */
const NEAR = 0.2
const FAR = 1.5
const KEEP = 12

/**
 * One camera's live pictures: fragments of MP4 over a line into Media Source Extensions. Owned by its tile; `close` ends it. A broken connection
 * is made again after 1, 2, 4 ... 15 s; a session that ended or a camera that is gone is not.
 */
export class LivePlayer {
  /** `performance.now()` when a new picture was last on the screen. */
  shownAt: number
  /** How far the newest frame was behind the recorder's clock, by its last beat; ms. */
  behind = 0
  zero = 0
  private line: Line | undefined
  private source: MediaSource | undefined
  private buffer: SourceBuffer | undefined
  private queue: (ArrayBuffer | { mime: string })[] = []
  private offset = 0
  private closed = false
  private tries = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private frameCallback = 0
  private keys = false
  private skips: number[] = []
  private readonly video: HTMLVideoElement
  private readonly camera: string
  private readonly stream: string
  private readonly tell: (e: LiveEvent) => void
  private readonly dial: Dial

  constructor(video: HTMLVideoElement, camera: string, stream: string, dial: Dial, tell: (e: LiveEvent) => void) {
    this.video = video
    this.camera = camera
    this.stream = stream
    this.tell = tell
    this.dial = dial
    this.shownAt = performance.now()
    this.watch()
    this.connect()
  }

  close() {
    this.closed = true
    clearTimeout(this.retry)
    if (this.frameCallback) this.video.cancelVideoFrameCallback(this.frameCallback)
    this.line?.close()
    this.dropSource()
  }

  get keyFramesOnly() {
    return this.keys
  }

  private watch() {
    this.frameCallback = this.video.requestVideoFrameCallback(() => {
      this.shownAt = performance.now()
      if (!this.closed) this.watch()
    })
  }

  private connect() {
    if (this.closed) return
    this.tell({ kind: 'connecting' })
    const line = this.dial(
      this.camera, this.stream, this.keys,
      (message) => {
        if (line !== this.line) return
        if (typeof message === 'string') this.told(JSON.parse(message) as Told)
        else this.push(message)
      },
      (code) => {
        if (line !== this.line || this.closed) return
        this.line = undefined
        this.tell({ kind: 'closed', code })
        if (code === 4401 || code === 4403 || code === 4404) return
        const wait = Math.min(15_000, 1000 * 2 ** this.tries++)
        this.retry = setTimeout(() => this.connect(), wait * (0.8 + 0.4 * Math.random()))
      },
    )
    this.line = line
  }

  private told(m: Told) {
    switch (m.type) {
      case 'init': {
        const mime = m.mime ?? ''
        if (!MediaSource.isTypeSupported(mime)) {
          this.line?.close()
          this.line = undefined
          this.tell({ kind: 'unplayable', mime })
          return
        }
        this.tries = 0
        this.zero = (m.zero ?? 0) / 1000
        if (this.source && this.source.readyState !== 'closed') this.queue.push({ mime })
        else this.open(mime)
        this.tell({ kind: 'playing', mime, width: m.width ?? 0, height: m.height ?? 0 })
        break
      }
      case 'beat':
        if (m.at !== undefined && m.last !== undefined) this.behind = Math.max(0, (m.at - m.last) / 1000)
        break
      case 'skip':
        this.slow()
        break
      case 'off':
        if (m.why) this.tell({ kind: 'off', why: m.why })
        break
    }
  }

  /** Three skips in ten seconds: this machine or its network cannot follow; ask for key frames only. */
  private slow() {
    const t = performance.now()
    this.skips = [...this.skips.filter((s) => s > t - 10_000), t]
    if (this.skips.length >= 3 && !this.keys) {
      this.keys = true
      this.line?.send(JSON.stringify({ type: 'frames', which: 'keys' }))
    }
  }

  private open(mime: string) {
    this.dropSource()
    const source = new MediaSource()
    this.source = source
    this.video.src = URL.createObjectURL(source)
    source.addEventListener('sourceopen', () => {
      if (source !== this.source) return
      URL.revokeObjectURL(this.video.src)
      this.buffer = source.addSourceBuffer(mime)
      this.buffer.mode = 'segments'
      this.buffer.addEventListener('updateend', () => this.pump())
      this.buffer.addEventListener('error', () => this.restart())
      this.pump()
    }, { once: true })
    void this.video.play().catch(() => {})
  }

  private dropSource() {
    this.buffer = undefined
    this.source = undefined
    this.queue = []
    this.offset = 0
    if (this.video.src) {
      this.video.removeAttribute('src')
      this.video.load()
    }
  }

  private push(data: ArrayBuffer) {
    this.queue.push(data)
    if (this.queue.length > 600) this.restart()
    else this.pump()
  }

  private pump() {
    const b = this.buffer
    if (!b || b.updating || this.source?.readyState !== 'open') return
    try {
      this.follow(b)
      if (b.updating) return
      const next = this.queue.shift()
      if (!next) return
      if (next instanceof ArrayBuffer) b.appendBuffer(this.together(next))
      else {
        // A new coding: what follows plays on where the old one ended.
        b.changeType(next.mime)
        this.offset = b.buffered.length ? b.buffered.end(b.buffered.length - 1) : 0
        b.timestampOffset = this.offset
        this.pump()
      }
    } catch {
      this.restart()
    }
  }

  /** One append for all that waits: each append costs a task. */
  private together(first: ArrayBuffer): ArrayBuffer {
    const parts = [first]
    while (this.queue[0] instanceof ArrayBuffer && parts.length < 32) parts.push(this.queue.shift() as ArrayBuffer)
    if (parts.length === 1) return first
    const whole = new Uint8Array(parts.reduce((n, p) => n + p.byteLength, 0))
    let at = 0
    for (const p of parts) {
      whole.set(new Uint8Array(p), at)
      at += p.byteLength
    }
    return whole.buffer
  }

  private follow(b: SourceBuffer) {
    const n = b.buffered.length
    if (!n) return
    const v = this.video
    const end = b.buffered.end(n - 1)
    const start = b.buffered.start(n - 1)
    const lag = end - v.currentTime
    if (v.currentTime < start - 0.05 || lag > FAR) v.currentTime = Math.max(start, end - 0.1)
    else v.playbackRate = lag > 0.5 ? 1.25 : lag > NEAR ? 1.08 : 1
    if (v.paused && !this.closed) void v.play().catch(() => {})
    const first = b.buffered.start(0)
    if (v.currentTime - first > KEEP) b.remove(0, v.currentTime - KEEP / 2)
  }

  private restart() {
    if (this.closed) return
    this.dropSource()
    const old = this.line
    this.line = undefined
    old?.close()
    clearTimeout(this.retry)
    this.retry = setTimeout(() => this.connect(), 1000)
  }

  /** The instant of the picture on the screen, or undefined before the first. */
  shown(): number | undefined {
    return this.zero && this.video.readyState >= 2 ? this.zero + (this.video.currentTime - this.offset) * 1000 : undefined
  }
}
