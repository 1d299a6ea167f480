import { Button, Select, TextInput } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import { call, type Problem, type Settings } from '../../shared/api'
import { now } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { queries, useSettings } from '../../shared/queries'
import { clock, offsetText, zoneName } from '../../shared/time/zone'
import { PageHead, ProblemNote, Skeleton, said } from '../../shared/ui/states'
import { SystemPage } from './SystemNav'

export default function SettingsPage() {
  const settings = useSettings()
  const [form, setForm] = useState<Settings>()
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<Problem>()
  useEffect(() => {
    if (settings.data && !form) setForm(settings.data)
  }, [settings.data, form])
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((z) => z !== 'UTC')]
  async function save(e: FormEvent) {
    e.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await call<Settings>('PUT', '/settings', form)
      await queries.invalidateQueries({ queryKey: ['settings'] })
      await queries.invalidateQueries({ queryKey: ['system'] })
      setSaved(true)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }
  const set = (change: Partial<Settings>) => (setSaved(false), setForm((f) => f && { ...f, ...change }))
  return (
    <SystemPage>
      <PageHead title={t('system.settings')} />
      {settings.isError ? <ProblemNote error={settings.error} retry={() => void settings.refetch()} /> : !form ? <Skeleton /> : (
        <form className="card stack" style={{ maxWidth: 520 }} onSubmit={(e) => void save(e)}>
          <TextInput label={t('settings.site')} value={form.site} onChange={(e) => set({ site: e.currentTarget.value })} maxLength={64} error={said(error?.fields.site)} />
          <Select label={t('setup.zone')} description={zones.includes(form.zone) ? `${clock(now(), form.zone)} ${zoneName(now(), form.zone, currentLang())} (UTC${offsetText(now(), form.zone)})` : undefined} searchable data={zones} value={form.zone} onChange={(v) => v && set({ zone: v })} error={said(error?.fields.zone)} limit={60} />
          <Select label={t('settings.language')} allowDeselect={false} data={[{ value: 'en', label: 'English' }, { value: 'fr', label: 'Français' }]} value={form.language} onChange={(v) => v && set({ language: v })} />
          {error && <ProblemNote error={error} />}
          <div className="row"><Button type="submit" loading={busy}>{t('act.save')}</Button>{saved && <span role="status" className="chip ok">{t('act.saved')}</span>}</div>
        </form>
      )}
    </SystemPage>
  )
}
