import { Button } from '@mantine/core'
import type { Session } from '../../shared/api'
import { now } from '../../shared/clock'
import { t } from '../../shared/i18n'
import { span } from '../../shared/time/zone'
import { Skeleton } from '../../shared/ui/states'

/** `Chrome, Linux` out of a user agent; the agent itself when nothing is known in it. */
function device(agent: string): string {
  const browser = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : ''
  const system = /iPhone|iPad/.test(agent) ? 'iOS' : /Android/.test(agent) ? 'Android' : /Windows/.test(agent) ? 'Windows' : /Mac OS/.test(agent) ? 'macOS' : /Linux/.test(agent) ? 'Linux' : ''
  return [browser, system].filter(Boolean).join(', ') || agent.slice(0, 40) || '–'
}

export function Sessions({ list, end }: { list: Session[] | undefined; end: (id: string) => void }) {
  if (!list) return <Skeleton height={80} />
  if (!list.length) return <p className="dim">{t('sessions.none')}</p>
  return (
    <ul className="plain stack">
      {list.map((s) => (
        <li key={s.id} className="row between">
          <span><strong>{device(s.agent)}</strong> {s.current && <span className="chip">{t('sessions.this')}</span>}<br /><span className="dim num">{s.address} · {t('sessions.seen', { age: span(Math.max(1000, Math.floor(now() / 1000 - s.lastSeen / 1e6) * 1000)) })}</span></span>
          {!s.current && <Button size="xs" variant="default" onClick={() => end(s.id)}>{t('sessions.end')}</Button>}
        </li>
      ))}
    </ul>
  )
}
