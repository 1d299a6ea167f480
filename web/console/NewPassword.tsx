import { useEffect, useRef, useState } from 'react'
import { rule } from '../shared/password'
import { ask } from './bridge'
import { Keyboard } from './Keyboard'
import { t, tWord, type Key } from './words'
import { Heading, Steps } from './Heading'

/** Typed once when it is seen, twice when it is hidden; the recorder judges while it is typed. */
export function NewPassword({ name, session, save, keep, back }: {
  name: string; session: string; save: (text: string) => Promise<string>; keep: (save: (() => void) | undefined) => void; back: () => void
}) {
  const [text, setText] = useState('')
  const [again, setAgain] = useState('')
  const [hidden, setHidden] = useState(false)
  const [second, setSecond] = useState(false)
  const [judged, setJudged] = useState<{ text: string; good: boolean; score: number; findings: string[] }>()
  const [message, setMessage] = useState('')
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!text) return
    const timer = setTimeout(async () => {
      const answer = await ask({ ask: 'JUDGE', session, name, text })
      if (answer) setJudged({ text, good: answer.is === 'GOOD', score: answer.number, findings: answer.is === 'IS_THE_CODE' ? [t('new.isTheCode')] : answer.list.map((f) => tWord('finding', f)) })
    }, 150)
    return () => clearTimeout(timer)
  }, [text, name, session])

  const fresh = text !== '' && judged?.text === text ? judged : undefined
  const ready = fresh?.good === true && (!hidden || again === text)
  async function commit() {
    if (hidden && again !== text) return setMessage(t('new.differ'))
    setBusy(true)
    setMessage(await save(text))
    setBusy(false)
  }
  const latest = useRef(commit)
  latest.current = commit
  useEffect(() => keep(text ? () => void latest.current() : undefined), [text, keep])

  const type = (s: string) => (setMessage(''), second && hidden ? setAgain(again + s) : setText(text + s), field.current?.focus())
  const erase = () => (second && hidden ? setAgain([...again].slice(0, -1).join('')) : setText([...text].slice(0, -1).join('')))
  const local = rule(text)
  const score = fresh?.score ?? 0
  const line = (met: boolean, key: Key) => <li className={met ? 'met' : ''}>{met ? '✓' : '–'} {t(key)} <small>({t(met ? 'new.met' : 'new.missing')})</small></li>
  return (
    <main className="page new">
      <Heading>{t('new.title', { name })} <Steps at={ready ? 3 : 2} /></Heading>
      <div className="fields" onKeyDown={(e) => e.key === 'Enter' && e.target instanceof HTMLInputElement && ready && !busy && void commit()}>
        <input ref={field} autoFocus aria-label={t('new.title', { name })} className="field" type={hidden ? 'password' : 'text'} autoComplete="off" spellCheck={false} maxLength={256}
          value={text} onFocus={() => setSecond(false)} onChange={(e) => (setMessage(''), setText(e.currentTarget.value))} />
        {hidden && <input aria-label={t('new.again')} placeholder={t('new.again')} className="field" type="password" autoComplete="off" value={again} onFocus={() => setSecond(true)} onChange={(e) => setAgain(e.currentTarget.value)} />}
        <button onClick={() => (setHidden(!hidden), setAgain(''), setSecond(false))}>{t(hidden ? 'act.show' : 'act.hide')}</button>
      </div>
      <div className="judgement">
        <p className="strength" data-score={text ? score : -1} aria-live="polite"><span>{t('strength')}</span><i /><i /><i /><i /><span>{fresh ? t(`strength.${Math.min(4, score) as 0 | 1 | 2 | 3 | 4}`) : ''}</span></p>
        <ul>
          {line(local.long, 'new.long')}
          {line(local.length && local.kinds, 'new.kinds')}
          {(fresh?.findings ?? []).map((f) => <li key={f} className="bad">✕ {f}</li>)}
        </ul>
        <p className="message" role="alert">{message}</p>
        {!text && <p className="dim">{t('new.rule')}</p>}
      </div>
      <Keyboard press={type} erase={erase} />
      <footer>
        <button className="primary" disabled={!ready || busy} onClick={() => void commit()}>{t('act.save')}</button>
        <span className="grow" />
        <button onClick={back}>{t('act.back')}</button>
      </footer>
    </main>
  )
}
