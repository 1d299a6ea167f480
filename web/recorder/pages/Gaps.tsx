import { useQuery } from '@tanstack/react-query'
import { all, type GapDay } from '../../shared/api'
import { now, siteZone, useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { useCameras } from '../../shared/queries'
import { Link } from '../../shared/router'
import { percent } from '../../shared/size'
import { dayStart, instantsOf, iso, longDay, span, wall } from '../../shared/time/zone'
import { PageHead, ProblemNote, Skeleton } from '../../shared/ui/states'
import { causeIcon, causeWord } from '../timeline/causes'
import { SystemPage } from './SystemNav'

const DAYS = 28
const isoDay = (at: number) => iso(at, siteZone()).slice(0, 10)

export function useGaps() {
  const zone = useZone()
  const to = isoDay(now())
  const from = isoDay(dayStart(now(), zone, -(DAYS - 1)))
  return useQuery({ queryKey: ['gaps', from, to], queryFn: ({ signal }) => all<GapDay>(`/gaps?from=${from}&to=${to}`, signal) })
}

/** Where not all days fit, the newest are seen first. */
const toNewest = (box: HTMLElement | null) => {
  if (box) box.scrollLeft = box.scrollWidth
}

/** Camera by day: how much of what was expected is there, and the sum of the causes. A day is a link to its timeline. */
export default function Gaps() {
  const zone = useZone()
  const lang = currentLang()
  const gaps = useGaps()
  const cameras = useCameras()
  const days = Array.from({ length: DAYS }, (_, i) => dayStart(now(), zone, i - DAYS + 1))
  const rows = gaps.data ?? []
  const cell = new Map(rows.map((g) => [`${g.camera} ${g.day}`, g]))
  const ids = [...new Set([...(cameras.data ?? []).map((c) => c.id), ...rows.map((g) => g.camera)])].filter((id) => rows.some((g) => g.camera === id))
  const sums = new Map<string, number>()
  for (const g of rows) for (const [cause, micros] of Object.entries(g.causes)) sums.set(cause, (sums.get(cause) ?? 0) + micros)
  const expected = rows.reduce((n, g) => n + g.expectedMicros, 0)
  const recorded = rows.reduce((n, g) => n + g.recordedMicros, 0)
  return (
    <SystemPage>
      <PageHead title={t('system.gaps')} sub={t('gaps.lead', { n: DAYS })}>{expected > 0 && <span className="big">{percent((100 * recorded) / expected)}</span>}</PageHead>
      {gaps.isError ? <ProblemNote error={gaps.error} retry={() => void gaps.refetch()} /> : !gaps.data ? <Skeleton height={240} /> : (
        <div className="stack">
          <div className="card" style={{ overflowX: 'auto' }} ref={toNewest} tabIndex={0} role="region" aria-label={t('system.gaps')}>
            <table className="heat">
              <thead><tr><td />{days.map((d, i) => { const w = wall(d, zone); return <th key={d} scope="col">{w.day === 1 || i === 0 ? `${w.day}/${w.month}` : w.day === 2 || i === 1 ? <span className="sr-only">{w.day}</span> : w.day}</th> })}</tr></thead>
              <tbody>
                {ids.map((id) => (
                  <tr key={id}>
                    <th scope="row">{cameras.data?.find((c) => c.id === id)?.name ?? id}</th>
                    {days.map((d) => {
                      const g = cell.get(`${id} ${isoDay(d)}`)
                      if (!g || g.expectedMicros === 0) return <td key={d}><span className="none" /></td>
                      const [y, m, dd] = g.day.split('-').map(Number)
                      const at = iso(instantsOf(y!, m!, dd!, 12, 0, 0, zone)[0] ?? d, zone)
                      const p = g.percent
                      return (
                        <td key={d}>
                          <Link className={p >= 99.95 ? 'full' : p >= 90 ? 'some' : 'much'} href={`/camera/${id}?t=${encodeURIComponent(at)}&z=86400`} title={`${longDay(d, zone, lang)}: ${percent(p)}`} aria-label={`${longDay(d, zone, lang)}: ${percent(p)}`}>
                            {Math.floor(p)}
                          </Link>
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
            <div className="legend"><span><i />{t('gaps.full')}</span><span><i className="some" />{t('gaps.some')}</span><span><i className="much" />{t('gaps.much')}</span><span><i className="none" />{t('gaps.notExpected')}</span></div>
          </div>
          <section className="card">
            <h2>{t('gaps.causes')}</h2>
            {!sums.size ? <p className="dim">{t('gaps.noneText')}</p> : (
              <ul className="plain stack">
                {[...sums].sort((a, b) => b[1] - a[1]).map(([cause, micros]) => {
                  const Icon = causeIcon(cause)
                  return <li key={cause} className="row"><Icon size={20} stroke={1.5} aria-hidden /><span style={{ minWidth: 150 }}>{causeWord(cause)}</span><span className="num">{span(micros / 1000)}</span></li>
                })}
              </ul>
            )}
          </section>
        </div>
      )}
    </SystemPage>
  )
}
