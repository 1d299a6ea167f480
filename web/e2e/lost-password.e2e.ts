import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createPrivateKey, sign } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults, Keys } from './looks'
import { MASKED, readClock, seen } from './picture'
import { CHROMIUM, context, launch, NIGHTJAR, PASSWORD, Person, type Look } from './site'

const NEW_PASSWORD = 'seven herons over the weir'
const LAST_PASSWORD = 'an otter below the old mill'
const OWNER = 'ada@owner.example'
const data = mkdtempSync(join(tmpdir(), 'nj-'))
const maker = join(data, '.nightjar', 'maker')
const wrong: string[] = []
const errors: string[] = []
let demo: ChildProcess
const consoles: ChildProcess[] = []
let said = ''
let browser: Browser
let box: Page
let owner: Page
let ownerKeys: CDPSession
let passkeys = ''
let desk: Page
let recorder = ''
let portal = ''
const apps: Page[] = []

const until = async <T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> => {
  for (let i = 0; i < 600; i++) {
    const found = await look()
    if (found) return found
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`never: ${what}\n${said}`)
}
const printed = (pattern: RegExp) => until(() => pattern.exec(said)?.[1], String(pattern))
const hear = (child: ChildProcess) => [child.stdout!, child.stderr!].forEach((stream) => stream.on('data', (chunk: Buffer) => (said += chunk.toString())))
const look = async (page: Page, at: string) => {
  await page.locator('h1').first().waitFor({ state: 'attached' })
  wrong.push(...(await faults(page, at)))
}
const visit = async (page: Page, url: string, at: string) => {
  await page.goto(url)
  await page.locator('h1').first().waitFor()
  await look(page, at)
}

/** The newest letter's link. */
const letter = () => {
  const folder = join(maker, 'portal', 'mail')
  const newest = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.txt')).sort().pop() : undefined
  return newest && /(http\S+#token=\S+)/.exec(readFileSync(join(folder, newest), 'utf8'))?.[1]
}

async function withPasskey(look: Look): Promise<[Page, CDPSession]> {
  const own: BrowserContext = await context(browser, 'http://localhost', look)
  await own.grantPermissions(['camera'])
  const page = await own.newPage()
  page.on('pageerror', (e) => errors.push(e.message))
  const client = await own.newCDPSession(page)
  await client.send('WebAuthn.enable')
  return [page, client]
}
const authenticator = async (client: CDPSession) =>
  (await client.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })).authenticatorId

/** The real console: `nightjar console` with a browser of its own, without a monitor and with a second line for the test to see and press. */
async function console_(...more: string[]): Promise<Page> {
  const program = join(data, `browser${consoles.length}.sh`)
  const profile = join(data, `profile${consoles.length}`)
  writeFileSync(program, `#!/bin/sh\nfor a; do case $a in --user-data-dir=*) echo "\${a#*=}" > ${profile};; esac; done\nexec ${CHROMIUM} "$@" --headless=new --window-size=1366,768 --remote-debugging-port=0\n`)
  chmodSync(program, 0o700)
  const shown = spawn(NIGHTJAR, ['console', '--data', data, '--browser', program, ...more], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DISPLAY: ':none', LANG: 'fr_CA.UTF-8' } })
  consoles.push(shown)
  hear(shown)
  const port = await until(() => {
    const file = existsSync(profile) && join(readFileSync(profile, 'utf8').trim(), 'DevToolsActivePort')
    return file && existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : undefined
  }, 'the console')
  const seen = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const page = await until(() => seen.contexts()[0]!.pages().find((p) => p.url().startsWith('https://console.invalid/')), 'the console’s page')
  await page.setViewportSize({ width: 1366, height: 768 })
  return page
}

/** The recorder's app on a phone, signed in. */
async function app(look: Look, at: string): Promise<Page> {
  const page = await (await context(browser, recorder, { ...look, phone: true })).newPage()
  page.on('pageerror', (e) => errors.push(e.message))
  await page.goto(`/signin?to=${encodeURIComponent(at)}`)
  await page.fill('input[autocomplete=username]', 'Ada')
  await page.fill('input[autocomplete=current-password]', PASSWORD)
  await page.locator('button[type=submit]').tap()
  await page.waitForURL(recorder + at)
  return page
}

