import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, CHROMIUM, context, launch, type Look, open as openAs, PASSWORD, Person, PLAYING, Site, until } from './site'

const site = new Site()
let browser: Browser
let owner: BrowserContext
const tileTime = `document.querySelector('.tile[data-fresh="fresh"] [data-role=time]')?.textContent ?? ''`

const open = (path: string, look: Look = {}): Promise<Page> => openAs(owner, site, path, look)

describe.skipIf(!CHROMIUM)('a recorder in a browser', () => {
  beforeAll(async () => {
    await site.start(3)
    browser = await launch()
    owner = await context(browser, site.url)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await site.close()
  }, 30_000)

  it('is set up by the one-time link, shows cameras at once, under 200 kB before the first picture', async () => {
    const page = await owner.newPage()
    const errors: string[] = []
    page.on('pageerror', (e) => errors.push(e.message))
    const person = new Person(page)
    await page.goto(site.setup)
    await page.getByLabel('Your name').waitFor()
    expect(page.url(), 'the token leaves the address bar').not.toContain('token')
    await person.fill('input[autocomplete=username]', 'Alex')
    await person.fill('input[autocomplete=new-password]', 'short')
    await person.press('Enter')
    expect(await page.locator('.wall').count()).toBe(0)
    await person.fill('input[autocomplete=new-password]', PASSWORD)
    await until(page, `document.querySelector('.strength').dataset.score >= 3`)
    await person.click('button[type=submit]')
    await until(page, PLAYING)
    expect(errors).toEqual([])
    await page.close()

    const first = await owner.newPage()
    const client = await owner.newCDPSession(first)
    await client.send('Network.enable')
    await client.send('Network.setCacheDisabled', { cacheDisabled: true })
    let bytes = 0
    const kinds = new Map<string, string>()
    client.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type))
    client.on('Network.loadingFinished', (e) => (bytes += ['Document', 'Script', 'Stylesheet', 'Image', 'Fetch', 'Font'].includes(kinds.get(e.requestId) ?? '') ? e.encodedDataLength : 0))
    await first.goto('/')
    await until(first, PLAYING)
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(200_000)
    await first.close()
  })

  it('refuses a second set-up, and signs in with words when the password is wrong', async () => {
    const c = await context(browser, site.url)
    const page = await c.newPage()
    const person = new Person(page)
    await page.goto('/cameras')
    await page.waitForURL(/signin/)
    await person.fill('input[autocomplete=username]', 'Alex')
    await person.fill('input[autocomplete=current-password]', 'not this one')
    await person.press('Enter')
    await page.getByRole('alert').waitFor()
    await person.fill('input[autocomplete=current-password]', PASSWORD)
    await person.press('Enter')
    await page.waitForURL(/\/cameras$/)
    await c.close()
  })

  describe.each([{}, { phone: true, french: true, light: true }])('%o', (look) => {
    it('job 1: the wall in no act, one camera large in one, 30 s ago in one', async () => {
      const page = await open('/', look)
      const person = new Person(page)
      await until(page, PLAYING)
      expect(person.acts).toBe(0)
      if (look.phone) await person.click('.tile .tile-button[aria-label^="Agrandir"]')
      else {
        person.acts++
        await page.locator('.tile').first().dblclick()
      }
      await page.waitForURL(/\/camera\//)
      await until(page, `document.querySelectorAll('.tile').length === 1 && ${PLAYING}`)
      expect(person.acts).toBe(1)
      await person.click('.bar-group.middle button')
      await until(page, `document.querySelector('.live-button').getAttribute('aria-pressed') === 'false'`)
      expect(person.acts).toBe(2)
      await page.context().close()
    })

    it('fits the screen and has no word cut off on any page', async () => {
      const page = await open('/', look)
      for (const path of ['/', '/exports', '/cameras', '/cameras/add', '/people', '/system', '/system/events', '/system/storage', '/system/gaps', '/system/log', '/system/settings', '/system/backup', '/account']) {
        await page.goto(path)
        await page.locator('h1').first().waitFor({ state: 'attached' })
        await page.waitForTimeout(300)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(wide, path).toBeLessThanOrEqual(1)
      }
      await page.context().close()
    })

    it('has nothing for axe to find', async () => {
      const page = await open('/', look)
      for (const path of ['/', '/exports', '/cameras', '/cameras/add', '/people', '/system', '/system/events', '/system/storage', '/system/gaps', '/system/health', '/system/log', '/system/audit', '/system/settings', '/system/backup', '/system/about', '/account']) {
        await page.goto(path)
        await page.locator('h1').first().waitFor({ state: 'attached' })
        await page.waitForTimeout(700)
        expect(await axe(page), path).toEqual([])
      }
      await page.context().close()
    })
  })

  it('job 4: one drag of the time bar takes every tile back together', async () => {
    const page = await open('/')
    await until(page, PLAYING)
    // Enough past to drag into: the window is five minutes wide.
    await page.locator('.bar-select select').last().selectOption('300000')
    await page.waitForTimeout(25_000)
    const person = new Person(page)
    const ruler = (await page.locator('.tl-ruler').boundingBox())!
    const x = ruler.x + ruler.width * 0.94
    await person.drag({ x, y: ruler.y + 12 }, { x: x - (ruler.width / 300) * 12, y: ruler.y + 12 })
    expect(person.acts).toBe(1)
    await page.keyboard.press('k')
    const times = `[...document.querySelectorAll('.tile [data-role=time]')].map((e) => e.textContent).filter((t) => t)`
    // Frames of two cameras lie up to a frame apart, so their clocks may stand on both sides of a full second.
    await until(page, `(() => { const t = ${times}.map((x) => x.split(':').reduce((n, p) => n * 60 + Number(p), 0)); return t.length >= 2 && Math.max(...t) - Math.min(...t) <= 1 })()`)
    expect(page.url()).toMatch(/[?&]t=2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d/)
    await page.context().close()
  })

  it('steps one frame on and back to the same picture', async () => {
    const page = await open('/camera/cam001')
    await until(page, PLAYING)
    await page.keyboard.press('t')
    await page.keyboard.type('-10s')
    await page.keyboard.press('Enter')
    await until(page, `document.querySelector('.live-button').getAttribute('aria-pressed') === 'false' && ${PLAYING}`)
    await page.keyboard.press('k')
    const time = async () => (await page.locator('.time-box strong').textContent())!
    const settled = async (): Promise<string> => {
      for (let before = await time(); ; ) {
        await page.waitForTimeout(500)
        const now = await time()
        if (now === before) return now
        before = now
      }
    }
    const step = async (key: string) => {
      const before = await settled()
      await page.keyboard.press(key)
      await until(page, `document.querySelector('.time-box strong').textContent !== ${JSON.stringify(before)}`)
      return settled()
    }
    const a = await step('.')
    const b = await step('.')
    expect(b > a).toBe(true)
    expect(await step(',')).toBe(a)
    await page.context().close()
  })

  it('job 5: a clip in three acts: beginning, export, save', async () => {
    const page = await open('/camera/cam001')
    await until(page, PLAYING)
    await page.keyboard.press('t')
    await page.keyboard.type('-8s')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(1500)
    const person = new Person(page)
    await person.press('i')
    await page.waitForTimeout(3000)
    await person.press('x')
    await page.getByRole('dialog').waitFor()
    const download = page.waitForEvent('download')
    await person.press('Enter')
    const file = await download
    expect(person.acts).toBe(3)
    expect(file.suggestedFilename()).toMatch(/cam001.*\.mp4$/)
    const bytes = readFileSync(await file.path())
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp')
    expect(bytes.length).toBeGreaterThan(10_000)
    await page.context().close()
  })

  it('job 8: a gap says why in one act', async () => {
    await site.kill()
    await new Promise((done) => setTimeout(done, 6000))
    await site.start(3)
    const page = await open('/')
    await until(page, PLAYING)
    await page.locator('.bar-select select').last().selectOption('300000')
    await page.locator('.gap-word').first().waitFor({ timeout: 60_000 })
    const person = new Person(page)
    await person.click('.gap-word')
    await page.getByRole('dialog').getByText(/recorder off|unknown|camera off|network/).first().waitFor()
    expect(person.acts).toBe(1)
    await page.context().close()
  }, 240_000)

  it('says that a picture stands still, and its clock stands too', async () => {
    const page = await open('/')
    await until(page, `${tileTime} !== ''`)
    await site.kill()
    await until(page, `document.querySelector('.tile[data-fresh=grey]') !== null`)
    const stood = await page.evaluate(`document.querySelector('.tile[data-fresh=grey] [data-role=time]').textContent`)
    await until(page, `document.querySelector('.tile[data-fresh=stopped]') !== null`)
    expect(await page.evaluate(`document.querySelector('.tile[data-fresh=stopped] [data-role=time]').textContent`)).toBe(stood)
    await page.getByText(/No connection to the recorder/).waitFor()
    await page.context().close()
  })
})
