/** Opens a sealed answer as docs/design/recovery.md lays it out: ephemeral ECDH on P-256, HKDF-SHA-256, AES-256-GCM with a constant nonce. */
const hex = (data: ArrayBuffer) => [...new Uint8Array(data)].map((b) => b.toString(16).padStart(2, '0')).join('')
const fromHex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const utf8 = (text: string) => new TextEncoder().encode(text)
const P256 = { name: 'ECDH', namedCurve: 'P-256' }
const POINT = 65

/** For one reveal: the private half cannot be taken out of the browser. */
export async function answerKey(): Promise<{ pair: CryptoKeyPair; point: string }> {
  const pair = await crypto.subtle.generateKey(P256, false, ['deriveBits'])
  return { pair, point: hex(await crypto.subtle.exportKey('raw', pair.publicKey)) }
}

function tlv(parts: [number, Uint8Array][]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap(([tag, value]) => [tag, value.length >> 8, value.length & 255, ...value]))
}

/** Throws when it was sealed for somebody else or another request, or changed on the way. */
export async function open(sealed: string, request: string, own: { pair: CryptoKeyPair; point: string }): Promise<string> {
  const all = fromHex(sealed)
  const point = all.slice(0, POINT)
  const theirs = await crypto.subtle.importKey('raw', point, P256, false, [])
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.pair.privateKey, 256)
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = tlv([[1, utf8(request)], [0x20, point], [0x21, fromHex(own.point)]])
  const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: utf8('NVR-RC/1 answer'), info }, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12), additionalData: utf8(request), tagLength: 128 }, key, all.slice(POINT))
  return new TextDecoder().decode(plain)
}
