import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, CHROMIUM, launch, NIGHTJAR, PASSWORD } from './site'

const NEW_PASSWORD = 'seven herons over the weir'
const OWNER = 'ada@owner.example'
const data = mkdtempSync(join(tmpdir(), 'nj-'))
const maker = join(data, '.nightjar', 'maker')
let demo: ChildProcess
let said = ''
let browser: Browser

const until = async <T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> => {
  for (let i = 0; i < 600; i++) {
    const found = await look()
    if (found) return found
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`never: ${what}\n${said}`)
}
const printed = (pattern: RegExp) => until(() => pattern.exec(said)?.[1], String(pattern))

/** What the console would ask: one line of JSON, one back. */
const ask = (question: object) =>
  new Promise<{ is: string; session: string; list: string[]; info?: { recovery?: { link: string; requestCode: string } } }>((done, fail) => {
    const socket = connect(join(data, '.nightjar', 'run', 'console.sock'))
    let text = ''
    socket.on('error', fail)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.endsWith('\n')) (socket.end(), done(JSON.parse(text)))
    })
    socket.write(`${JSON.stringify({ v: 1, text: '', name: '', session: '', ...question })}\n`)
  })

/** The newest letter's link. */
const letter = () => {
  const folder = join(maker, 'portal', 'mail')
  const newest = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.txt')).sort().pop() : undefined
  return newest && /(http\S+#token=\S+)/.exec(readFileSync(join(folder, newest), 'utf8'))?.[1]
}

async function withPasskey(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })).newPage()
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
  return page
}

