import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { NewPassword } from '../recorder/pages/NewPassword'
import { call, Problem } from '../shared/api'
import { currentLang, own, t } from '../shared/i18n'
import { passkeysWork, usePasskey } from '../shared/passkey'
import { become, queries } from '../shared/queries'
import { go, Link } from '../shared/router'
import { Heading } from '../shared/ui/Heading'
import { Note, ProblemNote } from '../shared/ui/states'
import type { Person } from './data'

const back = () => {
  const to = new URLSearchParams(location.search).get('to') ?? '/account'
  return /^\/[a-z]/.test(to) ? to : '/account'
}
export function enter(me: Person, to = back()) {
  become(me)
  go(to, true)
}
export async function signOut() {
  await call('DELETE', '/session').catch(() => {})
  localStorage.removeItem('draft')
  queries.clear()
  go('/')
}

/** A passkey at hand proves once more who it is; without one the session must be young. */
export async function proveAgain() {
  const me = queries.getQueryData<Person>(['me'])
  if (me && !me.recent && passkeysWork() && me.passkeys > 0) queries.setQueryData(['me'], await usePasskey<Person>('/session/again/options', '/session/again'))
}

export function useAct(): { busy: boolean; error: unknown; act: (work: () => Promise<unknown>) => void; clear: () => void } {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const act = (work: () => Promise<unknown>) => {
    setBusy(true)
    setError(undefined)
    work()
      .catch((e: unknown) => setError(e instanceof DOMException ? new Problem(0, { type: 'passkey-stopped', detail: '' }) : e))
      .finally(() => setBusy(false))
  }
  return { busy, error, act, clear: () => setError(undefined) }
}

export function Failed({ error }: { error: unknown }) {
  if (!error) return null
  const type = error instanceof Problem ? error.type : ''
  const picture = error instanceof Problem ? error.fields.picture : undefined
  if (picture) return <Note tone="critical" title={own('picture.title')}>{own(`picture.${picture}`)}</Note>
  const text = own(`problem2.${type}`)
  return text !== `problem2.${type}` ? <Note tone="critical" title={text}>{type === 'not-given' || type === 'not-counted' ? (error as Problem).message : ''}</Note> : <ProblemNote error={error} />
}

/** A passkey in one press, or a password. */
export function SignIn() {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, act } = useAct()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    act(async () => enter(await call<Person>('POST', '/session', { name, password })))
  }
  return (
    <div className="card stack">
      <Heading>{own('in.title')}</Heading>
      {passkeysWork() && <Button size="md" loading={busy} onClick={() => act(async () => enter(await usePasskey<Person>('/passkey/options', '/passkey')))}>{own('in.passkey')}</Button>}
      <form onSubmit={submit}>
        <TextInput label={own('in.address')} type="email" autoComplete="username" value={name} onChange={(e) => setName(e.currentTarget.value)} required />
        <PasswordInput label={own('in.password')} autoComplete="current-password" value={password} onChange={(e) => setPassword(e.currentTarget.value)} required visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} />
        <Failed error={error} />
        <Button type="submit" variant="default" size="md" loading={busy}>{own('in.go')}</Button>
      </form>
      <Link href={`/signup${location.search}`}>{own('in.none')}</Link>
    </div>
  )
}

/** The same words for every address: the mail says the rest. */
export function SignUp() {
  const [address, setAddress] = useState('')
  const [sent, setSent] = useState(false)
  const { busy, error, act } = useAct()
  if (sent) return <Note tone="ok" title={own('up.sent')}>{own('up.sentText', { address })}</Note>
  return (
    <div className="card stack">
      <Heading>{own('up.title')}</Heading>
      <p className="dim">{own('up.lead')}</p>
      <form onSubmit={(e) => (e.preventDefault(), act(async () => (await call('POST', '/sign-up', { address, language: currentLang() }), setSent(true))))}>
        <TextInput label={own('in.address')} type="email" autoComplete="email" value={address} onChange={(e) => setAddress(e.currentTarget.value)} required />
        <Failed error={error} />
        <Button type="submit" size="md" loading={busy}>{own('up.go')}</Button>
      </form>
    </div>
  )
}

export function Welcome() {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  const [password, setPassword] = useState('')
  const [good, setGood] = useState(false)
  const { busy, error, act } = useAct()
  return (
    <div className="card stack">
      <Heading>{own('welcome.title')}</Heading>
      <form onSubmit={(e) => (e.preventDefault(), act(async () => enter(await call<Person>('POST', '/welcome', { token, password }), '/account')))}>
        <NewPassword value={password} onChange={(v, ok) => (setPassword(v), setGood(ok))} autoFocus />
        <Failed error={error} />
        <Button type="submit" size="md" loading={busy} disabled={!good || !token}>{own('welcome.go')}</Button>
      </form>
    </div>
  )
}
