import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { CHROMIUM, context, launch, PASSWORD, setUp, Site, until } from './site'

const site = new Site()
let browser: Browser
let owner: BrowserContext

describe.skipIf(!CHROMIUM)('wrong input in a browser', () => {
  beforeAll(async () => {
    await site.start(1)
    browser = await launch()
    owner = await context(browser, site.url)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await site.close()
  }, 30_000)

  it('sends the second of two people who set up at once to the sign-in page', async () => {
    const late = await (await context(browser, site.url)).newPage()
    await late.goto(site.setup)
    await late.getByLabel('Your name').fill('Robin')
    await late.locator('input[autocomplete=new-password]').fill(PASSWORD)
    await late.locator('button[type=submit]').click({ trial: true })
    await setUp(await owner.newPage(), site)
    await until(late, `document.querySelector('.strength').dataset.score >= 3`)
    await late.locator('button[type=submit]').click()
    await late.locator('.note.warning button').click()
    await late.waitForURL(/\/signin/)
    await late.context().close()
  })
})