describe.skipIf(!CHROMIUM)('somebody who lost the password', () => {
  beforeAll(async () => {
    demo = spawn(NIGHTJAR, ['demo', '--cameras', '1', '--history', '0', '--for', '20m', '--lost-password', '--data', data], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8' } })
    for (const stream of [demo.stdout!, demo.stderr!]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await new Promise((done) => (demo.on('exit', done), demo.kill('SIGTERM')))
    rmSync(data, { recursive: true, force: true })
  }, 60_000)

  it('is let in by the recorder, with seven acts at the console and six keys at the desk', async () => {
    const recorder = await printed(/(http:\/\/127\.0\.0\.1:\d+)\/setup#token=/)
    const token = await printed(/127\.0\.0\.1:\d+\/setup#token=(\S+)/)
    const set = await fetch(`${recorder}/api/v1/setup`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token, name: 'Ada', password: PASSWORD }) })
    expect(set.status, await set.text()).toBeLessThan(300)

    const portal = await printed(/Sign up at (http:\S+)\/signup/)
    const owner = await withPasskey()
    const errors: string[] = []
    owner.on('pageerror', (e) => errors.push(e.message))
    await owner.goto(`${portal}/signup`)
    await owner.fill('input[type=email]', OWNER)
    await owner.press('input[type=email]', 'Enter')
    await owner.goto(await until(letter, 'the letter'))
    await owner.fill('input[autocomplete=new-password]', PASSWORD)
    await owner.getByRole('button', { name: 'Continue' }).click()
    await owner.getByRole('button', { name: 'Add a passkey' }).click()
    await owner.getByText('My passkey').waitFor()
    await owner.goto(await printed(/yours: (\S+)/))
    await owner.getByRole('button', { name: 'It is mine' }).click()
    await owner.getByText('The recorder is yours here.').waitFor()

    const desk = await withPasskey()
    desk.on('pageerror', (e) => errors.push(e.message))
    await desk.goto(await printed(/another window: (\S+)/))
    await desk.fill('input[autocomplete=username]', 'desk')
    await desk.fill('input[autocomplete=new-password]', PASSWORD)
    await desk.getByRole('button', { name: 'Create' }).click()
    await desk.getByRole('button', { name: 'Add a passkey' }).click()
    await desk.getByRole('button', { name: 'Next case' }).waitFor()
    writeFileSync(join(data, 'approver.json'), await desk.evaluate(async () => (await fetch('/api/v1/me/approver')).text()))
    execFileSync(NIGHTJAR, ['authority', 'passkey', '--data', maker, join(data, 'approver.json')], { stdio: 'ignore' })

    expect((await ask({ ask: 'START' })).is).toBe('INFO')
    const first = (await ask({ ask: 'INFO' })).info!.recovery!
    await owner.goto(first.link)
    const picture = { name: 'picture.jpg', mimeType: 'image/jpeg', buffer: await owner.screenshot({ type: 'jpeg' }) }
    await owner.locator('input[type=file]').setInputFiles(picture)
    await owner.getByRole('heading', { name: 'Sticker' }).waitFor()
    await owner.locator('input[type=file]').setInputFiles({ ...picture, buffer: await owner.screenshot({ type: 'jpeg' }) })
    expect(await owner.inputValue('input[name=deviceId]')).toMatch(/^DEV-/)
    await owner.fill('input[name=firstName]', 'Ada')
    await owner.fill('input[name=lastName]', 'Field')
    await owner.fill('input[name=phone]', '+1 514 555 0100')
    await owner.getByRole('button', { name: 'Submit' }).click()
    await owner.waitForURL(/\/requests\/R-/)
    const request = owner.url()

    await until(async () => {
      await desk.getByRole('button', { name: 'Next case' }).click()
      return desk.getByText('You will sign').waitFor({ timeout: 2_000 }).then(() => true, () => undefined)
    }, 'a case')
    for (let i = 0; i < 6; i++) await desk.keyboard.press('y')
    await desk.keyboard.press('a')
    await desk.getByText('Decided: cooling_off').waitFor({ timeout: 20_000 }).catch(async (e) => { throw new Error(`${e}\n${await desk.locator('main').innerText()}`) })
    await until(async () => ((await owner.locator('li[aria-current=step]').textContent()) ?? '').includes('Waiting time') || undefined, 'the waiting time')
    demo.stdin!.write('16m\n')
    await owner.getByRole('button', { name: 'Show' }).waitFor()

    await owner.goto((await ask({ ask: 'INFO' })).info!.recovery!.link)
    await owner.waitForURL(request)
    await owner.getByRole('button', { name: 'Show' }).click()
    const code = (await owner.locator('[data-role=code]').textContent())!
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)

    const accepted = await ask({ ask: 'REDEEM', text: code })
    expect(accepted.is).toBe('ACCEPTED')
    expect((await ask({ ask: 'COMMIT', text: NEW_PASSWORD, name: 'Ada', session: accepted.session })).is).toBe('DONE')
    const sign = (password: string) => fetch(`${recorder}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'Ada', password }) })
    expect((await sign(PASSWORD)).status).toBe(401)
    expect((await sign(NEW_PASSWORD)).status).toBe(200)
    await owner.getByRole('button', { name: 'The recorder took the new password' }).click()
    await until(async () => (await owner.locator('li.done').count()) === 4 || undefined, 'the end')
    expect(errors).toEqual([])

    const files = readdirSync(join(maker, 'portal'), { recursive: true, encoding: 'utf8' }).map((f) => join(maker, 'portal', f)).filter((f) => statSync(f).isFile())
    expect(files.length).toBeGreaterThan(500)
    for (const file of files) expect(readFileSync(file).includes(code) || readFileSync(file).includes(code.replaceAll('-', '')), file).toBe(false)
    expect(said).not.toContain(code)

    for (const [page, paths] of [[owner, ['/', '/signin', '/signup', '/account', '/reset', new URL(request).pathname]], [desk, ['/']]] as const)
      for (const path of paths) {
        await page.goto(new URL(path, page.url()).href)
        await page.locator('h1').first().waitFor()
        expect(await axe(page), path).toEqual([])
      }
  }, 240_000)
})
