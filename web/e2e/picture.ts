import type { Page } from 'playwright-core'

/** What a simulated camera burnt into the picture (docs/design/simulator.md, the machine-readable clock), and when the page showed it; ms. */
export type Seen = { camera: number; frame: number; taken: number; shown: number; width: number; webRtc: boolean }

const READ = `(() => {
  const v = document.querySelector('.tile video'), c = document.createElement('canvas'), x = c.getContext('2d', { willReadFrequently: true })
  window.seen = []
  const crcOf = (bytes) => { let crc = -1; for (const b of bytes) { crc ^= b; for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1)) } return ~crc >>> 0 }
  const look = (_, meta) => {
    const shown = performance.timeOrigin + performance.now()
    const size = 16 * v.videoWidth / Math.max(640, v.videoWidth), columns = v.videoWidth >= 640 ? 40 : 20
    c.width = 16 * columns; c.height = 16 * (160 / columns)
    x.drawImage(v, 0, 0, c.width, c.height, 0, 0, c.width, c.height)
    const d = x.getImageData(0, 0, c.width, c.height).data, bytes = new Uint8Array(20)
    for (let i = 0; i < 160; i++) {
      const at = ((Math.floor(i / columns) * 16 + 8) * c.width + (i % columns) * 16 + 8) * 4
      if (d[at + 1] > 126) bytes[i >> 3] |= 128 >> (i & 7)
    }
    const b = new DataView(bytes.buffer)
    if (bytes[0] === 1 && crcOf(bytes.subarray(0, 16)) === b.getUint32(16)) {
      window.seen.push({ camera: b.getUint16(1), frame: b.getUint8(3) * 2 ** 32 + b.getUint32(4), taken: Number(b.getBigUint64(8)) / 1000, shown, width: v.videoWidth, webRtc: !!v.srcObject })
      if (window.seen.length > 5000) window.seen.shift()
    }
    v.requestVideoFrameCallback(look)
  }
  v.requestVideoFrameCallback(look)
})()`

/** Begins to read the clock out of every picture of the first tile. */
export const readClock = (page: Page) => page.evaluate(READ)
export const seen = (page: Page) => page.evaluate<Seen[]>('window.seen')

/** Luma of the first tile's picture: the spread in the middle, which is masked, and in the picture's upper quarter, which is not. */
const SPREADS = `(() => {
  const v = document.querySelector('.tile video')
  if (!v || v.readyState < 2 || !v.videoWidth) return undefined
  const c = document.createElement('canvas'), x = c.getContext('2d')
  c.width = 320; c.height = 180
  x.drawImage(v, 0, 0, 320, 180)
  const spread = (left, top, w, h) => {
    const d = x.getImageData(left, top, w, h).data
    let low = 255, high = 0
    for (let i = 1; i < d.length; i += 4) { low = Math.min(low, d[i]); high = Math.max(high, d[i]) }
    return high - low
  }
  return { masked: spread(120, 68, 80, 44), bare: spread(0, 0, 320, 45) }
})()`
/** The middle of the first tile's picture is black, and its edge is not. */
export const MASKED = `(() => { const s = ${SPREADS}; return !!s && s.masked <= 8 && s.bare > 60 })()`

/** How far the luma of a picture spreads, 0 where there is none, and a sum that the next picture does not have. */
export type Shown = { spread: number; sum: number }

/** In a page: what each picture shows that `selector` finds, in their order. */
export const picturesOf = (selector: string) => `[...document.querySelectorAll('${selector}')].map((e) => {
  if (!(e.videoWidth || e.naturalWidth) || e.readyState < 2) return { spread: 0, sum: 0 }
  const c = document.createElement('canvas'), x = c.getContext('2d')
  c.width = 80; c.height = 60
  x.drawImage(e, 0, 0, 80, 60)
  const d = x.getImageData(0, 0, 80, 60).data
  let low = 255, high = 0, sum = 0
  for (let i = 1; i < d.length; i += 4) { low = Math.min(low, d[i]); high = Math.max(high, d[i]); sum = (sum * 31 + d[i]) | 0 }
  return { spread: high - low, sum }
})`
