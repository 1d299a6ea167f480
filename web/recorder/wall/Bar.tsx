import { ActionIcon, Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { now, useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import {
  IconChevronDown, IconChevronLeft, IconFileExport, IconLayoutGrid, IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward, IconRewindBackward30, IconRewindForward10,
} from '../../shared/icons'
import { parseTyped } from '../../shared/time/parse'
import { clock as clockText, dayText, span, zoneName } from '../../shared/time/zone'
import type { KeyAct } from '../keys'
import { SPEEDS, useClock, type PlayClock } from '../player/clock'
import type { Selection } from '../timeline/engine'

const WINDOWS: [string, number][] = [['5 min', 300_000], ['1 h', 3_600_000], ['6 h', 21_600_000], ['24 h', 86_400_000], ['7 d', 604_800_000], ['30 d', 2_592_000_000]]
const speedText = (r: number) => `${r < 0 ? '−' : ''}${Math.abs(r) < 1 ? `1/${Math.round(1 / Math.abs(r))}` : Math.abs(r)}×`

type Props = {
  clock: PlayClock; run: (act: KeyAct, digit: number) => boolean; seek: (at: number) => void; large: string | undefined; selection: Selection; typing: boolean; setTyping: (on: boolean) => void
  window: (span: number | undefined) => void; lanes: boolean; setLanes: (open: boolean) => void; many: boolean; mayExport: boolean
  layout: string | undefined; onLayouts: (button: HTMLElement) => void
}

/** Every key has its button here. */
export function Bar({ clock, run, seek, large, selection, typing, setTyping, window: show, lanes, setLanes, many, mayExport, layout, onLayouts }: Props) {
  const play = useClock(clock)
  const act = (a: KeyAct) => () => void run(a, 0)
  const icon = (a: KeyAct, label: Parameters<typeof t>[0], Icon: typeof IconPlayerPlay, extra = '') => (
    <ActionIcon variant="subtle" color="gray" size={36} onClick={act(a)} aria-label={t(label)} title={t(label)} className={`bar-icon ${extra}`}><Icon size={20} stroke={1.5} aria-hidden /></ActionIcon>
  )
  return (
    <div className="wall-bar" role="toolbar" aria-label={t('bar.title')}>
      <div className="bar-group">
        {large !== undefined && <Button variant="default" size="compact-md" leftSection={<IconChevronLeft size={16} />} onClick={() => (selection.from === undefined && selection.to === undefined ? act('back')() : act('all')())} className="bar-back" aria-label={t('bar.allCameras')}>{t('bar.allCameras')}</Button>}
        <button className={`live-button${play.live ? ' on' : ''}`} onClick={act('now')} aria-pressed={play.live}>{play.live ? t('bar.live') : <Behind clock={clock} />}</button>
        {large === undefined && many && <Button variant="default" size="compact-md" onClick={(e) => onLayouts(e.currentTarget)} leftSection={<IconLayoutGrid size={16} stroke={1.5} />} className="bar-layout" aria-haspopup="menu" aria-label={t('layout.button', { name: layout ?? t('layout.auto') })}>{layout ?? t('layout.auto')}</Button>}
      </div>
      <div className="bar-group middle">
        <ActionIcon variant="subtle" color="gray" size={36} onClick={() => seek(clock.at() - 30_000)} aria-label={t('bar.back30')} title={t('bar.back30')} className="bar-icon"><IconRewindBackward30 size={20} stroke={1.5} aria-hidden /></ActionIcon>
        {icon('frameBack', 'key.frameBack', IconPlayerSkipBack, 'wide')}
        {icon('play', play.playing ? 'bar.pause' : 'bar.play', play.playing ? IconPlayerPause : IconPlayerPlay, 'play')}
        {icon('frameOn', 'key.frameOn', IconPlayerSkipForward, 'wide')}
        <ActionIcon variant="subtle" color="gray" size={36} onClick={() => seek(clock.at() + 10_000)} aria-label={t('bar.on10')} title={t('bar.on10')} className="bar-icon" disabled={play.live}><IconRewindForward10 size={20} stroke={1.5} aria-hidden /></ActionIcon>
        <label className="bar-select wide"><span className="sr-only">{t('bar.speed')}</span>
          <select value={play.rate} onChange={(e) => clock.rate(Number(e.currentTarget.value))} className="num">{SPEEDS.map((s) => <option key={s} value={s}>{speedText(s)}</option>)}</select>
          <IconChevronDown size={14} aria-hidden />
        </label>
      </div>
      <TimeBox clock={clock} seek={seek} typing={typing} setTyping={setTyping} />
      <div className="bar-group right">
        {mayExport && (
          <>
            <button className={`mark wide${selection.from !== undefined ? ' on' : ''}`} onClick={act('in')} title={t('key.in')} aria-label={t('key.in')}>I</button>
            <button className={`mark wide${selection.to !== undefined ? ' on' : ''}`} onClick={act('out')} title={t('key.out')} aria-label={t('key.out')}>O</button>
            {selection.from !== undefined && selection.to !== undefined && <span className="chip num">{span(selection.to - selection.from)}</span>}
            <Button variant="default" size="compact-md" onClick={act('export')} leftSection={<IconFileExport size={16} stroke={1.5} />} className="bar-export" aria-label={t('export.title')}>{t('export.title')}</Button>
          </>
        )}
        <label className="bar-select"><span className="sr-only">{t('bar.window')}</span>
          <select value="" onChange={(e) => show(Number(e.currentTarget.value) || undefined)}>
            <option value="" hidden>{t('bar.windowShort')}</option>
            {WINDOWS.map(([text, ms]) => <option key={text} value={ms}>{currentLang() === 'fr' ? text.replace(' d', ' j') : text}</option>)}
            <option value="0">{t('bar.everything')}</option>
          </select>
          <IconChevronDown size={14} aria-hidden />
        </label>
        {icon('zoomOut', 'key.zoomOut', IconMinusSmall, 'wide')}
        {icon('zoomIn', 'key.zoomIn', IconPlusSmall, 'wide')}
        {many && <Button variant="subtle" color="gray" size="compact-md" onClick={() => setLanes(!lanes)} aria-expanded={lanes} className="wide">{t(lanes ? 'bar.lanesClose' : 'bar.lanes')}</Button>}
      </div>
    </div>
  )
}

const IconPlusSmall = ((p: object) => <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" {...p}><path d="M12 5v14M5 12h14" /></svg>) as unknown as typeof IconPlayerPlay
const IconMinusSmall = ((p: object) => <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" {...p}><path d="M5 12h14" /></svg>) as unknown as typeof IconPlayerPlay

function Behind({ clock }: { clock: PlayClock }) {
  const [behind, setBehind] = useState(now() - clock.at())
  useEffect(() => {
    const timer = setInterval(() => setBehind(now() - clock.at()), 500)
    return () => clearInterval(timer)
  }, [clock])
  return <>{t('bar.now')} <span className="num">−{span(Math.max(1000, Math.floor(behind / 1000) * 1000))}</span></>
}

/** The time of the pictures; a press, or T, lets one type another. The hour that autumn repeats is asked about. */
function TimeBox({ clock, seek, typing, setTyping }: { clock: PlayClock; seek: (at: number) => void; typing: boolean; setTyping: (on: boolean) => void }) {
  const zone = useZone()
  const lang = currentLang()
  const [at, setAt] = useState(clock.at())
  const [text, setText] = useState('')
  const [choices, setChoices] = useState<number[]>()
  const [wrong, setWrong] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const timer = setInterval(() => setAt(clock.at()), 100)
    return () => clearInterval(timer)
  }, [clock])
  useEffect(() => {
    if (typing) field.current?.focus()
    else setText(''), setChoices(undefined), setWrong(undefined)
  }, [typing])

  function take() {
    const typed = parseTyped(text, clock.read().live ? now() : Math.max(at, now()), zone)
    switch (typed.kind) {
      case 'now': clock.live(); setTyping(false); break
      case 'skipped': setWrong(t('time.skipped')); break
      case 'unreadable': setWrong(t('time.unreadable')); break
      case 'at':
        if (typed.instants.length > 1) setChoices(typed.instants)
        else if (typed.instants[0]! > now()) setWrong(t('time.future'))
        else seek(typed.instants[0]!), setTyping(false)
    }
  }
  if (!typing)
    return (
      <button className="time-box num" onClick={() => setTyping(true)} title={t('key.typeTime')}>
        <strong>{clockText(at, zone, clock.read().playing ? 'second' : 'milli')}</strong> <span className="dim">{dayText(at, zone, lang)} · {zoneName(at, zone, lang)}</span>
        <span className="sr-only">{t('key.typeTime')}</span>
      </button>
    )
  return (
    <form className="time-form" onSubmit={(e) => (e.preventDefault(), take())} onKeyDown={(e) => e.key === 'Escape' && setTyping(false)} onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && setTyping(false)}>
      <input ref={field} value={text} onChange={(e) => (setText(e.currentTarget.value), setWrong(undefined), setChoices(undefined))} placeholder={t('time.placeholder')} aria-label={t('key.typeTime')} aria-invalid={wrong !== undefined} aria-describedby="time-wrong" autoComplete="off" />
      {choices && choices.map((c, i) => <Button key={c} size="compact-sm" variant="default" onClick={() => (seek(c), setTyping(false))}>{t(i ? 'time.second' : 'time.first', { zone: zoneName(c, zone, lang) })}</Button>)}
      <span id="time-wrong" role="status" className="time-wrong">{wrong}</span>
    </form>
  )
}
