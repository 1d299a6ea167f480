import './cameras.css'
import '../wall/sheets.css'
import { Button, Modal, Switch, TextInput } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import { call, Problem, type Camera, type CameraForm, type Stream } from '../../shared/api'
import { now, useZone } from '../../shared/clock'
import { currentLang, t, tWord } from '../../shared/i18n'
import { IconRefresh, IconTrash } from '../../shared/icons'
import { queries, useCameras, useMe } from '../../shared/queries'
import { go, Link } from '../../shared/router'
import { bits, bytes, codec, number } from '../../shared/size'
import { span, stamp } from '../../shared/time/zone'
import { Note, PageHead, ProblemNote, Said, Skeleton, said } from '../../shared/ui/states'
import { AddressFields, clean, RecordFields } from './CameraFields'
import { State } from './Cameras'
import { PrivacyMasks } from './PrivacyMasks'

export default function CameraEdit({ id }: { id: string }) {
  const cameras = useCameras()
  const camera = cameras.data?.find((c) => c.id === id)
  if (cameras.isError) return <div className="page"><PageHead title={t('nav.cameras')} /><ProblemNote error={cameras.error} retry={() => void cameras.refetch()} /></div>
  if (!cameras.data) return <div className="page"><Skeleton height={300} /></div>
  if (!camera) return <div className="page"><PageHead title={t('nav.cameras')} /><ProblemNote error={new Problem(404, { type: 'not-found' })} /></div>
  const settings = camera.acts.includes('settings')
  return (
    <div className="page">
      <PageHead title={camera.name} sub={<Link href="/cameras">{t('nav.cameras')}</Link>}>
        <State camera={camera} />
        <Button variant="default" onClick={() => go(`/camera/${camera.id}`)}>{t('camera.watch')}</Button>
      </PageHead>
      <div className="two-col">
        <div className="stack">{camera.streams.map((s) => <StreamCard key={s.name} s={s} camera={camera} />)}</div>
        {settings ? <div className="stack"><Edit key={camera.id} camera={camera} /><PrivacyMasks key={`masks ${camera.id}`} camera={camera} /></div> : <Note title={t('camera.noSettings')}>{t('problemAdvice.forbidden')}</Note>}
      </div>
    </div>
  )
}

function StreamCard({ s, camera }: { s: Stream; camera: Camera }) {
  const zone = useZone()
  const lang = currentLang()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const fact = (label: string, value: string | undefined) => value !== undefined && <><dt>{label}</dt><dd className="num">{value}</dd></>
  async function retry() {
    setBusy(true)
    setError(undefined)
    await call('POST', `/cameras/${camera.id}/retry`, {}).catch(setError)
    setBusy(false)
  }
  return (
    <section className="card">
      <h2>{t(s.name === 'sub' ? 'stream.sub' : 'stream.main')} · {tWord('streamState', s.state, 'streamState.waiting')}</h2>
      {s.why && (
        <Note
          tone="critical" title={tWord('why', s.why.kind, 'why.other')}
          acts={camera.acts.includes('settings') && <Button size="xs" variant="default" loading={busy} leftSection={<IconRefresh size={14} />} onClick={() => void retry()}>{t('camera.retry')}</Button>}
        >
          {tWord('whyDo', s.why.kind, 'whyDo.other')} <span className="dim"><Said of={s.why.message} /></span>
        </Note>
      )}
      {error !== undefined && <ProblemNote error={error} />}
      <dl className="facts" style={{ marginTop: s.why ? 14 : 0 }}>
        {fact(t('stream.video'), s.video && `${codec(s.video.codec)} ${s.video.width}×${s.video.height}${s.video.fps ? ` · ${number(s.video.fps, 1)} fps` : ''}`)}
        {fact(t('stream.audio'), s.audio && `${codec(s.audio.codec)} ${number(s.audio.rate / 1000, 1)} kHz`)}
        {fact(t('stream.rate'), s.state === 'playing' && s.bitsPerSecond ? bits(s.bitsPerSecond) : undefined)}
        {fact(t('stream.since'), s.since !== undefined ? `${stamp(s.since / 1000, zone, lang)} (${span(now() - s.since / 1000)})` : undefined)}
        {fact(t('stream.last'), s.state !== 'playing' && s.lastFrame !== undefined ? stamp(s.lastFrame / 1000, zone, lang) : undefined)}
        {fact(t('stream.lost'), `${number(s.packetsLost)} / ${number(s.framesDropped)}`)}
        {fact(t('stream.clock'), s.clockOffsetMicros !== undefined ? `${number(s.clockOffsetMicros / 1e6, 2)} s` : undefined)}
      </dl>
    </section>
  )
}

