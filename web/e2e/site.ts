import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** A real `nightjar demo` on loopback with fresh data, and a real Chromium that looks at it. Owned by one test file. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => existsSync(p))
export const NIGHTJAR = process.env.NIGHTJAR_PROGRAM ?? '../nightjar'
export const PASSWORD = 'a quiet lane of lamps'

export class Site {
  url = ''
  setup = ''
  readonly data = mkdtempSync(join(tmpdir(), 'nightjar-web-'))
  private process: ChildProcess | undefined

  /** Starts the demo and waits for its address; `cameras` odd ones speak H.264. */
  async start(cameras = 3): Promise<void> {
    const child = spawn(NIGHTJAR, ['demo', '--cameras', String(cameras), '--for', '20m', '--history', '0', '--data', this.data], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8' } })
    this.process = child
    let text = ''
    await new Promise<void>((done, fail) => {
      const hear = (chunk: Buffer) => {
        text += chunk.toString()
        const setup = /(https?:\/\/\S+)\/setup#token=(\S+)/.exec(text)
        const address = setup?.[1] ?? (this.url ? /(https?:\/\/127\.0\.0\.1:\d+)/.exec(text)?.[1] : undefined)
        if (address) {
          this.url = address
          if (setup) this.setup = `/setup#token=${setup[2]}`
          done()
        }
      }
      child.stdout!.on('data', hear)
      child.stderr!.on('data', hear)
      child.on('exit', (code) => fail(new Error(`nightjar demo ended with ${code}:\n${text}`)))
    })
  }

  /** Pulls the plug. */
  async kill(): Promise<void> {
    const child = this.process
    this.process = undefined
    if (!child || child.exitCode !== null) return
    await new Promise<void>((done) => {
      child.on('exit', () => done())
      child.kill('SIGKILL')
    })
  }

  async close(): Promise<void> {
    await this.kill()
    rmSync(this.data, { recursive: true, force: true })
  }
}

export const launch = (...more: string[]): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM!, args: [...more, '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--autoplay-policy=no-user-gesture-required'] })

export type Look = { phone?: boolean; french?: boolean; light?: boolean; zone?: string }

export const context = (browser: Browser, url: string, look: Look = {}): Promise<BrowserContext> =>
  browser.newContext({
    baseURL: url, locale: look.french ? 'fr-CA' : 'en-GB', timezoneId: look.zone ?? 'America/Toronto', colorScheme: look.light ? 'light' : 'dark', ignoreHTTPSErrors: true, acceptDownloads: true,
    ...(look.phone ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : { viewport: { width: 1440, height: 900 } }),
  })

/** In a page: some tile shows a moving picture. */
export const PLAYING = `[...document.querySelectorAll('.tile video')].some((v) => v.readyState >= 2 && v.videoWidth > 0)`

/** Makes the first administrator by the one-time link; the page then shows the wall. */
export async function setUp(page: Page, site: Site, name = 'Alex'): Promise<void> {
  await page.goto(site.setup)
  await page.locator('input[autocomplete=username]').fill(name)
  await page.locator('input[autocomplete=new-password]').fill(PASSWORD)
  await until(page, `document.querySelector('.strength').dataset.score >= 3`)
  await page.locator('button[type=submit]').click()
  await until(page, `!!document.querySelector('.wall')`)
}

/** A page of its own look for who is signed in in `owner`. Closed by closing its context. */
export async function open(owner: BrowserContext, site: Site, path: string, look: Look = {}): Promise<Page> {
  const c = await context(owner.browser()!, site.url, look)
  await c.addCookies(await owner.cookies())
  const page = await c.newPage()
  await page.goto(path)
  return page
}

/** What axe finds in the page as it is now, a line each; nothing where the page is as it should be. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'))
  return page.evaluate(async () => {
    const result = await (globalThis as unknown as { axe: { run(d: Document, o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run(document, { resultTypes: ['violations'] })
    return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' ')}`)
  })
}

/** What a person does, counted: one act is one click, tap, drag, filled field or key that is not part of typing. */
export class Person {
  acts = 0
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }
  async click(what: string) {
    this.acts++
    await this.page.locator(what).first().click()
  }
  async press(key: string) {
    this.acts++
    await this.page.keyboard.press(key)
  }
  async fill(what: string, text: string) {
    this.acts++
    await this.page.locator(what).first().fill(text)
  }
  async drag(from: { x: number; y: number }, to: { x: number; y: number }) {
    this.acts++
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move((from.x + to.x) / 2, to.y, { steps: 8 })
    await this.page.mouse.move(to.x, to.y, { steps: 8 })
    await this.page.mouse.up()
  }
}

/** Until `what` holds in the page. Asked from outside: the page's content security policy allows no `eval` inside. */
export async function until(page: Page, what: string, timeout = 60_000): Promise<void> {
  for (const end = Date.now() + timeout; ; ) {
    if (await page.evaluate(what)) return
    if (Date.now() > end) throw new Error(`after ${timeout} ms still not: ${what}`)
    await page.waitForTimeout(50)
  }
}
