import './log.css'
import { useQuery } from '@tanstack/react-query'
import { all, fromMicros, get, toMicros, type AuditLine, type LogLine, type Timeline } from '../../shared/api'
import { now, useZone } from '../../shared/clock'
import { currentLang, t, tWord } from '../../shared/i18n'
import { IconAlertTriangle, IconFileExport, IconShieldCheck, IconUser } from '../../shared/icons'
import { useCameras, useMe } from '../../shared/queries'
import { Link } from '../../shared/router'
import { dayStart, iso, longDay, clock, span } from '../../shared/time/zone'
import { Empty, PageHead, ProblemNote, Skeleton } from '../../shared/ui/states'
import { causeIcon, causeWord } from '../timeline/causes'
import { SystemPage } from './SystemNav'

const DAYS = 7
/** Acts that a person wants to know of afterwards; views of footage are in the audit. */
const TELLING = /^(footage\.(export|download)|share\.|backup\.|reset\.|user\.|camera\.|lock\.)/

type Happening = { at: number; icon: typeof IconUser; what: string; more: string; camera?: string; loud?: boolean }

/** What happened in the last week, newest first, from the gap ledger, the log and the audit: what each person may see of them. */
export default function Events() {
  const zone = useZone()
  const lang = currentLang()
  const admin = useMe().data?.role === 'administrator'
  const cameras = useCameras()
  const name = (id: string) => cameras.data?.find((c) => c.id === id || id.startsWith(`${c.id}/`))
  const list = useQuery({
    queryKey: ['happenings', admin],
    refetchInterval: 30_000,
    queryFn: async ({ signal }) => {
      const from = dayStart(now(), zone, -(DAYS - 1))
      const span_ = `from=${toMicros(from)}&to=${toMicros(now())}`
      const [timeline, log, audit] = await Promise.all([
        get<Timeline>(`/timeline?${span_}&resolution=10000000`, signal),
        admin ? all<LogLine>(`/log?level=warn&since=${toMicros(from)}&limit=300`, signal, 1) : [],
        admin ? all<AuditLine>('/audit?limit=300', signal, 1) : [],
      ])
      return { from, timeline, log, audit }
    },
  })
  const found: Happening[] = []
  if (list.data) {
    for (const lane of list.data.timeline.cameras)
      for (const g of lane.gaps)
        found.push({ at: fromMicros(g.from), icon: causeIcon(g.cause), what: t('events.gap', { length: span(fromMicros((g.open ? toMicros(now()) : g.to) - g.from)) }), more: causeWord(g.cause), camera: lane.camera, loud: g.open })
    for (const l of list.data.log) {
      const camera = name(l.subject)
      found.push({ at: fromMicros(l.at), icon: IconAlertTriangle, what: l.detail, more: l.event.toLowerCase().replaceAll('_', ' '), loud: l.level === 'error', ...(camera ? { camera: camera.id } : {}) })
    }
    for (const a of list.data.audit)
      if (fromMicros(a.at) >= list.data.from && (a.outcome === 'refused' || TELLING.test(a.act))) {
        const camera = name(a.subject)
        found.push({ at: fromMicros(a.at), icon: a.act.startsWith('footage') ? IconFileExport : IconUser, what: `${tWord('audited', a.act, 'audit.plain').replace('{act}', a.act)}${a.outcome === 'refused' ? ` (${t('events.refused')})` : ''}`, more: [a.who, a.address].filter(Boolean).join(' · '), ...(camera ? { camera: camera.id } : {}) })
      }
    found.sort((a, b) => b.at - a.at)
  }
  let day = ''
  return (
    <SystemPage>
      <PageHead title={t('system.events')} sub={t('events.lead', { n: DAYS })} />
      {list.isError ? <ProblemNote error={list.error} retry={() => void list.refetch()} /> : !list.data ? <Skeleton height={300} /> : !found.length ? (
        <Empty icon={<IconShieldCheck size={44} stroke={1.2} />} title={t('log.quiet')} />
      ) : (
        <ul className="plain log-lines" aria-label={t('system.events')}>
          {found.slice(0, 500).map((h, i) => {
            const here = longDay(h.at, zone, lang)
            const head = here !== day
            day = here
            const Icon = h.icon
            return (
              <li key={i}>
                {head && <h2 className="day">{here}</h2>}
                <div className={`happening ${h.loud ? 'loud' : ''}`}>
                  <Icon size={18} stroke={1.75} aria-hidden />
                  <span className="num when">{clock(h.at, zone)}</span>
                  <span className="what">{h.camera && <strong>{name(h.camera)?.name ?? h.camera} </strong>}{h.what} <span className="dim name">{h.more}</span></span>
                  {h.camera && <Link href={`/camera/${h.camera}?t=${encodeURIComponent(iso(Math.max(0, h.at - 5000), zone))}`}>{t('events.show')}</Link>}
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </SystemPage>
  )
}
