import './wall.css'
import { Button } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Camera } from '../../shared/api'
import { now, siteZone } from '../../shared/clock'
import { t } from '../../shared/i18n'
import { IconDeviceCctv } from '../../shared/icons'
import { useCameras, useLayouts, useMe } from '../../shared/queries'
import { go, match, setQuery, useWhere } from '../../shared/router'
import { iso } from '../../shared/time/zone'
import { Empty, ProblemNote } from '../../shared/ui/states'
import { onAskForKeys, useKeys, type KeyAct } from '../keys'
import { PlayClock, useClock } from '../player/clock'
import { stepFrame } from '../player/frames'
import type { Gap } from '../timeline/data'
import type { Selection } from '../timeline/engine'
import { Timeline, type TimelineHandle } from '../timeline/Timeline'
import { Bar } from './Bar'
import { arranged, grid, SHAPES } from './layout'
import { Tile, type TileHandle } from './Tile'

const Sheets = lazy(() => import('./Sheets'))
const Layouts = lazy(() => import('./Layouts'))
export type Sheet = { kind: 'gap'; camera: string; gap: Gap } | { kind: 'keys' } | { kind: 'export' } | { kind: 'bookmark' } | { kind: 'lock' }

/** So many lanes leave the pictures their room. */
const FEW = 8

