import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { members } from '../recorder/pages/archive'
import { plays } from '../recorder/pages/film'

const ffmpeg = (() => {
  try {
    return Boolean(execFileSync('ffmpeg', ['-version']))
  } catch {
    return false
  }
})()
const folder = mkdtempSync(join(tmpdir(), 'nightjar-film-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Ten seconds of pictures and sound, as FFmpeg writes them, and where it says that each packet lies. */
function film(...flags: string[]) {
  const file = join(folder, `${flags.join('') || 'plain'}.mp4`)
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=25:duration=10', '-f', 'lavfi', '-i', 'sine=duration=10', '-c:v', 'libx264', '-g', '25', '-bf', '2', '-c:a', 'aac', ...flags, file])
  const said = JSON.parse(execFileSync('ffprobe', ['-v', 'error', '-show_packets', '-of', 'json', file], { encoding: 'utf8', maxBuffer: 1 << 26 })) as { packets: { pts_time: string; duration_time: string; pos: string; size: string }[] }
  return { blob: new Blob([readFileSync(file)]), packets: said.packets.map((p) => ({ from: Number(p.pos), to: Number(p.pos) + Number(p.size), at: Number(p.pts_time), end: Number(p.pts_time) + Number(p.duration_time) })) }
}

describe.runIf(ffmpeg)('the times of a stretch of bytes', () => {
  for (const flags of [[], ['-movflags', 'faststart'], ['-movflags', 'frag_keyframe+empty_moov'], ['-movflags', 'frag_keyframe+empty_moov+default_base_moof']])
    it(`are those that ffprobe gives the packets in it ${flags.join(' ')}`, async () => {
      const { blob, packets } = film(...flags)
      for (let from = packets[0]!.from; from + 3000 < blob.size; from += 17_000) {
        const inside = packets.filter((p) => p.from < from + 3000 && p.to > from)
        const { times } = await plays(blob, [{ from, to: from + 3000 }])
        if (!inside.length) expect(times).toEqual([undefined])
        else {
          expect(times[0]!.from / 1e6).toBeCloseTo(Math.min(...inside.map((p) => p.at)), 2)
          expect(times[0]!.to / 1e6).toBeCloseTo(Math.max(...inside.map((p) => p.end)), 1)
        }
      }
    })
  it('come with a word when the tables lie in it, and survive any damage', async () => {
    const { blob } = film('-movflags', 'faststart')
    expect((await plays(blob, [{ from: 0, to: 2000 }])).touched).toBe(true)
    expect((await plays(blob, [{ from: blob.size - 1000, to: blob.size }])).touched).toBe(false)
    const bytes = new Uint8Array(await blob.arrayBuffer())
    for (let seed = 1; seed < 300; seed++) {
      const hurt = bytes.slice()
      for (let i = 0; i < 20; i++) hurt[(seed * 7919 * (i + 1)) % 12_000] = (seed * 31 + i * 17) & 255
      expect((await plays(new Blob([hurt]), [{ from: 0, to: blob.size }])).times).toHaveLength(1)
    }
  })
})

/** A ZIP of one packed file, as java.util.zip writes it: sizes behind the data. */
function zip(name: string, body: Uint8Array, claimed = body.length) {
  const packed = deflateRawSync(body, { level: 0 })
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50)
  local.writeUInt16LE(8, 6)
  local.writeUInt16LE(8, 8)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(claimed, 24)
  entry.writeUInt16LE(name.length, 28)
  const directory = Buffer.concat([entry, Buffer.from(name)])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return new Blob([local, name, packed, directory, end])
}

describe('an archive', () => {
  const body = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7) >> 2)
  it('gives its files byte for byte', async () => {
    const [one] = await members(zip('door.mp4', body))
    expect(one!.name).toBe('door.mp4')
    expect(Buffer.from(await (await one!.open()).arrayBuffer()).equals(body)).toBe(true)
  })
  it('that lies about its sizes, or grows without end, is refused', async () => {
    for (const claimed of [body.length - 1, body.length + 1, 0xfffffff0]) await expect((await members(zip('door.mp4', body, claimed)))[0]!.open()).rejects.toThrow()
  })
  it('that is torn anywhere never gives other bytes', async () => {
    const whole = new Uint8Array(await zip('door.mp4', body).arrayBuffer())
    for (let cut = 0; cut < whole.length; cut += 9973) await expect(members(new Blob([whole.slice(0, cut)]))).rejects.toThrow()
    for (let at = 0; at < 30; at++) {
      const hurt = whole.map((b, i) => (i === whole.length - 1 - at * 3 ? b ^ 0x55 : b))
      const got = await members(new Blob([hurt])).then((m) => m[0]?.open()).then((b) => b?.size, () => 0)
      expect([0, undefined, body.length]).toContain(got)
    }
  })
})
