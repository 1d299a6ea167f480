import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { day } from '../portal/Account'
import { Failed, useAct } from '../portal/Entry'
import type { Person } from '../portal/data'
import { call, get, Problem } from '../shared/api'
import { own } from '../shared/i18n'
import { addPasskey } from '../shared/passkey'
import { queries } from '../shared/queries'
import { FileButton } from '../shared/ui/FileButton'
import { Heading } from '../shared/ui/Heading'
import { Note } from '../shared/ui/states'
import { CasePage, type Case } from './CasePage'

type Counts = { waiting: number; coolingOff: number; ready: number; today: number }

/** Counts and one button: nobody picks a case. */
export function Desk({ me }: { me: Person }) {
  const counts = useQuery({ queryKey: ['counts'], queryFn: ({ signal }) => get<Counts>('/counts', signal), refetchInterval: 10_000 })
  const [open, setOpen] = useState<Case>()
  const [none, setNone] = useState(false)
  const [said, setSaid] = useState('')
  const { busy, error, act } = useAct()
  const next = () =>
    act(async () => {
      setSaid('')
      setNone(false)
      try {
        setOpen(await call<Case>('POST', '/next'))
      } catch (e) {
        if (!(e instanceof Problem) || e.status !== 404) throw e
        setNone(true)
      }
    })
  if (open)
    return <CasePage key={open.id} file={open} done={(text) => (setOpen(undefined), setSaid(text), void queries.invalidateQueries({ queryKey: ['counts'] }))} />
  return (
    <div className="desk">
     <div className="stack">
      <Heading>{own('site.name')}</Heading>
      <dl className="counts">
        {([['waiting', counts.data?.waiting], ['cooling', counts.data?.coolingOff], ['ready', counts.data?.ready], ['today', counts.data?.today]] as const).map(([name, n]) => (
          <div key={name} className="card"><dt className="label">{own(`desk.${name}`)}</dt><dd className="big">{n ?? '–'}</dd></div>
        ))}
      </dl>
      <Alarms />
      {said && <Note tone="ok" title={said} />}
      {none && <Note title={own('desk.none')} />}
      <Failed error={error} />
      {me.passkeys === 0 ? (
        <Note tone="warning" title={own('desk.noPasskey')} acts={<Button loading={busy} onClick={() => act(async () => (await addPasskey(own('desk.passkeyName')), queries.invalidateQueries()))}>{own('desk.addPasskey')}</Button>} />
      ) : (
        <>
          <Button size="lg" loading={busy} onClick={next}>{own('desk.next')}</Button>
          <a href="/api/v1/me/approver" download="approver.json">{own('desk.approver')}</a>
        </>
      )}
     </div>
      {me.administrator && <Administer />}
    </div>
  )
}

type Alarmed = { compared: number; alarms: { kind: string; about: string; detail: string }[]; unused: string[] }

/** What key, authority, portal and recorders do not agree about. */
function Alarms() {
  const { data } = useQuery({ queryKey: ['alarms'], queryFn: ({ signal }) => get<Alarmed>('/alarms', signal), refetchInterval: 30_000 })
  if (!data) return null
  return (
    <>
      {data.alarms.length > 0 && (
        <Note tone="critical" title={own('alarm.title')} acts={<span>{own('alarm.do')}</span>}>
          {data.alarms.map((a) => <span key={a.kind + a.about} style={{ display: 'block' }}>{own(`alarm.${a.kind}`)} <span className="mono">{a.about}</span> {a.detail}</span>)}
        </Note>
      )}
      {data.unused.length > 0 && <Note title={own('alarm.unused', { n: data.unused.length })} acts={<span>{own('alarm.unusedDo')}</span>}><span className="mono">{data.unused.join(' ')}</span></Note>}
      <p className="dim" style={{ margin: 0 }}>{data.compared ? own('alarm.compared', { when: day(data.compared) }) : own('alarm.never')}</p>
    </>
  )
}

function Administer() {
  const [name, setName] = useState('')
  const [link, setLink] = useState('')
  const [taken, setTaken] = useState(false)
  const [signed, setSigned] = useState('')
  const [codes, setCodes] = useState<number>()
  const { busy, error, act } = useAct()
  const take = (file: File) => act(async () => (await call('POST', '/devices', JSON.parse(await file.text())), setTaken(true)))
  return (
    <section className="card stack">
      <form onSubmit={(e) => (e.preventDefault(), act(async () => setLink((await call<{ link: string }>('POST', '/people', { name })).link)))}>
        <TextInput label={own('desk.invite')} value={name} onChange={(e) => setName(e.currentTarget.value)} required />
        <Button type="submit" variant="default" loading={busy}>{own('desk.inviteGo')}</Button>
      </form>
      {link && <p className="mono" style={{ overflowWrap: 'anywhere', margin: 0 }}>{link}</p>}
      <FileButton label={own('desk.device')} accept="application/json" onFile={take} />
      {taken && <Note tone="ok" title={own('desk.deviceDone')} />}
      <form onSubmit={(e) => (e.preventDefault(), act(async () => setCodes((await call<{ codes: number }>('POST', '/used', { signed })).codes)))}>
        <TextInput label={own('desk.used')} value={signed} onChange={(e) => setSigned(e.currentTarget.value)} required />
        <Button type="submit" variant="default" loading={busy}>{own('desk.usedGo')}</Button>
      </form>
      {codes !== undefined && <Note tone="ok" title={own('desk.usedDone', { n: codes })} />}
      <a href="/api/v1/codes" download="codes.json">{own('desk.codes')}</a>
      <Failed error={error} />
    </section>
  )
}
