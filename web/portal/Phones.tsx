import { Button, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { call, Problem } from '../shared/api'
import { currentLang, own } from '../shared/i18n'
import { queries } from '../shared/queries'
import { usePhones, type Phone } from './data'
import { Failed, proveAgain, useAct } from './Entry'

/** The telephones that are told of requests; nothing where the portal sends no text messages. */
export function Phones() {
  const phones = usePhones()
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const { busy, error, act } = useAct()
  if (!phones.data?.available) return null
  const list = phones.data.phones
  const wrong = error instanceof Problem ? error.fields : {}
  const waiting = list.find((p) => !p.confirmed)
  const change = (method: 'POST' | 'DELETE', path: string, body?: object) =>
    act(async () => {
      await proveAgain()
      await call(method, path, body)
      setNumber('')
      setCode('')
      await queries.invalidateQueries({ queryKey: ['phones'] })
    })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (waiting) change('POST', `/me/phones/${waiting.id}`, { code })
    else change('POST', '/me/phones', { number, language: currentLang() })
  }
  const remove = (p: Phone) => (
    <Button size="compact-sm" variant="subtle" aria-label={own('account.phoneRemove', { ending: p.ending })} loading={busy} onClick={() => change('DELETE', `/me/phones/${p.id}`)}>×</Button>
  )
  return (
    <section className="card stack">
      <h2>{own('account.phones')}</h2>
      <p className="dim" style={{ margin: 0 }}>{own(list.length === 0 ? 'account.phonesWhy' : 'account.phoneMonth')}</p>
      <ul className="plain stack">{list.map((p) => <li key={p.id}>{own('account.phoneEnds', { ending: p.ending })} {remove(p)}</li>)}</ul>
      <form onSubmit={submit}>
        {waiting
          ? <TextInput label={own('account.phoneCode')} inputMode="numeric" autoComplete="one-time-code" error={wrong.code && own('account.phoneCodeWrong')} value={code} onChange={(e) => setCode(e.currentTarget.value)} required />
          : <TextInput label={own('account.phoneNumber')} type="tel" autoComplete="tel" placeholder="+1 514 555 0100" error={wrong.number && own('account.phoneNumberWrong')} value={number} onChange={(e) => setNumber(e.currentTarget.value)} required />}
        {!wrong.code && !wrong.number && <Failed error={error} />}
        <Button type="submit" variant="default" loading={busy}>{own(waiting ? 'account.phoneConfirm' : 'account.phoneAdd')}</Button>
      </form>
    </section>
  )
}
