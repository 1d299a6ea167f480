import { BASE } from '../../shared/api'
import type { Dial } from './LivePlayer'

/** Live pictures over a WebSocket, as the recorder's HTTP API gives them. */
export const byWebSocket: Dial = (camera, stream, keysOnly, hear, ended) => {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const socket = new WebSocket(`${scheme}://${location.host}${BASE}/cameras/${encodeURIComponent(camera)}/live?stream=${stream}${keysOnly ? '&frames=keys' : ''}`)
  socket.binaryType = 'arraybuffer'
  socket.onmessage = (e: MessageEvent<string | ArrayBuffer>) => hear(e.data)
  socket.onclose = (e) => ended(e.code)
  return socket
}
