import './log.css'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { get, type LogLine, type Page } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t, tWord } from '../../shared/i18n'
import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, IconShieldCheck } from '../../shared/icons'
import { useCameras } from '../../shared/queries'
import { Link, setQuery, useWhere } from '../../shared/router'
import { iso, stamp } from '../../shared/time/zone'
import { Empty, PageHead, ProblemNote, Skeleton } from '../../shared/ui/states'
import { meanings } from './meanings'
import { SystemPage } from './SystemNav'

const ORDER = { info: 0, warn: 1, error: 2 }
const glyph = { info: IconInfoCircle, warn: IconAlertTriangle, error: IconAlertOctagon }

/** What the recorder said, newest first; new lines come by the event stream. The filter is the address. */
export default function Log() {
  const { query } = useWhere()
  const level = (query.get('level') ?? 'info') as LogLine['level']
  const text = useDeferredValue(query.get('find') ?? '')
  const about = query.get('about') ?? ''
  const cameras = useCameras()
  const words = useQuery({ queryKey: ['meanings', currentLang()], queryFn: meanings, staleTime: Infinity })
  const fresh = useQuery<LogLine[]>({ queryKey: ['log-new'], queryFn: () => [], enabled: false, initialData: [] })
  const log = useInfiniteQuery({
    queryKey: ['log', level, text, about],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ limit: '100', level, ...(text ? { text } : {}), ...(about ? { subject: about } : {}), ...(pageParam ? { after: pageParam } : {}) })
      return get<Page<LogLine>>(`/log?${asked}`, signal)
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })
  const loaded = log.data?.pages.flatMap((p) => p.items) ?? []
  const newest = loaded[0]?.seq ?? 0
  const fits = (l: LogLine) =>
    ORDER[l.level] >= ORDER[level] && (!about || l.subject === about || l.subject.startsWith(`${about}/`)) && (!text || `${l.event} ${l.subject} ${l.detail}`.toLowerCase().includes(text.toLowerCase()))
  const lines = [...fresh.data.filter((l) => l.seq > newest && fits(l)), ...loaded]
  return (
    <SystemPage>
      <PageHead title={t('system.log')} sub={t('log.lead')} />
      <div className="log-filter">
        <NativeSelect label={t('log.level')} value={level} onChange={(e) => setQuery({ level: e.currentTarget.value === 'info' ? undefined : e.currentTarget.value })}
          data={[{ value: 'info', label: t('log.all') }, { value: 'warn', label: t('log.warnings') }, { value: 'error', label: t('log.errors') }]} />
        <NativeSelect label={t('log.about')} value={about} onChange={(e) => setQuery({ about: e.currentTarget.value || undefined })}
          data={[{ value: '', label: t('log.every') }, ...(cameras.data ?? []).map((c) => ({ value: c.id, label: c.name }))]} />
        <TextInput label={t('log.find')} type="search" value={query.get('find') ?? ''} maxLength={200} onChange={(e) => setQuery({ find: e.currentTarget.value || undefined })} />
      </div>
      {log.isError ? <ProblemNote error={log.error} retry={() => void log.refetch()} /> : !log.data ? <Skeleton height={300} /> : !lines.length ? (
        <Empty icon={<IconShieldCheck size={44} stroke={1.2} />} title={t(level === 'info' ? 'log.none' : 'log.quiet')} />
      ) : (
        <>
          <p className="dim log-note">{t('log.follow')}</p>
          <ul className="plain log-lines" aria-label={t('system.log')}>{lines.map((l) => <Line key={l.seq} line={l} meaning={words.data?.get(l.event)} camera={cameras.data?.find((c) => l.subject === c.id || l.subject.startsWith(`${c.id}/`))} />)}</ul>
          {log.hasNextPage && <Button variant="default" mt="md" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>{t('log.older')}</Button>}
        </>
      )}
    </SystemPage>
  )
}

function Line({ line, meaning, camera }: { line: LogLine; meaning: string | undefined; camera: { id: string; name: string } | undefined }) {
  const zone = useZone()
  const Icon = glyph[line.level]
  return (
    <li>
      <details className={`log-line ${line.level}`}>
        <summary>
          <Icon size={18} stroke={1.75} role="img" aria-label={tWord('loglevel', line.level, 'loglevel.info')} />
          <span className="num when">{stamp(line.at / 1000, zone, currentLang())}</span>
          <span className="what"><strong>{camera?.name ?? line.subject}</strong> {line.detail} <span className="dim name">{line.event.toLowerCase().replaceAll('_', ' ')}</span></span>
        </summary>
        <div className="meaning">
          <p className="mono dim">{line.event}{camera ? <> · <Link href={`/camera/${camera.id}?t=${encodeURIComponent(iso(Math.max(0, line.at / 1000 - 5000), zone))}`}>{t('events.show')}</Link></> : null}</p>
          <h2>{t('log.meaning')}</h2>
          <p>{meaning ?? t('log.noMeaning')}</p>
        </div>
      </details>
    </li>
  )
}
