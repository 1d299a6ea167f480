import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readClock, seen } from './picture'
import { inbound, LossyPath } from './lossy'
import { CHROMIUM, context, launch, PLAYING, setUp, Site, until } from './site'

const site = new Site()
let browser: Browser
let owner: BrowserContext
const large = (webRtc: boolean) => `(() => { const v = document.querySelectorAll('.tile video'); return v.length === 1 && v[0].videoWidth === 1280 && !!v[0].srcObject === ${webRtc} })()`

describe.skipIf(!CHROMIUM)('live pictures', () => {
  beforeAll(async () => {
    await site.start(2)
    browser = await launch()
    owner = await context(browser, site.url)
    const page = await owner.newPage()
    await setUp(page, site)
    await until(page, PLAYING)
    await page.close()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await site.close()
  }, 30_000)

  async function clockRuns(page: Page, camera: number, webRtc: boolean) {
    await readClock(page)
    await until(page, `window.seen.filter((s) => s.webRtc === ${webRtc} && s.width === 1280).length > 40`, 60_000)
    const all = (await seen(page)).filter((s) => s.width === 1280)
    expect(all.every((s) => s.camera === camera)).toBe(true)
    expect(all.at(-1)!.frame).toBeGreaterThan(all[0]!.frame)
    expect(all.at(-1)!.taken).toBeLessThanOrEqual(all.at(-1)!.shown)
  }

  it('are the sub-stream in the grid; the main stream by WebRTC when large, with the time of the picture on the tile', async () => {
    const page = await owner.newPage()
    await page.goto('/')
    await until(page, `(() => { const v = [...document.querySelectorAll('.tile video')]; return v.length === 2 && v.every((e) => e.videoWidth === 640 && !e.srcObject) })()`, 60_000)
    await page.goto('/camera/cam002')
    await until(page, large(true), 60_000)
    await clockRuns(page, 2, true)
    // The tile's clock comes from RTP timestamps, the picture's from the camera: they agree to the second, give or take the rounding.
    await until(page, `(() => { const s = window.seen.at(-1), t = document.querySelector('.tile [data-role=time]').textContent.split(':').map(Number)
      const d = new Date(s.taken), a = (t[1] * 60 + t[2]) - (d.getUTCMinutes() * 60 + d.getUTCSeconds()); return Math.abs(a) <= 1 || Math.abs(a) >= 3599 })()`)
    await page.close()
  }, 180_000)

  it('go by WebSocket where WebRTC does not get through, and nobody has to choose', async () => {
    const page = await owner.newPage()
    await page.route('**/whep*', (route) => route.abort())
    await page.goto('/camera/cam002')
    await until(page, large(false), 60_000)
    await clockRuns(page, 2, false)
    await page.close()
  }, 180_000)

  it('with sound in AAC go by WebRTC until somebody wants to hear it', async () => {
    const page = await owner.newPage()
    await page.goto('/camera/cam001')
    await until(page, large(true), 60_000)
    await page.locator('.tile').click()
    await page.keyboard.press('m')
    await until(page, large(false), 60_000)
    await clockRuns(page, 1, false)
    await page.close()
  }, 180_000)

  it('by WebRTC stay whole when one packet in twenty is lost, and go on at a key frame after a burst', async () => {
    const page = await owner.newPage()
    const path = new LossyPath()
    await path.take(page)
    await page.goto('/camera/cam002')
    await until(page, large(true), 60_000)
    await readClock(page)
    await until(page, 'window.seen.length > 20', 60_000)
    path.loseEach = 20
    await until(page, 'window.seen.length > 250', 120_000)
    const lossy = await inbound(page)
    expect(path.lost).toBeGreaterThan(20)
    expect(lossy.nackCount).toBeGreaterThan(20)
    expect(lossy.packetsLost).toBeLessThan(path.lost / 2)
    path.loseEach = 0
    path.loseNext = 400
    await expect.poll(() => path.loseNext, { timeout: 60_000 }).toBe(0)
    const burst = (await seen(page)).at(-1)!.frame
    await until(page, `window.seen.at(-1).frame > ${burst + 50}`, 60_000)
    const frames = (await seen(page)).filter((each) => each.webRtc).map((each) => each.frame)
    expect(frames).toEqual([...frames].sort((a, b) => a - b))
    await page.close()
    path.close()
  }, 180_000)

  it('end when the person signs out elsewhere', async () => {
    const other = await context(browser, site.url)
    await other.addCookies(await owner.cookies())
    const page = await other.newPage()
    await page.goto('/camera/cam002')
    await until(page, large(true), 60_000)
    await readClock(page)
    await until(page, `window.seen.length > 10`, 60_000)
    const gone = await other.request.delete('/api/v1/session', { headers: { Origin: site.url } })
    expect(gone.status()).toBe(204)
    await until(page, `performance.timeOrigin + performance.now() - window.seen.at(-1).shown > 3000`, 60_000)
    await other.close()
  }, 180_000)
})
