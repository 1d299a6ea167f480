import { Button } from '@mantine/core'
import { useState } from 'react'
import { call } from '../shared/api'
import { own } from '../shared/i18n'
import { Heading } from '../shared/ui/Heading'
import { Note } from '../shared/ui/states'
import { Failed, useAct } from './Entry'

/** One press and no signing in. A press, because mail programs open links by themselves. */
export function Veto() {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  const [result, setResult] = useState<string>()
  const { busy, error, act } = useAct()
  if (result) return <Note tone={result === 'stopped' ? 'ok' : 'warning'} title={own(`veto.${result}`)}>{own(`veto.${result}Text`)}</Note>
  return (
    <div className="card stack">
      <Heading>{own('veto.title')}</Heading>
      <p>{own('veto.lead')}</p>
      <Failed error={error} />
      <Button size="lg" color="red" loading={busy} onClick={() => act(async () => setResult((await call<{ result: string }>('POST', '/veto', { token })).result))}>{own('veto.go')}</Button>
    </div>
  )
}
