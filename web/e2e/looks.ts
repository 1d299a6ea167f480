import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { axe } from './site'

type Texts = Record<string, string>
const table = (folder: string, language: string) => JSON.parse(readFileSync(`${folder}/text/${language}.json`, 'utf8')) as Texts

/** English texts that are others in French, as patterns: what stands for a value may be anything. */
const ENGLISH = ['shared', 'portal', 'review', 'console'].flatMap((folder) => {
  const [en, fr] = [table(folder, 'en'), table(folder, 'fr')]
  const french = new Set(Object.values(fr))
  return Object.entries(en).filter(([, text]) => !french.has(text)).map(([key, text]) => ({ key: `${folder}: ${key}`, pattern: new RegExp(`^${text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`) }))
})
/** Words of English sentences that no French one has: for what comes from a server instead of a catalogue. */
const COMMON = /\b(the|of|and|with|your|this|not|is|are|was|password|waiting|owner|you|from)\b/i

/** Every text a person sees or hears that is not marked as English: words on the page, names of controls, hints. */
const TEXTS = `(() => {
  const found = []
  const own = (e) => e.closest('[lang]')?.lang === 'en' || !e.checkVisibility()
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let n = walk.nextNode(); n; n = walk.nextNode()) if (n.data.trim() && !['SCRIPT', 'STYLE'].includes(n.parentElement.tagName) && !own(n.parentElement)) found.push(n.data.trim())
  for (const e of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) if (!own(e)) for (const a of ['aria-label', 'placeholder', 'title', 'alt']) if (e.getAttribute(a)) found.push(e.getAttribute(a).trim())
  found.push(document.title)
  return found
})()`

/** What must be at least 44 px each way where fingers press: everything that is pressed but a link inside a sentence. */
const SMALL = `[...document.querySelectorAll('a, button, input, textarea, select, [role=button]')].filter((e) => e.checkVisibility() && !e.disabled && !e.closest('p, li')).map((e) => {
  const target = e.labels?.[0]?.contains(e) ? e.labels[0] : e
  const r = target.getBoundingClientRect()
  return r.width > 0 && (r.height < 43.5 || r.width < 43.5) ? (e.innerText || e.name || e.getAttribute('aria-label') || e.type) + ' ' + Math.round(r.width) + ' x ' + Math.round(r.height) : ''
}).filter(Boolean)`

/** What is wrong with the page as it is now; pages of one story are looked at where it passes them. */
export async function faults(page: Page, at: string): Promise<string[]> {
  const wrong = (await axe(page)).map((line) => `axe: ${line}`)
  const language = await page.evaluate<string>('document.documentElement.lang')
  const texts = await page.evaluate<string[]>(TEXTS)
  if (language === 'fr') for (const text of texts) {
    const key = ENGLISH.find((e) => e.pattern.test(text))?.key
    if (key || (!text.includes('@') && COMMON.test(text))) wrong.push(`English: ${text}${key ? ` (${key})` : ''}`)
  }
  const headings = await page.locator('h1').count()
  if (headings !== 1) wrong.push(`${headings} main headings`)
  const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  if (over > 0) wrong.push(`scrolls sideways by ${over} px`)
  if (await page.evaluate<boolean>(`matchMedia('(pointer: coarse)').matches`)) wrong.push(...(await page.evaluate<string[]>(SMALL)).map((each) => `small: ${each}`))
  if (process.env.NIGHTJAR_SHOTS) await page.screenshot({ path: join(process.env.NIGHTJAR_SHOTS, `${String(readdirSync(process.env.NIGHTJAR_SHOTS).length).padStart(2, '0')}-${at}.png`), fullPage: true })
  return wrong.map((each) => `${at}: ${each}`)
}

const FOCUSED = `(() => {
  const e = document.activeElement
  return !e || e === document.body ? '' : (e.getAttribute('aria-label') || [...(e.labels ?? [])].map((l) => l.innerText).join(' ') || e.innerText || e.alt || '').trim()
})()`

/** Somebody without a mouse: Tab, Enter and letters. */
export class Keys {
  private readonly page: Page
  constructor(page: Page) {
    this.page = page
  }
  /** Tabs on until what is called `name` has the focus. */
  async to(name: string | RegExp): Promise<void> {
    const passed: string[] = []
    for (let i = 0; i < 120; i++) {
      const at = await this.page.evaluate<string>(FOCUSED)
      if (typeof name === 'string' ? at === name || at.startsWith(`${name} *`) : name.test(at)) return
      passed.push(at)
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`Tab never comes to ${name}, but to: ${[...new Set(passed)].join(' | ')}`)
  }
  async press(name: string | RegExp): Promise<void> {
    await this.to(name)
    await this.page.keyboard.press('Enter')
  }
  async write(name: string | RegExp, text: string): Promise<void> {
    await this.to(name)
    await this.page.keyboard.type(text)
  }
  /** Chooses a file in the field `name`. */
  async file(name: string | RegExp, path: string): Promise<void> {
    for (let i = 0; i < 12; i++) {
      await this.to(name)
      const asked = this.page.waitForEvent('filechooser', { timeout: 5_000 }).catch(() => undefined)
      await this.page.keyboard.press(i % 2 ? 'Enter' : 'Space') // both do, but not while the page still settles
      const chooser = await asked
      if (chooser) return chooser.setFiles(path)
    }
    throw new Error(`no file is asked for by ${name}`)
  }
  /** The heading that a new page has given the focus to. */
  async hears(heading: string | RegExp): Promise<void> {
    await this.page.locator('h1:focus').filter({ hasText: heading }).waitFor()
  }
}
