import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, CHROMIUM, context, launch, NIGHTJAR, open, PLAYING, setUp, Site, until } from './site'

const site = new Site()
let browser: Browser
let owner: BrowserContext

type Lanes = { withheld?: { before: number }; cameras: { recordedMicros: number }[] }
const lanes = async (): Promise<Lanes> => (await owner.request.get(`${site.url}/api/v1/timeline?from=${(Date.now() - 3_600_000) * 1000}&to=${(Date.now() + 1000) * 1000}&resolution=1000000`)).json() as Promise<Lanes>
async function recordedMicros(): Promise<number> {
  const all = await lanes()
  return all.cameras[0]?.recordedMicros ?? 0
}
const colours = (x: number) => `(() => {
  const c = document.querySelector('.tl canvas'), k = c.width / c.clientWidth, g = c.getContext('2d'), found = new Set()
  const d = g.getImageData(Math.round((${x}) * k), 0, Math.round(30 * k), Math.round(26 * k)).data
  for (let row = Math.round(18 * k); row < Math.round(23 * k); row++)
    for (let col = 0; col < Math.round(30 * k); col++) { const i = (row * Math.round(30 * k) + col) * 4; found.add(d.slice(i, i + 3).join()) }
  return found.size
})()`

/** Of the owner, as the recorder takes it before a reset: a hash over the ways in. The database keeps the password's as text. */
async function mark(): Promise<string> {
  const { id } = (await (await owner.request.get(`${site.url}/api/v1/me`)).json()) as { id: string }
  const folder = join(site.data, '.nightjar')
  const kept = readdirSync(folder).filter((file) => file.startsWith('accounts.db')).map((file) => readFileSync(join(folder, file), 'latin1')).join('')
  const password = /\$argon2id\$v=19\$m=\d+,t=\d+,p=\d\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}/.exec(kept)![0]
  return createHash('sha256').update([id, password, '[]'].join('\n')).digest('hex')
}
/** A picture of what is withheld, or was. */
async function picture(before: number): Promise<number> {
  const camera = ((await (await owner.request.get(`${site.url}/api/v1/cameras`)).json()) as { items: { id: string }[] }).items[0]!.id
  return (await owner.request.get(`${site.url}/api/v1/cameras/${camera}/picture?at=${before - 3_000_000}`)).status()
}

/** As after a password that was replaced with the maker's help: the recorder's own note of it (docs/design/recovery.md). */
describe.skipIf(!CHROMIUM)('withheld footage', () => {
  let page: Page
  beforeAll(async () => {
    await site.start(1)
    browser = await launch()
    owner = await context(browser, site.url)
    const first = await owner.newPage()
    await setUp(first, site)
    await until(first, PLAYING)
    for (const end = Date.now() + 60_000; (await recordedMicros()) < 8_000_000; ) {
      if (Date.now() > end) throw new Error('nothing is recorded')
      await first.waitForTimeout(200)
    }
    await first.close()
    const witness = await mark()
    await site.kill()
    mkdirSync(join(site.data, '.nightjar', 'device'), { recursive: true })
    writeFileSync(join(site.data, '.nightjar', 'device', 'footage.json'), JSON.stringify({ version: 1, withheldBefore: Date.now() * 1000, leftMinutes: 4000, erasing: false, erasedBefore: 0, witnesses: [witness] }), { mode: 0o600 })
    await site.start(1)
    page = await open(owner, site, '/?z=120')
    await until(page, PLAYING)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await site.close()
  }, 30_000)

  it('is drawn woven on the timeline with its cause, beside footage that is not', async () => {
    expect((await lanes()).withheld).toBeDefined()
    const word = page.getByRole('button', { name: /^Recorded, withheld, / })
    await word.waitFor()
    const box = (await word.boundingBox())!
    const left = (await page.locator('.tl canvas').boundingBox())!.x
    await until(page, `${colours(box.x - left + box.width / 2)} > 1`)
    await page.getByText(/is withheld until about/).waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('is explained in one act, by key too, and the recorder gives no picture of it', async () => {
    const word = page.getByRole('button', { name: /^Recorded, withheld, / })
    await word.focus()
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog')
    await sheet.getByText('It was recorded and is whole.').waitFor()
    expect(await sheet.getByText('Not recorded').count()).toBe(0)
    expect(await axe(page)).toEqual([])
    expect(await picture((await lanes()).withheld!.before)).toBe(423)
    await sheet.getByRole('button', { name: 'Where it goes on' }).click()
  })

  it('says so in French on a phone', async () => {
    // A phone has the instant in the middle of its bar: at the live end, a slow machine would have moved past what is withheld.
    const at = new Date((await lanes()).withheld!.before / 1000).toISOString()
    const phone = await open(owner, site, `/?z=60&t=${encodeURIComponent(at)}`, { phone: true, french: true })
    await phone.getByRole('button', { name: /^Enregistré, retenu, / }).tap()
    await phone.getByRole('dialog').getByText('C’est enregistré et entier.').waitFor()
    expect(await axe(phone)).toEqual([])
    await phone.context().close()
  })

  it('stays withheld from an administrator of after the reset, who reads why', async () => {
    const said = execFileSync(NIGHTJAR, ['user', 'add', 'Late', '--role', 'administrator', '--data', site.data], { encoding: 'utf8' })
    const late = await context(browser, site.url)
    const used = await late.request.post('/api/v1/invitation', { data: { token: /#token=(\S+)/.exec(said)![1], password: 'nine herons over the weir' } })
    expect(used.status(), await used.text()).toBe(200)
    const theirs = await late.newPage()
    await theirs.goto('/')
    await theirs.getByRole('button', { name: 'Show it now' }).press('Enter')
    await theirs.getByRole('alert').filter({ hasText: 'You cannot end this' }).getByText(/^Only an administrator whose password and passkeys/).waitFor()
    expect(await axe(theirs)).toEqual([])
    expect(await picture((await lanes()).withheld!.before)).toBe(423)
    await late.close()
  })

  it('is shown again by one press of an administrator of before it', async () => {
    const { before } = (await lanes()).withheld!
    await page.getByRole('button', { name: 'Show it now' }).press('Enter')
    await page.getByText(/is withheld until about/).waitFor({ state: 'detached' })
    expect(await picture(before)).toBe(200)
    expect((await lanes()).withheld).toBeUndefined()
    await page.getByRole('button', { name: /^Recorded, withheld, / }).waitFor({ state: 'detached' })
  })
})
