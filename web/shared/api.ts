/** The recorder's HTTP API as docs/design/http-api.md has it. Times on the wire are microseconds; the app counts in milliseconds. */
export type Micros = number
export const fromMicros = (t: Micros) => t / 1000
export const toMicros = (ms: number): Micros => Math.round(ms * 1000)

export type Role = 'administrator' | 'operator' | 'viewer'
export type Act = 'live' | 'playback' | 'export' | 'ptz' | 'settings'
export const ACTS: Act[] = ['live', 'playback', 'export', 'ptz', 'settings']

export type Me = { id: string; name: string; role: Role; language?: string; second?: boolean; rights: Record<string, Act[]>; all: boolean }
export type SignedIn = { state: 'in'; me: Me } | { state: 'second'; challenge: string; methods: string[] }
export type PasswordCheck = { ok: boolean; score: number; reasons: string[]; hints?: string[] }
export type Why = { kind: string; message: string; advice: string }
export type Stream = {
  name: 'main' | 'sub'
  state: 'playing' | 'connecting' | 'waiting' | 'latched' | 'off'
  since?: Micros
  lastFrame?: Micros
  why?: Why
  nextTry?: Micros
  mime?: string
  video?: { codec: string; width: number; height: number; fps?: number }
  audio?: { codec: string; rate: number; channels: number }
  bitsPerSecond?: number
  framesDropped: number
  packetsLost: number
  recording: boolean
  clockOffsetMicros?: number
}
export type Hours = { days: string[]; from: string; to: string }
export type RecordMode = { mode: 'always' | 'never' | 'schedule'; hours?: Hours[] }
export type MaskPoint = { x: number; y: number }
export type MaskArea = { points: MaskPoint[] }
export type Masks = { areas: MaskArea[]; shown: 'whole' | 'encoded' | 'withheld'; atOnce: number }

export type Camera = {
  id: string
  name: string
  from: 'api' | 'file'
  enabled: boolean
  order: number
  streams: Stream[]
  acts: Act[]
  record: RecordMode
  masked?: boolean
  keepDays?: number
  keepBytes?: number
  address?: string
  subAddress?: string
  user?: string
  passwordSet?: boolean
  transport?: 'auto' | 'tcp' | 'udp'
}
export type CameraForm = {
  name: string
  address: string
  subAddress?: string
  user?: string
  password?: string
  transport?: 'auto' | 'tcp' | 'udp'
  record?: RecordMode
  keepDays?: number
  enabled?: boolean
}
export type CameraTest = {
  streams: { mime: string; video?: { codec: string; width: number; height: number }; audio?: { codec: string }; fps?: number; bitsPerSecond?: number }[]
  picture?: string
  keyFrame?: string
  tookMicros: number
  clockOffsetMicros?: number
}
/** camera, network, disk, clock, us, masked; a newer recorder may know more. */
export type Cause = string
export type Gap = { from: Micros; to: Micros; cause: Cause; open: boolean }
export type Lane = {
  camera: string
  stream: string
  first?: Micros
  last?: Micros
  recorded: [Micros, Micros][]
  gaps: Gap[]
  recordedMicros: number
  expectedMicros: number
  percent: number
}
/** `withheld`: what was recorded before is not shown, until about then. */
export type Timeline = { from: Micros; to: Micros; now: Micros; cameras: Lane[]; rest: string[]; withheld?: { before: Micros; until: Micros } }
export type GapDay = { camera: string; day: string; expectedMicros: number; recordedMicros: number; percent: number; causes: Record<string, number> }
export type Bookmark = { id: string; camera: string; at: Micros; to?: Micros; text: string; by: string; made: Micros }
export type Lock = { id: string; camera: string; from: Micros; to: Micros; reason: string; by: string; made: Micros }
export type Export = {
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'ended'
  cameras: string[]
  from: Micros
  to: Micros
  made: Micros
  by: string
  reference?: string
  bytes: number
  doneBytes: number
  file?: string
  sha256?: string
  signed?: boolean
  timeBurntIn?: boolean
  why?: Why
  gaps: { camera: string; from: Micros; to: Micros; cause: Cause }[]
}
export type System = {
  version: string
  site: string
  zone: string
  now: Micros
  startedAt: Micros
  cameras: number
  playing: number
  recordingLost: boolean | number
  cpuPercent: number
  memoryBytes: number
  /** Fingerprint of the key that signs exports. */
  evidenceKey?: string
  /** What was recorded before is not shown, until about then. */
  withheld?: { before: Micros; until: Micros }
}
export type Storage = {
  totalBytes: number
  encryption: 'off' | 'beside' | 'apart'
  freeBytes: number
  keepFreeBytes: number
  usedBytes: number
  bytesPerDay: number
  oldest?: Micros
  daysReached?: number
  lost: boolean
  exposureMicros: number
  worstExposureMicros: number
  droppedFrames: number
  streams: { camera: string; stream: string; bytes: number; from: Micros; to: Micros }[]
}
export type Settings = { site: string; zone: string; language: string }
export type Share = { id: string; camera: string; from: Micros; to: Micros; label: string; made: Micros; by: string; until: Micros; hasPassword: boolean; openings: number; lastOpened?: Micros; most?: number; ended: boolean; token?: string }
/** `cells` has a camera for each place of the shape, row by row, or an empty text. */
export type Layout = { id: string; name: string; shape: '2x2' | '3x3' | '4x4' | '5x5' | '6x6' | '8x8' | '1+5' | '1+7'; cells: string[]; shared: boolean; mayChange: boolean; by: string }
export type LogLine = { seq: number; at: Micros; level: 'info' | 'warn' | 'error'; event: string; subject: string; detail: string }
export type AuditLine = { seq: number; at: Micros; who: string; act: string; subject: string; address: string; outcome: string; detail: string }
export type Session = { id: string; since: Micros; lastSeen: Micros; address: string; agent: string; current: boolean }
export type Grant = { camera: string; acts: Act[] }
export type User = { id: string; name: string; role: Role; grants: Grant[]; until?: Micros; purpose?: string; disabled: boolean; second: boolean; lastSeen?: Micros }
export type Page<T> = { items: T[]; next?: string }

