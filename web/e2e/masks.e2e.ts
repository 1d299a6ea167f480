import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MASKED } from './picture'
import { axe, CHROMIUM, context, launch, open, Person, PLAYING, setUp, Site, until } from './site'

const site = new Site()
let browser: Browser
let owner: BrowserContext

describe.skipIf(!CHROMIUM)('a privacy mask', () => {
  let page: Page
  beforeAll(async () => {
    await site.start(2)
    browser = await launch()
    owner = await context(browser, site.url)
    const first = await owner.newPage()
    await setUp(first, site)
    await until(first, PLAYING)
    await first.close()
    page = await open(owner, site, '/cameras/cam002')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await site.close()
  }, 30_000)

  it('is drawn with keys alone, undone and saved, and the page says what becomes of the video', async () => {
    await page.getByRole('button', { name: 'Add an area' }).click()
    const corner = page.getByRole('button', { name: /^Area 1, corner 1/ })
    await corner.focus()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: 'corner 1: 34 % from the left' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'corner 1: 35 % from the left' }).waitFor()
    await page.getByText('Not saved yet').waitFor()
    await page.getByRole('button', { name: 'Save masks' }).click()
    await page.getByText('Masked: video is coded anew').waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('covers live pictures and those of the past', async () => {
    await page.goto('/camera/cam002')
    await until(page, MASKED)
    await until(page, `!!document.querySelector('.tile video').srcObject`)
    await until(page, MASKED)
    await page.locator('.tile-chip', { hasText: 'masked' }).waitFor()
    await page.locator('.tile').focus()
    const clip = page.waitForResponse((r) => r.url().includes('/clip?') && r.status() === 200, { timeout: 60_000 })
    await page.keyboard.press('ArrowLeft')
    await clip
    await until(page, MASKED)
  })

  it('is moved by a finger and removed in two steps, in French on a phone', async () => {
    const phone = await open(owner, site, '/cameras/cam002', { phone: true, french: true })
    const corner = phone.locator('.mask-point').first()
    await corner.scrollIntoViewIfNeeded()
    const at = (await corner.boundingBox())!
    const [x, y] = [at.x + at.width / 2, at.y + at.height / 2]
    const touch = await phone.context().newCDPSession(phone)
    const before = await corner.getAttribute('aria-label')
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
    for (let i = 1; i <= 5; i++) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x - 6 * i, y: y - 4 * i }] })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    expect(await corner.getAttribute('aria-label')).not.toBe(before)
    await phone.getByText('Pas encore sauvegardé').waitFor()
    await phone.getByRole('button', { name: 'Retirer la zone 1' }).click()
    await phone.getByText('tous ceux qui peuvent voir').waitFor()
    await phone.getByRole('button', { name: 'Annuler', exact: true }).last().click()
    await phone.getByRole('button', { name: 'Retirer la zone 1' }).click()
    await phone.getByRole('button', { name: 'Retirer cette zone' }).click()
    await phone.getByText('Pas encore sauvegardé').waitFor()
    await phone.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await axe(phone)).toEqual([])
    await phone.getByRole('button', { name: 'Sauvegarder les masques' }).click()
    await phone.getByText('Rien n’est masqué').waitFor()
    await phone.context().close()
  })

  it('job 7: is drawn by mouse in four acts', async () => {
    const desk = await open(owner, site, '/cameras')
    const person = new Person(desk)
    await person.click('.camera-card >> nth=1')
    await person.click('button:has-text("Add an area")')
    const at = (await desk.locator('.mask-point').first().boundingBox())!
    const middle = { x: at.x + at.width / 2, y: at.y + at.height / 2 }
    await person.drag(middle, { x: middle.x - 40, y: middle.y - 25 })
    await person.click('button:has-text("Save masks")')
    await desk.getByText('Masked: video is coded anew').waitFor()
    expect(person.acts).toBe(4)
    expect(await desk.locator('.mask-point').first().getAttribute('aria-label')).not.toContain('35 % from the left')
    await desk.context().close()
  })
})
