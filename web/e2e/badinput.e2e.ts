import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, CHROMIUM, context, launch, open, PASSWORD, setUp, Site, until } from './site'

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

  it('is told at the field in the reader’s language, and keeps what was typed', async () => {
    const page = await open(owner, site, '/system/settings', { french: true })
    const name = page.getByLabel('Nom du site')
    const save = page.locator('button[type=submit]').first()
    for (const [wrong, why] of [['   ', 'doit avoir de 1 à 100 caractères'], ['a\u202eb', 'contient un caractère invisible']] as const) {
      await name.fill(wrong)
      await save.click()
      await page.locator('.mantine-TextInput-error', { hasText: why }).waitFor()
      expect(await name.getAttribute('aria-invalid')).toBe('true')
      expect(await name.inputValue()).toBe(wrong)
    }
    expect(await axe(page)).toEqual([])
    await page.context().setOffline(true)
    await name.fill('Dépanneur')
    await save.click()
    await page.getByText('L’enregistreur ne répond pas').first().waitFor()
    expect(await name.inputValue()).toBe('Dépanneur')
    await page.context().setOffline(false)
    await save.click()
    await until(page, `document.querySelector('header').innerText.includes('Dépanneur')`)
    await page.context().close()
  })

  it('names no person who cannot be, and says why', async () => {
    const page = await open(owner, site, '/people', { french: true, phone: true })
    await page.getByRole('button', { name: 'Inviter' }).click()
    const form = page.getByRole('dialog')
    for (const [wrong, why] of [['   ', 'Ce champ est nécessaire.'], ['<script>', 'ne peut pas servir'], ['Alex', 'est déjà pris']] as const) {
      await form.getByRole('textbox').fill(wrong)
      await form.locator('button[type=submit]').click()
      await form.locator('.mantine-TextInput-error', { hasText: why }).waitFor()
    }
    await page.context().close()
  })

  it('is no code of an authenticator app', async () => {
    const page = await open(owner, site, '/account')
    const card = page.locator('.card', { hasText: 'Second factor' })
    await card.getByRole('button', { name: 'Set up' }).click()
    await until(page, `document.querySelector('img[alt="The key as a QR code"]')?.naturalWidth > 20`)
    await card.getByLabel('Code', { exact: true }).fill('000000')
    await card.getByRole('button', { name: 'Confirm' }).click()
    await card.getByText('Name, password or code is wrong').waitFor()
    await card.getByText(/This recorder’s says \d\d:\d\d:\d\d/).waitFor()
    await page.context().close()
  })
})
