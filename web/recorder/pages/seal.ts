/** The seal of an exported MP4 file (docs/design/evidence.md), checked in the browser: the file leaves the computer for nowhere. */
import { plays } from './film'

export type Statement = {
  recorder: { model: string; deviceId: string; serial: string; software: string }; site: string; zone: string; camera: string; cameraName: string; from: number; to: number; start?: number
  gaps: { from: number; to: number; cause: string }[]; gapsLeftOut?: boolean; masked: boolean; timeBurntIn?: boolean; cameras: string[]; exportedAt: number; exportedBy: string; reference: string; bytes: number
}
/** When it was recorded, in microseconds since 1970; `sure`: the tables that say so are unchanged. */
export type Recorded = { from: number; to: number; sure: boolean }
export type Stretch = { how: 'changed' | 'added' | 'missing'; from: number; to: number; recorded?: Recorded }
export type Verdict = { kind: 'whole' | 'changed'; statement: Statement; key: string; stretches: Stretch[] } | { kind: 'forged' } | { kind: 'unsigned' }

const PIECE = 256 * 1024
/** Pieces that are read at once. */
const READ = 16 * PIECE
const LARGEST = 160 << 20
const MOST_STRETCHES = 100
const MARK = Uint8Array.from([0x75, 0x75, 0x69, 0x64, 0x3e, 0x6b, 0x0f, 0x0c, 0x8f, 0x1d, 0x4f, 0x0a, 0x9d, 0x55, 0x6e, 0x6a, 0x74, 0x65, 0x76, 0xd1])
const FIXED = 4 + MARK.length + 4 + 4 + 4 + 32 + 64
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

type Seal = { from: number; to: number; statement: Uint8Array; hashes: Uint8Array; key: Uint8Array<ArrayBuffer>; signed: Uint8Array<ArrayBuffer>; signature: Uint8Array<ArrayBuffer> }

const read = async (file: Blob, from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer())
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

/** The seal whose box begins at `from`, if its parts fill the box exactly. */
async function sealAt(file: Blob, from: number): Promise<Seal | undefined> {
  if (from < 0) return undefined
  const head = await read(file, from, from + FIXED)
  if (head.length < FIXED) return undefined
  const view = new DataView(head.buffer)
  const [size, text] = [view.getUint32(0), view.getUint32(28)]
  if (size < FIXED || size > LARGEST || from + size > file.size || view.getUint32(24) !== 1 << 24 || text > size - FIXED) return undefined
  const box = await read(file, from, from + size)
  const count = new DataView(box.buffer).getUint32(32 + text)
  const hashes = 36 + text
  if (FIXED + text + 32 * count !== size) return undefined
  const key = hashes + 32 * count
  const context = new TextEncoder().encode('nightjar-evidence\n')
  const signed = new Uint8Array(context.length + key + 32 - 24)
  signed.set(context)
  signed.set(box.subarray(24, key + 32), context.length)
  return { from, to: from + size, statement: box.subarray(32, hashes - 4), hashes: box.subarray(hashes, key), key: box.slice(key, key + 32), signed, signature: box.slice(key + 32) }
}

/** The last seal whose parts fit together: looked for by its mark, from the end backwards, so that a changed size in front hides nothing. */
async function find(file: Blob): Promise<Seal | undefined> {
  for (let end = file.size; end > 0; end -= READ) {
    const start = Math.max(0, end - READ)
    const block = await read(file, start, Math.min(file.size, end + MARK.length - 1))
    for (let i = block.length - MARK.length; i >= 0; i--) {
      if (block[i] !== MARK[0] || !MARK.every((b, k) => block[i + k] === b)) continue
      const seal = await sealAt(file, start + i - 4)
      if (seal) return seal
    }
  }
  return undefined
}

