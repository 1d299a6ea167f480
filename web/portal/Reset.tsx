import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { BASE, call, problemOf } from '../shared/api'
import { currentLang, own } from '../shared/i18n'
import { passkeysWork, usePasskey } from '../shared/passkey'
import { queries } from '../shared/queries'
import { go } from '../shared/router'
import { Heading } from '../shared/ui/Heading'
import { Note } from '../shared/ui/states'
import { Camera, releaseCamera, type Shot } from './Camera'
import { useMe, useRequests, type Person, type Read, type Request, type Screen } from './data'
import { Failed, useAct } from './Entry'

const EMPTY = { firstName: '', lastName: '', phone: '', model: '', deviceId: '', serial: '', date: '' }
type Form = typeof EMPTY
const NAMES = ['model', 'deviceId', 'serial', 'date'] as const

/** Nothing of it leaves this device before it is sent. Who one is stays here until one signs out, so that it is typed once. */
const kept = (): Form => ({ ...EMPTY, ...(JSON.parse(localStorage.getItem('draft') ?? '{}') as Partial<Form>) })
const person = ({ firstName, lastName, phone }: Form): Form => ({ ...EMPTY, firstName, lastName, phone })

/** Sends a picture; the answer is what was read on it. One machine reads them one after the other: when many wait, so does this. */
async function upload(path: string, blob: Blob, tries = 6): Promise<Read> {
  const response = await fetch(BASE + path, { method: 'PUT', body: blob, headers: { 'Content-Type': 'image/jpeg' }, credentials: 'same-origin' })
  if (response.ok) return (await response.json()) as Read
  const problem = await problemOf(response)
  if (response.status !== 503 || tries === 1) throw problem
  await new Promise((done) => setTimeout(done, (problem.retryAfter ?? 2) * 1000))
  return upload(path, blob, tries - 1)
}

type Kind = 'info' | 'sticker'