/** What a phone reads when it is held before the console. */
const scan = () => until(async () => decodeURIComponent((await box.locator('.qr').getAttribute('src'))!.split('?')[1] ?? '') || undefined, 'a code')
const signIn = async (password: string) => (await fetch(`${recorder}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'Ada', password }) })).status
const mask = async (areas: { x: number; y: number }[][]) => {
  const session = await fetch(`${recorder}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'Ada', password: PASSWORD }) })
  const put = await fetch(`${recorder}/api/v1/cameras/cam001/masks`, { method: 'PUT', headers: { 'Content-Type': 'application/json', Origin: recorder, Cookie: session.headers.get('set-cookie')!.split(';')[0]! }, body: JSON.stringify({ areas: areas.map((points) => ({ points })) }) })
  expect(put.status, await put.text()).toBeLessThan(300)
}
const sticker = () => join(data, 'sticker', readdirSync(join(data, 'sticker')).find((f) => f.endsWith('.png'))!)

const guided = async (name: string) => {
  const picture = await fetch(`${await printed(/Try it: (\S+)/)}/${name}.png`)
  expect(picture.status).toBe(200)
  writeFileSync(join(data, `guided-${name}.png`), Buffer.from(await picture.arrayBuffer()))
  return join(data, `guided-${name}.png`)
}

