import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { call, Problem, type Me, type SignedIn } from '../../shared/api'
import { currentLang, t } from '../../shared/i18n'
import { queries, useMe } from '../../shared/queries'
import { go, useWhere } from '../../shared/router'
import { Note, ProblemNote } from '../../shared/ui/states'
import { passkeysWork } from '../../shared/passkey'
import { signInByPasskey } from '../../shared/signin'
import { Door } from './Door'
import { NewPassword } from './NewPassword'

const home = () => {
  const back = new URLSearchParams(location.search).get('to') ?? '/'
  return back.startsWith('/') && !back.startsWith('//') && !back.startsWith('/\\') ? back : '/'
}
const enter = (me: Me, to = home()) => {
  queries.clear()
  queries.setQueryData(['me'], me)
  go(to, true)
}

/** Signing in, in one or two steps; the second is asked only of those who have one. */
export function SignIn() {
  const changed = usePasswordChange()
  const [typed, setName] = useState<string>()
  const name = typed ?? changed?.name ?? ''
  const [password, setPassword] = useState('')
  const [challenge, setChallenge] = useState<string>()
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Problem>()
  const [forgot, setForgot] = useState(false)
  const wait = useCountdown(error?.type === 'slow-down' ? (error.retryAfter ?? 30) : 0, error)

  async function submit(e: FormEvent) {
    e.preventDefault()
    if (busy || wait > 0) return
    setBusy(true)
    setError(undefined)
    try {
      const answer = challenge
        ? await call<SignedIn>('POST', '/session/second', { challenge, code: code.replace(/\s/g, '') })
        : await call<SignedIn>('POST', '/session', { name: name.trim(), password })
      if (answer.state === 'in') enter(answer.me)
      else setChallenge(answer.challenge)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }

  async function passkey() {
    setBusy(true)
    setError(undefined)
    try {
      const answer = await signInByPasskey()
      if (answer.state === 'in') enter(answer.me)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Door>
      <h1>{t('signin.title')}</h1>
      {changed && <Note tone="warning" title={t(changed.own ? 'signin.changed' : 'signin.changedOther', { when: changed.when })}>{t(changed.own ? 'signin.changedText' : 'signin.changedOtherText')}</Note>}
      <p className="lead">{challenge ? t('signin.secondLead') : t('signin.lead')}</p>
      <form onSubmit={submit}>
        {challenge ? (
          <TextInput label={t('signin.code')} value={code} onChange={(e) => setCode(e.currentTarget.value)} inputMode="numeric" autoComplete="one-time-code" autoFocus required classNames={{ input: 'mono' }} />
        ) : (
          <>
            <TextInput label={t('signin.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} autoComplete="username" autoFocus={!changed} required />
            <PasswordInput label={t(changed?.own ? 'signin.newPassword' : 'signin.password')} autoFocus={!!changed} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="current-password" required visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} />
          </>
        )}
        {error && (wait > 0 ? <Note tone="warning" title={t('problem.slow-down')}>{t('signin.wait', { n: wait })}</Note> : error.type !== 'slow-down' && <ProblemNote error={error} />)}
        <Button type="submit" size="md" loading={busy} disabled={wait > 0} fullWidth>{t('signin.go')}</Button>
        {!challenge && passkeysWork() && <Button variant="default" size="md" disabled={busy} onClick={() => void passkey()} fullWidth>{t('passkeys.go')}</Button>}
        {!challenge && <button type="button" className="link" onClick={() => setForgot(!forgot)} aria-expanded={forgot}>{t('signin.forgot')}</button>}
        {forgot && <Note title={t('signin.forgotTitle')}>{t('signin.forgotText')}</Note>}
      </form>
    </Door>
  )
}

/** What the recorder says to a session that a reset at its console ended; nothing to anybody else. */
function usePasswordChange() {
  const { error } = useMe()
  if (!(error instanceof Problem) || error.type !== 'password-changed') return undefined
  const { name = '', own = '', at = '' } = error.fields
  const when = new Date(at).toLocaleString(currentLang() === 'fr' ? 'fr-CA' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' })
  return { name, own: own === 'true', when }
}

function useCountdown(seconds: number, since: unknown): number {
  const [left, setLeft] = useState(seconds)
  const end = useRef(0)
  useEffect(() => {
    end.current = performance.now() + seconds * 1000
    setLeft(seconds)
    if (!seconds) return
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end.current - performance.now()) / 1000))), 500)
    return () => clearInterval(timer)
  }, [seconds, since])
  return left
}

/** Somebody invited sets their own password; nobody types another's. */
export function Invitation() {
  useWhere()
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  const [password, setPassword] = useState('')
  const [good, setGood] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Problem>()
  async function submit(e: FormEvent) {
    e.preventDefault()
    if (!good || busy) return
    setBusy(true)
    setError(undefined)
    try {
      const answer = await call<SignedIn>('POST', '/invitation', { token, password })
      if (answer.state === 'in') enter(answer.me, '/')
      else go('/signin', true)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Door>
      <h1>{t('invite.title')}</h1>
      <p className="lead">{t('invite.lead')}</p>
      <form onSubmit={submit}>
        <NewPassword value={password} onChange={(v, ok) => (setPassword(v), setGood(ok))} autoFocus />
        {error && <ProblemNote error={error} />}
        <Button type="submit" size="md" loading={busy} disabled={!good || !token} fullWidth>{t('invite.go')}</Button>
      </form>
    </Door>
  )
}
