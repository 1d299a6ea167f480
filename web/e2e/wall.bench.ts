import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, it } from 'vitest'
import { endAll, start } from './program'
import { context, launch, NIGHTJAR, PASSWORD, until } from './site'

/** `./dev bench wall`: the wall with 16 and with 64 cameras of 640x360, 10 frames/s and 0.3 Mbit/s; cameras, recorder and Chromium on this machine. Prints a table; asserts nothing. */
const SECONDS = 20
const data = mkdtempSync(join(tmpdir(), 'nightjar-bench-'))
const rows: string[] = []

/** Processor seconds of a process and of all it started. */
function spent(pid: number): number {
  const stats = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const [head, tail] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ') as [string, string]
      const fields = tail.split(' ')
      return [{ pid: parseInt(head), parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / 100 }]
    } catch {
      return [] // it has ended meanwhile
    }
  })
  const sum = (of: number): number => stats.filter((s) => s.parent === of).reduce((n, s) => n + sum(s.pid), stats.find((s) => s.pid === of)?.seconds ?? 0)
  return sum(pid)
}

const TILES = `[...document.querySelectorAll('.tile')].map((t) => ({ frames: t.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0, fresh: t.dataset.fresh, width: Math.round(t.getBoundingClientRect().width), seen: (r => r.bottom > 0 && r.top < innerHeight)(t.getBoundingClientRect()) }))`
type Tile = { frames: number; fresh: string; width: number; seen: boolean }

afterAll(() => {
  endAll()
  rmSync(data, { recursive: true, force: true })
  console.log(`| cameras | screen | tiles in view, their width | of ${SECONDS * 10} pictures: least, most of a tile in view | stale | recorder, cores | Chromium, cores |\n|---|---|---|---|---|---|---|\n${rows.join('\n')}`)
})

for (const cameras of [16, 64])
  it(`wall of ${cameras}`, async () => {
    const sim = await start(['camera-sim', '--cameras', String(cameras), '--bitrate', '0.3', '--fps', '10', '--size', '640x360', '--rtsp-port', '0'], /(rtsp:\/\/127\.0\.0\.1:\d+)\/cam001\/main/)
    const ids = Array.from({ length: cameras }, (_, i) => `cam${String(i + 1).padStart(3, '0')}`)
    const disk = join(data, `disk${cameras}`)
    mkdirSync(disk)
    writeFileSync(`${disk}.toml`, `[web]\nhttp = "127.0.0.1:0"\nhttps = "off"\n${ids.map((id) => `[[camera]]\nid = "${id}"\nurl = "${sim.found[1]}/${id}/main"\n`).join('')}`)
    await new Promise<void>((done) => spawn(NIGHTJAR, ['store', 'init', '--data', disk]).on('exit', () => done()))
    const recorder = await start(['recorder', '--config', `${disk}.toml`, '--data', disk], /(http:\/\/127\.0\.0\.1:\d+)\/setup#token=(\S+)/)
    const url = recorder.found[1]!
    for (const [screen, look] of [['1920x1080', {}], ['3840x2160', {}], ['phone', { phone: true }]] as const) {
      const browser = await launch()
      const owner = await context(browser, url, look)
      const made = screen === '1920x1080'
        ? await owner.request.post('/api/v1/setup', { data: { token: recorder.found[2], name: 'Alex', password: PASSWORD }, headers: { Origin: url } })
        : await owner.request.post('/api/v1/session', { data: { name: 'Alex', password: PASSWORD }, headers: { Origin: url } })
      if (made.status() >= 300) throw new Error(`${made.status()} ${await made.text()}`)
      const page: Page = await owner.newPage()
      if (screen !== 'phone') await page.setViewportSize(screen === '1920x1080' ? { width: 1920, height: 1080 } : { width: 3840, height: 2160 })
      await page.goto('/')
      await until(page, `[...document.querySelectorAll('.tile video')].filter((v) => v.videoWidth).length >= ${screen === 'phone' ? 3 : cameras}`, 120_000).catch(() => {})
      await page.waitForTimeout(10_000)
      const chromium = Number(/^\d+/.exec(readdirSync('/proc').filter((n) => /^\d+$/.test(n) && isOurs(n)).sort((a, b) => Number(a) - Number(b))[0]!)![0])
      const [before, recorderBefore, browserBefore] = [await page.evaluate<Tile[]>(TILES), spent(recorder.child.pid!), spent(chromium)]
      await page.waitForTimeout(SECONDS * 1000)
      const after = await page.evaluate<Tile[]>(TILES)
      const share = (n: number) => (n / SECONDS).toFixed(2)
      const [ours, theirs] = [share(spent(recorder.child.pid!) - recorderBefore), share(spent(chromium) - browserBefore)]
      const shown = after.map((tile, i) => ({ ...tile, grown: tile.frames - (before[i]?.frames ?? 0) })).filter((tile) => tile.seen)
      const grown = shown.map((tile) => tile.grown)
      rows.push(`| ${cameras} | ${screen} | ${shown.length}, ${shown[0]?.width} px | ${Math.min(...grown)}, ${Math.max(...grown)} | ${shown.filter((tile) => tile.fresh !== 'fresh').length} | ${ours} | ${theirs} |`)
      if (process.env.NIGHTJAR_SHOTS) await page.screenshot({ path: join(process.env.NIGHTJAR_SHOTS, `wall-${cameras}-${screen}.png`) })
      await browser.close()
    }
    recorder.child.kill('SIGKILL')
    sim.child.kill('SIGKILL')
  })

/** Whether the process is the browser that this benchmark started. */
function isOurs(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1] === String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('chrom')
  } catch {
    return false
  }
}