describe.skipIf(!CHROMIUM)('somebody who lost the password', () => {
  beforeAll(async () => {
    demo = spawn(NIGHTJAR, ['demo', '--cameras', '1', '--history', '0', '--for', '20m', '--lost-password', '--data', data], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8' } })
    hear(demo)
    browser = await launch('--use-fake-device-for-media-stream')
    recorder = await printed(/(http:\/\/127\.0\.0\.1:\d+)\/setup#token=/)
    const token = await printed(/127\.0\.0\.1:\d+\/setup#token=(\S+)/)
    const set = await fetch(`${recorder}/api/v1/setup`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token, name: 'Ada', password: PASSWORD }) })
    expect(set.status, await set.text()).toBeLessThan(300)
    portal = await printed(/Sign up at (http:\S+)\/signup/)
    box = await console_()
    mkdirSync(join(data, 'sticker'))
    execFileSync(NIGHTJAR, ['sticker', '--data', data, '--out', join(data, 'sticker')], { stdio: 'pipe' })
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    for (const each of [...consoles, demo]) if (each) await new Promise((done) => (each.on('exit', done), each.kill('SIGTERM')))
    rmSync(data, { recursive: true, force: true })
  }, 60_000)

  it('sees before the recorder what its camera sees, live, and behind its mask', async () => {
    await until(() => box.evaluate(`document.querySelector('.tile')?.dataset.fresh === 'fresh'`), 'a live picture')
    await readClock(box)
    const first = await until(async () => (await seen(box)).at(-1), 'a picture’s clock')
    const later = await until(async () => (await seen(box)).find((each) => each.frame > first.frame + 20), 'pictures that move')
    expect(later.camera).toBe(first.camera)
    expect(await box.locator('[data-role=time]').innerText()).toMatch(/^\d\d:\d\d:\d\d$/)
    await box.locator('.tile').click({ button: 'right' })
    await box.getByRole('menuitem', { name: 'Infos' }).click()
    await box.getByRole('heading', { name: 'Infos' }).waitFor()
    await box.getByRole('button', { name: 'Fermer' }).click()

    await mask([[{ x: 0.3, y: 0.3 }, { x: 0.7, y: 0.3 }, { x: 0.7, y: 0.7 }, { x: 0.3, y: 0.7 }]])
    await until(() => box.evaluate(MASKED), 'the mask on the monitor')
    await box.getByText('masqué').waitFor()
    await look(box, 'console wall, masked')
    await mask([])
    await box.getByText('masqué').waitFor({ state: 'detached' })
    await until(() => box.evaluate(`document.querySelector('.tile')?.dataset.fresh === 'fresh'`), 'a live picture again')
    expect(wrong.splice(0)).toEqual([])
  }, 240_000)

  it('with --no-live shows no camera on the monitor, and the way back all the same', async () => {
    const quiet = await console_('--no-live')
    await quiet.getByText(/Caméras enregistrées\s: 1 sur 1/).waitFor()
    const asked: string[] = []
    quiet.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await look(quiet, 'console without pictures')
    await quiet.getByRole('button', { name: 'Menu principal' }).click()
    await quiet.getByRole('button', { name: 'Mot de passe oublié' }).waitFor()
    await quiet.getByRole('button', { name: 'Retour' }).click()
    await quiet.getByText(/Clic droit/).waitFor()
    expect(await quiet.locator('.tile, video').count()).toBe(0)
    expect(asked.filter((path) => path === '/live')).toEqual([])
    consoles.pop()!.kill('SIGTERM')
    expect(errors).toEqual([])
    expect(wrong.splice(0)).toEqual([])
  }, 120_000)

  it('has an account with a passkey, and the maker has a reviewer', async () => {
    ;[owner, ownerKeys] = await withPasskey({ phone: true, french: true, light: true })
    passkeys = await authenticator(ownerKeys)
    await visit(owner, `${portal}/`, 'help')
    await visit(owner, `${portal}/signin`, 'sign in')
    await visit(owner, `${portal}/signup`, 'sign up')
    await owner.fill('input[type=email]', OWNER)
    await owner.press('input[type=email]', 'Enter')
    await owner.goto(await until(letter, 'the letter'))
    await owner.fill('input[autocomplete=new-password]', PASSWORD)
    await look(owner, 'choose a password')
    await owner.getByRole('button', { name: 'Continuer' }).tap()
    await owner.getByRole('button', { name: 'Ajouter une clé d’accès' }).tap()
    await owner.getByText('Ma clé d’accès').waitFor()
    await look(owner, 'account')
    await owner.goto(await printed(/yours: (\S+)/))
    await owner.getByRole('button', { name: 'Il est à moi' }).waitFor()
    await look(owner, 'claim')
    await owner.getByRole('button', { name: 'Il est à moi' }).tap()
    await owner.getByText('L’enregistreur est à vous ici.').waitFor()

    let keys: CDPSession
    ;[desk, keys] = await withPasskey({ french: true })
    await authenticator(keys)
    await desk.goto(await printed(/another window: (\S+)/))
    await look(desk, 'desk set-up')
    await desk.fill('input[autocomplete=username]', 'desk')
    await desk.fill('input[autocomplete=new-password]', PASSWORD)
    await desk.getByRole('button', { name: 'Créer', exact: true }).click()
    await desk.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
    await desk.getByRole('button', { name: 'Dossier suivant' }).waitFor()
    await look(desk, 'desk')
    writeFileSync(join(data, 'approver.json'), await desk.evaluate(async () => (await fetch('/api/v1/me/approver')).text()))
    execFileSync(NIGHTJAR, ['authority', 'passkey', '--data', maker, join(data, 'approver.json')], { stdio: 'ignore' })
    expect(wrong.splice(0)).toEqual([])
  }, 240_000)

  it('is let in, in French and by phone: seven acts at the console, five on the phone, six keys at the desk', async () => {
    const hand = new Person(box)
    const finger = new Person(owner)
    // Before the recovery begins: the usual password would end it.
    apps.push(await app({ french: true }, '/system/audit?who=console'), await app({ light: true }, '/account'))
    await box.getByText(/Caméras enregistrées\s: 1 sur 1/).waitFor()
    await look(box, 'console wall')
    await hand.click('button:text-is("Menu principal")')
    await look(box, 'console menu')
    await hand.click('button:text-is("Mot de passe oublié")')
    await look(box, 'console ways back')
    await hand.click('button:text-is("Commencer")')
    await box.locator('.qr').waitFor()
    await look(box, 'console info')

    await owner.context().clearCookies()
    finger.acts++ // the phone's own camera opens the link
    await owner.goto(await scan())
    await finger.click(`button:has-text("Se connecter avec une clé d’accès")`)
    await owner.getByRole('heading', { name: 'Écran Infos' }).waitFor()
    await owner.locator('video').waitFor()
    await look(owner, 'screen')
    await finger.click(`button:has-text("Prendre la photo moi-même")`)
    await owner.getByRole('heading', { name: 'Étiquette' }).waitFor()
    await look(owner, 'sticker')
    finger.acts++
    await owner.locator('input[type=file]').setInputFiles(sticker())
    await owner.getByRole('heading', { name: 'Vérifier et envoyer' }).waitFor()
    expect(await owner.inputValue('input[name=deviceId]')).toMatch(/^DEV-/)
    // The first time only: they stay on the phone.
    for (const [field, text] of [['firstName', 'Ada'], ['lastName', 'Champ'], ['phone', '+1 514 555 0100']] as const) await owner.fill(`input[name=${field}]`, text)
    await look(owner, 'check')
    await finger.click(`button:has-text("Envoyer")`)
    await owner.waitForURL(/\/requests\/R-/)
    expect(finger.acts).toBe(5)
    const request = owner.url()
    await owner.getByRole('heading', { name: 'Votre demande' }).waitFor()
    await look(owner, 'progress')

    await nextCase('Dossier suivant', 'Vous allez signer')
    await look(desk, 'case')
    const reviewer = new Person(desk)
    for (const key of ['y', 'y', 'y', 'y', 'y', 'y']) await reviewer.press(key)
    expect(reviewer.acts).toBe(6)
    await desk.keyboard.press('a')
    await decided(/Décidé\s: approuvé\s; le délai court/)
    await look(desk, 'decided')
    await until(async () => ((await owner.locator('li[aria-current=step]').textContent()) ?? '').includes('Délai') || undefined, 'the waiting time')
    await look(owner, 'waiting')
    const guide = await (await context(browser, await printed(/Try it: (\S+)/), { french: true })).newPage()
    await visit(guide, '/', 'the demo’s guide')
    expect(await guide.locator('article').filter({ hasText: OWNER }).count()).toBeGreaterThan(0)
    for (const picture of await guide.locator('img').all()) expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(300)
    const before = await scan()
    await guide.getByRole('button', { name: '16 minutes plus tard' }).click()
    await owner.getByRole('button', { name: 'Afficher' }).waitFor()
    await until(async () => (await scan()) !== before, 'a code of now at the console')
    await look(owner, 'ready')

    await owner.goto(await scan())
    await owner.waitForURL(request)
    await owner.getByRole('button', { name: 'Afficher' }).tap()
    const code = (await owner.locator('[data-role=code]').textContent())!
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    await look(owner, 'code')

    await hand.click('button:text-is("Saisir le mot de passe temporaire")')
    await look(box, 'console code')
    hand.acts++ // sixteen keys of the pad are one field
    for (const symbol of code.replaceAll('-', '')) await box.locator('.symbols button').filter({ hasText: symbol }).click()
    await box.getByText('Nouveau mot de passe de Ada').waitFor()
    await hand.fill('input.field', NEW_PASSWORD)
    await box.getByText('forte', { exact: true }).waitFor()
    await look(box, 'console new password')
    await hand.click('button:text-is("Enregistrer les paramètres")')
    await box.getByText('Mot de passe changé.').waitFor()
    expect(hand.acts).toBe(7)
    await look(box, 'console done')
    expect(await signIn(PASSWORD)).toBe(401)
    expect(await signIn(NEW_PASSWORD)).toBe(200)
    await owner.getByRole('button', { name: 'L’enregistreur a pris le nouveau mot de passe' }).tap()
    await until(async () => (await owner.locator('li.done').count()) === 4 || undefined, 'the end')
    await look(owner, 'end')
    await visit(owner, `${portal}/account`, 'account with a recorder')

    const files = readdirSync(join(maker, 'portal'), { recursive: true, encoding: 'utf8' }).map((f) => join(maker, 'portal', f)).filter((f) => statSync(f).isFile())
    expect(files.length).toBeGreaterThan(500)
    for (const file of files) {
      const bytes = existsSync(file) ? readFileSync(file) : Buffer.of() // the database removes its old files meanwhile
      expect(bytes.includes(code) || bytes.includes(code.replaceAll('-', '')), file).toBe(false)
    }
    expect(said).not.toContain(code)
    expect(errors).toEqual([])
    expect(wrong.splice(0)).toEqual([])
  }, 240_000)

  it('the phone app says when the password was changed, asks once for the new one and goes on there, in both languages', async () => {
    const [french, english] = apps as [Page, Page]
    // By itself, with whatever it asks next; and after it was closed.
    await french.getByText(/^Le mot de passe a été changé à l’enregistreur le \d/).waitFor({ timeout: 120_000 })
    await english.reload()
    await english.getByText(/^The password was changed at the recorder on \d/).waitFor()
    for (const [page, at] of [[french, '/system/audit?who=console'], [english, '/account']] as const) {
      await look(page, 'password changed')
      expect(await page.inputValue('input[autocomplete=username]')).toBe('Ada')
      const finger = new Person(page)
      await finger.fill('input[autocomplete=current-password]', NEW_PASSWORD)
      await finger.click('button[type=submit]')
      await page.waitForURL(recorder + at)
      expect(finger.acts).toBe(2)
      await page.reload()
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(page.url()).toBe(recorder + at)
    }
    const stranger = await (await context(browser, recorder, { phone: true })).newPage()
    await stranger.goto('/account')
    await stranger.locator('input[autocomplete=current-password]').waitFor()
    expect(await stranger.textContent('body')).not.toMatch(/changed|Ada/)
    expect(errors).toEqual([])
    expect(wrong.splice(0)).toEqual([])
  }, 240_000)

  it('acceptance27_keyboardAloneAndWithNamesHeadingsAndMessagesThatAreHeard', async () => {
    await box.getByRole('button', { name: 'Terminé' }).press('Enter')
    const hand = new Keys(box)
    await hand.press('English')
    await hand.press('Main Menu')
    await hand.hears('Main Menu')
    await hand.press('Forgot password')
    await hand.hears('Forgot password')
    await hand.press('Start')
    await hand.hears('Info')
    await look(box, 'console info, English')
    const link = await scan()

    const { credentials } = await ownerKeys.send('WebAuthn.getCredentials', { authenticatorId: passkeys })
    const [page, client] = await withPasskey({})
    const id = await authenticator(client)
    for (const credential of credentials) await client.send('WebAuthn.addCredential', { authenticatorId: id, credential })
    const keys = new Keys(page)
    await page.goto(link)
    await keys.press('Sign in with a passkey')
    await keys.hears('Info screen')
    // What somebody without a phone takes from the demo's guide.
    await keys.file(/^Choose a picture/, await guided('info'))
    await keys.hears('Sticker')
    await keys.file(/^Choose a picture/, await guided('sticker'))
    await keys.hears('Check and send')
    await look(page, 'check, English')
    await keys.write('First name', 'Ada')
    await keys.write('Last name', 'Field')
    await keys.write('Phone number', '+1 514 555 0100')
    await keys.press('Submit')
    await page.waitForURL(/\/requests\/R-/)
    await keys.hears('Your request')
    expect(await page.getByRole('list').filter({ hasText: 'People look at it' }).getByRole('listitem').count()).toBe(4)
    await look(page, 'progress, English')

    const request = page.url()
    await desk.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).click()
    await nextCase('Dossier suivant', 'Vous allez signer')
    await look(desk, 'case of chosen pictures')
    for (const key of 'yyyyyya') await desk.keyboard.press(key)
    await decided(/Décidé\s: approuvé/)
    demo.stdin!.write('16m\n')
    await page.getByRole('button', { name: 'Show' }).waitFor()
    await page.goto(await scan())
    await page.waitForURL(request)
    await keys.press('Show')
    const code = (await page.locator('[data-role=code]').textContent())!

    await hand.press('Enter temporary password')
    await hand.hears('Update Password')
    // Lower case, and the hyphens as they are shown: what somebody types who reads it off a phone.
    await box.keyboard.type(code.toLowerCase())
    await box.getByText('New password of Ada').waitFor()
    await hand.write('New password of Ada', LAST_PASSWORD)
    await box.getByText('strong', { exact: true }).waitFor()
    await hand.press('Save settings')
    await box.getByText('Password changed.').waitFor()
    await look(box, 'console done, by keyboard')
    await hand.press('Done')
    await box.getByRole('heading', { name: 'Live view' }).waitFor({ state: 'attached' })
    expect(await signIn(NEW_PASSWORD)).toBe(401)
    expect(await signIn(LAST_PASSWORD)).toBe(200)
    expect(errors).toEqual([])
    expect(wrong.splice(0)).toEqual([])
  }, 240_000)

  it('the desk asks its reviewer who they are after a long wait, lets them in by keyboard, and says when a code was used that nobody gave out', async () => {
    demo.stdin!.write('16m\n')
    const keys = new Keys(desk)
    await desk.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).waitFor() // by itself: it counts cases every ten seconds
    await keys.hears('Bureau de vérification')
    await look(desk, 'desk sign in')
    await keys.press('Se connecter avec une clé d’accès')
    await desk.getByRole('button', { name: 'Dossier suivant' }).waitFor()
    await keys.hears('Bureau de vérification')

    type Compared = { compared: number; alarms: unknown[] }
    const alarms = () => desk.evaluate(async () => (await (await fetch('/api/v1/alarms')).json()) as Compared)
    const compare = async () => {
      const { compared } = await alarms()
      demo.stdin!.write('61s\n')
      return until(async () => [await alarms()].find((now) => now.compared > compared), 'codes are compared')
    }
    const take = async (said: string) => {
      await keys.write(/^Signé par un enregistreur/, said)
      await keys.press('Enregistrer')
      await desk.getByText(/^Enregistrés\s: 2$/).waitFor()
    }
    const used = execFileSync(NIGHTJAR, ['claim', '--used', '--data', data], { encoding: 'utf8' }).trim()
    await take(used)
    await compare()
    expect((await compare()).alarms).toEqual([])
    await desk.reload()
    await desk.getByText(/^Dernière comparaison/).waitFor()
    await take(withAnotherCode(used))
    await until(async () => (await compare()).alarms[0], 'the alarm')
    await desk.reload()
    const alarm = desk.getByRole('alert').filter({ hasText: 'Des codes qui ne concordent pas' })
    await alarm.getByText('Un enregistreur a pris un code que personne n’a donné.').waitFor()
    await alarm.getByText(/^Prévenez tout de suite/).waitFor()
    await look(desk, 'desk alarm')
    expect(errors).toEqual([])
    expect(wrong.splice(0)).toEqual([])
  }, 240_000)
})

