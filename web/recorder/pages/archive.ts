/** The files of a ZIP archive by its directory (APPNOTE 4.3), as an export of several cameras is delivered. */
export type Member = { name: string; open: () => Promise<Blob> }

const MOST_MEMBERS = 1000
const LARGEST_DIRECTORY = 1 << 20
/** Video does not shrink: what says that it is so many times larger than it lies there is a bomb. */
const MOST_GROWTH = 20

const view = async (file: Blob, from: number, to: number) => new DataView(await file.slice(from, to).arrayBuffer())
const u64 = (v: DataView, at: number) => Number(v.getBigUint64(at, true))
const broken = () => new Error('not a whole ZIP archive')

export const isArchive = async (file: Blob) => (await view(file, 0, 4)).byteLength === 4 && (await view(file, 0, 4)).getUint32(0) === 0x504b0304

/** Where the directory lies and how much it holds. */
async function directory(file: Blob): Promise<{ from: number; size: number; count: number }> {
  const start = Math.max(0, file.size - 65_557)
  const tail = await view(file, start, file.size)
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue
    const short = { from: tail.getUint32(at + 16, true), size: tail.getUint32(at + 12, true), count: tail.getUint16(at + 10, true) }
    if (short.from !== 0xffffffff && short.count !== 0xffff && short.size !== 0xffffffff) return short
    if (at < 20 || tail.getUint32(at - 20, true) !== 0x07064b50) throw broken()
    const end = u64(tail, at - 12)
    const long = await view(file, end, end + 56)
    if (long.byteLength < 56 || long.getUint32(0, true) !== 0x06064b50) throw broken()
    return { from: u64(long, 48), size: u64(long, 40), count: u64(long, 32) }
  }
  throw broken()
}

/** The 64-bit numbers of an entry, in the order in which their short fields are full. */
function wide(v: DataView, from: number, to: number, short: number[]): number[] {
  for (let at = from; at + 4 <= to; at += 4 + v.getUint16(at + 2, true)) {
    if (v.getUint16(at, true) !== 1) continue
    let next = at + 4
    return short.map((n) => (n === 0xffffffff && next + 8 <= to ? u64(v, (next += 8) - 8) : n))
  }
  return short
}

/** Exactly `size` bytes that were packed. */
async function unpack(packed: Blob, size: number): Promise<Blob> {
  if (size > packed.size * MOST_GROWTH + 1024) throw broken()
  let got = 0
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      if ((got += chunk.length) > size) throw broken()
      out.enqueue(chunk)
    },
  })
  const blob = await new Response(packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(counted)).blob()
  if (blob.size !== size) throw broken()
  return blob
}

/** Throws when the archive is torn, or holds more than any export. */
export async function members(file: Blob): Promise<Member[]> {
  const { from, size, count } = await directory(file)
  if (count > MOST_MEMBERS || size > LARGEST_DIRECTORY || from + size > file.size) throw broken()
  const v = await view(file, from, from + size)
  const found: Member[] = []
  for (let at = 0, n = 0; n < count; n++) {
    if (at + 46 > v.byteLength || v.getUint32(at, true) !== 0x02014b50) throw broken()
    const [names, extra, comment] = [v.getUint16(at + 28, true), v.getUint16(at + 30, true), v.getUint16(at + 32, true)]
    const text = at + 46
    const end = text + names + extra + comment
    if (end > v.byteLength) throw broken()
    const method = v.getUint16(at + 10, true)
    const [length, packed, local] = wide(v, text + names, text + names + extra, [v.getUint32(at + 24, true), v.getUint32(at + 20, true), v.getUint32(at + 42, true)]) as [number, number, number]
    const open = async () => {
      const head = await view(file, local, local + 30)
      if (head.byteLength < 30 || head.getUint32(0, true) !== 0x04034b50) throw broken()
      const data = local + 30 + head.getUint16(26, true) + head.getUint16(28, true)
      const bytes = file.slice(data, data + packed)
      if (bytes.size !== packed || (method !== 0 && method !== 8)) throw broken()
      return method === 8 ? unpack(bytes, length) : bytes
    }
    const name = new TextDecoder().decode(new Uint8Array(v.buffer, text, names))
    // Of two files with one name another program unpacks the one or the other.
    if (found.some((m) => m.name === name)) throw broken()
    found.push({ name, open })
    at = end
  }
  return found
}
