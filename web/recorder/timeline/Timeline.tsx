import './timeline.css'
import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent as RPointerEvent, type RefObject } from 'react'
import type { Camera } from '../../shared/api'
import { now, useZone } from '../../shared/clock'
import { currentLang, t, useLang } from '../../shared/i18n'
import { useBookmarks, useLocks } from '../../shared/queries'
import { clock, dayText } from '../../shared/time/zone'
import type { PlayClock } from '../player/clock'
import { causeIcon } from './causes'
import type { Gap } from './data'
import { Engine, RULER, type Selection } from './engine'
import { Preview } from './Preview'

const CAUSES = ['camera', 'network', 'disk', 'us', 'clock', 'masked', 'withheld', 'unknown']
export type TimelineHandle = { engine: Engine }

type Props = {
  cameras: Camera[]
  clock: PlayClock
  open: boolean
  solo: string | undefined
  selection: Selection
  onSelect: (s: Selection) => void
  onGap: (camera: string, gap: Gap) => void
  handle: RefObject<TimelineHandle | null>
}

export function Timeline({ cameras, clock: play, open, solo, selection, onSelect, onGap, handle }: Props) {
  const lang = useLang()
  const zone = useZone()
  const bookmarks = useBookmarks()
  const locks = useLocks()
  const body = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const ruler = useRef<HTMLDivElement>(null)
  const needle = useRef<HTMLDivElement>(null)
  const glyphs = useRef<HTMLDivElement>(null)
  const chosen = useRef<HTMLDivElement>(null)
  const day = useRef<HTMLDivElement>(null)
  const engine = useRef<Engine | null>(null)
  const [hover, setHover] = useState<{ x: number; at: number }>()
  const ids = cameras.filter((c) => c.acts.includes('playback')).map((c) => c.id)
  const shown = solo && ids.includes(solo) ? [solo] : ids
  const perLane = shown.length > 12 ? 16 : 30
  const rows = open || shown.length === 1 ? shown.map((id) => ({ cameras: [id], height: perLane })) : [{ cameras: shown, height: 34 }]

  useLayoutEffect(() => {
    const e = new Engine(
      { body: body.current!, canvas: canvas.current!, words: words.current!, ruler: ruler.current!, needle: needle.current!, glyphs: glyphs.current!, selection: chosen.current!, day: day.current! },
      play,
    )
    engine.current = e
    handle.current = { engine: e }
    const size = new ResizeObserver(() => body.current && e.resize(body.current.clientWidth, body.current.clientWidth < 560))
    size.observe(body.current!)
    e.resize(body.current!.clientWidth, body.current!.clientWidth < 560)
    const theme = new MutationObserver(() => e.redraw())
    theme.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
    const fresh = setInterval(() => document.visibilityState === 'visible' && e.refresh(), 10_000)
    const onWheel = (w: WheelEvent) => {
      w.preventDefault()
      const unit = w.deltaMode === 1 ? 16 : 1
      if (Math.abs(w.deltaX) > Math.abs(w.deltaY) || w.shiftKey) e.pan((w.deltaX || w.deltaY) * unit)
      else e.zoom(Math.exp(w.deltaY * unit * (w.ctrlKey ? 0.01 : 0.0018)), w.clientX - body.current!.getBoundingClientRect().left)
    }
    body.current!.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      e.close()
      size.disconnect()
      theme.disconnect()
      clearInterval(fresh)
      handle.current = null
    }
  }, [play, handle])

  useEffect(() => {
    const e = engine.current!
    e.setCameras(shown, rows)
    e.onGap = onGap
  })
  useEffect(() => engine.current?.redraw(), [lang, zone])
  useEffect(() => {
    engine.current!.selection = selection
  }, [selection])
  useEffect(() => {
    engine.current!.setMarks({
      bookmarks: (bookmarks.data ?? []).map((b) => ({ camera: b.camera, at: b.at / 1000 })),
      locks: (locks.data ?? []).map((l) => ({ camera: l.camera, from: l.from / 1000, to: l.to / 1000 })),
    })
  }, [bookmarks.data, locks.data])

  const pointer = usePointer(engine, body, play, onSelect, setHover, (x, y) => {
    const hit = engine.current!.gapAt(x, y)
    if (hit) onGap(hit.camera, hit.gap)
    return hit !== undefined
  })

  return (
    <section className="tl" aria-label={t('timeline.title')}>
      <div className="tl-day dim" ref={day} />
      <div className="tl-scroll">
        <div className="tl-names" aria-hidden style={{ paddingTop: RULER }}>
          {rows.map((r) => <div key={r.cameras.join()} style={{ height: r.height }}>{r.cameras.length === 1 ? cameras.find((c) => c.id === r.cameras[0])?.name : t('timeline.all')}</div>)}
        </div>
        <div className="tl-body" ref={body} {...pointer}>
          <div className="tl-ruler" ref={ruler} aria-hidden />
          <canvas ref={canvas} aria-hidden style={{ top: RULER }} />
          <div className="tl-selection" ref={chosen} style={{ display: 'none' }} />
          <div className="tl-words" ref={words} />
          <div className="tl-needle" ref={needle} role="slider" tabIndex={0} aria-label={t('timeline.needle')} aria-orientation="horizontal" aria-valuenow={0} aria-valuemin={0} aria-valuemax={0} />
        </div>
      </div>
      {hover && (
        <div className="tl-hover" style={{ transform: `translateX(${hover.x + (body.current?.offsetLeft ?? 0)}px)` }}>
          <Preview camera={shown[0]} at={hover.at} x={hover.x} width={engine.current?.width ?? 0} label={`${dayText(hover.at, zone, currentLang())} ${clock(hover.at, zone)}`} />
        </div>
      )}
      <div hidden ref={glyphs}>
        {CAUSES.map((c) => {
          const Icon = causeIcon(c)
          return <span key={c} data-cause={c}><Icon size={16} stroke={1.75} aria-hidden /></span>
        })}
      </div>
    </section>
  )
}

