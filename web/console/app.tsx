import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { ask, listen, type Info } from './bridge'
import { Forgot, MainMenu } from './menu'
import { InfoPage } from './InfoPage'
import { Update } from './Update'
import { Wall } from './Wall'
import { current, otherLanguage, t, useLang } from './words'

export type Place = 'wall' | 'info' | 'menu' | 'account' | 'update' | 'key' | 'forgot'

/** A page nobody touches goes back to the wall; a live challenge stays valid. */
const IDLE = 10 * 60_000
const DIM = 5 * 60_000

export function App() {
  useLang()
  const [place, setPlace] = useState<Place>('wall')
  const [info, setInfo] = useState<Info>()
  const [menu, setMenu] = useState<{ x: number; y: number }>()
  const [leaving, setLeaving] = useState<Place>()
  const [quiet, setQuiet] = useState(0)
  const unsaved = useRef<(() => void) | undefined>(undefined)

  const refresh = useCallback(async () => setInfo((await ask({ ask: 'INFO' }))?.info ?? undefined), [])
  const go = useCallback((to: Place) => {
    setMenu(undefined)
    if (unsaved.current) setLeaving(to)
    else setPlace(to)
  }, [])
  const keep = useCallback((save: (() => void) | undefined) => void (unsaved.current = save), [])

  useEffect(() => {
    listen(() => go('info'))
    void refresh()
  }, [go, refresh])
  useEffect(() => {
    const timer = setInterval(() => void refresh(), place === 'info' ? 2_000 : 10_000)
    return () => clearInterval(timer)
  }, [place, refresh])
  useEffect(() => {
    const block = (e: globalThis.KeyboardEvent) => {
      if (e.key === 'F1') go('info')
      if (e.key === 'Escape') setMenu((open) => (open ? undefined : { x: innerWidth / 3, y: innerHeight / 4 }))
      // The browser's own keys (find, print, reload, developer tools) do nothing here.
      if (/^F\d+$/.test(e.key) || ((e.ctrlKey || e.metaKey) && !['c', 'v', 'x', 'a'].includes(e.key.toLowerCase()))) e.preventDefault()
    }
    addEventListener('keydown', block)
    return () => removeEventListener('keydown', block)
  }, [go])
  useEffect(() => {
    let since = Date.now()
    const woken = () => ((since = Date.now()), setQuiet(0))
    const timer = setInterval(() => setQuiet(Date.now() - since), 5_000)
    addEventListener('pointermove', woken)
    addEventListener('keydown', woken)
    addEventListener('pointerdown', woken)
    return () => (clearInterval(timer), removeEventListener('pointermove', woken), removeEventListener('keydown', woken), removeEventListener('pointerdown', woken))
  }, [])
  useEffect(() => {
    if (quiet > IDLE && place !== 'wall') {
      unsaved.current = undefined
      setPlace('wall')
    }
  }, [quiet, place])

  const rightClick = (e: MouseEvent) => {
    e.preventDefault()
    setMenu((open) => (open ? undefined : { x: Math.min(e.clientX, innerWidth * 0.7), y: Math.min(e.clientY, innerHeight * 0.55) }))
  }
  const walk = (e: KeyboardEvent<HTMLElement>) => {
    const items = [...e.currentTarget.querySelectorAll('button')]
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key]
    if (step) items[(items.indexOf(document.activeElement as HTMLButtonElement) + step + items.length) % items.length]!.focus()
  }
  const leave = (save: boolean) => {
    const act = unsaved.current
    const to = leaving!
    setLeaving(undefined)
    if (save) act?.()
    else ((unsaved.current = undefined), setPlace(to))
  }
  return (
    <div className={`console${quiet > DIM && !info?.recovery ? ' dim-chrome' : ''}`} onContextMenu={rightClick} onClick={() => menu && setMenu(undefined)}>
      <div className="place" inert={!!leaving}>
        {place === 'wall' && <Wall info={info} go={go} />}
        {place === 'info' && <InfoPage info={info} go={go} refresh={() => void refresh()} />}
        {place === 'menu' && <MainMenu go={go} />}
        {place === 'account' && <MainMenu go={go} account />}
        {place === 'forgot' && <Forgot go={go} refresh={() => void refresh()} />}
        {(place === 'update' || place === 'key') && <Update key={place} byKey={place === 'key'} go={go} keep={keep} />}
      </div>
      {menu && (
        <div className="quick" style={{ left: menu.x, top: menu.y }} role="menu" aria-label={t('menu.main')} onKeyDown={walk}>
          <button role="menuitem" autoFocus onClick={() => go('info')}>{t('menu.info')}</button>
          <button role="menuitem" onClick={() => go('wall')}>{t('menu.live')}</button>
          <button role="menuitem" onClick={() => go('menu')}>{t('menu.main')}</button>
          <button role="menuitem" lang={current() === 'fr' ? 'en' : 'fr'} onClick={otherLanguage}>{t('menu.language')}</button>
          <button role="menuitem" onClick={() => setMenu(undefined)}>{t('menu.close')}</button>
        </div>
      )}
      {leaving && (
        <div className="veil">
          <div className="dialog" role="alertdialog" aria-modal="true" aria-label={t('new.leave')}>
            <p>{t('new.leave')}</p>
            <button className="primary" autoFocus onClick={() => leave(true)}>{t('act.save')}</button>
            <button onClick={() => leave(false)}>{t('act.drop')}</button>
            <button onClick={() => setLeaving(undefined)}>{t('act.stay')}</button>
          </div>
        </div>
      )}
    </div>
  )
}
