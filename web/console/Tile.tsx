import { useEffect, useRef, useState } from 'react'
import { LivePlayer, type LiveEvent } from '../recorder/player/LivePlayer'
import { freshness, type Freshness } from '../shared/stale'
import { byConsole } from './live'
import { ago, second } from './time'
import { t, whyWord } from './words'

export type Shown = { id: string; name: string; enabled: boolean; masked: boolean; streams: string[]; why?: { kind: string } }
type Face = { fresh: Freshness; age: number; at: number | undefined; keys: boolean }

/** One camera, live. Its second stream in the grid, its main stream when large, the other one where this machine cannot play the first. */
export function Tile({ camera, large, offset, width, height, press }: { camera: Shown; large: boolean; offset: number; width: number; height: number; press: () => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [event, setEvent] = useState<LiveEvent>({ kind: 'connecting' })
  const [swap, setSwap] = useState(false)
  const [face, setFace] = useState<Face>({ fresh: 'fresh', age: 0, at: undefined, keys: false })
  const twice = camera.streams.includes('sub')
  const stream = twice && large === swap ? 'sub' : 'main'

  useEffect(() => {
    if (!camera.enabled) return
    const player = new LivePlayer(video.current!, camera.id, stream, byConsole, (e) => {
      setEvent(e)
      if (e.kind === 'unplayable' && twice) setSwap(true)
    })
    const timer = setInterval(() => {
      const quiet = performance.now() - player.shownAt
      const age = player.keyFramesOnly ? Math.max(player.behind, quiet - 4000) : Math.max(quiet, player.behind)
      const at = player.shown()
      const next: Face = { fresh: freshness(age), age: Math.floor(age / 1000), at: at && Math.floor(at / 1000) * 1000, keys: player.keyFramesOnly }
      setFace((old) => (old.fresh === next.fresh && old.at === next.at && old.keys === next.keys && (next.fresh === 'fresh' || old.age === next.age) ? old : next))
    }, 100)
    return () => (clearInterval(timer), player.close())
  }, [camera.id, camera.enabled, stream, twice])

  const never = face.at === undefined
  const time = face.at === undefined ? '' : second(face.at, offset)
  const why = event.kind === 'off' ? event.why : camera.why
  const stopped = !never && (face.fresh === 'stopped' || face.fresh === 'lost')
  const card = !camera.enabled ? t('tile.off') : event.kind === 'unplayable' ? t('tile.unplayable') : never && (why || face.age >= 10) ? t('tile.none') : undefined
  return (
    <button className="tile" data-fresh={never ? 'none' : face.fresh} style={{ width, height }} aria-pressed={large} onClick={press}>
      <video ref={video} muted playsInline />
      {card ? (
        <span className="tile-words"><strong>{card}</strong>{event.kind !== 'unplayable' && camera.enabled && <span>{whyWord(why?.kind)}</span>}</span>
      ) : never ? (
        <span className="tile-words waits">{t('tile.connecting')}</span>
      ) : stopped ? (
        <span className="tile-words"><strong>{t('tile.stopped', { time })}</strong><span className="num">{t('tile.ago', { age: ago(face.age) })}</span>{face.fresh === 'lost' && why && <span>{whyWord(why.kind)}</span>}</span>
      ) : null}
      <span className="tile-name">
        <span className="who">{camera.name}</span>
        {camera.masked && <span className="dim">{t('tile.masked')}</span>}
        {face.keys && <span className="dim">{t('tile.keys')}</span>}
        <span className="num" data-role="time">{time}</span>
        {face.fresh === 'grey' && !never && <span className="num">{face.age} s</span>}
      </span>
    </button>
  )
}
