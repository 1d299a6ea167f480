import { useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { useCameras } from '../../shared/queries'
import { Link } from '../../shared/router'
import { bytes, days, number, percent } from '../../shared/size'
import { span, stamp } from '../../shared/time/zone'
import { Note, ProblemNote, Skeleton } from '../../shared/ui/states'
import { useStorage } from './SystemOverview'
import { SystemPage } from './SystemNav'

export default function StoragePage() {
  const zone = useZone()
  const lang = currentLang()
  const storage = useStorage()
  const cameras = useCameras()
  const d = storage.data
  const name = (id: string) => cameras.data?.find((c) => c.id === id)?.name ?? id
  if (storage.isError) return <SystemPage><h1 className="sr-only">{t('system.storage')}</h1><ProblemNote error={storage.error} retry={() => void storage.refetch()} /></SystemPage>
  if (!d) return <SystemPage><h1 className="sr-only">{t('system.storage')}</h1><Skeleton height={240} /></SystemPage>
  const other = Math.max(0, d.totalBytes - d.freeBytes - d.usedBytes)
  const share = (n: number) => `${(100 * n) / Math.max(1, d.totalBytes)}%`
  return (
    <SystemPage>
      <h1 className="sr-only">{t('system.storage')}</h1>
      <div className="stack">
        {d.lost && <Note tone="critical" title={t('storage.lost')}>{t('storage.lostText')}</Note>}
        {d.droppedFrames > 0 && <Note tone="warning" title={t('storage.dropped', { n: d.droppedFrames })}>{t('storage.droppedText')}</Note>}
        <section className="card stack">
          <div className="row between"><span className="big">{bytes(d.usedBytes)}</span><span className="dim">{t('storage.of', { total: bytes(d.totalBytes), free: bytes(d.freeBytes) })}</span></div>
          <div className="bar" role="img" aria-label={t('storage.bar', { used: percent((100 * d.usedBytes) / Math.max(1, d.totalBytes)) })}><i style={{ width: share(d.usedBytes) }} /><i className="quiet" style={{ width: share(other) }} /></div>
          <div className="legend"><span><i style={{ background: 'var(--accent)' }} />{t('storage.recordings')}</span><span><i />{t('storage.other', { size: bytes(other) })}</span><span><i className="none" />{t('storage.keepFree', { size: bytes(d.keepFreeBytes) })}</span></div>
          <dl className="facts">
            <dt>{t('storage.perDay')}</dt><dd className="num">{bytes(d.bytesPerDay)}</dd>
            <dt>{t('storage.reach')}</dt><dd className="num">{d.daysReached !== undefined ? days(d.daysReached) : '–'}</dd>
            <dt>{t('storage.oldest')}</dt><dd className="num">{d.oldest ? stamp(d.oldest / 1000, zone, lang) : '–'}</dd>
            <dt>{t('system.exposure')}</dt><dd className="num">{t('storage.exposure', { now: number(d.exposureMicros / 1e6, 1), worst: number(d.worstExposureMicros / 1e6, 1) })}</dd>
            <dt>{t('storage.encryption')}</dt><dd>{t(`storage.encryption.${d.encryption}`)}</dd>
          </dl>
        </section>
        <div className="table-wrap">
          <table className="data cards">
            <thead><tr><th>{t('person.camera')}</th><th>{t('storage.stream')}</th><th className="right">{t('storage.size')}</th><th>{t('storage.covers')}</th></tr></thead>
            <tbody>
              {[...d.streams].sort((a, b) => b.bytes - a.bytes).map((s) => (
                <tr key={s.camera + s.stream}>
                  <td><Link href={`/cameras/${s.camera}`}>{name(s.camera)}</Link></td><td>{t(s.stream === 'sub' ? 'stream.sub' : 'stream.main')}</td><td className="right num">{bytes(s.bytes)}</td>
                  <td className="num">{span((s.to - s.from) / 1000)} <span className="dim">{t('storage.from', { when: stamp(s.from / 1000, zone, lang) })}</span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </SystemPage>
  )
}
