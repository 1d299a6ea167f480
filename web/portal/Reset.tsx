import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { BASE, call, problemOf } from '../shared/api'
import { currentLang, own } from '../shared/i18n'
import { passkeysWork, usePasskey } from '../shared/passkey'
import { queries } from '../shared/queries'
import { go } from '../shared/router'
import { Note } from '../shared/ui/states'
import { Camera, type Shot } from './Camera'
import { useMe, useRequests, type Person, type Request, type Screen } from './data'
import { Failed, useAct } from './Entry'

const EMPTY = { firstName: '', lastName: '', phone: '', model: '', deviceId: '', serial: '', date: '' }
type Form = typeof EMPTY

/** Nothing of it leaves this device before it is sent. */
const kept = (): Form => ({ ...EMPTY, ...(JSON.parse(localStorage.getItem('draft') ?? '{}') as Partial<Form>) })

export async function upload(path: string, blob: Blob) {
  const response = await fetch(BASE + path, { method: 'PUT', body: blob, headers: { 'Content-Type': 'image/jpeg' }, credentials: 'same-origin' })
  if (!response.ok) throw await problemOf(response)
}

/** Reset device password: the screen, the sticker, a look at what was read, and away it goes. */
export function Reset() {
  const me = useMe()
  const [form, setForm] = useState(kept)
  const [link, setLink] = useState(() => sessionStorage.getItem('screen') ?? (location.hash.includes('NVR1:') ? location.href : ''))
  const [info, setInfo] = useState<Shot>()
  const [sticker, setSticker] = useState<Shot>()
  const { busy, error, act } = useAct()

  // Whoever scans the screen again while a code is ready wants the code.
  const ready = useRequests().data?.find((r) => (r.state === 'ready' || r.state === 'shown') && r.deviceId === form.deviceId)
  useEffect(() => {
    if (link && ready) go(`/requests/${ready.id}`, true)
  }, [link, ready])
  useEffect(() => localStorage.setItem('draft', JSON.stringify(form)), [form])
  useEffect(() => {
    if (!link) return
    void call<Screen>('POST', '/screen', { link }).then(
      (s) => setForm((f) => ({ ...f, model: s.model, deviceId: s.deviceId, serial: s.serial, date: s.date })),
      () => setLink(''),
    )
  }, [link])

  async function send() {
    if (passkeysWork() && me.data && me.data.passkeys > 0) queries.setQueryData(['me'], await usePasskey<Person>('/session/again/options', '/session/again'))
    const request = await call<Request>('POST', '/requests', { ...form, language: currentLang(), ...(link ? { qr: link } : {}) })
    await upload(`/requests/${request.id}/pictures/info?camera=${info!.camera}`, info!.blob)
    await upload(`/requests/${request.id}/pictures/sticker?camera=${sticker!.camera}`, sticker!.blob)
    await call('POST', `/requests/${request.id}/submit`)
    sessionStorage.removeItem('screen')
    localStorage.removeItem('draft')
    go(`/requests/${request.id}`)
  }

  if (!info)
    return (
      <>
        <h1>{own('reset.info')}</h1>
        <p style={{ margin: 0 }}>{own('reset.infoLead')}</p>
        {link && <Note tone="ok" title={own('reset.linkRead')} />}
        <Camera key="info" mark="NVR1:" label={own('reset.info')} onShot={(shot) => (setInfo(shot), shot.link && setLink(shot.link))} />
      </>
    )
  if (!sticker)
    return (
      <>
        <h1>{own('reset.sticker')}</h1>
        <p style={{ margin: 0 }}>{own('reset.stickerLead')}</p>
        <Camera key="sticker" label={own('reset.sticker')} onShot={setSticker} />
        <button className="link" onClick={() => setInfo(undefined)}>{own('reset.again')}</button>
      </>
    )
  const field = (name: keyof Form, extra: object = {}) => (
    <TextInput label={own(`field.${name}`)} name={name} value={form[name]} onChange={(e) => setForm({ ...form, [name]: e.currentTarget.value })} required {...extra} />
  )
  return (
    <>
      <h1>{own('reset.check')}</h1>
      {link ? <Note tone="ok" title={own('reset.fromCode')} /> : <Note tone="warning" title={own('reset.noCode')}>{own('reset.noCodeText')}</Note>}
      <form onSubmit={(e) => (e.preventDefault(), act(send))}>
        <div className="two">{field('firstName', { autoComplete: 'given-name' })}{field('lastName', { autoComplete: 'family-name' })}</div>
        {field('phone', { type: 'tel', autoComplete: 'tel' })}
        {field('model', { classNames: { input: 'mono' } })}
        {field('deviceId', { classNames: { input: 'mono' } })}
        {field('serial', { classNames: { input: 'mono' } })}
        {field('date', { type: 'date' })}
        <div className="shots"><Picture shot={info} label={own('reset.info')} /><Picture shot={sticker} label={own('reset.sticker')} /></div>
        <div className="row"><button type="button" className="link" onClick={() => setInfo(undefined)}>{own('reset.info')} : {own('reset.again')}</button><button type="button" className="link" onClick={() => setSticker(undefined)}>{own('reset.sticker')} : {own('reset.again')}</button></div>
        <Failed error={error} />
        <Button type="submit" size="lg" loading={busy}>{own('reset.submit')}</Button>
      </form>
    </>
  )
}

function Picture({ shot, label }: { shot: Shot; label: string }) {
  const [url] = useState(() => URL.createObjectURL(shot.blob))
  return <img className="shot" src={url} alt={label} />
}
