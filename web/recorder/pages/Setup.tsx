import { Button, TextInput } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import { call, Problem, type Me } from '../../shared/api'
import { currentLang, t } from '../../shared/i18n'
import { queries } from '../../shared/queries'
import { go } from '../../shared/router'
import { Note, ProblemNote, said } from '../../shared/ui/states'
import { Door } from './Door'
import { NewPassword } from './NewPassword'

const tokenOf = (hash: string) => new URLSearchParams(hash.replace(/^#/, '')).get('token')?.trim() ?? ''

/** The one-time link's page: the first administrator, the site's name and its zone. The token stays in the fragment. */
export function Setup() {
  const [token] = useState(() => tokenOf(location.hash))
  const [name, setName] = useState('')
  const [site, setSite] = useState('')
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC')
  const [password, setPassword] = useState('')
  const [good, setGood] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Problem>()
  const zones = Intl.supportedValuesOf('timeZone')
  const zoneGood = zones.includes(zone) || zone === 'UTC'

  // The token is used once and then worth nothing, but it need not stay in the address bar's history either.
  useEffect(() => {
    if (token) history.replaceState(null, '', '/setup')
  }, [token])

  async function submit(e: FormEvent) {
    e.preventDefault()
    setTried(true)
    if (!name.trim() || !good || !zoneGood || busy) return
    setBusy(true)
    setError(undefined)
    try {
      const me = await call<Me>('POST', '/setup', { token, name: name.trim(), password, language: currentLang(), zone, ...(site.trim() ? { site: site.trim() } : {}) })
      queries.setQueryData(['setup'], { needed: false })
      queries.setQueryData(['me'], me)
      go('/', true)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }

  if (!token)
    return (
      <Door>
        <h1>{t('setup.noLink')}</h1>
        <p className="lead">{t('setup.noLinkLead')}</p>
        <Note title={t('setup.whereTitle')}>{t('setup.where')}</Note>
      </Door>
    )
  return (
    <Door>
      <h1>{t('setup.title')}</h1>
      <p className="lead">{t('setup.lead')}</p>
      <form onSubmit={submit} noValidate>
        <TextInput
          label={t('setup.name')} description={t('setup.nameHelp')} value={name} onChange={(e) => setName(e.currentTarget.value)} autoComplete="username" autoFocus maxLength={64}
          error={said(error?.fields.name) ?? (tried && !name.trim() ? t('form.needed') : undefined)}
        />
        <NewPassword
          value={password} name={name} onChange={(v, ok) => (setPassword(v), setGood(ok))}
          error={tried && !good ? t('password.notYet') : undefined}
        />
        <TextInput label={t('setup.site')} description={t('setup.siteHelp')} value={site} onChange={(e) => setSite(e.currentTarget.value)} maxLength={64} error={said(error?.fields.site)} />
        <TextInput
          label={t('setup.zone')} description={t('setup.zoneHelp')} value={zone} onChange={(e) => setZone(e.currentTarget.value)} list="zones"
          error={said(error?.fields.zone) ?? (zoneGood ? undefined : t('setup.zoneBad'))}
        />
        <datalist id="zones">{zones.map((z) => <option key={z} value={z} />)}</datalist>
        {error && (error.type === 'gone' || error.type === 'conflict' ? (
          <Note tone="warning" title={t('setup.done')} acts={<Button size="xs" onClick={() => (queries.clear(), go('/signin', true))}>{t('signin.title')}</Button>}>
            {t('setup.doneText')}
          </Note>
        ) : <ProblemNote error={error} />)}
        <Button type="submit" loading={busy} size="md" fullWidth>{t('setup.go')}</Button>
      </form>
    </Door>
  )
}
