import { Button, PasswordInput, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { all, call, type Problem, type Session } from '../../shared/api'
import { now, useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { queries, useMe } from '../../shared/queries'
import { clock, stamp } from '../../shared/time/zone'
import { Note, PageHead, ProblemNote } from '../../shared/ui/states'
import { lettersOff } from '../keys'
import { CopyField } from './CopyField'
import { NewPassword } from './NewPassword'
import { Passkeys } from './Passkeys'
import { RecoveryKey } from './RecoveryKey'
import { Sessions } from './Sessions'
import { StreamKeys } from './StreamKeys'
import './door.css'

type Token = { id: string; name: string; until?: number; lastUsed?: number; token?: string }

export default function Account() {
  const me = useMe()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => all<Session>('/me/sessions', signal) })
  const [letters, setLetters] = useState(!lettersOff())
  return (
    <div className="page">
      <PageHead title={t('account.title')} sub={me.data && `${me.data.name} · ${t(`role.${me.data.role}`)}`} />
      <div className="grid wide-grid">
        <Password />
        <Second on={me.data?.second ?? false} />
        <Passkeys />
        <section className="card"><h2>{t('sessions.title')}</h2><Sessions list={sessions.data} end={(id) => void call('DELETE', `/me/sessions/${id}`).finally(() => void sessions.refetch())} /></section>
        {me.data?.role === 'administrator' && <RecoveryKey />}
        <Tokens />
        <StreamKeys />
        <section className="card stack"><h2>{t('keys.title')}</h2><Switch label={t('keys.letters')} checked={letters} onChange={(e) => (localStorage.setItem('keys', e.currentTarget.checked ? 'on' : 'off'), setLetters(e.currentTarget.checked))} /></section>
      </div>
    </div>
  )
}

function Password() {
  const me = useMe()
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const [good, setGood] = useState(false)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<Problem>()
  async function save(e: FormEvent) {
    e.preventDefault()
    setBusy(true)
    setDone(false)
    setError(undefined)
    try {
      await call('PUT', '/me/password', { old, password: fresh })
      setOld('')
      setFresh('')
      setDone(true)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="card stack" onSubmit={(e) => void save(e)}>
      <h2>{t('account.password')}</h2>
      <PasswordInput label={t('account.old')} value={old} onChange={(e) => setOld(e.currentTarget.value)} autoComplete="current-password" visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} />
      <NewPassword label={t('signin.newPassword')} value={fresh} name={me.data?.name ?? ''} onChange={(v, ok) => (setFresh(v), setGood(ok))} />
      {error && <ProblemNote error={error} />}
      {done && <Note tone="ok" title={t('account.changed')}>{t('account.changedText')}</Note>}
      <Button type="submit" loading={busy} disabled={!old || !good}>{t('account.change')}</Button>
    </form>
  )
}

function Second({ on }: { on: boolean }) {
  const zone = useZone()
  const [secret, setSecret] = useState<{ secret: string; uri: string; qr: string }>()
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<string[]>()
  const [password, setPassword] = useState('')
  const [error, setError] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const run = (work: () => Promise<unknown>) => {
    setBusy(true)
    setError(undefined)
    void work().catch((e: Problem) => setError(e)).finally(() => setBusy(false))
  }
  const refresh = () => queries.invalidateQueries({ queryKey: ['me'] })
  return (
    <section className="card stack">
      <h2>{t('second.title')}</h2>
      {on ? (
        <form className="stack" onSubmit={(e) => (e.preventDefault(), run(async () => (await call('DELETE', '/me/totp', { password }), setPassword(''), await refresh())))}>
          <Note tone="ok" title={t('second.on')} />
          <PasswordInput label={t('account.old')} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="current-password" visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} />
          <Button type="submit" variant="default" loading={busy} disabled={!password}>{t('second.off')}</Button>
        </form>
      ) : secret ? (
        <form className="stack" onSubmit={(e) => (e.preventDefault(), run(async () => (setCodes((await call<{ recoveryCodes?: string[] } | undefined>('PUT', '/me/totp', { code: code.replace(/\s/g, '') }))?.recoveryCodes), setSecret(undefined), setCode(''), await refresh())))}>
          <p>{t('second.how')}</p>
          <img src={`data:image/svg+xml,${encodeURIComponent(secret.qr)}`} alt={t('second.qr')} width={200} height={200} />
          <CopyField label={t('second.secret')} value={secret.secret.replace(/(.{4})(?=.)/g, '$1 ')} />
          <a href={secret.uri}>{t('second.open')}</a>
          <TextInput label={t('signin.code')} value={code} onChange={(e) => setCode(e.currentTarget.value)} inputMode="numeric" autoComplete="one-time-code" />
          <Button type="submit" loading={busy} disabled={code.replace(/\s/g, '').length < 6}>{t('second.confirm')}</Button>
        </form>
      ) : (
        <>
          <p className="dim">{t('second.lead')}</p>
          <Button variant="default" loading={busy} onClick={() => run(async () => setSecret(await call('POST', '/me/totp', {})))}>{t('second.start')}</Button>
        </>
      )}
      {codes && codes.length > 0 && <Note tone="warning" title={t('second.codes')}>{t('second.codesText')} <span className="mono">{codes.join(' · ')}</span></Note>}
      {error && <ProblemNote error={error} />}
      {error?.type === 'wrong-login' && secret && <p className="dim">{t('second.clock', { time: clock(now(), zone) })}</p>}
    </section>
  )
}

function Tokens() {
  const zone = useZone()
  const lang = currentLang()
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: ({ signal }) => all<Token>('/me/tokens', signal) })
  const [name, setName] = useState('')
  const [made, setMade] = useState<Token>()
  const [error, setError] = useState<Problem>()
  async function make(e: FormEvent) {
    e.preventDefault()
    if (!name.trim()) return
    setError(undefined)
    try {
      setMade(await call<Token>('POST', '/me/tokens', { name: name.trim(), days: 365 }))
      setName('')
      void tokens.refetch()
    } catch (e) {
      setError(e as Problem)
    }
  }
  return (
    <section className="card stack">
      <h2>{t('tokens.title')}</h2>
      <p className="dim">{t('tokens.lead')}</p>
      {tokens.data?.map((k) => (
        <div key={k.id} className="row between">
          <span><strong>{k.name}</strong><br /><span className="dim num">{k.until ? t('tokens.until', { when: stamp(k.until / 1000, zone, lang) }) : ''}</span></span>
          <Button size="xs" variant="default" onClick={() => void call('DELETE', `/me/tokens/${k.id}`).finally(() => void tokens.refetch())}>{t('tokens.revoke')}</Button>
        </div>
      ))}
      {made?.token && <Note tone="ok" title={t('tokens.once')}><CopyField label={made.name} value={made.token} /></Note>}
      <form className="row" style={{ alignItems: 'end' }} onSubmit={(e) => void make(e)}>
        <TextInput label={t('tokens.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={64} style={{ flex: 1 }} />
        <Button type="submit" variant="default" disabled={!name.trim()}>{t('tokens.make')}</Button>
      </form>
      {error && <ProblemNote error={error} />}
    </section>
  )
}
