import { useEffect, useRef, useState } from 'react'
import { grouped, isComplete, symbol, SYMBOLS } from './code'
import { t } from './words'

/**
 * 32 keys in the alphabet's order, big slots, no OK: the last symbol checks itself, and only what checks goes to the recorder. A keyboard works too, and its Tab passes the 32 keys by;
 * pasted text and hyphens are taken as meant.
 */
export function CodePad({ length, byKey, said, complete }: { length: number; byKey: boolean; said: string; complete: (text: string) => Promise<unknown> }) {
  const [typed, setTyped] = useState('')
  const [slip, setSlip] = useState(false)
  const [asking, setAsking] = useState(false)
  const now = useRef({ typed, asking })
  now.current = { typed, asking }

  function take(next: string) {
    if (now.current.asking) return
    const text = next.slice(0, length)
    now.current.typed = text
    setTyped(text)
    setSlip(text.length === length && !isComplete(text))
    if (text.length === length && isComplete(text)) {
      setAsking(true)
      void complete(grouped(text)).finally(() => setAsking(false))
    }
  }
  const add = (keys: string) => take(now.current.typed.length >= length ? now.current.typed : now.current.typed + [...keys].map((k) => symbol(k) ?? '').join(''))

  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return
      if (e.key === 'Backspace') take(now.current.typed.slice(0, -1))
      else if (symbol(e.key)) add(e.key)
    }
    const paste = (e: ClipboardEvent) => add(e.clipboardData?.getData('text') ?? '')
    addEventListener('keydown', key)
    addEventListener('paste', paste)
    return () => (removeEventListener('keydown', key), removeEventListener('paste', paste))
  })

  const message = slip ? t(byKey ? 'code.mistypedKey' : 'code.mistyped') : asking ? '' : said
  return (
    <div className="pad">
      <p>{t(byKey ? 'code.oldKey' : 'code.old')}</p>
      <div className="slots" role="img" aria-label={grouped(typed) || t('code.empty')}>
        {Array.from({ length }, (_, i) => <span key={i} className={i === typed.length ? 'next' : ''}>{typed[i] ?? '_'}</span>)}
      </div>
      <p className="sr-only" role="status">{typed.length} / {length}</p>
      <p className="message" role="alert">{message}</p>
      <div className="keys">
        <div className="symbols">{[...SYMBOLS].map((s) => <button key={s} tabIndex={-1} disabled={asking} onClick={() => add(s)}>{s}</button>)}</div>
        <div className="side">
          <button disabled={asking} onClick={() => take(typed.slice(0, -1))}>{t('code.backspace')}</button>
          <button disabled={asking} onClick={() => take('')}>{t('code.clear')}</button>
          <p className="dim">{t('code.never')}</p>
        </div>
      </div>
    </div>
  )
}
