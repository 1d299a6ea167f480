import { ActionIcon } from '@mantine/core'
import { lazy, memo, Suspense, useEffect, useRef, useState } from 'react'
import type { Camera, Why } from '../../shared/api'
import { now, siteZone, useZone } from '../../shared/clock'
import { currentLang, t, tWord } from '../../shared/i18n'
import { IconArrowsMaximize, IconDots, IconVideoOff, IconVolume, IconVolumeOff } from '../../shared/icons'
import { Link } from '../../shared/router'
import { freshness, type Freshness } from '../../shared/stale'
import { clock as clockText, iso, span, stamp } from '../../shared/time/zone'
import { useClock, type PlayClock } from '../player/clock'
import { LivePlayer, type LiveEvent } from '../player/LivePlayer'
import { PastPlayer, type PastState } from '../player/PastPlayer'
import { byWebSocket } from '../player/webSocket'
import { WhepPlayer } from '../player/WhepPlayer'
import { causeIcon, causeLong, causeWord } from '../timeline/causes'
import type { Gap } from '../timeline/data'
import { useSeen } from './seen'
import { useZoom } from './zoom'

const TileMenu = lazy(() => import('./TileMenu'))
export type TileHandle = { snapshot(): void; mute(): void; video: HTMLVideoElement }

type Props = {
  camera: Camera
  clock: PlayClock
  large: boolean
  selected: boolean
  style: React.CSSProperties
  gapAt: (camera: string, at: number) => Gap | undefined
  onGap: (camera: string, gap: Gap) => void
  onLarge: (camera: string) => void
  onSelect: (camera: string) => void
  register: (camera: string, handle: TileHandle | undefined) => void
}

/** Which stream: the sub-stream in the grid, the main stream when large; the other one when this browser cannot play the first. */
function streamFor(camera: Camera, large: boolean, swap: boolean): string {
  const sub = camera.streams.find((s) => s.name === 'sub' && s.state !== 'off')
  return sub && large === swap ? 'sub' : 'main'
}

/** WebRTC has the shortest delay, but no H.265 and no AAC: a camera whose sound is AAC goes by WebRTC as long as nobody wants to hear it. */
function suitsWebRtc(camera: Camera, stream: string, muted: boolean): boolean {
  const s = camera.streams.find((each) => each.name === stream)
  return typeof RTCPeerConnection === 'function' && !!s?.video?.codec.startsWith('avc1') && (muted || !s.audio?.codec.startsWith('mp4a'))
}

