import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { all, type AuditLine } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t, tWord } from '../../shared/i18n'
import { IconShieldCheck } from '../../shared/icons'
import { stamp } from '../../shared/time/zone'
import { Empty, PageHead, ProblemNote, Skeleton } from '../../shared/ui/states'
import { SystemPage } from './SystemNav'

export default function Audit() {
  const zone = useZone()
  const [find, setFind] = useState('')
  const audit = useQuery({ queryKey: ['audit'], queryFn: ({ signal }) => all<AuditLine>('/audit?limit=500', signal, 4) })
  const shown = (audit.data ?? []).filter((l) => !find || `${l.who} ${l.act} ${l.subject} ${l.address} ${l.detail}`.toLowerCase().includes(find.toLowerCase()))
  return (
    <SystemPage>
      <PageHead title={t('system.audit')} sub={t('audit.lead')}><TextInput aria-label={t('log.find')} placeholder={t('log.find')} value={find} onChange={(e) => setFind(e.currentTarget.value)} /></PageHead>
      {audit.isError ? <ProblemNote error={audit.error} retry={() => void audit.refetch()} /> : !audit.data ? <Skeleton height={300} /> : !shown.length ? <Empty icon={<IconShieldCheck size={44} stroke={1.2} />} title={t('log.none')} /> : (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t('system.audit')}>
          <table className="data log cards">
            <thead><tr><th>{t('log.when')}</th><th>{t('audit.who')}</th><th>{t('audit.act')}</th><th>{t('log.subject')}</th><th>{t('audit.address')}</th><th>{t('log.detail')}</th></tr></thead>
            <tbody>{shown.map((l) => <tr key={l.seq}><td className="num" style={{ whiteSpace: 'nowrap' }}>{stamp(l.at / 1000, zone, currentLang())}</td><td>{l.who}</td><td>{tWord('audited', l.act, 'audit.plain').replace('{act}', l.act)}</td><td>{l.subject}</td><td className="num">{l.address}</td><td className="detail">{readable(l.detail, zone)}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </SystemPage>
  )
}

/** Instants in the recorder's own words, in microseconds, as the site's time. */
const readable = (detail: string, zone: string) => detail.replace(/^from /, `${t('audit.from')} `).replace(/\b\d{16}\b/g, (micros) => stamp(Number(micros) / 1000, zone, currentLang()))
