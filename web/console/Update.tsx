import { useEffect, useState } from 'react'
import type { Place } from './app'
import { ask, type Answer, type Loss } from './bridge'
import { CodePad } from './CodePad'
import { NewPassword } from './NewPassword'
import { day, t } from './words'
import { Heading, Steps } from './Heading'

type Step = { at: 'code'; said: string } | { at: 'who' | 'new'; session: string; names: string[]; name: string } | { at: 'loss'; sure: boolean; session: string; names: string[]; loss: Loss } | { at: 'done'; what: string; key: string }

/** Main Menu > Account Settings > Update Password, with a temporary password or the recovery key as the old one. */
export function Update({ byKey, go, keep }: { byKey: boolean; go: (to: Place) => void; keep: (save: (() => void) | undefined) => void }) {
  const [step, setStep] = useState<Step>({ at: 'code', said: '' })
  useEffect(() => () => keep(undefined), [keep])

  async function redeem(text: string) {
    const answer = await ask({ ask: byKey ? 'REDEEM_KEY' : 'REDEEM', text })
    if (answer?.is !== 'ACCEPTED') return setStep({ at: 'code', said: told(answer, byKey) })
    const { session, list: names } = answer
    if (answer.text === 'UNLOCK') return commit(session, '', '')
    if (answer.loss) return setStep({ at: 'loss', sure: false, session, names, loss: answer.loss })
    choose(session, names)
  }
  const choose = (session: string, names: string[]) => setStep({ at: names.length === 1 ? 'new' : 'who', session, names, name: names[0] ?? '' })
  async function accept(session: string, names: string[]) {
    const answer = await ask({ ask: 'ACCEPT_LOSS', session })
    if (answer?.is === 'LOSS_ACCEPTED') choose(session, names)
    else setStep({ at: 'code', said: answer ? t('new.ended') : t('noAnswer') })
  }
  async function commit(session: string, name: string, text: string): Promise<string> {
    const answer = await ask({ ask: 'COMMIT', session, name, text })
    if (answer?.is === 'DONE') {
      keep(undefined)
      setStep({ at: 'done', what: answer.text, key: answer.list[0] ?? '' })
      return ''
    }
    if (answer?.is === 'NO_SESSION') {
      keep(undefined)
      setStep({ at: 'code', said: t('new.ended') })
      return ''
    }
    return !answer ? t('noAnswer') : answer.is === 'IS_THE_CODE' ? t('new.isTheCode') : answer.is === 'REFUSED' ? '' : t('failed', { why: answer.text })
  }

  if (step.at === 'code')
    return (
      <main className="page" key="code">
        <Heading>{t('code.title')} <Steps at={1} /></Heading>
        <CodePad length={byKey ? 24 : 16} byKey={byKey} said={step.said} complete={redeem} />
        <footer><span className="grow" /><button onClick={() => go('info')}>{t('act.back')}</button></footer>
      </main>
    )
  if (step.at === 'done')
    return (
      <main className="page" key="done">
        <div role="status"><Heading>{t(step.what === 'UNLOCK' ? 'after.unlocked' : 'after.done')}</Heading></div>
        {step.what !== 'UNLOCK' && <p>{t('after.text')}</p>}
        {step.what === 'QUARANTINE' && <p>{t('after.withheld')}</p>}
        {step.what === 'ERASE' && <p>{t('after.erased')}</p>}
        {step.key && <><p>{t('after.key')}</p><p className="secret">{step.key}</p></>}
        <footer><button className="primary" autoFocus onClick={() => go('wall')}>{t('act.done')}</button></footer>
      </main>
    )
  if (step.at === 'loss')
    return (
      <main className="page" key={String(step.sure)}>
        <div role="alert"><Heading>{t('loss.title')}</Heading></div>
        <p>{t(step.sure ? 'loss.sure' : 'loss.what', step.loss)}</p>
        <p>{t('loss.why')}</p>
        <footer>
          <button className="primary" autoFocus onClick={() => go('info')}>{t('loss.no')}</button>
          <span className="grow" />
          {step.sure ? <button onClick={() => void accept(step.session, step.names)}>{t('loss.yes')}</button> : <button onClick={() => setStep({ ...step, sure: true })}>{t('loss.goOn')}</button>}
        </footer>
      </main>
    )
  if (step.at === 'who')
    return (
      <main className="page" key="who">
        <Heading>{t('who.title')}</Heading>
        <div className="choices">{step.names.map((name) => <button key={name} onClick={() => setStep({ ...step, at: 'new', name })}>{name}</button>)}</div>
      </main>
    )
  return <NewPassword name={step.name} session={step.session} keep={keep} save={(text) => commit(step.session, step.name, text)} back={() => go('info')} />
}

function told(answer: Answer | undefined, byKey: boolean): string {
  switch (answer?.is) {
    case undefined: return t('noAnswer')
    case 'WRONG': return answer.number > 0 ? t('code.wrong', { n: answer.number }) : t(byKey ? 'code.deadKey' : 'code.dead')
    case 'OTHER_DAY': return t('code.otherDay', { day: day(answer.text), n: answer.number })
    case 'IS_REQUEST_CODE': return t('code.request')
    case 'MISTYPED': case 'MISSHAPEN': return t(byKey ? 'code.mistypedKey' : 'code.mistyped')
    case 'NO_CHALLENGE': return t('code.none')
    case 'NO_KEY': return t('code.noKey')
    case 'WAIT': return t('code.wait', { n: answer.number })
    case 'IN_USE': return t('code.inUse')
    default: return t('failed', { why: answer!.text || answer!.is })
  }
}
