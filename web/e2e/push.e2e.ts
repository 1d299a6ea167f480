import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, launch, until } from './site'

const TOLD = { title: 'Quelqu’un demande à réinitialiser', page: '/requests/R-1', veto: '/veto#token=njv_x', stop: 'Tout arrêter' }

/** The portal's service worker in a real Chromium; what Google's push service would bring comes by the browser's own debugger. */
describe.skipIf(!CHROMIUM)('a notification', () => {
  let server: Server
  let origin = ''
  let browser: Browser
  let person: BrowserContext
  let page: Page
  let client: CDPSession
  let registration = ''

  beforeAll(async () => {
    server = createServer((request, response) => {
      const worker = request.url === '/push.js'
      response.writeHead(200, { 'Content-Type': worker ? 'text/javascript' : 'text/html' })
      response.end(worker ? readFileSync('portal/public/push.js') : '<!doctype html><title>portal</title>')
    }).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    origin = `http://localhost:${(server.address() as AddressInfo).port}`
    browser = await launch()
    person = await browser.newContext({ baseURL: origin })
    await person.grantPermissions(['notifications'], { origin })
    page = await person.newPage()
    client = await person.newCDPSession(page)
    client.on('ServiceWorker.workerRegistrationUpdated', (event) => (registration = event.registrations[0]?.registrationId ?? registration))
    await client.send('ServiceWorker.enable')
    await page.goto('/account')
    await page.evaluate(async () => (await navigator.serviceWorker.register('/push.js'), await navigator.serviceWorker.ready, 0))
    await until(page, `!!navigator.serviceWorker.controller`)
    for (let i = 0; !registration && i < 600; i++) await page.waitForTimeout(100)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  const worker = async () => person.serviceWorkers()[0] ?? (await person.waitForEvent('serviceworker'))
  /** The worker says when it has shown it: Chromium takes away a notification that somebody asks for while it is being shown, once in fifty times. */
  const told = async (message: object) => {
    const w = await worker()
    await w.evaluate(() => {
      const scope = globalThis as unknown as { registration: ServiceWorkerRegistration; shown: Promise<void> }
      scope.shown = new Promise((done, fail) => {
        scope.registration.showNotification = (...all) => {
          const shown = ServiceWorkerRegistration.prototype.showNotification.apply(scope.registration, all)
          shown.then(done, fail)
          return shown
        }
      })
    })
    await client.send('ServiceWorker.deliverPushMessage', { origin, registrationId: registration, data: JSON.stringify(message) })
    await w.evaluate(() => (globalThis as unknown as { shown: Promise<void> }).shown)
    return page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((n) => ({ title: n.title, data: n.data as object })))
  }
  const gone = () => until(page, `navigator.serviceWorker.ready.then((r) => r.getNotifications()).then((all) => all.length === 0)`)
  /** No test can touch the operating system's own window; the worker is given the event that a touch makes. */
  const touch = async (action: string) => {
    await (await worker()).evaluate(async (act) => {
      const scope = globalThis as unknown as { registration: ServiceWorkerRegistration; dispatchEvent(e: Event): void; NotificationEvent: new (type: string, init: object) => Event }
      const [notification] = await scope.registration.getNotifications()
      scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: act }))
    }, action)
  }

  it('says what happened, and one touch opens the request where the account was', async () => {
    const shown = await told(TOLD)
    expect(shown).toEqual([{ title: TOLD.title, data: { page: TOLD.page, veto: TOLD.veto } }])
    await touch('')
    await page.waitForURL(origin + TOLD.page)
    await gone()
  })

  it('has a button that opens the link which stops it', async () => {
    await page.goto('/account')
    await told(TOLD)
    await touch('stop')
    await page.waitForURL(origin + TOLD.veto)
  })

  // Of two touches the second is handled after the first: what the first would have opened is open by then.
  it('takes no page away that may show a code', async () => {
    await page.goto('/requests/R-2')
    for (let i = 0; i < 2; i++) {
      await told(TOLD)
      await touch('')
      await gone()
    }
    expect(page.url()).toBe(`${origin}/requests/R-2`)
  })

  it('opens no other site', async () => {
    await page.goto('/account')
    await told({ ...TOLD, page: 'https://elsewhere.example/' })
    await touch('')
    await gone()
    expect(page.url()).toBe(`${origin}/account`)
    await told(TOLD)
    await touch('')
    await page.waitForURL(origin + TOLD.page)
  })
})
