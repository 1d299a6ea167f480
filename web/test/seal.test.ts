import { webcrypto } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { fingerprint, verify } from '../recorder/pages/seal'

const PIECE = 256 * 1024
const text = (s: string) => new TextEncoder().encode(s)
const word = (n: number) => Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n)
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((p) => [...p]))
const sha = async (b: Uint8Array) => new Uint8Array(await webcrypto.subtle.digest('SHA-256', b))

/** A file and its seal, as docs/design/evidence.md has it. */
async function sealed(video: Uint8Array, more: object = {}) {
  const pair = (await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const key = new Uint8Array(await webcrypto.subtle.exportKey('raw', pair.publicKey))
  const statement = text(JSON.stringify({
    recorder: { model: 'N1', deviceId: '', serial: 'S1', software: '' }, site: 'Here', zone: 'America/Toronto', camera: 'door', cameraName: 'Door', stream: 'main', from: 1, to: 2_000_001, gaps: [],
    gapsLeftOut: false, masked: false, export: '', cameras: ['door'], exportedAt: 3, exportedBy: 'Alex', reference: '', reason: '', bytes: video.length, sha256: '', ...more,
  }))
  const hashes: Uint8Array[] = []
  for (let at = 0; at < video.length; at += PIECE) hashes.push(await sha(video.subarray(at, at + PIECE)))
  const body = join(word(1 << 24), word(statement.length), statement, word(hashes.length), ...hashes, key)
  const signature = new Uint8Array(await webcrypto.subtle.sign('Ed25519', pair.privateKey, join(text('nightjar-evidence\n'), body)))
  const mark = Uint8Array.from(Buffer.from('757569643e6b0f0c8f1d4f0a9d556e6a746576d1', 'hex'))
  return { key, file: join(video, word(4 + mark.length + body.length + 64), mark, body, signature) }
}
const flipped = (bytes: Uint8Array, at: number) => bytes.map((b, i) => (i === at ? b ^ 1 : b))
const kind = async (bytes: Uint8Array) => (await verify(new Blob([bytes as Uint8Array<ArrayBuffer>]))).kind

describe('a seal in the browser', () => {
  const video = Uint8Array.from({ length: PIECE + 1000 }, (_, i) => (i * 31) >> 3)
  let file: Uint8Array
  let key: Uint8Array
  beforeAll(async () => ({ file, key } = await sealed(video)))

  it('of a whole file is whole, and names its key', async () => {
    const said = await verify(new Blob([file as Uint8Array<ArrayBuffer>]))
    expect(said).toMatchObject({ kind: 'whole', statement: { cameraName: 'Door' }, key: await fingerprint(key as Uint8Array<ArrayBuffer>) })
  })
  it('shows which piece was changed, and what was added behind', async () => {
    expect(await verify(new Blob([flipped(file, PIECE + 5) as Uint8Array<ArrayBuffer>]))).toMatchObject({ kind: 'changed', stretches: [{ how: 'changed', from: PIECE, to: PIECE + 1000 }] })
    expect(await verify(new Blob([file as Uint8Array<ArrayBuffer>, 'more']))).toMatchObject({ kind: 'changed', stretches: [{ how: 'added', from: file.length, to: file.length + 4 }] })
    expect(await verify(new Blob([file.slice(0, 10), file.slice(20)] as BlobPart[]))).toMatchObject({ kind: 'changed', stretches: [{ how: 'changed', from: 0 }, { how: 'missing' }] })
  })
  it('does not hold when any of its own bytes was changed', async () => {
    for (let at = video.length + 24; at < file.length; at += 37) expect(await kind(flipped(file, at)), `byte ${at}`).not.toBe('whole')
  })
  it('that states what cannot be is forged, although it is signed', async () => {
    for (const wrong of [{ bytes: 10 * PIECE }, { bytes: -1 }, { recorder: null }, { gaps: 3 }]) expect(await kind((await sealed(video, wrong)).file)).toBe('forged')
  })
  it('of a zone that the browser does not know is told in UTC', async () => {
    expect(await verify(new Blob([(await sealed(video, { zone: 'Nowhere/None' })).file as Uint8Array<ArrayBuffer>]))).toMatchObject({ kind: 'whole', statement: { zone: 'UTC' } })
  })
  it('is not there in a file without one, or with a torn one', async () => {
    expect(await kind(video)).toBe('unsigned')
    expect(await kind(file.slice(0, file.length - 1))).toBe('unsigned')
    expect(await kind(new Uint8Array(0))).toBe('unsigned')
  })
})

it('a fingerprint is 32 symbols of the hash, in groups of four', async () => {
  expect(await fingerprint(new Uint8Array(32))).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/)
})
