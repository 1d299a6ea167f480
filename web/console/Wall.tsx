import { useEffect, useRef, useState, type KeyboardEvent, type WheelEvent } from 'react'
import { grid } from '../recorder/wall/layout'
import type { Place } from './app'
import type { Info } from './bridge'
import { byConsole } from './live'
import { Tile, type Shown } from './Tile'
import { offset } from './time'
import { clock, current, day, otherLanguage, t } from './words'

const LIVE = new URLSearchParams(location.search).get('live') !== 'no'
/** While the wheel turns, one camera a moment is enough. */
const TURN = 200

/** The list, as the recorder last told it. */
function useCameras(): Shown[] {
  const [cameras, setCameras] = useState<Shown[]>([])
  useEffect(() => {
    if (!LIVE) return
    let retry: ReturnType<typeof setTimeout> | undefined
    const hear = (message: string | ArrayBuffer) => {
      const told = JSON.parse(message as string) as { type: string; cameras?: Shown[] }
      if (told.cameras) setCameras(told.cameras)
    }
    const dial = () => byConsole('', '', false, hear, () => (retry = setTimeout(() => (line = dial()), 2000)))
    let line = dial()
    return () => (clearTimeout(retry), line.close())
  }, [])
  return cameras
}

export function Wall({ info, go }: { info: Info | undefined; go: (to: Place) => void }) {
  const cameras = useCameras()
  const box = useRef<HTMLElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [large, setLarge] = useState<string>()
  const turned = useRef(0)
  useEffect(() => {
    const look = new ResizeObserver(([entry]) => setSize({ width: entry!.contentRect.width, height: entry!.contentRect.height }))
    look.observe(box.current!)
    return () => look.disconnect()
  }, [])

  const one = cameras.find((c) => c.id === large)
  const shown = one ? [one] : cameras
  const layout = grid(shown.length, size.width, size.height)
  const turn = (by: number) => {
    const next = cameras[(cameras.indexOf(one!) + by + cameras.length) % cameras.length]
    if (one && next) setLarge(next.id)
  }
  const wheel = (e: WheelEvent) => {
    if (Math.abs(e.timeStamp - turned.current) < TURN || !e.deltaY) return
    turned.current = e.timeStamp
    turn(Math.sign(e.deltaY))
  }
  const keys = (e: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key]
    if (by) turn(by)
  }
  // Ageing monitors: all of it wanders over 4 x 4 pixels, names over 8 of their own.
  const minute = Math.floor(Date.now() / 60_000)
  const wander = { transform: `translate(${minute % 4}px, ${Math.floor(minute / 4) % 4}px)`, '--drift': `${(Math.floor(minute / 10) % 2) * 8}px` } as React.CSSProperties
  return (
    <main className="page wall" style={wander}>
      <h1 className="sr-only">{t('menu.live')}</h1>
      <section ref={box} className="tiles" onWheel={wheel} onKeyDown={keys} style={{ gridTemplateColumns: `repeat(${layout.columns}, ${layout.width}px)` }}>
        {shown.map((camera) => (
          <Tile key={camera.id} camera={camera} large={!!one || cameras.length === 1} offset={offset(info?.time ?? '')} width={layout.width} height={layout.height} press={() => setLarge(one ? undefined : camera.id)} />
        ))}
        {(!shown.length || !info) && (
          <div className="state" role="status">
            {!info ? <p>{t('wall.noRecorder')}</p> : info.cameras === 0 ? <p className="big">{t('wall.noCameras')}</p> : null}
            <p className="dim">{t('wall.hint')}</p>
          </div>
        )}
      </section>
      <footer>
        <button onClick={() => go('info')}>{t('menu.info')}</button>
        <button onClick={() => go('menu')}>{t('menu.main')}</button>
        <button lang={current() === 'fr' ? 'en' : 'fr'} onClick={otherLanguage}>{t('menu.language')}</button>
        {one && cameras.length > 1 && <button onClick={() => setLarge(undefined)}>{t('wall.back')}</button>}
        {info && (
          <span className="told dim">
            <span>{t('wall.recording', { recording: info.recording, cameras: info.cameras })}</span>
            <span className="num">{day(info.time)} · {clock(info.time)}</span>
          </span>
        )}
      </footer>
    </main>
  )
}
