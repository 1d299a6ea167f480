import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, context, launch, type Look, open as openAs, Person, PLAYING, setUp, Site, until } from './site'

const site = new Site()
let browser: Browser
let owner: BrowserContext
const PASSPHRASE = 'seven herons over the weir'

const open = (path: string, look: Look = {}): Promise<Page> => openAs(owner, site, path, look)

describe.skipIf(!CHROMIUM)('the pages of a recorder’s owner', () => {
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

  it('a link made from the timeline plays for who has no account, and can be taken back, in French on a phone', async () => {
    const page = await open('/camera/cam001', { phone: true, french: true })
    await until(page, PLAYING)
    await page.keyboard.press('i')
    await page.waitForTimeout(6000)
    await page.keyboard.press('x')
    await page.getByRole('dialog').waitFor()
    const person = new Person(page)
    person.acts++
    await page.getByText('Lien', { exact: true }).click()
    await person.fill('[role=dialog] input[type=password]', 'grey heron at noon')
    person.acts++
    await page.getByRole('button', { name: 'Faire un lien' }).click()
    const link = await page.locator('[role=dialog] input[readonly]').inputValue()
    expect(person.acts).toBe(3)
    expect(link).toContain('/s#token=njh_')

    const stranger = await context(browser, site.url, { phone: true, french: true })
    const other = await stranger.newPage()
    await other.goto(link)
    await other.locator('input[type=password]').fill('not this heron')
    await other.keyboard.press('Enter')
    await other.getByRole('alert').waitFor()
    await other.locator('input[type=password]').fill('grey heron at noon')
    await other.keyboard.press('Enter')
    await until(other, `document.querySelector('.shared video')?.videoWidth > 0`)

    expect(await other.locator('nav').count(), 'nothing of the app around it').toBe(0)
    expect(await other.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(1)
    const download = other.waitForEvent('download')
    await other.getByRole('link', { name: 'Télécharger' }).click()
    const bytes = readFileSync(await (await download).path())
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp')
    expect(bytes.includes('nightjar-evidence') || bytes.includes('"recorder"'), 'it carries its statement').toBe(true)

    await page.goto('/exports')
    await page.getByText('ouvert 1 fois').waitFor()
    await page.getByRole('button', { name: 'Reprendre' }).click()
    await page.getByText('ouvert 1 fois').waitFor({ state: 'detached' })
    await other.goto('/')
    await other.goto(link)
    await other.getByText('Ce lien a pris fin').waitFor()
    await stranger.close()
    await page.context().close()
  })

  it('the overview counts cameras, not their streams', async () => {
    const page = await open('/system')
    await page.getByText('2 / 2').waitFor()
    await page.context().close()
  })

  it('the log says what happened, what it means and what to do, and new lines come by themselves', async () => {
    const page = await open('/system/log?find=plays%20or')
    await page.getByText('Nothing here').waitFor()
    await page.getByLabel('Search').fill('')
    await page.locator('.log-line').first().waitFor()
    await page.locator('.log-line summary').first().focus()
    await page.keyboard.press('Enter')
    await page.getByText('What it means, and what to do').first().waitFor()
    await page.context().close()
  })

  it('a back-up is downloaded, shown and put back; a wrong passphrase gets words', async () => {
    const page = await open('/system/backup')
    await page.getByLabel('Passphrase').first().fill(PASSPHRASE)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    const file = await (await download).path()
    expect(readFileSync(file).subarray(0, 8).toString()).toBe('NJBACKUP')
    await page.getByText('Downloaded.').waitFor()
    await page.goto('/system/settings')
    await page.getByLabel('Name of this site').or(page.locator('form input').first()).first().fill('Elsewhere')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    await page.goto('/system/backup')
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByLabel('Passphrase').last().fill('something else entirely')
    await page.getByRole('button', { name: 'Show what would change' }).click()
    await page.getByText('passphrase is wrong').waitFor()
    await page.getByLabel('Passphrase').last().fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Show what would change' }).click()
    await page.getByText('is changed').waitFor()
    await page.getByRole('button', { name: 'Restore this' }).click()
    await page.getByText('Everything below is in place.').waitFor()
    await page.goto('/system/settings')
    await until(page, `document.querySelector('form input')?.value === 'Nightjar'`)
    await page.context().close()
  })

  it('a stream key for another system is made and shown once', async () => {
    const page = await open('/account')
    const card = page.locator('section', { has: page.getByRole('heading', { name: /other systems|RTSP/i }) })
    await card.locator('form input').fill('Gate controller')
    await card.locator('form button').click()
    await page.getByText('Copy it now').waitFor()
    expect(await card.locator('input[readonly]').count()).toBeGreaterThanOrEqual(2)
    await page.goto('/account')
    await page.getByText('Gate controller').waitFor()
    expect(await page.getByText('Copy it now').count()).toBe(0)
    await page.context().close()
  })
})
