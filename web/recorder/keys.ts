import { useEffect } from 'react'
import type { Key } from '../shared/i18n'

/** Every key of the wall, once: the help page lists this table and the handler obeys it. */
export type KeyAct =
  | 'play' | 'back5' | 'on5' | 'backMinute' | 'onMinute' | 'frameBack' | 'frameOn' | 'slower' | 'stop' | 'faster' | 'tickBack' | 'tickOn' | 'windowStart' | 'windowEnd'
  | 'zoomIn' | 'zoomOut' | 'fitDay' | 'gapNext' | 'gapBefore' | 'now' | 'typeTime' | 'large' | 'back' | 'all' | 'fullscreen' | 'mute' | 'snapshot' | 'bookmark' | 'lock'
  | 'in' | 'out' | 'export' | 'help' | 'camera' | 'layout' | 'noLayout'

export const KEYS: { key: string; act: KeyAct; text: Key; shift?: boolean; show?: string }[] = [
  { key: ' ', act: 'play', text: 'key.play', show: 'Space' },
  { key: 'n', act: 'now', text: 'key.now' },
  { key: 't', act: 'typeTime', text: 'key.typeTime' },
  { key: 'ArrowLeft', act: 'back5', text: 'key.back5', show: '←' },
  { key: 'ArrowRight', act: 'on5', text: 'key.on5', show: '→' },
  { key: 'ArrowLeft', shift: true, act: 'backMinute', text: 'key.backMinute', show: 'Shift ←' },
  { key: 'ArrowRight', shift: true, act: 'onMinute', text: 'key.onMinute', show: 'Shift →' },
  { key: ',', act: 'frameBack', text: 'key.frameBack' },
  { key: '.', act: 'frameOn', text: 'key.frameOn' },
  { key: 'j', act: 'slower', text: 'key.slower' },
  { key: 'k', act: 'stop', text: 'key.stop' },
  { key: 'l', act: 'faster', text: 'key.faster' },
  { key: 'PageDown', act: 'tickBack', text: 'key.tickBack', show: 'PgDn' },
  { key: 'PageUp', act: 'tickOn', text: 'key.tickOn', show: 'PgUp' },
  { key: 'Home', act: 'windowStart', text: 'key.windowStart' },
  { key: 'End', act: 'windowEnd', text: 'key.windowEnd' },
  { key: '+', act: 'zoomIn', text: 'key.zoomIn' },
  { key: '-', act: 'zoomOut', text: 'key.zoomOut' },
  { key: 'z', act: 'fitDay', text: 'key.fitDay' },
  { key: 'g', act: 'gapNext', text: 'key.gapNext' },
  { key: 'g', shift: true, act: 'gapBefore', text: 'key.gapBefore', show: 'Shift G' },
  { key: 'i', act: 'in', text: 'key.in' },
  { key: 'o', act: 'out', text: 'key.out' },
  { key: 'x', act: 'export', text: 'key.export' },
  { key: 'b', act: 'bookmark', text: 'key.bookmark' },
  { key: 'v', act: 'lock', text: 'key.lock' },
  { key: '1…9', act: 'camera', text: 'key.camera' },
  { key: '0', act: 'all', text: 'key.all' },
  { key: 'Shift 1…9', act: 'layout', text: 'key.layout', show: 'Shift 1…9' },
  { key: 'Shift 0', act: 'noLayout', text: 'key.noLayout', show: 'Shift 0' },
  { key: 'Enter', act: 'large', text: 'key.large' },
  { key: 'Escape', act: 'back', text: 'key.back', show: 'Esc' },
  { key: 'f', act: 'fullscreen', text: 'key.fullscreen' },
  { key: 'm', act: 'mute', text: 'key.mute' },
  { key: 's', act: 'snapshot', text: 'key.snapshot' },
  { key: '?', act: 'help', text: 'key.help' },
]

const FIELD = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=menu], [role=dialog], [role=listbox]'
const BUTTON = 'button, a, [role=button], input'

export const lettersOff = () => localStorage.getItem('keys') === 'off'

/** The act of a key press, or undefined: never in a field, never with a modifier, Enter and Space not on a button. */
export function actOf(e: { key: string; code: string; shiftKey: boolean; ctrlKey: boolean; altKey: boolean; metaKey: boolean; target: EventTarget | null }): { act: KeyAct; digit: number } | undefined {
  if (e.ctrlKey || e.altKey || e.metaKey) return undefined
  const target = e.target instanceof Element ? e.target : undefined
  if (target?.closest(FIELD)) return undefined
  if ((e.key === 'Enter' || e.key === ' ') && target?.closest(BUTTON)) return undefined
  if (lettersOff() && e.key.length === 1 && e.key !== ' ') return undefined
  // Digits by place, so that AZERTY needs no Shift; letters by what is printed on the key.
  const digit = /^(Digit|Numpad)(\d)$/.exec(e.code)
  if (digit && !(e.shiftKey && e.key.length === 1 && /[^\d]/.test(e.key) && KEYS.some((k) => k.key === e.key))) {
    const n = Number(digit[2])
    return { act: e.shiftKey ? (n === 0 ? 'noLayout' : 'layout') : n === 0 ? 'all' : 'camera', digit: n }
  }
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key
  const found = KEYS.find((k) => k.key === key && (/^[a-z]$|Arrow/.test(key) ? (k.shift ?? false) === e.shiftKey : true)) ?? (key === '=' ? KEYS.find((k) => k.key === '+') : undefined)
  return found && { act: found.act, digit: 0 }
}

let openHelp: () => void = () => {}
/** Opens the table of keys from a menu. */
export const askForKeys = () => openHelp()
export const onAskForKeys = (act: () => void) => (openHelp = act)

export function useKeys(run: (act: KeyAct, digit: number) => boolean) {
  useEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      const found = e.defaultPrevented ? undefined : actOf(e)
      if (found && run(found.act, found.digit)) e.preventDefault()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  })
}
