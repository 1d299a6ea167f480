import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, context, launch, PASSWORD, setUp, Site, until } from './site'

/** Passkeys with Chromium's virtual authenticator: a finger that is always right. */
const site = new Site()
let browser: Browser
let page: Page

describe.skipIf(!CHROMIUM)('passkeys', () => {
  beforeAll(async () => {
    await site.start(1)
    browser = await launch()
    // Browsers give passkeys to localhost, not to 127.0.0.1.
    page = await (await context(browser, site.url.replace('127.0.0.1', 'localhost'))).newPage()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    })
    await setUp(page, site, 'owner')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await site.close()
  }, 30_000)

  it('are added and named in the account', async () => {
    await page.goto('/account')
    await page.getByLabel('Name of the new passkey').fill('Laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Laptop').waitFor()
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByLabel('Rename').fill('Work laptop')
    await page.getByRole('button', { name: 'Save the name' }).click()
    await page.getByText('Work laptop').waitFor()
  })

  it('sign in without a password', async () => {
    await page.context().clearCookies()
    await page.goto('/signin')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await until(page, `!!document.querySelector('.wall')`)
    await page.goto('/account')
    await page.getByText(/last used/).waitFor()
  })

  it('are removed, and then sign nobody in', async () => {
    await page.getByRole('button', { name: 'Remove' }).click()
    await until(page, `!document.body.textContent.includes('Work laptop')`)
    await page.context().clearCookies()
    await page.goto('/signin')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.locator('.note').first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/signin')
  })

  it('say why not where the address is bare, in French too', async () => {
    const other = await (await context(browser, site.url, { french: true })).newPage()
    await other.goto('/signin')
    await other.locator('input[autocomplete=username]').fill('owner')
    await other.locator('input[autocomplete=current-password]').fill(PASSWORD)
    await other.locator('button[type=submit]').click()
    await until(other, `!!document.querySelector('.wall')`)
    await other.goto('/account')
    await other.getByText('Les clés d’accès demandent un nom d’hôte').waitFor()
    expect(await other.getByRole('button', { name: 'Ajouter une clé d’accès' }).count()).toBe(0)
  })
})
