import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, it } from 'vitest'
import { readClock, seen, type Seen } from './picture'
import { at, endAll, start } from './program'
import { context, launch, NIGHTJAR, PASSWORD, until } from './site'

/** `./dev bench live`: one 720p camera of 4 Mbit/s at 25 frames/s, its recorder, and Chromium, all on this machine. Prints a table; asserts nothing. */
const data = mkdtempSync(join(tmpdir(), 'nightjar-bench-'))
const rows: [string, string][] = []

/** User and system seconds of a process, and its resident memory in MB. */
function used(pid: number) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]
  return { seconds: (Number(stat[11]) + Number(stat[12])) / 100, megabytes: Number(rss) / 1024 }
}

const delays = (all: Seen[]) => all.map((s) => s.shown - s.taken).sort((a, b) => a - b)
const ms = (n: number) => `${Math.round(n)} ms`

/** Milliseconds from opening the page to the first picture that the clock can be read from, and the delays of the 20 s that follow. */
async function watch(page: Page, webRtc: boolean) {
  if (!webRtc) await page.route('**/whep*', (route) => route.abort())
  await page.goto('/camera/cam001')
  await until(page, `(() => { const v = document.querySelectorAll('.tile video'); return v.length === 1 && v[0].videoWidth > 640 && !!v[0].srcObject === ${webRtc} })()`, 60_000)
  await page.waitForTimeout(5_000)
  await readClock(page)
  await page.waitForTimeout(20_000)
  return delays((await seen(page)).filter((s) => s.webRtc === webRtc))
}

/** From opening a camera within the running app to its first picture: connecting, the last key frame, decoding. */
async function first(page: Page): Promise<number> {
  await page.goto('/cameras')
  await page.waitForTimeout(500)
  return page.evaluate<number>(`new Promise((done) => {
    const from = performance.now()
    history.pushState({}, '', '/camera/cam001')
    dispatchEvent(new PopStateEvent('popstate'))
    const look = () => { const v = document.querySelector('.tile video')
      if (v) v.requestVideoFrameCallback(() => done(performance.now() - from)); else setTimeout(look, 2) }
    look() })`)
}

/** A viewer that only counts: the browser's own part is measured above. Frames of a server are unmasked (RFC 6455, 5.2). */
class Counter {
  pictures = 0
  skips = 0
  private rest: Buffer = Buffer.alloc(0)
  private open = false
  readonly socket: Socket
  constructor(url: URL, cookie: string) {
    this.socket = connect(Number(url.port), url.hostname)
    this.socket.write(`GET /api/v1/cameras/cam001/live HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: ${url.origin}\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n\r\n`)
    this.socket.on('data', (d: Buffer) => this.take(d))
    this.socket.on('error', () => {})
  }
  private take(data: Buffer) {
    let b: Buffer = this.rest.length ? Buffer.concat([this.rest, data]) : data
    if (!this.open) {
      const end = b.indexOf('\r\n\r\n')
      if (end < 0) return void (this.rest = b)
      if (!b.subarray(0, 12).toString().endsWith('101')) throw new Error(b.subarray(0, 200).toString())
      this.open = true
      b = b.subarray(end + 4)
    }
    for (;;) {
      if (b.length < 10) break
      const short = b[1]! & 0x7f
      const head = short === 127 ? 10 : short === 126 ? 4 : 2
      const length = short === 127 ? Number(b.readBigUInt64BE(2)) : short === 126 ? b.readUInt16BE(2) : short
      if (b.length < head + length) break
      if ((b[0]! & 15) === 2) this.pictures++
      else if (b.subarray(head, head + length).includes('"skip"')) this.skips++
      b = b.subarray(head + length)
    }
    this.rest = Buffer.from(b)
  }
}

afterAll(() => {
  endAll()
  rmSync(data, { recursive: true, force: true })
  console.log(rows.map(([what, value]) => `| ${what} | ${value} |`).join('\n'))
})

it('live', async () => {
  const sim = await start(['camera-sim', '--cameras', '1', '--bitrate', '4', '--size', '1280x720', '--rtsp-port', '0', '--sub'], /(rtsp:\/\/127\.0\.0\.1:\d+\/cam001\/main)/)
  const config = join(data, 'site.toml')
  writeFileSync(config, `[web]\nhttp = "127.0.0.1:0"\n[[camera]]\nid = "cam001"\nurl = "${sim.found[1]}"\nsub_url = "${sim.found[1]!.replace('/main', '/sub')}"\n`)
  const disk = join(data, 'disk')
  mkdirSync(disk)
  await new Promise<void>((done) => spawn(NIGHTJAR, ['store', 'init', '--data', disk]).on('exit', () => done()))
  const recorder = await start(['recorder', '--json', '--config', config, '--data', disk], /(http:\/\/127\.0\.0\.1:\d+)\/setup#token=(\S+)/)
  const from = performance.now()
  await fetch(`${recorder.found[1]}/api/v1/setup`)
  rows.push(['process start to first HTTP answer', ms(recorder.millis + performance.now() - from)])
  const pid = recorder.child.pid!
  await new Promise((done) => setTimeout(done, 10_000))
  rows.push(['resident memory, one camera, nobody watching', `${Math.round(used(pid).megabytes)} MB`])

  const browser = await launch()
  const owner = await context(browser, recorder.found[1]!)
  const made = await owner.request.post('/api/v1/setup', { data: { token: recorder.found[2], name: 'Alex', password: PASSWORD }, headers: { Origin: recorder.found[1]! } })
  if (made.status() !== 201) throw new Error(`${made.status()} ${await made.text()}`)
  for (const webRtc of [true, false]) {
    const page = await owner.newPage()
    const sorted = await watch(page, webRtc)
    rows.push([`${webRtc ? 'WebRTC' : 'MSE'}: delay p50, p95 of ${sorted.length} pictures`, `${ms(at(sorted, 0.5))}, ${ms(at(sorted, 0.95))}`])
    await page.close()
  }
  for (const webRtc of [true, false]) {
    const page = await owner.newPage()
    if (!webRtc) await page.addInitScript('delete window.RTCPeerConnection')
    const times: number[] = []
    for (let i = 0; i < 7; i++) times.push(await first(page))
    times.sort((a, b) => a - b)
    rows.push([`${webRtc ? 'WebRTC' : 'MSE'}: opening a camera to its first picture, median and worst of 7`, `${ms(at(times, 0.5))}, ${ms(times.at(-1)!)}`])
    await page.close()
  }

  const cookie = (await owner.cookies()).map((c) => `${c.name}=${c.value}`).join('; ')
  await browser.close()
  const viewers = Array.from({ length: 100 }, () => new Counter(new URL(recorder.found[1]!), cookie))
  await new Promise((done) => setTimeout(done, 5_000))
  const before = used(pid)
  const counted = viewers.map((v) => v.pictures)
  await new Promise((done) => setTimeout(done, 20_000))
  const after = used(pid)
  const grown = viewers.map((v, i) => v.pictures - counted[i]!)
  rows.push(['100 viewers of 4 Mbit/s: recorder, cores', ((after.seconds - before.seconds) / 20).toFixed(2)])
  rows.push(['100 viewers: pictures in 20 s, least and most of a viewer; skips', `${Math.min(...grown)}, ${Math.max(...grown)}; ${viewers.reduce((n, v) => n + v.skips, 0)}`])
  viewers.forEach((v) => v.socket.destroy())
  rows.push(['100 viewers: frames the recorder dropped', /.*"droppedFrames":(\d+)/s.exec(recorder.status())?.[1] ?? '?'])
})
