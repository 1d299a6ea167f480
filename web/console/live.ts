import type { Line } from '../recorder/player/LivePlayer'

type Open = { tile: number; camera: string; stream: string; keys: boolean; hear: (message: string | ArrayBuffer) => void; ended: (code: number) => void }

/** Between two answers: a few frames of every tile come in one. */
const PAUSE = 40
const open = new Map<number, Open>()
const text = new TextDecoder()
let last = 0
let asking = false

const pause = (millis: number) => new Promise<void>((done) => setTimeout(done, millis))

/** Messages, each with its tile's number before it: tile (4 bytes), kind (`T` or `B`), length (4 bytes), payload. */
export function read(body: ArrayBuffer, heard: (tile: number, message: string | ArrayBuffer) => void) {
  const view = new DataView(body)
  for (let at = 0; at + 9 <= body.byteLength; ) {
    const end = at + 9 + view.getUint32(at + 5)
    if (end > body.byteLength) return
    const payload = body.slice(at + 9, end)
    heard(view.getUint32(at), view.getUint8(at + 4) === 0x54 ? text.decode(payload) : payload)
    at = end
  }
}

/** One question after the other for all that is shown, as long as anything is. */
async function ask() {
  if (asking) return
  asking = true
  while (open.size) {
    const shown = [...open.values()].map(({ tile, camera, stream, keys }) => ({ tile, camera, stream, keys }))
    try {
      const response = await fetch(`/live?${encodeURIComponent(JSON.stringify(shown))}`)
      read(await response.arrayBuffer(), (tile, message) => {
        const to = open.get(tile)
        if (message === '{"type":"end"}') {
          open.delete(tile)
          to?.ended(1006)
        } else to?.hear(message)
      })
      await pause(PAUSE)
    } catch {
      await pause(1000)
    }
  }
  asking = false
}

/** Live pictures over the console's own program: the `Dial` of this page. Without a camera it hears the list of cameras. */
export function byConsole(camera: string, stream: string, keys: boolean, hear: Open['hear'], ended: Open['ended']): Line {
  // Never used twice, not by this page after it was loaded again either.
  const tile = (last = Math.max(last + 1, Math.floor(Date.now() / 100) % 2 ** 31))
  const own: Open = { tile, camera, stream, keys, hear, ended }
  open.set(tile, own)
  void ask()
  return {
    send: (message) => {
      // The one thing a player asks for: key frames only. That is another tile.
      const { which } = JSON.parse(message) as { which?: string }
      if (which !== 'keys' || own.keys || !open.delete(own.tile)) return
      own.keys = true
      own.tile = ++last
      open.set(own.tile, own)
    },
    close: () => void open.delete(own.tile),
  }
}
