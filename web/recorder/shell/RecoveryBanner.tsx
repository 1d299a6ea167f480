import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { all, call, type Micros } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { queries } from '../../shared/queries'
import { stamp } from '../../shared/time/zone'
import { ProblemNote } from '../../shared/ui/states'

type Notice = { at: number; act: string; outcome: string; detail: string }

/** What the console's way back in did in the last 30 days. A replaced password stays told; a recovery that was only started can be put away. */
export function RecoveryBanner() {
  const zone = useZone()
  const { data } = useQuery({ queryKey: ['recovery-notices'], queryFn: ({ signal }) => all<Notice>('/recovery-notices', signal), refetchInterval: 60_000 })
  const [seen, setSeen] = useState(() => Number(localStorage.getItem('recovery-seen') ?? 0))
  const reset = data?.find((n) => n.act === 'reset.password')
  const started = data?.find((n) => n.act === 'recovery.start' && n.at > Math.max(seen, reset?.at ?? 0))
  const when = (n: Notice) => stamp(n.at / 1000, zone, currentLang())
  const putAway = (n: Notice) => (localStorage.setItem('recovery-seen', String(n.at)), setSeen(n.at))
  return (
    <>
      {reset && <p className="banner critical" role="status">{t('recovery.reset', { when: when(reset), how: reset.detail })} <a href="/system/audit">{t('recovery.log')}</a></p>}
      {started && <p className="banner" role="status">{t('recovery.started', { when: when(started) })} <a href="/system/audit">{t('recovery.log')}</a> <button type="button" onClick={() => putAway(started)}>{t('recovery.seen')}</button></p>}
    </>
  )
}

/** Footage of before a reset is closed. An administrator of before it may open it again; the recorder knows who that is. */
export function WithheldBanner({ withheld, administrator }: { withheld: { before: Micros; until: Micros }; administrator: boolean }) {
  const zone = useZone()
  const [error, setError] = useState<unknown>()
  const when = (micros: Micros) => stamp(micros / 1000, zone, currentLang())
  const lift = () => call('DELETE', '/withheld').then(() => queries.invalidateQueries(), setError)
  return (
    <>
      <p className="banner" role="status">{t('recovery.withheld', { before: when(withheld.before), until: when(withheld.until) })} {administrator && <button type="button" onClick={() => (setError(undefined), void lift())}>{t('recovery.lift')}</button>}</p>
      {error !== undefined && <ProblemNote error={error} />}
    </>
  )
}
