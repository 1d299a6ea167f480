import { Button } from '@mantine/core'
import { useState } from 'react'
import { call } from '../shared/api'
import { currentLang, own } from '../shared/i18n'
import { queries } from '../shared/queries'
import { usePushes, type Push } from './data'
import { Failed, proveAgain, useAct } from './Entry'

const works = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** What a browser calls itself, short enough for a list. */
const label = () => {
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(navigator.userAgent)?.[0] ?? ''
  const browser = /Firefox|Edg|Chrome|Safari/.exec(navigator.userAgent)?.[0]?.replace('Edg', 'Edge') ?? ''
  return [browser, system].filter(Boolean).join(', ')
}

async function subscription(key: string) {
  const { pushManager } = await navigator.serviceWorker.register('/push.js').then(() => navigator.serviceWorker.ready)
  const ask = () => pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  try {
    return await ask()
  } catch (e) {
    // Subscribed for another key: the portal has a new one.
    if ((e as DOMException).name !== 'InvalidStateError') throw e
    await (await pushManager.getSubscription())?.unsubscribe()
    return ask()
  }
}

/** Browsers that are notified of requests. Permission is asked by the button and never before. */
export function Pushes() {
  const pushes = usePushes()
  const [refused, setRefused] = useState<'denied' | 'failed'>()
  const { busy, error, act } = useAct()
  const refresh = () => queries.invalidateQueries({ queryKey: ['pushes'] })
  const subscribe = (key: string) =>
    act(async () => {
      setRefused(undefined)
      if ((await Notification.requestPermission()) !== 'granted') return setRefused('denied')
      await proveAgain()
      let made: PushSubscription
      try {
        made = await subscription(key)
      } catch {
        return setRefused('failed')
      }
      const { endpoint, keys } = made.toJSON()
      const { id } = await call<Push>('POST', '/me/pushes', { endpoint, p256dh: keys?.p256dh, auth: keys?.auth, label: label(), language: currentLang() })
      localStorage.setItem('push', id)
      await refresh()
    })
  const remove = (id: string) => act(async () => (await call('DELETE', `/me/pushes/${id}`), await refresh()))
  const list = pushes.data?.pushes ?? []
  const here = localStorage.getItem('push')
  return (
    <section className="card stack">
      <h2>{own('account.pushes')}</h2>
      <p className="dim" style={{ margin: 0 }}>{own(works() ? 'account.pushesWhy' : 'account.pushesCannot')}</p>
      <ul className="plain stack">
        {list.map((p) => (
          <li key={p.id}>
            {p.label || p.id} {p.id === here && <span className="dim">{own('account.pushHere')}</span>} <Button size="compact-sm" variant="subtle" aria-label={own('account.pushRemove', { label: p.label || p.id })} loading={busy} onClick={() => remove(p.id)}>×</Button>
          </li>
        ))}
      </ul>
      <Failed error={error} />
      {refused && <p role="alert" style={{ margin: 0 }}>{own(refused === 'denied' ? 'account.pushDenied' : 'account.pushFailed')}</p>}
      {works() && pushes.data && !list.some((p) => p.id === here) && <Button variant="default" loading={busy} onClick={() => subscribe(pushes.data.key)}>{own('account.pushAdd')}</Button>}
    </section>
  )
}