const formOf = (c: Camera): CameraForm => ({
  name: c.name, address: c.address ?? '', subAddress: c.subAddress ?? '', user: c.user ?? '', password: '', transport: c.transport ?? 'auto', record: c.record, enabled: c.enabled,
  ...(c.keepDays !== undefined ? { keepDays: c.keepDays } : {}),
})

function Edit({ camera }: { camera: Camera }) {
  const admin = useMe().data?.role === 'administrator'
  const [form, setForm] = useState<CameraForm>(() => formOf(camera))
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<Problem>()
  const [removing, setRemoving] = useState(false)
  const set = (change: Partial<CameraForm>) => (setSaved(false), setForm((f) => ({ ...f, ...change })))
  const rate = camera.streams.reduce((n, s) => n + (s.recording ? (s.bitsPerSecond ?? 0) : 0), 0)
  useEffect(() => {
    if (!saved) return
    const timer = setTimeout(() => setSaved(false), 4000)
    return () => clearTimeout(timer)
  }, [saved])

  if (camera.from === 'file') return <Note title={t('camera.file')}>{t('camera.fileText')}</Note>
  async function save(e: FormEvent) {
    e.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const changed = await call<Camera>('PUT', `/cameras/${camera.id}`, clean(form))
      queries.setQueryData<Camera[]>(['cameras'], (old) => old?.map((c) => (c.id === camera.id ? { ...c, ...changed } : c)))
      setForm((f) => ({ ...f, password: '' }))
      setSaved(true)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }
  async function remove() {
    setBusy(true)
    try {
      await call('DELETE', `/cameras/${camera.id}`)
      queries.setQueryData<Camera[]>(['cameras'], (old) => old?.filter((c) => c.id !== camera.id))
      go('/cameras')
    } catch (e) {
      setError(e as Problem)
      setBusy(false)
      setRemoving(false)
    }
  }
  const errors = error?.fields ?? {}
  return (
    <form className="card stack" onSubmit={(e) => void save(e)}>
      <TextInput label={t('camera.name')} value={form.name} onChange={(e) => set({ name: e.currentTarget.value })} error={said(errors.name)} required maxLength={64} />
      <Switch label={t('camera.enabled')} checked={form.enabled ?? true} onChange={(e) => set({ enabled: e.currentTarget.checked })} />
      <AddressFields form={form} set={set} errors={errors} passwordKept={camera.passwordSet ?? false} />
      <RecordFields form={form} set={set} errors={errors} bytesPerDay={rate ? bytes((rate / 8) * 86_400) : undefined} />
      {error && <ProblemNote error={error} />}
      <div className="row between">
        <div className="row"><Button type="submit" loading={busy}>{t('act.save')}</Button>{saved && <span role="status" className="chip ok">{t('act.saved')}</span>}</div>
        {admin && <Button variant="subtle" color="gray" leftSection={<IconTrash size={16} />} onClick={() => setRemoving(true)}>{t('camera.remove')}</Button>}
      </div>
      <Modal opened={removing} onClose={() => setRemoving(false)} title={t('camera.removeTitle', { name: camera.name })} lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }}>
        <div className="stack">
          <p>{t('camera.removeText')}</p>
          <div className="row"><Button variant="default" onClick={() => setRemoving(false)} data-autofocus>{t('act.cancel')}</Button><Button loading={busy} onClick={() => void remove()} className="danger">{t('camera.remove')}</Button></div>
        </div>
      </Modal>
    </form>
  )
}
