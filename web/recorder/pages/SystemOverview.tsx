import { useQuery } from '@tanstack/react-query'
import { get, type Storage } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t, tWord } from '../../shared/i18n'
import { useCameras, useSystem } from '../../shared/queries'
import { Link } from '../../shared/router'
import { bytes, days, number, percent } from '../../shared/size'
import { span, stamp } from '../../shared/time/zone'
import { Note, ProblemNote, Skeleton } from '../../shared/ui/states'
import { mainOf } from './Cameras'
import { SystemPage } from './SystemNav'

export const useStorage = () => useQuery({ queryKey: ['storage'], queryFn: ({ signal }) => get<Storage>('/storage', signal), refetchInterval: 30_000 })

/** What needs somebody first; the rest is a quiet line of numbers. */
export default function SystemOverview() {
  const zone = useZone()
  const lang = currentLang()
  const system = useSystem()
  const storage = useStorage()
  const cameras = useCameras()
  const s = system.data
  const d = storage.data
  const bad = (cameras.data ?? []).filter((c) => c.enabled && c.record.mode !== 'never' && mainOf(c)?.state !== 'playing')
  return (
    <SystemPage>
      <h1 className="sr-only">{t('system.overview')}</h1>
      {system.isError ? <ProblemNote error={system.error} retry={() => void system.refetch()} /> : !s ? <Skeleton height={240} /> : (
        <div className="stack">
          {d?.lost && <Note tone="critical" title={t('storage.lost')}>{t('storage.lostText')}</Note>}
          {bad.map((c) => (
            <Note key={c.id} tone="critical" title={`${c.name}: ${tWord('why', mainOf(c)?.why?.kind ?? 'other', 'why.other')}`}>
              {tWord('whyDo', mainOf(c)?.why?.kind ?? 'other', 'whyDo.other')} <Link href={`/cameras/${c.id}`}>{t('tile.why')}</Link>
            </Note>
          ))}
          {!bad.length && !d?.lost && cameras.data && cameras.data.length > 0 && <Note tone="ok" title={t('system.quiet')}>{t('system.quietText', { n: s.playing })}</Note>}
          <div className="grid">
            <Card label={t('system.cameras')} big={`${number(s.playing)} / ${number(s.cameras)}`} small={t('system.camerasText')} />
            {d && <Card label={t('system.kept')} big={d.daysReached !== undefined ? days(Math.floor(d.daysReached)) : d.oldest ? span(s.now / 1000 - d.oldest / 1000) : '–'} small={d.oldest ? t('system.since', { when: stamp(d.oldest / 1000, zone, lang) }) : ''} />}
            {d && <Card label={t('system.disk')} big={percent((100 * d.usedBytes) / Math.max(1, d.totalBytes))} small={t('system.free', { size: bytes(d.freeBytes) })} />}
            <Card label={t('system.load')} big={percent(s.cpuPercent)} small={t('system.memory', { size: bytes(s.memoryBytes) })} />
            <Card label={t('system.running')} big={span((s.now - s.startedAt) / 1000)} small={stamp(s.startedAt / 1000, zone, lang)} />
            {d && <Card label={t('system.exposure')} big={`${number(d.exposureMicros / 1e6, 1)} s`} small={t('system.exposureText')} />}
          </div>
        </div>
      )}
    </SystemPage>
  )
}

const Card = ({ label, big, small }: { label: string; big: string; small: string }) => (
  <section className="card"><div className="label">{label}</div><div className="big">{big}</div><div className="dim num">{small}</div></section>
)
