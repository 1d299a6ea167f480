import { useState } from 'react'
import type { Place } from './app'
import { ask } from './bridge'
import { t } from './words'
import { Heading } from './Heading'

export function MainMenu({ go, account = false }: { go: (to: Place) => void; account?: boolean }) {
  return (
    <main className="page">
      <Heading>{t(account ? 'menu.account' : 'menu.main')}</Heading>
      <p className="dim">{t('menu.mainLead')}</p>
      <div className="choices">
        {account ? <button onClick={() => go('update')}>{t('menu.update')}</button> : <button onClick={() => go('account')}>{t('menu.account')}</button>}
        <button onClick={() => go('forgot')}>{t('act.forgot')}</button>
      </div>
      <footer>
        <span className="grow" />
        <button onClick={() => go(account ? 'menu' : 'wall')}>{t('act.back')}</button>
      </footer>
    </main>
  )
}

/** The ladder: every way back in, in the order of ease. */
export function Forgot({ go, refresh }: { go: (to: Place) => void; refresh: () => void }) {
  const [message, setMessage] = useState('')
  async function start() {
    const answer = await ask({ ask: 'START' })
    if (answer?.is === 'INFO') {
      refresh()
      go('info')
    } else setMessage(!answer ? t('noAnswer') : answer.is === 'WAIT' ? t('forgot.wait', { n: answer.number }) : answer.is === 'NO_AUTHORITY' ? t('forgot.noAuthority') : t('failed', { why: answer.text }))
  }
  return (
    <main className="page">
      <Heading>{t('forgot.title')}</Heading>
      <p>{t('forgot.lead')}</p>
      <ol>
        <li>{t('forgot.admin')}</li>
        <li>{t('forgot.app')}</li>
        <li>{t('forgot.key')}</li>
        <li>{t('forgot.maker')}</li>
      </ol>
      <p className="dim">{t('forgot.calm')}</p>
      <p className="message" role="alert">{message}</p>
      <footer>
        <button className="primary" onClick={() => void start()}>{t('act.start')}</button>
        <button onClick={() => go('key')}>{t('act.key')}</button>
        <button onClick={() => go('update')}>{t('act.enter')}</button>
        <span className="grow" />
        <button onClick={() => go('info')}>{t('act.back')}</button>
      </footer>
    </main>
  )
}
