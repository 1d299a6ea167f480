import { Button, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { call, type Problem, type Share } from '../../shared/api'
import { t } from '../../shared/i18n'
import { IconExternalLink } from '../../shared/icons'
import { queries } from '../../shared/queries'
import { Note, ProblemNote } from '../../shared/ui/states'
import { CopyField } from './CopyField'

/** As often as the recorder lets a link be opened that has a limit. */
const MOST = 1000

/** Makes a link for one clip, which is shown once. */
export function ShareForm({ clip }: { clip: { export: string } | { camera: string; from: number; to: number } }) {
  const [hours, setHours] = useState('168')
  const [label, setLabel] = useState('')
  const [password, setPassword] = useState('')
  const [most, setMost] = useState<number>()
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<Share>()
  const [error, setError] = useState<Problem>()
  async function make(e: FormEvent) {
    e.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      setMade(await call<Share>('POST', '/shares', { ...clip, hours: Number(hours), ...(label.trim() ? { label: label.trim() } : {}), ...(password ? { password } : {}), ...(most ? { most } : {}) }))
      void queries.invalidateQueries({ queryKey: ['shares'] })
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }
  if (made?.token) return <Note tone="ok" title={t('tokens.once')}><CopyField label={t('share.link')} value={`${location.origin}/s#token=${made.token}`} />{t(made.hasPassword ? 'share.sendBoth' : 'share.sendLink')}</Note>
  return (
    <form className="stack" onSubmit={(e) => void make(e)}>
      <p className="dim">{t('share.lead')}</p>
      <NativeSelect label={t('share.life')} value={hours} onChange={(e) => setHours(e.currentTarget.value)}
        data={[{ value: '1', label: t('share.hour') }, { value: '24', label: t('share.day') }, { value: '168', label: t('share.week') }, { value: '720', label: t('share.month') }]} />
      <NumberInput label={t('share.most')} description={t('share.mostHelp')} value={most ?? ''} onChange={(v) => setMost(typeof v === 'number' ? v : undefined)} min={1} max={MOST} allowDecimal={false} />
      <TextInput label={t('share.label')} value={label} onChange={(e) => setLabel(e.currentTarget.value)} maxLength={100} />
      <PasswordInput label={t('share.password')} description={t('share.passwordHelp')} value={password} onChange={(e) => setPassword(e.currentTarget.value)} maxLength={200} autoComplete="off"
        error={password && password.length < 8 ? t('share.passwordShort') : undefined} />
      {error && <ProblemNote error={error} />}
      <div><Button type="submit" loading={busy} disabled={password.length > 0 && password.length < 8} leftSection={<IconExternalLink size={16} />}>{t('share.make')}</Button></div>
    </form>
  )
}
