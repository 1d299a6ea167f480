import '../late.css'
import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { all, type LogLine } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { stamp } from '../../shared/time/zone'
import { Empty, PageHead, ProblemNote, Skeleton } from '../../shared/ui/states'
import { IconList } from '../../shared/icons'
import { SystemPage } from './SystemNav'

export default function Log() {
  const zone = useZone()
  const [level, setLevel] = useState('')
  const [find, setFind] = useState('')
  const log = useQuery({ queryKey: ['log', level], queryFn: ({ signal }) => all<LogLine>(`/log?limit=500${level ? `&level=${level}` : ''}`, signal, 4), refetchInterval: 10_000 })
  const shown = (log.data ?? []).filter((l) => !find || `${l.event} ${l.subject} ${l.detail}`.toLowerCase().includes(find.toLowerCase()))
  return (
    <SystemPage>
      <PageHead title={t('system.log')}>
        <TextInput aria-label={t('log.find')} placeholder={t('log.find')} value={find} onChange={(e) => setFind(e.currentTarget.value)} />
        <Select aria-label={t('log.level')} value={level} onChange={(v) => setLevel(v ?? '')} allowDeselect={false} data={[{ value: '', label: t('log.all') }, { value: 'warn', label: t('log.warn') }, { value: 'error', label: t('log.error') }]} />
      </PageHead>
      {log.isError ? <ProblemNote error={log.error} retry={() => void log.refetch()} /> : !log.data ? <Skeleton height={300} /> : !shown.length ? <Empty icon={<IconList size={44} stroke={1.2} />} title={t('log.none')} /> : (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t('system.log')}>
          <table className="data log">
            <thead><tr><th>{t('log.when')}</th><th>{t('log.level')}</th><th>{t('log.event')}</th><th>{t('log.subject')}</th><th>{t('log.detail')}</th></tr></thead>
            <tbody>
              {shown.map((l, i) => {
                const level = l.level.toLowerCase()
                return (
                  <tr key={i}>
                    <td className="num" style={{ whiteSpace: 'nowrap' }}>{stamp(l.at / 1000, zone, currentLang())}</td>
                    <td>{level.startsWith('err') ? <span className="chip critical">{t('log.error')}</span> : level.startsWith('warn') ? <span className="chip warning">{t('log.warn')}</span> : <span className="dim">{level}</span>}</td>
                    <td className="mono">{l.event}</td><td>{l.subject}</td><td className="detail">{l.detail}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </SystemPage>
  )
}
