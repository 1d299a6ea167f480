import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, it } from 'vitest'
import { at, endAll, start } from './program'
import { context, launch, PASSWORD, until } from './site'

/** `./dev bench timeline`: a month of 64 cameras panned in Chromium, beside the recorder that answers. Prints a table; asserts nothing. */
const month = process.env.NIGHTJAR_MONTH!
const data = mkdtempSync(join(tmpdir(), 'nightjar-bench-'))
const rows: string[][] = []
let requests = ''

/** A recorder of the month's cameras, none of which answers. */
function site(): string {
  const config = join(data, 'site.toml')
  const cameras = Array.from({ length: 64 }, (_, i) => `[[camera]]\nid = "cam${i + 1}"\nurl = "rtsp://127.0.0.1:9/"\n`)
  writeFileSync(config, `[web]\nhttp = "127.0.0.1:0"\nhttps = "off"\n${cameras.join('')}`)
  return config
}

const ms = (sorted: number[], share: number) => at(sorted, share).toFixed(1)

/** Ten seconds of wheel, a turn each 16 ms: how far frames were apart, and what each cost the page's thread. */
async function pan(page: Page, what: string) {
  await page.evaluate(`(() => {
    const gaps = (window.gaps = []), costs = (window.costs = [])
    let last = performance.now(), since = last, turn = 0
    const body = document.querySelector('.tl-body')
    const frame = (t) => {
      const now = performance.now()
      gaps.push(t - last); last = t
      if (now - since > 10_000) { window.over = true; return }
      body.dispatchEvent(new WheelEvent('wheel', { deltaX: Math.floor(turn++ / 100) % 2 ? 14 : -14, bubbles: true, cancelable: true }))
      // Our frame begins before the timeline's: from here to the task's end is its drawing.
      const channel = new MessageChannel(); channel.port1.onmessage = () => costs.push(performance.now() - now); channel.port2.postMessage(0)
      requestAnimationFrame(frame) }
    requestAnimationFrame(frame) })()`)
  await until(page, 'window.over === true')
  const got = await page.evaluate<{ gaps: number[]; costs: number[] }>('({ gaps, costs })')
  await page.evaluate('window.over = false')
  const sorted = (all: number[]) => all.sort((a, b) => a - b)
  const gaps = sorted(got.gaps.slice(1))
  const costs = sorted(got.costs)
  rows.push([what, String(gaps.length), ms(gaps, 0.5), ms(gaps, 0.99), ms(costs, 0.5), ms(costs, 0.99)])
}

afterAll(() => {
  endAll()
  rmSync(data, { recursive: true, force: true })
  rmSync(join(month, '.nightjar'), { recursive: true, force: true })
  console.log(['| panned | frames | apart p50 ms | p99 | drawing p50 ms | p99 |', '|---|---|---|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`), '', requests].join('\n'))
})

it('timeline', async () => {
  const { found } = await start(['recorder', '--json', '--config', site(), '--data', month], /(http:\/\/127\.0\.0\.1:\d+)\/setup#token=(\S+)/)
  const browser = await launch()
  const owner = await context(browser, found[1]!)
  const made = await owner.request.post('/api/v1/setup', { data: { token: found[2], name: 'Alex', password: PASSWORD }, headers: { Origin: found[1]! } })
  if (made.status() !== 201) throw new Error(`${made.status()} ${await made.text()}`)
  const page = await owner.newPage()
  // A recorder runs for weeks; in its first seconds it and Chromium compile themselves on the same cores.
  await page.waitForTimeout(10_000)
  await page.goto('/')
  await page.locator('.tl-body').waitFor()
  await page.waitForTimeout(5_000)
  for (const [window, name] of [['0', 'the month'], ['86400000', 'a day'], ['3600000', 'an hour']] as const) {
    await page.locator('.bar-select select').last().selectOption(window)
    await page.waitForTimeout(2_000)
    for (const lanes of [false, true]) {
      if (lanes) await page.locator('[aria-expanded].wide').click()
      await page.waitForTimeout(1_000)
      await pan(page, `${name}, ${lanes ? '64 lanes' : 'one lane of 64 cameras'}`)
      if (lanes) await page.locator('[aria-expanded].wide').click()
    }
  }
  // Before it was sent, until the first byte came, and until the last: whose the time is, the browser's, the recorder's or the answer's length.
  const asked = await page.evaluate<number[][]>(`performance.getEntriesByType('resource').filter((e) => e.name.includes('/api/v1/timeline'))
    .map((e) => [e.responseEnd - e.startTime, e.requestStart - e.startTime, e.responseStart - e.requestStart, e.responseEnd - e.responseStart]).sort((a, b) => a[0] - b[0])`)
  const phases = ['all', 'before it is sent', 'until its answer begins', 'until it ends'].map((phase, i) => {
    const sorted = asked.map((each) => each[i]!).sort((a, b) => a - b)
    return `${phase} ${ms(sorted, 0.5)} / ${ms(sorted, 0.9)} / ${ms(sorted, 1)}`
  })
  requests = `${asked.length} requests for the timeline, ms p50 / p90 / most: ${phases.join(', ')}; ${asked.filter((each) => each[0]! > 50).length} over 50 ms; load ${loadavg()[0]!.toFixed(1)}`
  await browser.close()
})
