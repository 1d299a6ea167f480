import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { Failed, useAct } from '../portal/Entry'
import type { Person } from '../portal/data'
import { NewPassword } from '../recorder/pages/NewPassword'
import { call, get, onSignedOut } from '../shared/api'
import { currentLang, own, setLang, t, useLang } from '../shared/i18n'
import { passkeysWork, usePasskey } from '../shared/passkey'
import { become, queries } from '../shared/queries'
import { go, useWhere } from '../shared/router'
import { Heading } from '../shared/ui/Heading'
import { Desk } from './Desk'

const enter = (me: Person) => {
  become(me)
  go('/', true)
}

export function App() {
  useLang()
  const { path } = useWhere()
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Person>('/me', signal), retry: false })
  // A session that ended meanwhile: the page asks who one is, instead of refusing each key.
  useEffect(() => onSignedOut(() => queries.getQueryData(['me']) && void queries.resetQueries({ queryKey: ['me'] })), [])
  const other = currentLang() === 'fr' ? 'en' : 'fr'
  const out = async () => {
    await call('DELETE', '/session').catch(() => {})
    queries.clear()
    location.assign('/')
  }
  return (
    <div className="site">
      <header>
        <a href="/" className="brand"><img src="/icon.svg" alt="" /> {own('site.name')}</a>
        {me.data && <><span className="dim">{me.data.name}</span><button className="link" onClick={() => void out()}>{own('nav.out')}</button></>}
        <button className="link" lang={other} onClick={() => void setLang(other)}>{other === 'fr' ? 'Français' : 'English'}</button>
      </header>
      <main>{path === '/setup' ? <First setup /> : path === '/welcome' ? <First /> : me.data ? <Desk me={me.data} /> : me.isError ? <SignIn /> : null}</main>
    </div>
  )
}

function SignIn() {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, act } = useAct()
  const submit = (e: FormEvent) => (e.preventDefault(), act(async () => enter(await call<Person>('POST', '/session', { name, password }))))
  return (
    <div className="card stack" style={{ maxWidth: 440, margin: '0 auto', width: '100%' }}>
      <Heading>{own('in.title')}</Heading>
      {passkeysWork() && <Button size="md" loading={busy} onClick={() => act(async () => enter(await usePasskey<Person>('/passkey/options', '/passkey')))}>{own('in.passkey')}</Button>}
      <form onSubmit={submit}>
        <TextInput label={own('in.name')} autoComplete="username" value={name} onChange={(e) => setName(e.currentTarget.value)} required />
        <PasswordInput label={own('in.password')} autoComplete="current-password" value={password} onChange={(e) => setPassword(e.currentTarget.value)} required visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} />
        <Failed error={error} />
        <Button type="submit" variant="default" loading={busy}>{own('in.go')}</Button>
      </form>
    </div>
  )
}

/** A password of one's own: the first administrator's by the link that the portal printed, a reviewer's by an invitation. */
function First({ setup = false }: { setup?: boolean }) {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [good, setGood] = useState(false)
  const { busy, error, act } = useAct()
  const submit = (e: FormEvent) => (e.preventDefault(), act(async () => enter(await call<Person>('POST', setup ? '/setup' : '/welcome', { token, password, ...(setup ? { name } : {}) }))))
  return (
    <div className="card stack" style={{ maxWidth: 440, margin: '0 auto', width: '100%' }}>
      <Heading>{own(setup ? 'setup.title' : 'welcome.title')}</Heading>
      <form onSubmit={submit}>
        {setup && <TextInput label={own('in.name')} autoComplete="username" value={name} onChange={(e) => setName(e.currentTarget.value)} required />}
        <NewPassword value={password} name={name} onChange={(v, ok) => (setPassword(v), setGood(ok))} />
        <Failed error={error} />
        <Button type="submit" size="md" loading={busy} disabled={!good || !token}>{own(setup ? 'setup.go' : 'welcome.go')}</Button>
      </form>
    </div>
  )
}
