import { now, siteZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { clock, dayHours, dayStart, dayText, longDay } from '../../shared/time/zone'
import type { PlayClock } from '../player/clock'
import { causeWord } from './causes'
import { TimelineData, type Gap, type Lane } from './data'
import { coloursOf, drawLane, gapBox, type Colours, type LaneBox, type Marks } from './draw'
import { clampView, FINEST, fit, instantAt, ticks, xOf, zoomAbout, type View } from './view'

export const RULER = 26
export type Row = { cameras: string[]; height: number }
export type Parts = { body: HTMLElement; canvas: HTMLCanvasElement; words: HTMLElement; ruler: HTMLElement; needle: HTMLElement; glyphs: HTMLElement; selection: HTMLElement; day: HTMLElement }
export type Selection = { from: number | undefined; to: number | undefined }

/** Draws the timeline and answers the pointer's geometry. Owned by its component; nothing here is React state, so that a drag costs one frame of canvas. */
export class Engine {
  view: View = { t0: now() - 24 * 3_600_000 * 0.94, msPerPx: (24 * 3_600_000) / 1200 }
  width = 0
  /** The phone's strip moves under a needle that stands in the middle. */
  centred = false
  rows: Row[] = []
  cameras: string[] = []
  marks: Marks = { bookmarks: [], locks: [] }
  selection: Selection = { from: undefined, to: undefined }
  readonly data = new TimelineData(() => this.learnt())
  /** Following the needle ends when somebody pans and starts again with a seek or with live. */
  follows = true
  onGap: (camera: string, gap: Gap) => void = () => {}
  private dirty = true
  private drawn: View = { t0: 0, msPerPx: 0 }
  private colours: Colours | undefined
  private frame = 0
  private animation: { from: View; to: View; since: number } | undefined
  private settle: ReturnType<typeof setTimeout> | undefined
  private lastAria = 0
  private fitted = false
  private chosen = false
  private readonly parts: Parts
  readonly clock: PlayClock

  constructor(parts: Parts, clock: PlayClock) {
    this.parts = parts
    this.clock = clock
    const tick = () => {
      this.paint()
      this.frame = requestAnimationFrame(tick)
    }
    this.frame = requestAnimationFrame(tick)
  }

  close() {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.settle)
    this.data.close()
  }

  resize(width: number, centred: boolean) {
    if (width <= 0) return
    const span = this.width ? this.width * this.view.msPerPx : (centred ? 2 : 24) * 3_600_000
    this.width = width
    this.centred = centred
    this.view = { ...this.view, msPerPx: Math.max(FINEST, span / width) }
    if (!this.fitted) {
      this.fitted = true
      const at = this.clock.at()
      this.view.t0 = centred ? at - span / 2 : this.clock.read().live ? at - span * 0.94 : at - span / 2
    }
    this.touch()
  }

  /** A recorder of an hour's age opens on that hour, not on a day that is empty but for its last minutes. */
  private learnt() {
    this.dirty = true
    const age = now() - this.data.first(now())
    if (this.chosen || !this.data.whole || age <= 0) return
    this.chosen = true
    if (age < 20 * 3_600_000 && this.clock.read().live && !this.centred) this.window(Math.max(300_000, age * 1.15))
  }

  span = () => this.width * this.view.msPerPx
  redraw() {
    this.colours = undefined
    this.dirty = true
  }
  setMarks(marks: Marks) {
    this.marks = marks
    this.dirty = true
  }
  private touch() {
    this.dirty = true
    clearTimeout(this.settle)
    this.settle = setTimeout(() => void this.data.need(this.cameras, this.view, this.width, now()), 110)
  }
  refresh() {
    void this.data.need(this.cameras, this.view, this.width, now())
  }
  setCameras(cameras: string[], rows: Row[]) {
    const same = cameras.join() === this.cameras.join()
    this.cameras = cameras
    this.rows = rows
    this.dirty = true
    if (!same) {
      this.data.forget()
      void this.data.everything(cameras, now())
      this.touch()
    }
  }

  private set(view: View, animate = false) {
    const to = clampView(view, this.width, this.data.first(now()), now())
    if (animate && !matchMedia('(prefers-reduced-motion: reduce)').matches) this.animation = { from: this.view, to, since: performance.now() }
    else {
      this.animation = undefined
      this.view = to
    }
    this.touch()
  }
  pan(px: number) {
    this.chosen = true
    this.follows = false
    this.set({ ...this.view, t0: this.view.t0 + px * this.view.msPerPx })
  }
  zoom(factor: number, x = xOf(this.view, this.clock.at()), animate = false) {
    this.chosen = true
    const about = this.centred ? this.width / 2 : x < 0 || x > this.width ? this.width / 2 : x
    this.set(zoomAbout(this.view, about, factor, this.width, this.data.first(now()), now()), animate)
  }
  /** Shows so much time around the needle, or up to now while live. */
  window(span: number) {
    this.chosen = true
    const at = this.clock.at()
    const share = this.centred ? 0.5 : this.clock.read().live ? 0.94 : 0.5
    this.set({ t0: at - span * share, msPerPx: Math.max(FINEST, span / this.width) }, true)
  }
  fit(from: number, to: number) {
    this.follows = false
    this.set(fit(from, to, this.width), true)
  }
  fitDay(at: number) {
    this.fit(dayStart(at, siteZone()), dayStart(at, siteZone(), 1))
  }
  all() {
    this.fit(this.data.first(now()), now())
  }
  /** After a seek from elsewhere the needle is brought into view. */
  show(at: number) {
    const x = xOf(this.view, at)
    this.follows = true
    if (x < 0 || x > this.width) this.set({ ...this.view, t0: at - this.span() / 2 }, true)
  }
  at = (x: number) => instantAt(this.view, x)
  x = (at: number) => xOf(this.view, at)
  majorStep = () => ticks(this.view, this.width, siteZone(), currentLang()).step

  /** Snaps to gap edges and the ends of what is recorded within six pixels. */
  snap(at: number): number {
    const reach = 6 * this.view.msPerPx
    let best = at
    let near = reach
    for (const c of this.cameras)
      for (const g of this.data.lane(c)?.gaps ?? [])
        for (const edge of [g.from - 1000, g.to])
          if (Math.abs(edge - at) < near) (near = Math.abs(edge - at)), (best = edge)
    return best
  }

  gapAt(x: number, y: number): { camera: string; gap: Gap } | undefined {
    let top = RULER
    for (const row of this.rows) {
      if (y >= top && y < top + row.height)
        for (const camera of row.cameras)
          for (const gap of this.data.lane(camera)?.gaps ?? []) {
            const box = gapBox(gap, this.view, this.width, now())
            if (box && x >= box[0] - 3 && x <= box[1] + 3) return { camera, gap }
          }
      top += row.height
    }
    return undefined
  }

  private paint() {
    if (!this.width) return
    const at = this.clock.at()
    const { live, dragging, playing } = this.clock.read()
    if (this.animation) {
      const part = Math.min(1, (performance.now() - this.animation.since) / 120)
      const eased = 1 - (1 - part) ** 3
      const { from, to } = this.animation
      const msPerPx = Math.exp(Math.log(from.msPerPx) + (Math.log(to.msPerPx) - Math.log(from.msPerPx)) * eased)
      this.view = { msPerPx, t0: from.t0 + (to.t0 - from.t0) * eased }
      if (part === 1) (this.view = to), (this.animation = undefined)
      this.dirty = true
    } else if (this.centred) this.view.t0 = at - (this.width / 2) * this.view.msPerPx
    else if (this.follows && !dragging) {
      if (live) this.view.t0 = at - this.span() * 0.94
      else if (playing) {
        const x = xOf(this.view, at)
        if (x > this.width * 0.96) this.set({ ...this.view, t0: at - this.span() * 0.15 }, true)
        else if (x < this.width * 0.04) this.set({ ...this.view, t0: at - this.span() * 0.85 }, true)
      }
    }
    if (Math.abs(this.view.t0 - this.drawn.t0) / this.view.msPerPx > 40) this.touch()
    if (this.dirty || Math.abs(this.view.t0 - this.drawn.t0) / this.view.msPerPx >= 0.25 || this.view.msPerPx !== this.drawn.msPerPx) this.base()
    this.overlay(at)
  }

  private base() {
    this.dirty = false
    this.drawn = { ...this.view }
    const { canvas, body } = this.parts
    const height = this.rows.reduce((n, r) => n + r.height, 0)
    const dpr = Math.min(2, devicePixelRatio || 1)
    const w = Math.round(this.width * dpr)
    const h = Math.round(height * dpr)
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w
      canvas.height = h
      canvas.style.width = `${this.width}px`
      canvas.style.height = `${height}px`
      body.style.height = `${height + RULER}px`
    }
    const g = canvas.getContext('2d', { alpha: false })!
    g.setTransform(dpr, 0, 0, dpr, 0, 0)
    const c = (this.colours ??= coloursOf(body))
    g.fillStyle = c.lane
    g.fillRect(0, 0, this.width, height)
    const T = ticks(this.view, this.width, siteZone(), currentLang())
    const words: { x: number; y: number; width: number; height: number; gap: Gap; camera: string }[] = []
    const fine = this.data.fine
    const whole = this.data.whole
    const covers = fine && fine.from <= this.view.t0 && fine.to >= Math.min(this.at(this.width), fine.now - 1)
    const block = fine && (covers || !whole) ? fine : (whole ?? fine)
    let y = 0
    for (const row of this.rows) {
      const lanes = row.cameras.map((id) => block?.lanes.get(id))
      const box: LaneBox = { y, height: row.height - 2, lanes, cameras: row.cameras }
      drawLane(g, box, block, this.view, this.width, now(), this.marks, c, dpr)
      const held = block?.withheld && withheldWord(lanes, block.withheld.before, this.view, this.width)
      if (held) words.push({ ...held, y: RULER + y, height: row.height - 2, camera: row.cameras[0]! })
      if (row.cameras.length === 1 && lanes[0])
        for (const gap of lanes[0].gaps) {
          const b = gapBox(gap, this.view, this.width, now())
          if (b && b[1] - b[0] >= 22) words.push({ x: Math.max(0, b[0]), y: RULER + y, width: Math.min(this.width, b[1]) - Math.max(0, b[0]), height: row.height - 2, gap, camera: row.cameras[0]! })
        }
      y += row.height
    }
    g.fillStyle = c.line
    for (const tick of T.major) g.fillRect(Math.round(this.x(tick.at)), 0, 1, height)
    this.labels(T)
    this.gapWords(words)
  }

  private labels(T: ReturnType<typeof ticks>) {
    const { ruler, day } = this.parts
    const zone = siteZone()
    const texts = T.major.map((m) => ({ x: this.x(m.at), text: m.label + (m.note ? ` · ${t(m.note === 'back' ? 'dst.back' : 'dst.forward')}` : ''), strong: m.at === dayStart(m.at, zone) }))
    pool(ruler, 'span', texts.length, (el, i) => {
      const { x, text, strong } = texts[i]!
      el.style.transform = `translateX(${Math.round(x)}px)`
      el.className = strong ? 'tick strong' : 'tick'
      if (el.textContent !== text) el.textContent = text
    })
    const middle = this.at(this.width / 2)
    const hours = dayHours(middle, zone)
    const text = dayText(middle, zone, currentLang()) + (hours !== 24 ? ` · ${hours} h` : '')
    if (day.textContent !== text) day.textContent = text
  }

  private gapWords(words: { x: number; y: number; width: number; height: number; gap: Gap; camera: string }[]) {
    const { glyphs } = this.parts
    pool(this.parts.words, 'button', Math.min(60, words.length), (el, i) => {
      const w = words[i]!
      const button = el as HTMLButtonElement
      button.type = 'button'
      button.className = 'gap-word'
      button.style.transform = `translate(${w.x}px, ${w.y}px)`
      button.style.width = `${w.width}px`
      button.style.height = `${w.height}px`
      button.onclick = (e) => (e.stopPropagation(), this.onGap(w.camera, w.gap))
      const word = causeWord(w.gap.cause)
      const key = `${w.gap.cause}${w.width >= 90}${w.gap.from}${word}`
      if (button.dataset.key === key) return
      button.dataset.key = key
      const zone = siteZone()
      button.setAttribute('aria-label', t(w.gap.cause === 'withheld' ? 'withheld.label' : 'gap.label', { cause: word, from: clock(w.gap.from, zone), to: clock(w.gap.to, zone) }))
      const icon = (glyphs.querySelector(`[data-cause="${w.gap.cause}"]`) ?? glyphs.querySelector('[data-cause="unknown"]'))?.firstElementChild?.cloneNode(true)
      button.replaceChildren(...(icon ? [icon] : []), ...(w.width >= 90 ? [span(word)] : []))
    })
  }

  private overlay(at: number) {
    const { needle, selection } = this.parts
    const x = xOf(this.view, at)
    needle.style.transform = `translateX(${x}px)`
    needle.style.visibility = x < -1 || x > this.width + 1 ? 'hidden' : 'visible'
    const t1 = performance.now()
    if (t1 - this.lastAria > 300) {
      this.lastAria = t1
      const zone = siteZone()
      needle.setAttribute('aria-valuemin', String(Math.round(this.view.t0 / 1000)))
      needle.setAttribute('aria-valuemax', String(Math.round(this.at(this.width) / 1000)))
      needle.setAttribute('aria-valuenow', String(Math.round(at / 1000)))
      const gap = this.cameras.map((c) => this.data.gapAt(c, at)).find((g) => g)
      if (document.activeElement === needle || !needle.hasAttribute('aria-valuetext'))
        needle.setAttribute('aria-valuetext', `${longDay(at, zone, currentLang())}, ${clock(at, zone)}. ${gap ? causeWord(gap.cause) : t('timeline.recorded')}`)
    }
    const { from, to } = this.selection
    if (from === undefined && to === undefined) selection.style.display = 'none'
    else {
      const a = this.x(from ?? at)
      const z = this.x(to ?? at)
      selection.style.display = ''
      selection.style.transform = `translateX(${Math.min(a, z)}px)`
      selection.style.width = `${Math.abs(z - a)}px`
    }
  }
}

function span(text: string) {
  const s = document.createElement('span')
  s.textContent = text
  return s
}

/** Reuses elements, so that a frame of panning makes no garbage in the document. */
function pool(parent: HTMLElement, tag: string, n: number, fill: (el: HTMLElement, i: number) => void) {
  while (parent.children.length < n) parent.appendChild(document.createElement(tag))
  while (parent.children.length > n) parent.lastElementChild!.remove()
  for (let i = 0; i < n; i++) fill(parent.children[i] as HTMLElement, i)
}

/** Where the word stands that says why what was recorded is not shown: narrow, in the middle of it, so that the time bar beside it can be pressed. */
function withheldWord(lanes: (Lane | undefined)[], before: number, view: View, width: number): { x: number; width: number; gap: Gap } | undefined {
  const from = Math.min(...lanes.map((l) => l?.first ?? Infinity))
  const x0 = Math.max(0, xOf(view, from))
  const x1 = Math.min(width, xOf(view, before))
  if (!(x1 - x0 >= 22)) return undefined
  const wide = Math.min(130, x1 - x0)
  return { x: Math.round((x0 + x1 - wide) / 2), width: wide, gap: { from, to: before, cause: 'withheld', open: false } }
}
