import { Button } from '@mantine/core'
import { useState } from 'react'
import { call, fromMicros } from '../shared/api'
import { currentLang, own } from '../shared/i18n'
import { addPasskey, passkeysWork } from '../shared/passkey'
import { queries } from '../shared/queries'
import { go, Link } from '../shared/router'
import { Heading } from '../shared/ui/Heading'
import { Note } from '../shared/ui/states'
import { useDevices, useMe, usePasskeys, useRequests } from './data'
import { Failed, signOut, useAct } from './Entry'
import { Phones } from './Phones'
import { Pushes } from './Pushes'

export const day = (micros: number) => new Date(fromMicros(micros)).toLocaleString(currentLang() === 'fr' ? 'fr-CA' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** My Account. */
export function Account() {
  const me = useMe()
  const devices = useDevices()
  const passkeys = usePasskeys()
  const requests = useRequests()
  const { busy, error, act } = useAct()
  return (
    <>
      <Heading>{own('account.title')}</Heading>
      <p className="dim" style={{ margin: 0 }}>{me.data?.name}</p>
      <Button size="md" onClick={() => go('/reset')}>{own('help.go')}</Button>
      <section className="card stack">
        <h2>{own('account.passkeys')}</h2>
        {passkeys.data?.length === 0 && <p className="dim" style={{ margin: 0 }}>{own('account.passkeysWhy')}</p>}
        <ul className="plain stack">{passkeys.data?.map((p) => <li key={p.id}>{p.label} <span className="dim">{day(p.made)}</span></li>)}</ul>
        <Failed error={error} />
        {passkeysWork() && <Button variant="default" loading={busy} onClick={() => act(async () => (await addPasskey(own('account.passkeyName')), queries.invalidateQueries()))}>{own('account.passkeyAdd')}</Button>}
      </section>
      <Phones />
      <Pushes />
      <section className="card stack">
        <h2>{own('account.devices')}</h2>
        {devices.data?.length === 0 && <p className="dim" style={{ margin: 0 }}>{own('account.devicesWhy')}</p>}
        <ul className="plain stack">{devices.data?.map((d) => <li key={d.deviceId}><strong>{d.model}</strong> <span className="mono">{d.deviceId}</span></li>)}</ul>
      </section>
      <section className="card stack">
        <h2>{own('account.requests')}</h2>
        {requests.data?.length === 0 && <p className="dim" style={{ margin: 0 }}>{own('account.requestsNone')}</p>}
        <ul className="plain stack">{requests.data?.map((r) => <li key={r.id}><Link href={`/requests/${r.id}`} className="mono">{r.id}</Link> {own(`state.${r.state}`)} <span className="dim">{day(r.made)}</span></li>)}</ul>
      </section>
      <Button variant="subtle" size="md" onClick={() => void signOut()}>{own('nav.out')}</Button>
    </>
  )
}

/** A link that the recorder signed: it becomes this person's. */
export function Claim() {
  const [link] = useState(() => sessionStorage.getItem('claim') ?? location.href)
  const [done, setDone] = useState(false)
  const { busy, error, act } = useAct()
  if (done) return <Note tone="ok" title={own('claim.done')}><Link href="/account">{own('nav.account')}</Link></Note>
  return (
    <div className="card stack">
      <Heading>{own('claim.title')}</Heading>
      <p>{own('claim.lead')}</p>
      <Failed error={error} />
      <Button size="md" loading={busy} onClick={() => act(async () => (await call('POST', '/me/devices', { link }), sessionStorage.removeItem('claim'), setDone(true)))}>{own('claim.go')}</Button>
    </div>
  )
}
