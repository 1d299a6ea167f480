import { Button } from '@mantine/core'
import type { Camera, Stream } from '../../shared/api'
import { now } from '../../shared/clock'
import { t, tWord } from '../../shared/i18n'
import { IconAlertOctagon, IconAlertTriangle, IconCameraPlus, IconDeviceCctv, IconMinus } from '../../shared/icons'
import { useCameras, useMe } from '../../shared/queries'
import { go, Link } from '../../shared/router'
import { bits, codec } from '../../shared/size'
import { span } from '../../shared/time/zone'
import { Empty, PageHead, ProblemNote, Skeleton } from '../../shared/ui/states'
import { Picture } from './Picture'
import './cameras.css'

export const mainOf = (c: Camera): Stream | undefined => c.streams.find((s) => s.name === 'main') ?? c.streams[0]

/** The state in one chip: quiet when all is well. */
export function State({ camera }: { camera: Camera }) {
  const main = mainOf(camera)
  if (!camera.enabled || !main || main.state === 'off') return <span className="chip"><IconMinus size={14} aria-hidden /> {t('state.off')}</span>
  if (main.state === 'playing') return main.recording ? <span className="chip"><span className="dot" style={{ color: 'var(--ok)' }} /> {t('state.recording')}</span> : <span className="chip">{t('state.notRecording')}</span>
  if (main.state === 'latched') return <span className="chip critical"><IconAlertOctagon size={14} aria-hidden /> {tWord('why', main.why?.kind ?? 'other', 'why.other')}</span>
  if (main.state === 'connecting') return <span className="chip">{t('tile.connecting')}</span>
  return <span className="chip critical"><IconAlertTriangle size={14} aria-hidden /> {tWord('why', main.why?.kind ?? 'other', 'why.other')}</span>
}

export default function Cameras() {
  const cameras = useCameras()
  const admin = useMe().data?.role === 'administrator'
  const list = cameras.data ?? []
  const total = list.reduce((n, c) => n + c.streams.reduce((m, s) => m + (s.state === 'playing' ? (s.bitsPerSecond ?? 0) : 0), 0), 0)
  const recording = list.filter((c) => c.streams.some((s) => s.recording && s.state === 'playing')).length
  return (
    <div className="page">
      <PageHead title={t('nav.cameras')} sub={cameras.data && list.length ? t('cameras.sum', { recording, all: list.length, rate: total ? bits(total) : '' }).replace(/ · $/, '') : undefined}>
        {admin && <Button leftSection={<IconCameraPlus size={18} />} onClick={() => go('/cameras/add')}>{t('cameras.add')}</Button>}
      </PageHead>
      {cameras.isError ? <ProblemNote error={cameras.error} retry={() => void cameras.refetch()} /> : !cameras.data ? <Skeleton height={240} /> : !list.length ? (
        <Empty icon={<IconDeviceCctv size={44} stroke={1.2} />} title={t('wall.none')} act={admin && <Button onClick={() => go('/cameras/add')}>{t('cameras.add')}</Button>}>{t(admin ? 'wall.noneAdmin' : 'wall.noneOther')}</Empty>
      ) : (
        <div className="camera-cards">{list.map((c) => <Card key={c.id} c={c} />)}</div>
      )}
    </div>
  )
}

function Card({ c }: { c: Camera }) {
  const main = mainOf(c)
  const video = main?.video
  return (
    <Link href={`/cameras/${c.id}`} className="camera-card">
      <Picture camera={c.id} live={c.acts.includes('live')} old={main?.state !== 'playing'} />
      <div className="camera-card-text">
        <div className="row between"><strong>{c.name}</strong><State camera={c} /></div>
        <span className="dim num">
          {video && main.state === 'playing' ? `${codec(video.codec)} ${video.width}×${video.height}${video.fps ? ` · ${Math.round(video.fps)} fps` : ''}${main.bitsPerSecond ? ` · ${bits(main.bitsPerSecond)}` : ''}` : main?.lastFrame ? t('cameras.last', { age: span(now() - main.lastFrame / 1000) }) : t('cameras.never')}
        </span>
      </div>
    </Link>
  )
}
