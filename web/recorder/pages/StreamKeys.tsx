import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { all, call, type Problem } from '../../shared/api'
import { t } from '../../shared/i18n'
import { Note, ProblemNote } from '../../shared/ui/states'
import { CopyField } from './CopyField'

type Key = { name: string; label: string; address?: string; password?: string }

/** Names and passwords with which other systems fetch live streams by RTSP. */
export function StreamKeys() {
  const keys = useQuery({ queryKey: ['stream-keys'], queryFn: ({ signal }) => all<Key>('/me/stream-keys', signal) })
  const [label, setLabel] = useState('')
  const [made, setMade] = useState<Key>()
  const [error, setError] = useState<Problem>()
  async function make(e: FormEvent) {
    e.preventDefault()
    if (!label.trim()) return
    setError(undefined)
    try {
      setMade(await call<Key>('POST', '/me/stream-keys', { label: label.trim() }))
      setLabel('')
      void keys.refetch()
    } catch (e) {
      setError(e as Problem)
    }
  }
  return (
    <section className="card stack">
      <h2>{t('streamKeys.title')}</h2>
      <p className="dim">{t('streamKeys.lead')}</p>
      {keys.data?.map((k) => (
        <div key={k.name} className="row between">
          <span><strong>{k.label}</strong><br /><span className="dim mono">{k.name}</span></span>
          <Button size="xs" variant="default" onClick={() => void call('DELETE', `/me/stream-keys/${k.name}`).finally(() => void keys.refetch())}>{t('tokens.revoke')}</Button>
        </div>
      ))}
      {made?.password && (
        <Note tone="ok" title={t('tokens.once')}>
          <CopyField label={t('streamKeys.name')} value={made.name} />
          <CopyField label={t('streamKeys.password')} value={made.password} />
          {made.address ? <CopyField label={t('streamKeys.address')} value={`${made.address}CAMERA/main`} /> : <p>{t('streamKeys.off')}</p>}
        </Note>
      )}
      <form className="row" style={{ alignItems: 'end' }} onSubmit={(e) => void make(e)}>
        <TextInput label={t('streamKeys.label')} value={label} onChange={(e) => setLabel(e.currentTarget.value)} maxLength={64} style={{ flex: 1 }} />
        <Button type="submit" variant="default" disabled={!label.trim()}>{t('streamKeys.make')}</Button>
      </form>
      {error && <ProblemNote error={error} />}
    </section>
  )
}
