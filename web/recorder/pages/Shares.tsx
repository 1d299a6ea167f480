import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { all, call, type Share } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { useCameras } from '../../shared/queries'
import { stamp } from '../../shared/time/zone'
import { Some } from '../../shared/ui/Some'

/** The links that are open to who has no account: each can be ended at once. */
export function Shares() {
  const zone = useZone()
  const lang = currentLang()
  const cameras = useCameras()
  const shares = useQuery({ queryKey: ['shares'], queryFn: ({ signal }) => all<Share>('/shares', signal), refetchInterval: 30_000 })
  if (!shares.data?.length) return null
  return (
    <section className="stack shares">
      <h2>{t('share.list')}</h2>
      <Some of={shares.data}>
        {(s) => (
          <li key={s.id} className="card row between">
            <div>
              <strong>{s.label || (cameras.data?.find((c) => c.id === s.camera)?.name ?? s.camera)}</strong>
              <div className="num">{stamp(s.from / 1000, zone, lang)} · {s.most ? t('share.openedOf', { n: s.openings, most: s.most }) : t('share.opened', { n: s.openings })}</div>
              <div className="dim">{t('share.until', { when: stamp(s.until / 1000, zone, lang) })} · {s.by}</div>
            </div>
            <div className="row">
              {s.ended && <span className="chip warning">{t('share.ended')}</span>}
              {s.hasPassword && <span className="chip">{t('share.withPassword')}</span>}
              <Button variant="default" onClick={() => void call('DELETE', `/shares/${s.id}`).finally(() => void shares.refetch())}>{t('share.end')}</Button>
            </div>
          </li>
        )}
      </Some>
    </section>
  )
}
