import { describe, expect, it } from 'vitest'
import { read } from '../console/live'
import { ago, offset, second } from '../console/time'

const message = (tile: number, kind: string, payload: Uint8Array) => {
  const bytes = new Uint8Array(9 + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, tile)
  view.setUint8(4, kind.charCodeAt(0))
  view.setUint32(5, payload.length)
  bytes.set(payload, 9)
  return bytes
}

describe('the console’s live pictures', () => {
  it('come as messages of many tiles in one answer, and one that is cut off is dropped', () => {
    const parts = [message(7, 'T', new TextEncoder().encode('{"type":"é"}')), message(3_000_000_000, 'B', Uint8Array.of(1, 2)), message(7, 'B', Uint8Array.of())]
    const whole = new Uint8Array([...parts.flatMap((p) => [...p]), ...message(8, 'B', Uint8Array.of(1, 2, 3)).slice(0, 10)])
    const heard: [number, string | number[]][] = []
    read(whole.buffer, (tile, m) => heard.push([tile, typeof m === 'string' ? m : [...new Uint8Array(m)]]))
    expect(heard).toEqual([[7, '{"type":"é"}'], [3_000_000_000, [1, 2]], [7, []]])
  })
  it('have the recorder’s time, wherever the browser is', () => {
    const at = Date.UTC(2026, 2, 3, 19, 32, 7)
    expect(second(at, offset('2026-03-03T14:32:10-05:00'))).toBe('14:32:07')
    expect(second(at, offset('2026-03-03T14:32:10+05:45'))).toBe('01:17:07')
    expect(second(at, offset('2026-03-03T14:32:10Z'))).toBe('19:32:07')
  })
  it('say how old they are', () => expect([5, 60, 135, 3600, 90_000].map(ago)).toEqual(['5 s', '1 min 0 s', '2 min 15 s', '1 h 0 min', '25 h 0 min']))
})
