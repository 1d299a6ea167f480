import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { all, call, type Problem } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { bareAddress, passkeysWork } from '../../shared/passkey'
import { addPasskey } from '../../shared/signin'
import { stamp } from '../../shared/time/zone'
import { Note, ProblemNote } from '../../shared/ui/states'

type Passkey = { id: string; name: string; synced: boolean; made: number; lastUsed?: number }

/** One's passkeys: added, named, removed. */
export function Passkeys() {
  const list = useQuery({ queryKey: ['passkeys'], queryFn: ({ signal }) => all<Passkey>('/me/passkeys', signal) })
  const [name, setName] = useState('')
  const [error, setError] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  async function run(work: () => Promise<unknown>) {
    setBusy(true)
    setError(undefined)
    try {
      await work()
      await list.refetch()
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }
  function add(e: FormEvent) {
    e.preventDefault()
    void run(async () => {
      await addPasskey(name.trim())
      setName('')
    })
  }
  return (
    <section className="card stack">
      <h2>{t('passkeys.title')}</h2>
      <p className="dim">{t('passkeys.lead')}</p>
      {list.data?.map((each) => <Row key={each.id} each={each} run={(work) => void run(work)} />)}
      {passkeysWork() ? (
        <form className="row" style={{ alignItems: 'end' }} onSubmit={add}>
          <TextInput label={t('passkeys.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={80} style={{ flex: 1 }} />
          <Button type="submit" variant="default" loading={busy} disabled={!name.trim()}>{t('passkeys.add')}</Button>
        </form>
      ) : bareAddress() ? (
        <Note title={t('passkeys.needsName')}>
          {t('passkeys.needsNameText')} {location.hostname === '127.0.0.1' && <a href={location.href.replace('127.0.0.1', 'localhost')}>{t('passkeys.openLocalhost')}</a>}
        </Note>
      ) : null}
      {error && <ProblemNote error={error} />}
    </section>
  )
}

function Row({ each, run }: { each: Passkey; run: (work: () => Promise<unknown>) => void }) {
  const zone = useZone()
  const lang = currentLang()
  const [name, setName] = useState<string>()
  const used = each.lastUsed ? t('passkeys.used', { when: stamp(each.lastUsed / 1000, zone, lang) }) : t('passkeys.unused')
  if (name !== undefined)
    return (
      <form className="row" style={{ alignItems: 'end' }} onSubmit={(e) => (e.preventDefault(), setName(undefined), run(() => call('PUT', `/me/passkeys/${each.id}`, { name: name.trim() })))}>
        <TextInput label={t('passkeys.rename')} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={80} style={{ flex: 1 }} autoFocus />
        <Button type="submit" size="sm" disabled={!name.trim()}>{t('passkeys.save')}</Button>
      </form>
    )
  return (
    <div className="row between">
      <span><strong>{each.name}</strong><br /><span className="dim num">{used}</span></span>
      <span className="row">
        <Button size="xs" variant="default" onClick={() => setName(each.name)}>{t('passkeys.rename')}</Button>
        <Button size="xs" variant="default" onClick={() => run(() => call('DELETE', `/me/passkeys/${each.id}`))}>{t('passkeys.remove')}</Button>
      </span>
    </div>
  )
}