/** What the recorder signs of the code it took, of a code of another challenge: as when a thief of the authority's key had made one. */
function withAnotherCode(said: string): string {
  const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const bits = [...said.slice('NVU1:'.length)].map((symbol) => symbols.indexOf(symbol).toString(2).padStart(5, '0')).join('')
  const body = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2))).subarray(0, -64)
  const nonce = body.length - 15
  body[nonce] = body[nonce] === 0x37 ? 0x38 : 0x37
  const { signingPrivate } = JSON.parse(readFileSync(join(data, '.nightjar', 'device', 'keys.json'), 'utf8')) as { signingPrivate: string }
  const key = createPrivateKey({ key: Buffer.from(signingPrivate, 'base64'), format: 'der', type: 'pkcs8' })
  const signed = Buffer.concat([body, sign(null, Buffer.concat([Buffer.from('NVR-RC/1 used\0'), body]), key)])
  const all = [...signed].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return 'NVU1:' + all.match(/.{1,5}/g)!.map((five) => symbols[parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** A case reaches the desk when its checks are done. */
const nextCase = (button: string, sign: string) =>
  until(async () => {
    await desk.getByRole('button', { name: button }).click()
    return desk.getByText(sign).waitFor({ timeout: 2_000 }).then(() => true, () => undefined)
  }, 'a case')
const decided = (words: string | RegExp) => desk.getByRole('status').filter({ hasText: words }).waitFor({ timeout: 20_000 }).catch(async (e) => { throw new Error(`${e}\n${await desk.locator('main').innerText()}`) })
