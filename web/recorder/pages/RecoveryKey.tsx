import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, get } from '../../shared/api'
import { t } from '../../shared/i18n'
import { Note, ProblemNote } from '../../shared/ui/states'

/** The key on paper for the recorder's console: made after a fresh proof, shown once, printed with its QR code. */
export function RecoveryKey() {
  const state = useQuery({ queryKey: ['recovery-key'], queryFn: ({ signal }) => get<{ exists: boolean }>('/recovery-key', signal) })
  const [made, setMade] = useState<{ key: string; qr: string }>()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  async function run(work: () => Promise<void>) {
    setBusy(true)
    setError(undefined)
    await work().catch(setError)
    setBusy(false)
    void state.refetch()
  }
  return (
    <section className="card stack">
      <h2>{t('recoverykey.title')}</h2>
      <p className="dim">{t('recoverykey.lead')}</p>
      {made && (
        <div className="recovery-key stack">
          <Note tone="warning" title={t('recoverykey.once')}>{t('recoverykey.where')}</Note>
          <p className="mono">{made.key}</p>
          <img src={`data:image/svg+xml,${encodeURIComponent(made.qr)}`} alt={t('recoverykey.qr')} width={200} height={200} />
          <Button variant="default" onClick={() => window.print()}>{t('recoverykey.print')}</Button>
        </div>
      )}
      {error !== undefined && <ProblemNote error={error} />}
      <p>{state.data && t(state.data.exists ? 'recoverykey.exists' : 'recoverykey.none')}</p>
      <Button variant="default" loading={busy} onClick={() => void run(async () => setMade(await call<{ key: string; qr: string }>('POST', '/recovery-key', {})))}>{t('recoverykey.make')}</Button>
      {state.data?.exists && <Button variant="subtle" disabled={busy} onClick={() => void run(async () => (await call('DELETE', '/recovery-key'), setMade(undefined)))}>{t('recoverykey.end')}</Button>}
    </section>
  )
}