export const Tile = memo(function Tile({ camera, clock, large, selected, style, gapAt, onGap, onLarge, onSelect, register }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const live = useRef<LivePlayer | WhepPlayer | undefined>(undefined)
  const past = useRef<PastPlayer | undefined>(undefined)
  const play = useClock(clock)
  const [liveEvent, setLive] = useState<LiveEvent>({ kind: 'connecting' })
  const [pastState, setPast] = useState<PastState>('loading')
  const [muted, setMuted] = useState(true)
  const [swap, setSwap] = useState(false)
  const [menu, setMenu] = useState<{ x: number; y: number }>()
  const stream = streamFor(camera, large, swap)
  const hasSub = camera.streams.some((s) => s.name === 'sub')
  const mayLive = camera.acts.includes('live')
  const mayPast = camera.acts.includes('playback')
  const zoomed = useZoom(box, video, large)
  const seen = useSeen(box)
  const [noWhep, setNoWhep] = useState(false)
  const byWebRtc = large && !noWhep && suitsWebRtc(camera, stream, muted)

  useEffect(() => {
    if (!seen) return
    const v = video.current!
    if (play.live) {
      if (!mayLive || !camera.enabled) return
      const p = byWebRtc ? new WhepPlayer(v, camera.id, stream, setLive, () => setNoWhep(true)) : new LivePlayer(v, camera.id, stream, byWebSocket, (e) => {
        setLive(e)
        if (e.kind === 'unplayable' && hasSub && !swap) setSwap(true)
      })
      live.current = p
      return () => {
        p.close()
        live.current = undefined
      }
    }
    if (!mayPast) return
    setPast('loading')
    const p = new PastPlayer(v, camera.id, 'main', clock, setPast)
    past.current = p
    return () => {
      p.close()
      past.current = undefined
    }
  }, [play.live, camera.id, camera.enabled, stream, mayLive, mayPast, clock, hasSub, swap, byWebRtc, seen])

  useEffect(() => {
    if (video.current) video.current.muted = muted
  }, [muted])
  const hasSound = camera.streams.some((s) => s.audio)

  useEffect(() => {
    register(camera.id, {
      snapshot: () => snapshot(video.current!, camera, live.current?.shown() ?? past.current?.shown ?? clock.at()),
      mute: () => setMuted((m) => !m),
      video: video.current!,
    })
    return () => register(camera.id, undefined)
  }, [camera, clock, register])

  return (
    <div
      ref={box} className={`tile${selected ? ' selected' : ''}${large ? ' large' : ''}`} style={style} tabIndex={0} role="group" aria-label={camera.name}
      onClick={() => onSelect(camera.id)} onFocus={() => onSelect(camera.id)} onDoubleClick={() => onLarge(camera.id)}
      onContextMenu={(e) => (e.preventDefault(), setMenu({ x: e.clientX, y: e.clientY }))}
      onKeyDown={(e) => {
        if (e.key === 'F10' && e.shiftKey) {
          e.preventDefault()
          const r = box.current!.getBoundingClientRect()
          setMenu({ x: r.left + 20, y: r.top + 40 })
        }
      }}
    >
      <video ref={video} muted playsInline disablePictureInPicture={false} />
      {play.live ? (
        <LiveFace camera={camera} event={liveEvent} player={live} box={box} mayLive={mayLive} />
      ) : (
        <PastFace camera={camera} state={mayPast ? pastState : 'nothing'} clock={clock} player={past} gapAt={gapAt} onGap={onGap} mayPast={mayPast} />
      )}
      <div className="tile-tools">
        {zoomed && <span className="tile-chip">{zoomed}×</span>}
        {hasSound && (
          <ActionIcon variant="transparent" className="tile-button" onClick={(e) => (e.stopPropagation(), setMuted(!muted))} aria-pressed={!muted} aria-label={t(muted ? 'tile.unmute' : 'tile.mute', { camera: camera.name })}>
            {muted ? <IconVolumeOff size={18} aria-hidden /> : <IconVolume size={18} aria-hidden />}
          </ActionIcon>
        )}
        {!large && (
          <ActionIcon variant="transparent" className="tile-button" onClick={(e) => (e.stopPropagation(), onLarge(camera.id))} aria-label={t('tile.enlarge', { camera: camera.name })}>
            <IconArrowsMaximize size={18} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon
          variant="transparent" className="tile-button" aria-label={t('tile.menu', { camera: camera.name })} aria-haspopup="menu"
          onClick={(e) => (e.stopPropagation(), setMenu({ x: e.clientX || box.current!.getBoundingClientRect().right - 40, y: e.clientY || box.current!.getBoundingClientRect().top + 40 }))}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </div>
      {menu && (
        <Suspense>
          <TileMenu
            at={menu} camera={camera} large={large} muted={muted} hasSound={hasSound} onClose={() => (setMenu(undefined), box.current?.focus())} onLarge={() => onLarge(camera.id)}
            onBack={() => clock.seek(clock.at() - 30_000)} onMute={() => setMuted(!muted)}
            onSnapshot={() => snapshot(video.current!, camera, live.current?.shown() ?? past.current?.shown ?? now())}
          />
        </Suspense>
      )}
    </div>
  )
})

function Name({ camera, time, note }: { camera: Camera; time: string; note?: string | undefined }) {
  return (
    <div className="tile-name">
      <span className="who">{camera.name}</span>
      {camera.masked && <span className="tile-chip">{t('tile.masked')}</span>}
      {note && <span className="tile-chip">{note}</span>}
      <span className="num" data-role="time">{time}</span>
    </div>
  )
}

/** What stands over a live picture: its time, and from two seconds without a new frame the truth about that. */
function LiveFace({ camera, event, player, box, mayLive }: {
  camera: Camera; event: LiveEvent; player: React.RefObject<LivePlayer | WhepPlayer | undefined>; box: React.RefObject<HTMLDivElement | null>; mayLive: boolean
}) {
  const zone = useZone()
  const [state, setState] = useState<{ fresh: Freshness; age: number; at: number | undefined; keys: boolean }>({ fresh: 'fresh', age: 0, at: undefined, keys: false })
  const visibleSince = useRef(performance.now())
  useEffect(() => {
    const seen = () => (visibleSince.current = performance.now())
    document.addEventListener('visibilitychange', seen)
    const timer = setInterval(() => {
      const p = player.current
      if (document.hidden || !p) return
      const t = performance.now()
      const quiet = t - Math.max(p.shownAt, visibleSince.current)
      const age = p.keyFramesOnly ? Math.max(p.behind, quiet - 4000) : Math.max(quiet, p.behind)
      const fresh = freshness(age)
      const at = p.shown()
      setState((old) => (old.fresh === fresh && Math.floor(old.age / 1000) === Math.floor(age / 1000) && Math.floor((old.at ?? 0) / 1000) === Math.floor((at ?? 0) / 1000) ? old : { fresh, age, at, keys: p.keyFramesOnly }))
    }, 100)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [player])

  const never = state.at === undefined
  const off = !camera.enabled || !mayLive
  useEffect(() => {
    box.current?.setAttribute('data-fresh', off || never ? 'none' : state.fresh)
  }, [state.fresh, never, off, box])
  const main = camera.streams.find((s) => s.name === 'main')
  const why = event.kind === 'off' ? event.why : main?.state !== 'playing' ? main?.why : undefined
  const time = state.at === undefined ? '' : clockText(state.at, zone)

  if (!mayLive) return <><Name camera={camera} time="" /><Card title={t('tile.notAllowed')}>{t('tile.notAllowedText')}</Card></>
  if (!camera.enabled) return <><Name camera={camera} time="" /><Card title={t('tile.disabled')}>{t('tile.disabledText')}</Card></>
  if (event.kind === 'unplayable') return <><Name camera={camera} time="" /><Unplayable camera={camera} mime={event.mime} /></>
  if (never && (why || event.kind === 'closed' || state.age > 10_000))
    return <><Name camera={camera} time="" /><Refused camera={camera} why={why} /></>
  if (never) return <><Name camera={camera} time="" /><div className="tile-wait" role="status"><span className="sr-only">{t('tile.connecting')}</span><i /></div></>
  return (
    <>
      <Name camera={camera} time={time} note={state.keys ? t('tile.keysOnly') : undefined} />
      {state.fresh === 'grey' && <span className="tile-age num">{Math.floor(state.age / 1000)} s</span>}
      {(state.fresh === 'stopped' || state.fresh === 'lost') && (
        <div className="tile-stopped">
          <strong>{t('tile.stopped', { time })}</strong>
          <span className="num">{t('tile.ago', { age: span(Math.floor(state.age / 1000) * 1000) })}</span>
          {state.fresh === 'lost' && why && <span>{tWord('why', why.kind, 'why.other')}</span>}
          <Link href={`/cameras/${camera.id}`} onClick={(e) => e.stopPropagation()}>{t('tile.why')}</Link>
        </div>
      )}
    </>
  )
}

const Card = ({ title, children, act }: { title: string; children?: React.ReactNode; act?: React.ReactNode }) => (
  <div className="tile-card"><IconVideoOff size={26} stroke={1.5} aria-hidden /><strong>{title}</strong>{children && <p>{children}</p>}{act}</div>
)

function Unplayable({ camera, mime }: { camera: Camera; mime: string }) {
  const hevc = /hvc1|hev1/.test(mime)
  const codec = hevc ? 'H.265' : (/codecs="([^"]*)"/.exec(mime)?.[1] ?? mime)
  return (
    <Card title={t('tile.unplayable', { codec })} act={camera.acts.includes('settings') ? <Link href={`/cameras/${camera.id}`} onClick={(e) => e.stopPropagation()}>{t('tile.cameraSettings')}</Link> : null}>
      {t(hevc ? 'tile.hevcDo' : 'tile.codecDo')} {t('tile.stillRecorded')}
    </Card>
  )
}

function Refused({ camera, why }: { camera: Camera; why: Why | undefined }) {
  return (
    <Card title={tWord('why', why?.kind ?? 'other', 'why.other')} act={<Link href={`/cameras/${camera.id}`} onClick={(e) => e.stopPropagation()}>{t('tile.why')}</Link>}>
      {tWord('whyDo', why?.kind ?? 'other', 'whyDo.other')}
    </Card>
  )
}

function PastFace({ camera, state, clock, player, gapAt, onGap, mayPast }: {
  camera: Camera; state: PastState; clock: PlayClock; player: React.RefObject<PastPlayer | undefined>; gapAt: Props['gapAt']; onGap: Props['onGap']; mayPast: boolean
}) {
  const zone = useZone()
  const [at, setAt] = useState(clock.at())
  const [shown, setShown] = useState<number>()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => (setAt(clock.at()), setShown(player.current?.shown)), 100)
    return () => clearInterval(timer)
  }, [clock, player])
  useEffect(() => {
    setSlow(false)
    if (state !== 'loading') return
    const timer = setTimeout(() => setSlow(true), 400)
    return () => clearTimeout(timer)
  }, [state])
  const gap = gapAt(camera.id, at)
  if (!mayPast) return <><Name camera={camera} time="" /><Card title={t('tile.notAllowed')}>{t('tile.noPast')}</Card></>
  if (gap) {
    const Icon = causeIcon(gap.cause)
    return (
      <>
        <Name camera={camera} time={clockText(at, zone)} />
        <button className="tile-gap" onClick={(e) => (e.stopPropagation(), onGap(camera.id, gap))}>
          <Icon size={26} stroke={1.5} aria-hidden />
          <strong>{t('gap.title')}</strong>
          <span className="num">{clockText(gap.from, zone)} – {gap.open ? t('gap.stillOpen') : clockText(gap.to, zone)}</span>
          <span>{causeWord(gap.cause)} · {causeLong(gap.cause)}</span>
        </button>
      </>
    )
  }
  if (typeof state === 'object' && 'unplayable' in state) return <><Name camera={camera} time="" /><Unplayable camera={camera} mime={state.unplayable} /></>
  if (typeof state === 'object') return <><Name camera={camera} time="" /><Card title={tWord('problem', state.problem.type, 'problem.fault')}>{tWord('problemAdvice', state.problem.type, 'problemAdvice.fault')}</Card></>
  if (state === 'nothing')
    return <><Name camera={camera} time={clockText(at, zone)} /><Card title={t('tile.nothing')}>{stamp(at, zone, currentLang())}</Card></>
  return (
    <>
      <Name camera={camera} time={shown === undefined ? '' : clockText(shown, zone)} />
      {state === 'loading' && slow && <div className="tile-wait" role="status"><span className="sr-only">{t('tile.loading')}</span><i /></div>}
    </>
  )
}

/** The picture as it is on the screen's source, named by camera and instant. */
function snapshot(video: HTMLVideoElement, camera: Camera, at: number) {
  if (!video.videoWidth) return
  const c = document.createElement('canvas')
  c.width = video.videoWidth
  c.height = video.videoHeight
  c.getContext('2d')!.drawImage(video, 0, 0)
  c.toBlob((blob) => {
    if (!blob) return
    const a = document.createElement('a')
    a.href = URL.createObjectURL(blob)
    a.download = `${camera.id}_${iso(Math.round(at / 1000) * 1000, siteZone()).replaceAll(':', '-')}.jpg`
    a.click()
    setTimeout(() => URL.revokeObjectURL(a.href), 10_000)
  }, 'image/jpeg', 0.95)
}
