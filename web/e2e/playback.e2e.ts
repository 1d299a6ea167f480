import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readClock, seen, type Seen } from './picture'
import { axe, CHROMIUM, context, launch, type Look, NIGHTJAR, open as openAs, Person, PLAYING, setUp, Site, until } from './site'

const site = new Site()
let browser: Browser
let owner: BrowserContext
/** Enough past for eight times the speed. */
const PAST = 75_000
const open = (path: string, look: Look = {}): Promise<Page> => openAs(owner, site, path, look)
const typeTime = async (page: Page, text: string) => {
  await page.keyboard.press('t')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
/** Camera time that goes by in a second of ours, by the clocks in the pictures: least squares over what was shown. */
const slope = (pictures: Seen[]) => {
  const mean = (of: (s: Seen) => number) => pictures.reduce((n, s) => n + of(s), 0) / pictures.length
  const [x, y] = [mean((s) => s.shown), mean((s) => s.taken)]
  return pictures.reduce((n, s) => n + (s.shown - x) * (s.taken - y), 0) / pictures.reduce((n, s) => n + (s.shown - x) ** 2, 0)
}

describe.skipIf(!CHROMIUM)('the past', () => {
  beforeAll(async () => {
    await site.start(1)
    const begun = Date.now()
    browser = await launch()
    owner = await context(browser, site.url)
    const page = await owner.newPage()
    await setUp(page, site)
    await until(page, PLAYING)
    await page.close()
    await new Promise((done) => setTimeout(done, Math.max(0, begun + PAST - Date.now())))
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await site.close()
  }, 30_000)

  it.each([[0.25, '-60s'], [2, '-60s'], [4, '-60s'], [8, '-70s'], [-1, '-20s'], [-4, '-10s']])('plays at %f x what the cameras saw', async (rate, from) => {
    const page = await open('/camera/cam001')
    await until(page, PLAYING)
    await typeTime(page, from)
    await until(page, `document.querySelector('.live-button').getAttribute('aria-pressed') === 'false' && ${PLAYING}`)
    await readClock(page)
    await page.locator('.bar-select select').first().selectOption(String(rate))
    await page.waitForTimeout(1_500) // until it has its pictures
    await page.evaluate('window.seen.length = 0')
    await page.waitForTimeout(5_000)
    const pictures = await seen(page)
    expect(pictures.length, 'pictures in five seconds').toBeGreaterThan(8)
    expect(slope(pictures) / rate).toBeGreaterThan(0.85)
    expect(slope(pictures) / rate).toBeLessThan(1.15)
    await page.context().close()
  })

  it('is zoomed by the wheel about the pointer, and moved', async () => {
    const page = await open('/camera/cam001')
    await until(page, PLAYING)
    const box = (await page.locator('.tile').boundingBox())!
    await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4)
    await page.mouse.wheel(0, -500)
    await page.locator('.tile-chip', { hasText: '×' }).waitFor()
    const before = await page.locator('.tile video').evaluate((v) => v.style.transform)
    await new Person(page).drag({ x: box.x + 300, y: box.y + 300 }, { x: box.x + 250, y: box.y + 280 })
    expect(await page.locator('.tile video').evaluate((v) => v.style.transform)).not.toBe(before)
    await page.context().close()
  })

  it.each([{}, { phone: true, french: true }])('is marked and kept, found again, and let go after a warning: %o', async (look) => {
    const word = `blue van ${look.phone ? 'again' : ''}`
    const page = await open('/camera/cam001', look)
    await until(page, PLAYING)
    await typeTime(page, '-30s')
    for (const [key, title] of [['b', /Bookmark|Signet/], ['v', /[Ee]vidence|[Vv]errou/]] as const) {
      await page.keyboard.press(key)
      await page.getByRole('dialog').getByText(title).first().waitFor()
      await page.getByRole('dialog').locator('textarea').fill(word)
      await page.getByRole('dialog').locator('button[type=submit]').click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.goto('/exports')
    const marks = page.locator('.shares li', { hasText: word })
    await until(page, `[...document.querySelectorAll('.shares li')].filter((e) => e.innerText.includes(${JSON.stringify(word.trim())})).length >= 2`)
    expect(await axe(page)).toEqual([])
    await marks.first().getByRole('button').first().click()
    await page.waitForURL(/\/camera\/cam001.*t=/)
    await until(page, `document.querySelector('.live-button').getAttribute('aria-pressed') === 'false' && ${PLAYING}`)
    await page.goto('/exports')
    for (let left = 2; left > 0; left--) {
      await marks.first().getByRole('button').last().click()
      await marks.first().getByRole('status').waitFor()
      await marks.first().getByRole('button', { name: /Remove|Retirer|Supprimer/ }).click()
      await until(page, `[...document.querySelectorAll('.shares li')].filter((e) => e.innerText.includes(${JSON.stringify(word.trim())})).length === ${left - 1}`)
    }
    await page.context().close()
  })

  it('goes out with the time in the picture, with progress, signed, and the file says so', async () => {
    const page = await open('/camera/cam001')
    await until(page, PLAYING)
    await typeTime(page, '-40s')
    await page.keyboard.press('i')
    await typeTime(page, '-20s')
    await page.keyboard.press('o')
    await page.keyboard.press('x')
    await page.getByRole('dialog').getByLabel('Write camera and time into the picture').check()
    await page.getByText(/coded anew: about/).waitFor()
    await page.getByRole('dialog').locator('button[type=submit]').click()
    await page.goto('/exports')
    const item = page.locator('li.card', { hasText: 'time in the picture' })
    const link = item.getByRole('link', { name: 'Download' })
    await link.waitFor({ timeout: 120_000 })
    const download = page.waitForEvent('download')
    await link.click()
    const file = await (await download).path()
    expect(readFileSync(file).length).toBeGreaterThan(50_000)
    expect(execFileSync(NIGHTJAR, ['verify', file], { encoding: 'utf8', env: { ...process.env, LANG: 'C.UTF-8' } })).toContain('time in the picture')
    await page.context().close()
  })
})