/** What the recorder said when it would not: `type` is the last part of the problem's address and chooses our own words. */
export class Problem extends Error {
  readonly type: string
  readonly status: number
  readonly advice: string | undefined
  readonly fields: Record<string, string>
  readonly retryAfter: number | undefined
  constructor(status: number, body: { type?: string; title?: string; detail?: string; advice?: string; fields?: Record<string, string> }, retryAfter?: number) {
    super(body.detail ?? body.title ?? `HTTP ${status}`)
    this.type = (body.type ?? '').split('/').pop() || (status === 0 ? 'offline' : 'fault')
    this.status = status
    this.advice = body.advice
    this.fields = body.fields ?? {}
    this.retryAfter = retryAfter
  }
}

let signedOut: () => void = () => {}
/** Called when any answer says that the session ended. */
export const onSignedOut = (act: () => void) => (signedOut = act)

export const BASE = '/api/v1'

export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const request: RequestInit = { method, credentials: 'same-origin' }
  if (signal) request.signal = signal
  if (body !== undefined) {
    request.headers = { 'Content-Type': 'application/json' }
    request.body = JSON.stringify(body)
  }
  let response: Response
  try {
    response = await fetch(BASE + path, request)
  } catch (e) {
    if (signal?.aborted) throw e
    throw new Problem(0, { detail: String(e) })
  }
  if (!response.ok) {
    const problem = await problemOf(response)
    if (problem.type === 'not-signed-in' || problem.type === 'password-changed') signedOut()
    throw problem
  }
  if (response.status === 204) return undefined as T
  return (await response.json()) as T
}

export async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get('Retry-After')) || undefined
  try {
    return new Problem(response.status, (await response.json()) as object, wait)
  } catch {
    return new Problem(response.status, {}, wait)
  }
}

export const get = <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, undefined, signal)

/** All pages of a list, as long as they are not endless. */
export async function all<T>(path: string, signal?: AbortSignal, pages = 20): Promise<T[]> {
  const items: T[] = []
  let after: string | undefined
  for (let i = 0; i < pages; i++) {
    const sep = path.includes('?') ? '&' : '?'
    const page: Page<T> = await get<Page<T>>(path + (after ? `${sep}after=${encodeURIComponent(after)}` : ''), signal)
    items.push(...page.items)
    if (!page.next) break
    after = page.next
  }
  return items
}
