import { Button, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { call, fromMicros } from '../shared/api'
import { currentLang, own } from '../shared/i18n'
import { passkeysWork, usePasskey } from '../shared/passkey'
import { queries } from '../shared/queries'
import { Heading } from '../shared/ui/Heading'
import { Note, ProblemNote, Skeleton } from '../shared/ui/states'
import { Camera, releaseCamera } from './Camera'
import { useMe, useRequest, type Person, type Request } from './data'
import { Failed, useAct } from './Entry'
import { answerKey, open } from './sealed'

const STEPS = ['review', 'waiting', 'ready', 'used'] as const
const SHOWN_MS = 60_000

/** The receipt, which is the progress page too. */
export function Progress({ id }: { id: string }) {
  const { data: request, error: lost } = useRequest(id)
  const [answer, setAnswer] = useState('')
  const { busy, error, act } = useAct()
  if (lost) return <ProblemNote error={lost} />
  if (!request) return <Skeleton height={240} />
  const at = request.state === 'question' ? 0 : request.state === 'shown' ? 2 : STEPS.indexOf(request.state as (typeof STEPS)[number])
  const over = at < 0 && request.state !== 'draft'
  const send = (path: string, body?: object) => act(async () => (await call('POST', `/requests/${id}/${path}`, body), queries.invalidateQueries()))
  return (
    <>
      <Heading>{own('progress.title')}</Heading>
      <p className="receipt" style={{ margin: 0 }}>{request.id}</p>
      {at >= 0 && <p className="sr-only" role="status">{own(`step.${STEPS[at]}`)}</p>}
      {over ? (
        <Note tone={request.state === 'vetoed' || request.state === 'rejected' ? 'warning' : 'info'} title={own(`state.${request.state}`)}>{own(`over.${request.state}`)}</Note>
      ) : (
        <ol className="steps card">
          {STEPS.map((step, i) => (
            <li key={step} className={i < at || request.state === 'used' ? 'done' : i === at ? 'now' : ''} aria-current={i === at ? 'step' : undefined}>
              <span className="dot" aria-hidden /> <span>{own(`step.${step}`)}<br /><span className="dim">{own(`step.${step}Text`)}</span>{step === 'waiting' && i === at && <Until request={request} />}</span>
            </li>
          ))}
        </ol>
      )}
      {request.state === 'question' && (
        <div className="card stack">
          <h2>{own('question.title')}</h2>
          <p style={{ margin: 0, whiteSpace: 'pre-line' }}>{request.question}</p>
          <Textarea label={own('question.answer')} value={answer} onChange={(e) => setAnswer(e.currentTarget.value)} maxLength={1000} />
          <Button loading={busy} disabled={!answer.trim()} onClick={() => send('answer', { text: answer })}>{own('question.send')}</Button>
        </div>
      )}
      {(request.state === 'ready' || request.state === 'shown') && <Code request={request} />}
      <Failed error={error} />
      <div className="row">
        {request.state === 'shown' && <Button loading={busy} onClick={() => send('used')}>{own('code.used')}</Button>}
        {!over && request.state !== 'used' && request.state !== 'shown' && <Button variant="default" loading={busy} onClick={() => send('cancel')}>{own('progress.cancel')}</Button>}
      </div>
    </>
  )
}

function Until({ request }: { request: Request }) {
  const at = new Date(fromMicros(request.ready))
  const [language, time] = [currentLang() === 'fr' ? 'fr-CA' : 'en-GB', { hour: '2-digit', minute: '2-digit' } as const]
  const today = at.toDateString() === new Date().toDateString()
  return <span style={{ display: 'block' }}>{own('step.waitingUntil', { time: today ? at.toLocaleTimeString(language, time) : at.toLocaleString(language, { weekday: 'long', ...time }) })}</span>
}

/** A passkey, the screen once more, and the code for a minute: opened here, with a key that was made here. */
function Code({ request }: { request: Request }) {
  const me = useMe()
  const [look, setLook] = useState(false)
  const [code, setCode] = useState('')
  const { busy, error, act } = useAct()
  useEffect(() => releaseCamera, [])
  useEffect(() => {
    if (!code) return
    releaseCamera()
    const timer = setTimeout(() => setCode(''), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [code])
  useEffect(() => {
    const moved = () => location.hash.includes('NVR1:') && show(location.href)
    addEventListener('hashchange', moved)
    return () => removeEventListener('hashchange', moved)
  })

  function begin() {
    act(async () => {
      if (passkeysWork() && me.data && me.data.passkeys > 0) queries.setQueryData(['me'], await usePasskey<Person>('/session/again/options', '/session/again'))
      const scanned = sessionStorage.getItem('screen')
      sessionStorage.removeItem('screen')
      if (scanned) await shown(scanned)
      else setLook(true)
    })
  }
  const show = (screen: string) => act(() => shown(screen))
  async function shown(screen: string) {
    const key = await answerKey()
    const { sealed } = await call<{ sealed: string }>('POST', `/requests/${request.id}/code`, { screen, answerKey: key.point })
    setCode(await open(sealed, request.id, key))
    setLook(false)
    await queries.invalidateQueries({ queryKey: ['request', request.id] })
  }
  if (code)
    return (
      <div className="card stack">
        <h2>{own('code.title')}</h2>
        <output className="code" data-role="code">{code}</output>
        <p style={{ margin: 0 }}>{own('code.where')}</p>
        <p className="dim" style={{ margin: 0 }}>{own('code.minute')}</p>
      </div>
    )
  return (
    <div className="card stack">
      <h2>{own('code.ready')}</h2>
      <p style={{ margin: 0 }}>{own('code.second')}</p>
      <Failed error={error} />
      {look ? <Camera key={String(error)} open mark="NVR1:" label={own('reset.info')} onShot={(shot) => (shot.link ? show(shot.link) : act(() => Promise.reject(new Error(own('code.unread')))))} /> : <Button size="lg" loading={busy} disabled={request.revealsLeft === 0} onClick={begin}>{own('code.show')}</Button>}
    </div>
  )
}
