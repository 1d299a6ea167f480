import { Button, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Failed, useAct } from '../portal/Entry'
import { BASE, call } from '../shared/api'
import { currentLang, own } from '../shared/i18n'
import { signStatement } from '../shared/passkey'
import { Heading } from '../shared/ui/Heading'
import { Note } from '../shared/ui/states'

type Match = 'equal' | 'near' | 'different' | 'unread'
type Seen = { text: string; match: Match }
type Field = { name: string; form: string; qr: string; registry: string; match: Match; registered: Match; info: Seen; sticker: Seen }
type Signal = { lean: 'for' | 'against' | 'neutral'; code: string; about: string[]; detail: string }
export type Case = {
  id: string
  tier: string
  approvals: number
  second: boolean
  coolDownSeconds: number
  purpose: string
  submitted: number
  asker: string
  fields: Field[]
  signals: Signal[]
  requestCode: string
  statement: string
  conversation: string
  passkeys: string[]
}
type Answer = 'Y' | 'N' | 'U'

const MARK: Record<Match, string> = { equal: '=', near: '~', different: 'x', unread: '.' }
const IDLE_MS = 120_000
const LEANS = ['for', 'against', 'neutral'] as const

/** One case, six checks, four keys to decide. No key approves without the passkey over the sentence that is shown. */
export function CasePage({ file, done }: { file: Case; done: (said: string) => void }) {
  const [now, setNow] = useState(0)
  const [answers, setAnswers] = useState<Record<number, Answer>>({})
  const [note, setNote] = useState('')
  const { busy, error, act } = useAct()
  const idle = useIdle()
  const strong = (prefix: string) => file.signals.some((s) => s.lean === 'for' && s.code.startsWith(prefix))
  const rows = [
    ...file.fields.map((f) => ({ name: f.name, cells: [f.form, f.qr, f.registry], seen: [f.info, ...(f.name === 'date' ? [] : [f.sticker])], match: f.match, registered: f.registered })),
    { name: 'code', cells: [file.requestCode, '', ''], seen: [{ text: '', match: (strong('picture.same-code') ? 'equal' : file.signals.some((s) => s.code === 'picture.other-code') ? 'different' : 'unread') as Match }], match: (strong('qr.signed') ? 'equal' : 'unread') as Match, registered: 'unread' as Match },
    { name: 'person', cells: [file.asker, '', ''], seen: [], match: (strong('person.') ? 'equal' : 'unread') as Match, registered: (strong('owner.self') ? 'equal' : 'unread') as Match },
  ]
  const all = rows.every((_, i) => answers[i])
  const reasons = () => rows.flatMap((r, i) => (answers[i] === 'Y' ? [] : [`${r.name}-${answers[i] === 'N' ? 'no' : 'unsure'}`]))

  const decide = (verdict: string) =>
    act(async () => {
      const assertion = verdict === 'approve' ? { assertion: await signStatement(file.statement, file.passkeys) } : {}
      const given = reasons()
      const { state } = await call<{ state: string }>('POST', `/cases/${file.id}/decision`, { verdict, reasons: given.length ? given : ['all-match'], ...(note ? { note } : {}), ...assertion })
      done(own('act.done', { state: own(`state.${state}`) }))
    })
  const back = (conflict: boolean) => act(async () => (await call('POST', `/cases/${file.id}/back`, { conflict }), done('')))
  const say = (answer: Answer) => {
    setAnswers({ ...answers, [now]: answer })
    setNow(Math.min(now + 1, rows.length - 1))
  }

  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.target instanceof HTMLTextAreaElement || e.target instanceof HTMLInputElement || e.ctrlKey || e.metaKey || e.altKey || busy || idle) return
      const k = e.key.toUpperCase()
      if (/^[1-6]$/.test(k)) setNow(Number(k) - 1)
      else if (k === 'Y' || k === 'N' || k === 'U') say(k)
      else if (!all) return
      else if (k === 'A' && file.statement) decide('approve')
      else if (k === 'I' && note) decide('ask')
      else if (k === 'R') decide('reject')
      else if (k === 'E') decide('escalate')
    }
    addEventListener('keydown', key)
    return () => removeEventListener('keydown', key)
  })

  const colon = currentLang() === 'fr' ? '\u00a0: ' : ': '
  const expected = (name: string) => file.fields.find((f) => f.name === name)
  return (
    <>
      <div className="row between">
        <Heading className="mono">{file.id}</Heading>
        <span className="row"><span className="chip">{own(`tier.${file.tier}`)}</span><span className="chip">{own('case.tier', { n: file.approvals })}</span><span className="chip">{own('case.coolDown', { n: Math.round(file.coolDownSeconds / 60) })}</span>
          <Button size="xs" variant="default" onClick={() => back(false)}>{own('case.back')}</Button><Button size="xs" variant="default" onClick={() => back(true)}>{own('case.conflict')}</Button></span>
      </div>
      {file.second && <p className="dim" style={{ margin: 0 }}>{own('case.second')}</p>}
      {idle && <Note tone="warning" title={own('case.idle')} />}
      <div className={`case ${idle ? 'idle' : ''}`}>
        <div className="stack">
          {(['info', 'sticker'] as const).map((kind) => (
            <figure key={kind}><figcaption>{own(`case.${kind}`)}</figcaption><img src={`${BASE}/cases/${file.id}/pictures/${kind}`} alt={own(`case.${kind}`)} style={{ transform: now < 4 ? 'scale(1.02)' : undefined }} /></figure>
          ))}
        </div>
        <div className="stack">
          <figure>
            <figcaption>{own('case.expected')}</figcaption>
            <div className="expected" tabIndex={0} role="group" aria-label={own('case.expected')}>
              {['model', 'deviceId', 'serial', 'date'].map((name) => <div key={name}><span className="dim">{own(`field.${name}`)}{colon}</span>{(name === 'date' ? expected(name)?.qr : expected(name)?.registry) || '–'}</div>)}
              <div>{file.requestCode}</div>
            </div>
          </figure>
          <div className="signals card">
            {LEANS.map((lean) => (
              <div key={lean}><strong>{own(`lean.${lean}`)}</strong><ul className="plain">{file.signals.filter((s) => s.lean === lean).map((s) => <li key={s.code + s.about.join() + s.detail}>{own(`signal.${s.code}`)} <span className="dim">{[...s.about.map((a) => own(`about.${a}`)), s.code === 'picture.refused' ? own(`bad.${s.detail.toLowerCase()}`) : s.detail].filter(Boolean).join(colon)}</span></li>)}</ul></div>
            ))}
          </div>
        </div>
        <div className="stack">
          <div className="table-wrap">
            <table className="data cards">
              <thead><tr><th>{own('case.check')}</th><th>{own('case.form')}</th><th>{own('case.read')}</th><th>{own('case.registry')}</th><th>{own('case.answer')}</th></tr></thead>
              <tbody>
                {rows.map((row, i) => (
                  <tr key={row.name} className={i === now ? 'now' : ''} onClick={() => setNow(i)}>
                    <td>{i + 1} {own(`field.${row.name}`)}</td>
                    <td className="mono" style={{ overflowWrap: 'anywhere' }}>{row.cells[0]}{row.cells[1] && row.cells[1] !== row.cells[0] && <><br /><span className="dim">{row.cells[1]}</span></>}</td>
                    <td>{row.seen.map((seen, k) => <div key={k} className="seen"><Mark match={seen.match} /> <span className="dim">{own(k === 0 ? 'case.infoShort' : 'case.stickerShort')}</span> <span className="mono">{seen.text}</span></div>)}</td>
                    <td><Mark match={row.match} /> <Mark match={row.registered} /></td>
                    <td>{answers[i] ? own(`answer.${answers[i]}`) : '?'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="answers">{(['Y', 'N', 'U'] as const).map((a) => <Button key={a} variant="default" onClick={() => say(a)}>{a} {own(`answer.${a}`)}</Button>)}</div>
          {file.conversation && <div><strong>{own('case.conversation')}</strong><pre>{file.conversation}</pre></div>}
          {file.statement ? <div><strong>{own('case.sign')}{colon}{own(`purpose.${file.purpose}`)}</strong><pre lang="en">{file.statement}</pre></div> : <Note tone="warning" title={own('case.refused')} />}
          <Textarea label={own('act.note')} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={1000} />
          <Failed error={error} />
          <div className="row verdict">
            <Button loading={busy} disabled={!all || !file.statement} onClick={() => decide('approve')}>A {own('act.approve')}</Button>
            <Button variant="default" disabled={!all || !note || busy} onClick={() => decide('ask')}>I {own('act.ask')}</Button>
            <Button variant="default" disabled={!all || busy} onClick={() => decide('reject')}>R {own('act.reject')}</Button>
            <Button variant="default" disabled={!all || busy} onClick={() => decide('escalate')}>E {own('act.escalate')}</Button>
          </div>
          <p className="dim" style={{ margin: 0 }}>{own('act.keys')}</p>
        </div>
      </div>
    </>
  )
}

/** How two readings compare: a sign to see, a word to hear. */
function Mark({ match }: { match: Match }) {
  return <><span className="mark" title={own(`match.${match}`)} aria-hidden>{MARK[match]}</span><span className="sr-only">{own(`match.${match}`)}</span></>
}

/** Two minutes without a hand: everything is blurred until it comes back. */
function useIdle(): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    let timer = 0
    const here = () => {
      setIdle(false)
      clearTimeout(timer)
      timer = window.setTimeout(() => setIdle(true), IDLE_MS)
    }
    here()
    for (const event of ['pointermove', 'keydown', 'pointerdown']) addEventListener(event, here)
    return () => {
      clearTimeout(timer)
      for (const event of ['pointermove', 'keydown', 'pointerdown']) removeEventListener(event, here)
    }
  }, [])
  return idle
}
