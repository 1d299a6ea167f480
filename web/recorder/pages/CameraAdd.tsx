import './cameras.css'
import '../wall/sheets.css'
import { Button, TextInput } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { call, Problem, type Camera, type CameraForm, type CameraTest } from '../../shared/api'
import { t } from '../../shared/i18n'
import { IconCheck, IconVideo } from '../../shared/icons'
import { queries } from '../../shared/queries'
import { go, Link } from '../../shared/router'
import { bytes } from '../../shared/size'
import { Note, PageHead, ProblemNote, said } from '../../shared/ui/states'
import { addresses } from './addresses'
import { AddressFields, clean, RecordFields } from './CameraFields'
import CameraList from './CameraList'
import { Seen, streamWords } from './Seen'

/** Address first, then its picture, and only then is it saved. A wrong password is said and not tried again by itself. Several addresses make a list. */
export default function CameraAdd() {
  const [form, setForm] = useState<CameraForm>({ name: '', address: '' })
  const [tested, setTested] = useState<{ of: string; result?: CameraTest; error?: Problem }>()
  const [busy, setBusy] = useState<'test' | 'save'>()
  const [list, setList] = useState<{ form: CameraForm; all: string[] }>()
  const [saveError, setSaveError] = useState<Problem>()
  const nameField = useRef<HTMLInputElement>(null)
  const set = (change: Partial<CameraForm>) => setForm((f) => ({ ...f, ...change }))
  const key = JSON.stringify([form.address, form.user, form.password, form.transport])
  const test = tested?.of === key ? tested : undefined
  const all = addresses(form.address)
  const errors = { ...(test?.error?.fields ?? {}), ...(saveError?.fields ?? {}) }

  async function look(e?: FormEvent) {
    e?.preventDefault()
    if (busy || !all.length) return
    if (all.length > 1) return setList({ form, all })
    setList(undefined)
    setBusy('test')
    setSaveError(undefined)
    const { address, user, password, transport } = clean(form)
    try {
      const result = await call<CameraTest>('POST', '/cameras/test', { address, ...(user ? { user } : {}), ...(password ? { password } : {}), ...(transport ? { transport } : {}) })
      setTested({ of: key, result })
      setTimeout(() => nameField.current?.focus(), 50)
    } catch (e) {
      setTested({ of: key, error: e as Problem })
    } finally {
      setBusy(undefined)
    }
  }
  async function save() {
    if (!form.name.trim()) return setSaveError(new Problem(422, { type: 'invalid', fields: { name: t('form.needed') } }))
    setBusy('save')
    setSaveError(undefined)
    try {
      const made = await call<Camera>('POST', '/cameras', clean(form))
      queries.setQueryData<Camera[]>(['cameras'], (old) => (old ? [...old.filter((c) => c.id !== made.id), made] : old))
      void queries.invalidateQueries({ queryKey: ['cameras'] })
      go('/cameras')
    } catch (e) {
      setSaveError(e as Problem)
      setBusy(undefined)
    }
  }
  const stream = test?.result?.streams[0]
  return (
    <div className="page">
      <PageHead title={t('cameras.add')} sub={t('cameraAdd.lead')}><Link href="/cameras">{t('act.cancel')}</Link></PageHead>
      <div className="two-col">
        <form className="card stack" onSubmit={(e) => void look(e)}>
          <AddressFields form={form} set={set} errors={errors} several={all.length} />
          <Button type="submit" variant={test?.result ? 'default' : 'filled'} loading={busy === 'test'} disabled={!all.length} leftSection={<IconVideo size={18} />}>{all.length > 1 ? t('cameraList.look', { n: all.length }) : t(test?.result ? 'cameraAdd.again' : 'cameraAdd.look')}</Button>
        </form>
        {list ? <CameraList key={JSON.stringify(list)} form={list.form} all={list.all} /> : <div className="card stack" aria-live="polite">
          <div className="picture" style={{ borderRadius: 8 }}><Seen test={test?.result} none={t('cameraAdd.noPicture')} /></div>
          {test?.error && <ProblemNote error={test.error} />}
          {test?.result && stream && (
            <>
              <Note tone="ok" title={t('cameraAdd.ok')}>
                {streamWords(stream)}
              </Note>
              {Math.abs(test.result.clockOffsetMicros ?? 0) > 2e6 && <Note tone="warning" title={t('cameraAdd.clock', { n: Math.round(Math.abs(test.result.clockOffsetMicros!) / 1e6) })} />}
              <TextInput ref={nameField} label={t('camera.name')} value={form.name} onChange={(e) => set({ name: e.currentTarget.value })} error={said(errors.name)} maxLength={64} required onKeyDown={(e) => e.key === 'Enter' && void save()} />
              <RecordFields form={form} set={set} errors={errors} bytesPerDay={stream.bitsPerSecond ? bytes((stream.bitsPerSecond / 8) * 86_400) : undefined} />
              {saveError && saveError.type !== 'invalid' && <ProblemNote error={saveError} />}
              <Button size="md" loading={busy === 'save'} leftSection={<IconCheck size={18} />} onClick={() => void save()}>{t('cameraAdd.save')}</Button>
            </>
          )}
        </div>}
      </div>
    </div>
  )
}
