import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, it } from 'vitest'
import { readClock, seen, type Seen } from './picture'
import { context, launch, NIGHTJAR, PASSWORD, until } from './site'

/** `./dev bench live`: one 720p camera of 4 Mbit/s at 25 frames/s, its recorder, and Chromium, all on this machine. Prints a table; asserts nothing. */
const data = mkdtempSync(join(tmpdir(), 'nightjar-bench-'))
const running: ChildProcess[] = []
const rows: [string, string][] = []

function start(args: string[], ready: RegExp): Promise<{ child: ChildProcess; found: RegExpExecArray; millis: number; status: () => string }> {
  const from = performance.now()
  const child = spawn(NIGHTJAR, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8' } })
  running.push(child)
  let text = ''
  return new Promise((done, fail) => {
    const hear = (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-100_000)
      const found = ready.exec(text)
      if (found) done({ child, found, millis: performance.now() - from, status: () => text })
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.on('exit', (code) => fail(new Error(`${args[0]} ended with ${code}:\n${text}`)))
  })
}

/** User and system seconds of a process, and its resident memory in MB. */
function used(pid: number) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]
  return { seconds: (Number(stat[11]) + Number(stat[12])) / 100, megabytes: Number(rss) / 1024 }
}

const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
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

/** From the click on "enlarge" in a wall that plays to the first picture of the large stream. */
async function first(page: Page): Promise<number> {
  await page.goto('/')
  await until(page, `[...document.querySelectorAll('.tile video')].some((v) => v.readyState >= 2)`, 60_000)
  await page.waitForTimeout(1_000)
  return page.evaluate<number>(`new Promise((done) => {
    const from = performance.now()
    const look = () => { const v = document.querySelector('.tile.large video') ?? document.querySelector('.tile video')
      if (location.pathname.startsWith('/camera/') && v) v.requestVideoFrameCallback((_, m) => m.width > 640 ? done(performance.now() - from) : look()); else setTimeout(look, 5) }
    document.querySelector('.tile').dispatchEvent(new MouseEvent('dblclick', { bubbles: true })); look() })`)
}

afterAll(() => {
  running.forEach((each) => each.kill('SIGKILL'))
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
    rows.push([`${webRtc ? 'WebRTC' : 'MSE'}: enlarge to first picture, median and worst of 7`, `${ms(at(times, 0.5))}, ${ms(times.at(-1)!)}`])
    await page.close()
  }

  const page = await owner.newPage()
  await page.goto('/system/about')
  await page.evaluate(`(() => { window.chunks = Array(100).fill(0); for (let i = 0; i < 100; i++) {
    const s = new WebSocket(location.origin.replace('http', 'ws') + '/api/v1/cameras/cam001/live'); s.binaryType = 'arraybuffer'
    s.onmessage = (e) => { if (typeof e.data !== 'string') window.chunks[i]++; else if (JSON.parse(e.data).type === 'skip') window.skips = (window.skips ?? 0) + 1 } } })()`)
  await page.waitForTimeout(5_000)
  const before = used(pid)
  const chunks = await page.evaluate<number[]>('window.chunks.slice()')
  await page.waitForTimeout(20_000)
  const after = used(pid)
  const grown = (await page.evaluate<number[]>('window.chunks.slice()')).map((n, i) => n - chunks[i]!)
  rows.push(['100 viewers of 4 Mbit/s: recorder, cores', ((after.seconds - before.seconds) / 20).toFixed(2)])
  rows.push(['100 viewers: frames in 20 s, least and most of a viewer; skips', `${Math.min(...grown)}, ${Math.max(...grown)}; ${await page.evaluate('window.skips ?? 0')}`])
  rows.push(['100 viewers: frames the recorder dropped', /.*"droppedFrames":(\d+)/s.exec(recorder.status())?.[1] ?? '?'])
  await browser.close()
})
