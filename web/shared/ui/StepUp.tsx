import { Button, PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { call } from '../api'
import { passkeysWork } from '../passkey'
import { againByPasskey } from '../signin'
import { t } from '../i18n'

/** The password once more, for acts that a session left open must not be enough for. */
export default function StepUp() {
  const [password, setPassword] = useState('')
  const [state, setState] = useState<'ask' | 'busy' | 'wrong' | 'done'>('ask')
  async function confirm(e: FormEvent) {
    e.preventDefault()
    e.stopPropagation()
    setState('busy')
    await call('POST', '/session/again', { password }).then(() => setState('done'), () => setState('wrong'))
  }
  async function passkey() {
    setState('busy')
    await againByPasskey().then(() => setState('done'), () => setState('wrong'))
  }
  if (state === 'done') return <span role="status">{t('stepUp.done')}</span>
  return (
    <div className="row" style={{ alignItems: 'end' }}>
      <PasswordInput
        label={t('account.old')} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="current-password" error={state === 'wrong' ? t('problem.wrong-login') : undefined}
        visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} onKeyDown={(e) => e.key === 'Enter' && void confirm(e)} style={{ minWidth: 220 }}
      />
      <Button variant="default" loading={state === 'busy'} disabled={!password} onClick={(e) => void confirm(e)}>{t('second.confirm')}</Button>
      {passkeysWork() && <Button variant="default" disabled={state === 'busy'} onClick={() => void passkey()}>{t('passkeys.go')}</Button>}
    </div>
  )
}
