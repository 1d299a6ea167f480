import { NumberInput, PasswordInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import type { CameraForm, Hours, RecordMode } from '../../shared/api'
import { currentLang, t } from '../../shared/i18n'
import { said } from '../../shared/ui/states'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const dayName = (i: number) => new Intl.DateTimeFormat(currentLang() === 'fr' ? 'fr-CA' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + i))

type Props = { form: CameraForm; set: (change: Partial<CameraForm>) => void; errors: Record<string, string>; passwordKept?: boolean }

/** Enter sends a text that may have several lines; Shift+Enter begins a new one. */
function send(e: KeyboardEvent<HTMLTextAreaElement>) {
  if (e.key !== 'Enter' || e.shiftKey || e.nativeEvent.isComposing) return
  e.preventDefault()
  e.currentTarget.form?.requestSubmit()
}

/** With `several`, how many addresses the text holds, the address may be a list. */
export function AddressFields({ form, set, errors, passwordKept, several }: Props & { several?: number }) {
  const address = { className: 'full', label: t('camera.address'), placeholder: 'rtsp://192.168.1.20/stream1', value: form.address, error: said(errors.address), required: true, autoComplete: 'off', spellCheck: false }
  return (
    <div className="fields">
      {several === undefined
        ? <TextInput {...address} description={t('camera.addressHelp')} onChange={(e) => set({ address: e.currentTarget.value })} />
        : <Textarea {...address} description={t('camera.addressesHelp')} onChange={(e) => set({ address: e.currentTarget.value })} onKeyDown={send} autosize minRows={1} maxRows={12} />}
      <TextInput label={t('camera.user')} value={form.user ?? ''} onChange={(e) => set({ user: e.currentTarget.value })} error={said(errors.user)} autoComplete="off" />
      <PasswordInput label={t('camera.password')} placeholder={passwordKept ? t('camera.passwordKept') : ''} value={form.password ?? ''} onChange={(e) => set({ password: e.currentTarget.value })} error={said(errors.password)} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} />
      {(several ?? 1) <= 1 && <TextInput className="full" label={t('camera.sub')} description={t('camera.subHelp')} value={form.subAddress ?? ''} onChange={(e) => set({ subAddress: e.currentTarget.value })} error={said(errors.subAddress)} autoComplete="off" spellCheck={false} />}
      <Select label={t('camera.transport')} value={form.transport ?? 'auto'} onChange={(v) => set({ transport: (v ?? 'auto') as 'auto' })} allowDeselect={false} data={[{ value: 'auto', label: t('camera.auto') }, { value: 'tcp', label: 'TCP' }, { value: 'udp', label: 'UDP' }]} />
    </div>
  )
}

export function RecordFields({ form, set, errors, bytesPerDay }: Props & { bytesPerDay?: string | undefined }) {
  const record: RecordMode = form.record ?? { mode: 'always' }
  const hours = record.hours ?? []
  const change = (i: number, to: Partial<Hours>) => set({ record: { ...record, hours: hours.map((h, k) => (k === i ? { ...h, ...to } : h)) } })
  return (
    <div className="fields">
      <div className="full">
        <div className="mantine-InputWrapper-label" id="record-mode">{t('camera.record')}</div>
        <SegmentedControl
          fullWidth aria-labelledby="record-mode" value={record.mode} data={[{ value: 'always', label: t('camera.always') }, { value: 'schedule', label: t('camera.schedule') }, { value: 'never', label: t('camera.never') }]}
          onChange={(mode) => set({ record: mode === 'schedule' ? { mode, hours: hours.length ? hours : [{ days: DAYS.slice(0, 5), from: '08:00', to: '18:00' }] } : { mode: mode as 'always' } })}
        />
      </div>
      {record.mode === 'schedule' && hours.map((h, i) => (
        <fieldset key={i} className="full choices" style={{ gridTemplateColumns: '1fr' }}>
          <legend>{t('camera.hours')}</legend>
          <div className="days">{DAYS.map((d, k) => <label key={d}><input type="checkbox" checked={h.days.includes(d)} onChange={(e) => change(i, { days: DAYS.filter((x) => (x === d ? e.currentTarget.checked : h.days.includes(x))) })} />{dayName(k)}</label>)}</div>
          <div className="fields">
            <TextInput type="time" label={t('export.from')} value={h.from} onChange={(e) => change(i, { from: e.currentTarget.value })} />
            <TextInput type="time" label={t('export.to')} value={h.to} onChange={(e) => change(i, { to: e.currentTarget.value })} />
          </div>
        </fieldset>
      ))}
      <NumberInput label={t('camera.keep')} description={bytesPerDay ? t('camera.keepHelp', { size: bytesPerDay }) : t('camera.keepAll')} value={form.keepDays ?? ''} min={1} max={3650} suffix={` ${t('unit.days')}`} onChange={(v) => set(typeof v === 'number' ? { keepDays: v } : { keepDays: undefined as never })} error={said(errors.keepDays)} />
    </div>
  )
}

/** What is sent: empty fields are left out, an unchanged password too. */
export function clean(form: CameraForm): CameraForm {
  const out = { ...form, name: form.name.trim(), address: form.address.trim() } as Record<string, unknown>
  for (const [key, value] of Object.entries(out)) if (value === undefined || value === '' || value === null) delete out[key]
  return out as unknown as CameraForm
}
