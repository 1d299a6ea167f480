import { PasswordInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { call, type PasswordCheck } from '../../shared/api'
import { t, tWord, type Key } from '../../shared/i18n'
import { IconCheck, IconMinus, IconX } from '../../shared/icons'
import { rule } from '../../shared/password'

/** A new password is typed once, in clear if one likes, with its strength and the rule while typing. */
export function NewPassword({ value, onChange, name, error, autoFocus, label = t('password.new') }: {
  value: string; onChange: (v: string, good: boolean) => void; name?: string; error?: string | undefined; autoFocus?: boolean; label?: string
}) {
  const [told, setTold] = useState<{ for: string; check: PasswordCheck }>()
  const local = rule(value)
  const check = told && told.for === value + name ? told.check : undefined

  useEffect(() => {
    if (!local.met) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      call<PasswordCheck>('POST', '/password-check', { password: value, ...(name ? { name } : {}) }, stop.signal)
        .then((answer) => setTold({ for: value + name, check: answer }))
        .catch(() => {}) // too many checks: the form's own answer will tell
    }, 350)
    return () => (clearTimeout(timer), stop.abort())
  }, [value, name, local.met])

  const refused = check && !check.ok ? check.reasons : []
  const score = value === '' ? -1 : !local.met || refused.length ? Math.min(1, check?.score ?? 1) : (check?.score ?? 3)
  const words: Key[] = ['password.score0', 'password.score1', 'password.score2', 'password.score3', 'password.score4']
  const line = (met: boolean, text: string) => (
    <li className={met ? 'met' : ''}>
      {met ? <IconCheck size={16} aria-label={t('password.met')} /> : <IconMinus size={16} aria-label={t('password.notMet')} />} {text}
    </li>
  )
  return (
    <div className="new-password">
      <PasswordInput
        label={label} value={value} autoComplete="new-password" data-autofocus={autoFocus} autoFocus={autoFocus ?? false}
        error={error} maxLength={256} onChange={(e) => onChange(e.currentTarget.value, rule(e.currentTarget.value).met)}
        visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} aria-describedby="password-rule"
      />
      <div className="strength" data-score={score} aria-hidden><i /><i /><i /><i /></div>
      <div id="password-rule">
        <p className="label" aria-live="polite">{score < 0 ? t('password.rule') : t(words[Math.max(0, score)]!)}</p>
        <ul className="rules">
          {line(local.long, t('password.long'))}
          <li className="or">{t('password.or')}</li>
          {line(local.length && local.kinds, t('password.kinds'))}
          {refused.map((code) => (
            <li key={code} className="bad"><IconX size={16} aria-hidden /> {tWord('weak', code, 'weak.other')}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}
