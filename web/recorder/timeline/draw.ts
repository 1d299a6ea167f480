import type { Block, Gap, Lane } from './data'
import { xOf, type View } from './view'

export type Colours = { lane: string; line: string; recorded: string; gap: string; intended: string; text: string; weave: string; accent: string }
export type Marks = { bookmarks: { camera: string; at: number }[]; locks: { camera: string; from: number; to: number }[] }

export function coloursOf(el: Element): Colours {
  const style = getComputedStyle(el)
  const c = (name: string) => style.getPropertyValue(name).trim()
  return { lane: c('--bg1'), line: c('--line'), recorded: c('--recorded'), gap: c('--gap'), intended: c('--gap-intended'), text: c('--text'), weave: c('--bg2'), accent: c('--accent') }
}

/** Columns of pixels that hold something recorded; runs that fall into one column are one. */
export function columns(runs: [number, number][], v: View, width: number): [number, number][] {
  const out: [number, number][] = []
  for (const [a, z] of runs) {
    const x0 = Math.max(0, Math.floor(xOf(v, a)))
    const x1 = Math.min(width, Math.max(x0 + 1, Math.round(xOf(v, z))))
    if (x1 <= 0 || x0 >= width) continue
    const last = out[out.length - 1]
    if (last && x0 <= last[1]) last[1] = Math.max(last[1], x1)
    else out.push([x0, x1])
  }
  return out
}

/** A gap that somebody planned is drawn lighter than one that nobody wanted. */
const quiet = (g: Gap) => g.cause === 'masked'

/** Where a gap is drawn: at least two pixels wide, so that zooming out never hides it. */
export function gapBox(g: Gap, v: View, width: number, now: number): [number, number, notch: boolean] | undefined {
  const a = xOf(v, g.from)
  const z = xOf(v, g.open ? Math.max(g.to, now) : g.to)
  if (z < 0 || a > width) return undefined
  if (z - a < 2) return [Math.floor(a), Math.floor(a) + 2, true]
  return [Math.max(-4, Math.floor(a)), Math.min(width + 4, Math.ceil(z)), false]
}

const patterns = new Map<string, CanvasPattern>()
function hatch(g: CanvasRenderingContext2D, colour: string, dpr: number): CanvasPattern {
  const key = colour + dpr
  let p = patterns.get(key)
  if (!p) {
    const size = Math.round(8 * dpr)
    const c = document.createElement('canvas')
    c.width = c.height = size
    const x = c.getContext('2d')!
    x.strokeStyle = colour
    x.lineWidth = 1.4 * dpr
    for (const d of [-size, 0, size]) {
      x.beginPath()
      x.moveTo(d, size)
      x.lineTo(d + size, 0)
      x.stroke()
    }
    p = g.createPattern(c, 'repeat')!
    p.setTransform(new DOMMatrix().scale(1 / dpr))
    patterns.set(key, p)
  }
  return p
}

export type LaneBox = { y: number; height: number; lanes: (Lane | undefined)[]; cameras: string[] }

/** The quiet band of what is recorded, the loud hatch of what is not, the weave of what is not known yet. */
export function drawLane(g: CanvasRenderingContext2D, box: LaneBox, block: Block | undefined, v: View, width: number, now: number, marks: Marks, c: Colours, dpr: number) {
  const { y, height } = box
  g.fillStyle = c.lane
  g.fillRect(0, y, width, height)
  const known0 = block ? Math.max(0, xOf(v, block.from)) : width
  const known1 = block ? Math.min(width, xOf(v, Math.max(block.to, now))) : width
  g.fillStyle = hatch(g, c.weave, dpr * 2)
  if (known0 > 0) g.fillRect(0, y + 2, Math.min(known0, width), height - 4)
  if (known1 < Math.min(width, xOf(v, now))) g.fillRect(known1, y + 2, Math.min(width, xOf(v, now)) - known1, height - 4)

  const band = Math.max(6, Math.round(height * 0.5))
  const top = y + height - band - 2
  g.fillStyle = c.recorded
  const runs = (box.lanes.length > 1 ? block?.all : box.lanes[0]?.recorded) ?? []
  for (const [x0, x1] of columns(runs, v, width)) g.fillRect(x0, top, x1 - x0, band)
  if (block?.withheld) {
    // Recorded, and not to be seen yet: woven over, like what is not known.
    g.fillStyle = hatch(g, c.lane, dpr)
    g.fillRect(0, top, Math.min(width, xOf(v, block.withheld.before)), band)
  }

  for (const lane of box.lanes)
    for (const gap of lane?.gaps ?? []) {
      const at = gapBox(gap, v, width, now)
      if (!at) continue
      const [x0, x1, notch] = at
      const colour = quiet(gap) ? c.intended : c.gap
      if (notch) {
        g.fillStyle = colour
        g.fillRect(x0, y + 1, 2, height - 3)
        continue
      }
      if (box.lanes.length > 1) {
        // Some cameras of many: over the band, not instead of it.
        g.fillStyle = hatch(g, colour, dpr)
        g.fillRect(x0, y + 2, x1 - x0, top - y - 3)
        continue
      }
      g.fillStyle = c.lane
      g.fillRect(x0, y + 1, x1 - x0, height - 2)
      g.fillStyle = hatch(g, colour, dpr)
      g.fillRect(x0, y + 2, x1 - x0, height - 4)
      g.strokeStyle = colour
      g.lineWidth = 1
      g.strokeRect(x0 + 0.5, y + 1.5, x1 - x0 - 1, height - 3)
    }

  g.fillStyle = c.text
  for (const lock of marks.locks) {
    if (!box.cameras.includes(lock.camera)) continue
    const x0 = xOf(v, lock.from)
    const x1 = Math.max(x0 + 2, xOf(v, lock.to))
    if (x1 < 0 || x0 > width) continue
    g.fillRect(x0, y + height - 4, x1 - x0, 1.5)
    g.fillRect(x0, y + height - 1.5, x1 - x0, 1.5)
  }
  g.fillStyle = c.accent
  for (const mark of marks.bookmarks) {
    if (!box.cameras.includes(mark.camera)) continue
    const x = Math.round(xOf(v, mark.at))
    if (x < -8 || x > width + 8) continue
    g.fillRect(x, y + 1, 1.5, height - 2)
    g.beginPath()
    g.moveTo(x + 1.5, y + 1)
    g.lineTo(x + 9, y + 4)
    g.lineTo(x + 1.5, y + 7)
    g.fill()
  }
}