/** Reset device password: the screen, the sticker, a look at what was read, and away it goes. */
export function Reset() {
  const me = useMe()
  const colon = currentLang() === 'fr' ? '\u00a0: ' : ': '
  const [form, setForm] = useState(kept)
  const [link, setLink] = useState(() => sessionStorage.getItem('screen') ?? (location.hash.includes('NVR1:') ? location.href : ''))
  const [info, setInfo] = useState<Shot>()
  const [sticker, setSticker] = useState<Shot>()
  const [hints, setHints] = useState<Partial<Record<Kind, string[]>>>({})
  const [reading, setReading] = useState(0)
  const typed = useRef(new Set<string>())
  const draft = useRef<Promise<Request>>(undefined)
  const sent = useRef<Partial<Record<Kind, Promise<Read>>>>({})
  const { busy, error, act } = useAct()
  const body = () => ({ ...form, language: currentLang(), ...(link ? { qr: link } : {}) })

  /** A picture goes off as soon as it is taken; what was read on it fills what nobody typed, and what the browser could not read. */
  function put(kind: Kind, shot: Shot): Promise<Read> {
    draft.current ??= call<Request>('POST', '/requests', body()).catch((e: unknown) => {
      draft.current = undefined
      throw e
    })
    const read = draft.current.then((r) => upload(`/requests/${r.id}/pictures/${kind}?camera=${shot.camera}`, shot.blob))
    sent.current[kind] = read
    setReading((n) => n + 1)
    const done = () => setReading((n) => n - 1)
    read.then((found) => {
      done()
      if (sent.current[kind] !== read) return
      setHints((h) => ({ ...h, [kind]: found.hints }))
      if (found.link) setLink((known) => known || found.link)
      setForm((f) => ({ ...f, ...Object.fromEntries(NAMES.filter((n) => found[n] && !typed.current.has(n)).map((n) => [n, found[n]])) }))
    }, done)
    return read
  }

  // Whoever scans the screen again while a code is ready wants the code.
  const ready = useRequests().data?.find((r) => (r.state === 'ready' || r.state === 'shown') && r.deviceId === form.deviceId)
  useEffect(() => {
    if (link && ready) go(`/requests/${ready.id}`, true)
  }, [link, ready])
  useEffect(() => localStorage.setItem('draft', JSON.stringify(form)), [form])
  useEffect(() => releaseCamera, [])
  useEffect(() => {
    if (info && sticker) releaseCamera()
  }, [info, sticker])
  useEffect(() => {
    if (!link) return
    void call<Screen>('POST', '/screen', { link }).then(
      (s) => setForm((f) => ({ ...f, model: s.model, deviceId: s.deviceId, serial: s.serial, date: s.date })),
      () => setLink(''),
    )
  }, [link])

  async function send() {
    if (passkeysWork() && me.data && me.data.passkeys > 0) queries.setQueryData(['me'], await usePasskey<Person>('/session/again/options', '/session/again'))
    await sent.current.info!.catch(() => put('info', info!))
    await sent.current.sticker!.catch(() => put('sticker', sticker!))
    const request = await draft.current!
    await call('PUT', `/requests/${request.id}`, body())
    await call('POST', `/requests/${request.id}/submit`)
    sessionStorage.removeItem('screen')
    localStorage.setItem('draft', JSON.stringify(person(form)))
    go(`/requests/${request.id}`)
  }

  if (!info)
    return (
      <>
        <Heading key="at-info">{own('reset.info')}</Heading>
        <p style={{ margin: 0 }}>{own('reset.infoLead')}</p>
        {link && <Note tone="ok" title={own('reset.linkRead')} />}
        <Camera key="info" open={!!link} mark="NVR1:" label={own('reset.info')} onShot={(shot) => (setInfo(shot), shot.link && setLink(shot.link), void put('info', shot).catch(() => {}))} />
      </>
    )
  if (!sticker)
    return (
      <>
        <Heading key="at-sticker">{own('reset.sticker')}</Heading>
        <p style={{ margin: 0 }}>{own('reset.stickerLead')}</p>
        <Camera key="sticker" label={own('reset.sticker')} onShot={(shot) => (setSticker(shot), void put('sticker', shot).catch(() => {}))} />
        <button className="link" onClick={() => setInfo(undefined)}>{own('reset.again')}</button>
      </>
    )
  const field = (name: keyof Form, extra: object = {}) => (
    <TextInput label={own(`field.${name}`)} name={name} value={form[name]} onChange={(e) => (typed.current.add(name), setForm({ ...form, [name]: e.currentTarget.value }))} required {...extra} />
  )
  return (
    <>
      <Heading key="at-check">{own('reset.check')}</Heading>
      {reading > 0 ? <Note tone="info" title={own('reset.reading')} /> : link ? <Note tone="ok" title={own('reset.fromCode')} /> : <Note tone="warning" title={own('reset.noCode')}>{own('reset.noCodeText')}</Note>}
      <form onSubmit={(e) => (e.preventDefault(), act(send))}>
        <div className="two">{field('firstName', { autoComplete: 'given-name' })}{field('lastName', { autoComplete: 'family-name' })}</div>
        {field('phone', { type: 'tel', autoComplete: 'tel' })}
        {field('model', { classNames: { input: 'mono' } })}
        {field('deviceId', { classNames: { input: 'mono' } })}
        {field('serial', { classNames: { input: 'mono' } })}
        {field('date', { type: 'date' })}
        <div className="shots"><Picture shot={info} label={own('reset.info')} /><Picture shot={sticker} label={own('reset.sticker')} /></div>
        {(['info', 'sticker'] as const).flatMap((kind) => (hints[kind] ?? []).map((hint) => <p key={kind + hint} role="status" style={{ margin: 0 }}>{own(`reset.${kind}`)}{colon}{own(`hint.${hint}`)}</p>))}
        <div className="row"><button type="button" className="link" onClick={() => setInfo(undefined)}>{own('reset.info')}{colon}{own('reset.again')}</button><button type="button" className="link" onClick={() => setSticker(undefined)}>{own('reset.sticker')}{colon}{own('reset.again')}</button></div>
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