type Drag = { mode: 'scrub' | 'pan' | 'maybe' | 'select'; x: number; t0: number; startAt: number; wasLive: boolean; from: number }

/** Press on the ruler scrubs at once; on a lane a click seeks and a drag pans; with Shift a drag selects; two fingers pinch. The phone's strip moves itself. */
function usePointer(engine: RefObject<Engine | null>, body: RefObject<HTMLDivElement | null>, play: PlayClock, onSelect: (s: Selection) => void,
  setHover: (h: { x: number; at: number } | undefined) => void, hitGap: (x: number, y: number) => boolean) {
  const drag = useRef<Drag | undefined>(undefined)
  const fingers = useRef(new Map<number, number>())
  const edge = useRef(0)
  const place = (e: { clientX: number; clientY: number }) => {
    const box = body.current!.getBoundingClientRect()
    return { x: e.clientX - box.left, y: e.clientY - box.top }
  }
  const end = () => {
    cancelAnimationFrame(edge.current)
    edge.current = 0
    drag.current = undefined
  }
  useEffect(() => {
    const cancel = (k: KeyboardEvent) => {
      const d = drag.current
      if (k.key !== 'Escape' || !d) return
      k.stopPropagation()
      if (d.mode === 'scrub') d.wasLive ? play.live() : play.seek(d.startAt)
      end()
    }
    window.addEventListener('keydown', cancel, true)
    return () => window.removeEventListener('keydown', cancel, true)
  })

  /** Held inside 32 px of an edge, the window goes on. */
  const autoPan = (x: number) => {
    const e = engine.current!
    const depth = x < 32 ? (x - 32) / 32 : x > e.width - 32 ? (x - e.width + 32) / 32 : 0
    cancelAnimationFrame(edge.current)
    if (!depth || e.centred) return
    const step = () => {
      if (drag.current?.mode !== 'scrub') return
      e.pan(Math.max(-1, Math.min(1, depth)) * e.width * 0.01)
      play.seek(e.at(x), true)
      edge.current = requestAnimationFrame(step)
    }
    edge.current = requestAnimationFrame(step)
  }

  return {
    onPointerDown(ev: RPointerEvent) {
      const e = engine.current!
      if (ev.button !== 0 || (ev.target as Element).closest('.gap-word')) return
      const { x, y } = place(ev)
      fingers.current.set(ev.pointerId, x)
      body.current!.setPointerCapture(ev.pointerId)
      setHover(undefined)
      const onNeedle = Math.abs(x - e.x(play.at())) < 8
      const mode = ev.shiftKey ? 'select' : e.centred ? 'maybe' : y < RULER || onNeedle ? 'scrub' : 'maybe'
      drag.current = { mode, x, t0: e.view.t0, startAt: play.at(), wasLive: play.read().live, from: e.at(x) }
      if (mode === 'scrub' && !onNeedle) play.seek(e.snap(e.at(x)), true)
    },
    onPointerMove(ev: RPointerEvent) {
      const e = engine.current!
      const { x, y } = place(ev)
      const d = drag.current
      if (fingers.current.has(ev.pointerId) && fingers.current.size === 2) {
        const [a, b] = [...fingers.current.values()] as [number, number]
        fingers.current.set(ev.pointerId, x)
        const [c, f] = [...fingers.current.values()] as [number, number]
        if (Math.abs(f - c) > 8) e.zoom(Math.abs(b - a) / Math.abs(f - c), (c + f) / 2)
        if (d) d.mode = 'pan'
        return
      }
      if (!d) {
        if (ev.pointerType === 'mouse' && y >= 0) setHover({ x, at: e.at(x) })
        return
      }
      const moved = x - d.x
      if (d.mode === 'maybe' && Math.abs(moved) > 4) d.mode = 'pan'
      if (d.mode === 'scrub') {
        play.seek(Math.min(now(), ev.altKey ? e.at(x) : e.snap(e.at(x))), true)
        autoPan(x)
      } else if (d.mode === 'select') onSelect({ from: Math.min(d.from, e.at(x)), to: Math.max(d.from, e.at(x)) })
      else if (d.mode === 'pan') {
        if (e.centred) play.seek(d.startAt - moved * e.view.msPerPx, true)
        else {
          e.follows = false
          e.pan((d.t0 - moved * e.view.msPerPx - e.view.t0) / e.view.msPerPx)
        }
      }
    },
    onPointerUp(ev: RPointerEvent) {
      fingers.current.delete(ev.pointerId)
      const e = engine.current!
      const d = drag.current
      const { x, y } = place(ev)
      if (d?.mode === 'scrub') play.seek(play.at())
      else if (d?.mode === 'pan' && e.centred) {
        if (play.at() > now() - 1500) play.live()
        else play.seek(play.at())
      } else if (d?.mode === 'maybe' && !hitGap(x, y)) {
        const at = ev.altKey ? e.at(x) : e.snap(e.at(x))
        if (at >= now() - Math.max(1000, 3 * e.view.msPerPx)) play.live()
        else play.seek(at)
        e.follows = true
      }
      end()
    },
    onPointerCancel(ev: RPointerEvent) {
      fingers.current.delete(ev.pointerId)
      end()
    },
    onPointerLeave: () => setHover(undefined),
    onDoubleClick(ev: React.MouseEvent) {
      const { x, y } = place(ev)
      if (y < RULER) engine.current!.fitDay(engine.current!.at(x))
    },
  }
}