/** Live and recorded pictures on one page: the wall is the player. The address holds the time, the window, the selection and the large camera. */
export function Wall() {
  const { path, query } = useWhere()
  const cameras = useCameras()
  const me = useMe()
  const [clock] = useState(() => new PlayClock())
  const play = useClock(clock)
  const [selected, setSelected] = useState<string>()
  const [selection, setSelection] = useState<Selection>(() => ({ from: timeOf(query.get('i')), to: timeOf(query.get('o')) }))
  const [sheet, setSheet] = useState<Sheet>()
  const [typing, setTyping] = useState(false)
  const [lanesChosen, setLanes] = useState(() => localStorage.getItem('lanes') ?? undefined)
  const timeline = useRef<TimelineHandle | null>(null)
  const tiles = useRef(new Map<string, TileHandle>())
  const area = useRef<HTMLDivElement>(null)
  const foot = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })

  const large = match('/camera/:id', path)?.id
  const list = useMemo(() => (cameras.data ?? []).filter((c) => c.acts.includes('live') || c.acts.includes('playback')), [cameras.data])
  // Until somebody chooses: many lanes would take the pictures' room.
  const lanes = lanesChosen ? lanesChosen === 'open' : innerWidth >= 720 && list.length <= FEW
  const layouts = useLayouts()
  const [choosing, setChoosing] = useState<HTMLElement>()
  // The address names the layout; this browser opens with the one it showed last.
  const wanted = match('/live/:layout', path)?.layout ?? localStorage.getItem('layout') ?? undefined
  const layout = layouts.data?.find((l) => l.id === wanted)
  const order = useMemo(() => (layout ? layout.cells.flatMap((id) => list.find((c) => c.id === id) ?? []) : list), [layout, list])
  const shown = useMemo(() => (large && list.some((c) => c.id === large) ? list.filter((c) => c.id === large) : order), [list, order, large])
  const ids = useMemo(() => shown.map((c) => c.id), [shown])

  useEffect(() => {
    const at = timeOf(query.get('t'))
    if (at !== undefined) clock.seek(at)
    if (at !== undefined) clock.play(false)
    const z = Number(query.get('z'))
    if (z > 0) timeline.current?.engine.window(z * 1000)
    onAskForKeys(() => setSheet({ kind: 'keys' }))
    // Once: afterwards the page writes the address.
  }, [clock]) // eslint-disable-line

  useEffect(() => {
    const write = () => {
      if (!location.pathname.match(/^\/($|live|camera)/)) return
      const zone = siteZone()
      const at = clock.at()
      const second = (ms: number | undefined) => (ms === undefined ? undefined : iso(Math.round(ms / 1000) * 1000, zone))
      setQuery({ t: play.live ? undefined : second(at), i: second(selection.from), o: second(selection.to) })
    }
    if (!play.dragging) write()
    const timer = setInterval(() => !play.live && !clock.read().dragging && write(), 2000)
    return () => clearInterval(timer)
  }, [clock, play, selection])

  useLayoutEffect(() => {
    const el = area.current
    if (!el) return
    const observer = new ResizeObserver(() => setSize({ width: el.clientWidth, height: el.clientHeight }))
    observer.observe(el)
    return () => observer.disconnect()
  }, [cameras.isSuccess, list.length > 0])

  // Nothing recorded on any camera here: playing goes on where pictures begin again.
  useEffect(() => {
    const timer = setInterval(() => {
      const { live, playing, dragging, rate } = clock.read()
      const data = timeline.current?.engine.data
      if (live || !playing || dragging || !data || !ids.length) return
      const at = clock.at()
      if (!ids.every((id) => data.recordedAt(id, at) === false && data.gapAt(id, at))) return
      const next = data.nextRecorded(ids, at, rate < 0)
      if (next !== undefined && Math.abs(next - at) > 3000) clock.seek(next)
    }, 1000)
    return () => clearInterval(timer)
  }, [clock, ids])

  // Sheets stand above the time bar, never over it.
  useLayoutEffect(() => {
    const el = foot.current
    if (!el) return
    const observer = new ResizeObserver(() => document.documentElement.style.setProperty('--below', `${el.offsetHeight}px`))
    observer.observe(el)
    return () => {
      observer.disconnect()
      document.documentElement.style.removeProperty('--below')
    }
  }, [cameras.isSuccess, list.length > 0])

  const choose = useCallback((id: string | undefined) => {
    if (id) localStorage.setItem('layout', id)
    else localStorage.removeItem('layout')
    go((id ? `/live/${id}` : '/') + location.search)
  }, [])
  useEffect(() => {
    if (layout) {
      localStorage.setItem('layout', layout.id)
      if (path === '/') go(`/live/${layout.id}` + location.search, true)
    } else if (layouts.data && wanted) {
      localStorage.removeItem('layout')
      if (path.startsWith('/live/')) go('/' + location.search, true)
    }
  }, [layout, layouts.data, wanted, path])

  const gapAt = useCallback((camera: string, at: number) => timeline.current?.engine.data.gapAt(camera, at), [])
  const openGap = useCallback((camera: string, gap: Gap) => setSheet({ kind: 'gap', camera, gap }), [])
  const keep = useCallback(() => location.search, [])
  const enlarge = useCallback((id: string) => go((location.pathname === `/camera/${id}` ? '/' : `/camera/${id}`) + keep()), [keep])
  const register = useCallback((id: string, h: TileHandle | undefined) => void (h ? tiles.current.set(id, h) : tiles.current.delete(id)), [])
  const current = selected && ids.includes(selected) ? selected : ids[0]

  const seek = useCallback((at: number) => {
    if (at >= now() - 500) clock.live()
    else clock.seek(at)
    timeline.current?.engine.show(at)
  }, [clock])

  function run(act: KeyAct, digit: number): boolean {
    const engine = timeline.current?.engine
    const at = clock.at()
    const tile = current ? tiles.current.get(current) : undefined
    switch (act) {
      case 'play': clock.play(play.live ? false : !play.playing); break
      case 'now': clock.live(); engine?.show(now()); break
      case 'typeTime': setTyping(true); break
      case 'back5': seek(at - 5000); break
      case 'on5': seek(at + 5000); break
      case 'backMinute': seek(at - 60_000); break
      case 'onMinute': seek(at + 60_000); break
      case 'frameBack': case 'frameOn':
        if (current) void stepFrame(clock, current, act === 'frameOn' ? 1 : -1)
        break
      case 'slower': clock.faster(-1); break
      case 'faster': if (!play.live) clock.faster(1); break
      case 'stop': clock.play(false); break
      case 'tickBack': engine && seek(at - engine.majorStep()); break
      case 'tickOn': engine && seek(at + engine.majorStep()); break
      case 'windowStart': engine && seek(engine.view.t0); break
      case 'windowEnd': engine && seek(Math.min(now(), engine.at(engine.width))); break
      case 'zoomIn': engine?.zoom(0.5, undefined, true); break
      case 'zoomOut': engine?.zoom(2, undefined, true); break
      case 'fitDay':
        if (selection.from !== undefined && selection.to !== undefined) engine?.fit(selection.from, selection.to)
        else engine?.fitDay(at)
        break
      case 'gapNext': case 'gapBefore': {
        const found = engine?.data.gapFrom(ids, at, act === 'gapBefore')
        if (!found) return false
        seek(found.gap.from)
        setSheet({ kind: 'gap', ...found })
        break
      }
      case 'in': mark('from', at); break
      case 'out': mark('to', at); break
      case 'export': openExport(); break
      case 'bookmark': setSheet({ kind: 'bookmark' }); break
      case 'lock': setSheet({ kind: 'lock' }); break
      case 'large': if (!current) return false; enlarge(current); break
      case 'back':
        if (sheet) setSheet(undefined)
        else if (selection.from !== undefined || selection.to !== undefined) setSelection({ from: undefined, to: undefined })
        else if (large) go('/' + keep())
        else return false
        break
      case 'all': if (large) go('/' + keep()); break
      case 'camera': {
        const camera = order[digit - 1]
        if (!camera) return false
        setSelected(camera.id)
        if (large !== camera.id) go(`/camera/${camera.id}` + keep())
        break
      }
      case 'layout': {
        const asked = layouts.data?.[digit - 1]
        if (!asked) return false
        choose(asked.id)
        break
      }
      case 'noLayout': choose(undefined); break
      case 'fullscreen': void (document.fullscreenElement ? document.exitFullscreen() : area.current?.requestFullscreen().catch(() => {})); break
      case 'mute': tile?.mute(); break
      case 'snapshot': tile?.snapshot(); break
      case 'help': setSheet({ kind: 'keys' }); break
    }
    return true
  }
  useKeys(run)

  function mark(end: 'from' | 'to', at: number) {
    setSelection((s) => {
      const next = { ...s, [end]: at }
      // An in after the out starts anew.
      if (next.from !== undefined && next.to !== undefined && next.from >= next.to) return end === 'from' ? { from: at, to: undefined } : { from: undefined, to: at }
      return next
    })
  }
  function openExport() {
    const at = clock.at()
    setSelection((s) => {
      const to = s.to ?? Math.min(now(), (s.from ?? at - 60_000) + 60_000)
      // A beginning without an end, set a moment ago, would be a clip of nothing: take the minute before.
      const from = s.from !== undefined && to - s.from >= 1000 ? s.from : to - 60_000
      return { from, to }
    })
    setSheet({ kind: 'export' })
  }

  if (cameras.isError && !cameras.data) return <div className="page"><h1 className="sr-only">{t('nav.live')}</h1><ProblemNote error={cameras.error} retry={() => void cameras.refetch()} /></div>
  if (cameras.data && !list.length)
    return (
      <Empty
        icon={<IconDeviceCctv size={44} stroke={1.2} />} title={t('wall.none')}
        act={me.data?.role === 'administrator' ? <Button size="md" onClick={() => go('/cameras/add')}>{t('cameras.add')}</Button> : undefined}
      >
        {t(me.data?.role === 'administrator' ? 'wall.noneAdmin' : 'wall.noneOther')}
      </Empty>
    )

  const shape = layout && !large ? SHAPES[layout.shape] : undefined
  const place = shape && arranged(shape, size.width, size.height)
  const g = place ? { columns: shape.columns, width: place.width, height: place.height, scrolls: false } : grid(shown.length, size.width, size.height)
  const tile = (c: Camera, style: React.CSSProperties) => (
    <Tile
      key={c.id} camera={c} clock={clock} large={shown.length === 1 && !place} selected={selected === c.id && shown.length > 1} style={style}
      gapAt={gapAt} onGap={openGap} onLarge={enlarge} onSelect={setSelected} register={register}
    />
  )
  const first = shape && shape.big > 1 ? { gridColumn: `span ${shape.big}`, gridRow: `span ${shape.big}` } : {}
  return (
    <div className="wall-page">
      <h1 className="sr-only">{t('nav.live')}</h1>
      <div className={place ? 'wall arranged' : 'wall'} ref={area} data-scrolls={g.scrolls} style={{ '--columns': g.columns, '--w': `${g.width}px`, '--h': `${g.height}px` } as React.CSSProperties}>
        {size.width > 0 && !(wanted && layouts.isPending) && (place
          ? layout!.cells.map((id, i) => {
            const camera = shown.find((c) => c.id === id)
            const style = i === 0 ? first : NO_STYLE
            return camera ? tile(camera, style) : <div key={`place ${i}`} className="tile-empty" style={style} />
          })
          : shown.map((c) => tile(c, { width: g.width, height: g.height })))}
      </div>
      <div className="wall-foot" ref={foot}>
      <Bar
        clock={clock} run={run} seek={seek} large={large ? (shown[0]?.name ?? '') : undefined} selection={selection} typing={typing} setTyping={setTyping}
        window={(span) => (span ? timeline.current?.engine.window(span) : timeline.current?.engine.all())} lanes={lanes} many={list.length > 1}
        setLanes={(open) => (localStorage.setItem('lanes', open ? 'open' : 'closed'), setLanes(open ? 'open' : 'closed'))} mayExport={shown.some((c) => c.acts.includes('export'))}
        layout={layout?.name} onLayouts={setChoosing}
      />
      <Timeline cameras={shown} clock={clock} open={lanes} solo={large} selection={selection} onSelect={setSelection} onGap={openGap} handle={timeline} />
      </div>
      {choosing && (
        <Suspense>
          <Layouts
            at={corner(choosing)} layouts={layouts.data ?? []} chosen={layout} cameras={list} shown={order.map((c) => c.id)} choose={choose}
            close={() => (setChoosing(undefined), choosing.focus())}
          />
        </Suspense>
      )}
      {sheet && (
        <Suspense>
          <Sheets
            sheet={sheet} cameras={list} shown={ids} current={current} clock={clock} selection={selection} setSelection={setSelection} seek={seek}
            data={timeline.current!.engine.data} close={() => setSheet(undefined)}
          />
        </Suspense>
      )}
    </div>
  )
}

const NO_STYLE: React.CSSProperties = {}
const corner = (e: HTMLElement) => ({ x: e.getBoundingClientRect().left, y: e.getBoundingClientRect().top - 4 })

function timeOf(text: string | null): number | undefined {
  const at = text ? Date.parse(text.replace(' ', '+')) : NaN
  return Number.isNaN(at) ? undefined : at
}