/** A zone that this browser does not know is no forgery. */
function known(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

function statementOf(seal: Seal): Statement | undefined {
  try {
    const s = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(seal.statement)) as Statement
    const texts = [s.site, s.zone, s.camera, s.cameraName, s.exportedBy, s.reference, s.recorder.model, s.recorder.serial]
    const good = texts.every((x) => typeof x === 'string') && [s.from, s.to, s.exportedAt, s.bytes].every(Number.isSafeInteger) && s.bytes >= 0 && Array.isArray(s.gaps) && s.gaps.every((g) => Number.isSafeInteger(g.from) && Number.isSafeInteger(g.to)) && Array.isArray(s.cameras) && (s.start == null || Number.isSafeInteger(s.start))
    return good && Math.ceil(s.bytes / PIECE) === seal.hashes.length / 32 ? { ...s, zone: known(s.zone) } : undefined
  } catch {
    return undefined
  }
}

/** 160 bits of the key's SHA-256 as `nightjar verify` and the recorder's pages write them. */
export async function fingerprint(key: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await sha256(key)
  let text = ''
  for (let i = 0; i < 32; i++) {
    let value = 0
    for (let bit = i * 5; bit < i * 5 + 5; bit++) value = (value << 1) | ((hash[bit >> 3]! >> (7 - (bit & 7))) & 1)
    text += (i > 0 && i % 4 === 0 ? '-' : '') + SYMBOLS[value]
  }
  return text
}

/** Pieces of the first `end` bytes that are not as they were, neighbours as one stretch. */
async function compare(file: Blob, seal: Seal, end: number, done: (share: number) => void): Promise<Stretch[]> {
  const found: Stretch[] = []
  for (let at = 0; at < end && found.length < MOST_STRETCHES; at += READ) {
    const block = await read(file, at, Math.min(end, at + READ))
    for (let p = 0; p < block.length; p += PIECE) {
      const piece = block.slice(p, p + PIECE)
      const hash = await sha256(piece)
      const number = (at + p) / PIECE
      if (hash.every((b, k) => b === seal.hashes[32 * number + k])) continue
      const last = found.at(-1)
      if (last?.to === at + p) last.to += piece.length
      else found.push({ how: 'changed', from: at + p, to: at + p + piece.length })
    }
    done(Math.min(1, (at + block.length) / Math.max(1, end)))
  }
  return found
}

/** When that was recorded which plays so long after the film's start; exact to a quarter of a second, the seam that goes unseen between recording files. */
function wall(s: Statement, played: number): number {
  const gaps = [...s.gaps].sort((a, b) => a.from - b.from)
  const begin = gaps.find((g) => g.from <= s.from && g.to > s.from)?.to ?? s.from
  let at = (s.start ?? begin) + played
  if (s.gapsLeftOut) for (const g of gaps) if (g.from > begin && g.from <= at) at += g.to - g.from
  return at
}

/** The same stretches with their times. Tables that cannot be read are no reason to say less than the rest. */
async function dated(file: Blob, statement: Statement, stretches: Stretch[]): Promise<Stretch[]> {
  const known = stretches.filter((each) => each.how !== 'added')
  const { times, touched } = await plays(file, known).catch(() => ({ times: [], touched: true }))
  return stretches.map((each) => {
    const time = times[known.indexOf(each)]
    return time ? { ...each, recorded: { from: wall(statement, time.from), to: wall(statement, time.to), sure: !touched } } : each
  })
}

/** Throws what WebCrypto throws where a browser knows no Ed25519. */
export async function verify(file: Blob, done: (share: number) => void = () => {}): Promise<Verdict> {
  const seal = await find(file)
  if (!seal) return { kind: 'unsigned' }
  const key = await crypto.subtle.importKey('raw', seal.key, 'Ed25519', false, ['verify'])
  const statement = (await crypto.subtle.verify('Ed25519', key, seal.signature, seal.signed)) ? statementOf(seal) : undefined
  if (!statement) return { kind: 'forged' }
  const stretches = await compare(file, seal, Math.min(statement.bytes, seal.from), done)
  const add = (how: Stretch['how'], from: number, to: number) => from < to && stretches.push({ how, from, to })
  add('missing', seal.from, statement.bytes)
  add('added', statement.bytes, seal.from)
  add('added', seal.to, file.size)
  return { kind: stretches.length ? 'changed' : 'whole', statement, key: await fingerprint(seal.key), stretches: await dated(file, statement, stretches) }
}
