import { dayStart, instantsOf, wall } from './zone'

/** What somebody typed for a time: one instant, the two of a repeated hour (the page asks which), or why not. */
export type Typed = { kind: 'at'; instants: number[] } | { kind: 'now' } | { kind: 'skipped' } | { kind: 'unreadable' }

const MONTHS = [
  ['jan', 'janv'], ['feb', 'fev', 'fevr'], ['mar', 'mars'], ['apr', 'avr', 'avril'], ['may', 'mai'], ['jun', 'juin'],
  ['jul', 'juil'], ['aug', 'aou', 'aout'], ['sep', 'sept'], ['oct'], ['nov'], ['dec'],
]
const DAYS = [['sun', 'dim'], ['mon', 'lun'], ['tue', 'mar'], ['wed', 'mer'], ['thu', 'jeu'], ['fri', 'ven'], ['sat', 'sam']]
const UNITS: Record<string, number> = { s: 1, sec: 1, min: 60, m: 60, h: 3600, d: 86400, j: 86400 }

const plain = (s: string) => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().trim().replace(/\s+/g, ' ')

/** `14:32`, `2:30 pm`, `14h30`, `hier 14h30`, `mon 9:00`, `3 mars 14h`, `2026-03-03 14:00`, `-2h`, `-1h30`, `now`. */
export function parseTyped(input: string, now: number, zone: string): Typed {
  const raw = input.trim()
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i.test(raw)) {
    const at = Date.parse(raw)
    return Number.isNaN(at) ? { kind: 'unreadable' } : { kind: 'at', instants: [at] }
  }
  const text = plain(raw)
  if (/^(now|live|maintenant|direct)$/.test(text)) return { kind: 'now' }
  const back = backBy(text)
  if (back !== undefined) return { kind: 'at', instants: [now - back * 1000] }
  const { day, rest } = takeDay(text, now, zone)
  if (day === 'bad') return { kind: 'unreadable' }
  const time = takeTime(rest)
  if (!time) return { kind: 'unreadable' }
  const base = wall(day ?? now, zone)
  const at = instantsOf(base.year, base.month, base.day, time.hour, time.minute, time.second, zone)
  if (at.length === 0) return { kind: 'skipped' }
  if (day === undefined && at[0]! > now) {
    // A bare time that has not come yet today means yesterday's: recordings lie in the past.
    const y = wall(dayStart(now, zone, -1), zone)
    const before = instantsOf(y.year, y.month, y.day, time.hour, time.minute, time.second, zone)
    return before.length ? { kind: 'at', instants: before } : { kind: 'skipped' }
  }
  return { kind: 'at', instants: at }
}

function backBy(text: string): number | undefined {
  const m = /^(?:-|il y a )\s*(.+?)(?: ago)?$/.exec(text) ?? /^(.+) ago$/.exec(text)
  if (!m) return undefined
  let seconds = 0
  let lastUnit = 0
  const rest = m[1]!.replace(/(\d+)\s*(sec|min|s|m|h|d|j)?(?![a-z])/g, (_all, n: string, unit: string | undefined) => {
    const size = unit ? UNITS[unit]! : lastUnit === 3600 ? 60 : lastUnit === 60 ? 1 : 0
    if (size === 0) return '?'
    lastUnit = size
    seconds += Number(n) * size
    return ''
  })
  return rest.trim() === '' && seconds > 0 ? seconds : undefined
}

function takeDay(text: string, now: number, zone: string): { day: number | undefined | 'bad'; rest: string } {
  const today = wall(now, zone)
  const at = (y: number, mo: number, d: number): number | 'bad' => {
    const check = new Date(Date.UTC(y, mo - 1, d))
    if (check.getUTCMonth() !== mo - 1 || check.getUTCDate() !== d) return 'bad'
    return instantsOf(y, mo, d, 12, 0, 0, zone)[0] ?? 'bad'
  }
  let m = /^(\d{4})-(\d{1,2})-(\d{1,2})[ t]*(.*)$/.exec(text)
  if (m) return { day: at(Number(m[1]), Number(m[2]), Number(m[3])), rest: m[4]! }
  m = /^(today|aujourd.hui|yesterday|hier)\b[ ,]*(?:at |a )?(.*)$/.exec(text)
  if (m) return { day: dayStart(now, zone, /^(y|h)/.test(m[1]!) ? -1 : 0) + 12 * 3_600_000, rest: m[2]! }
  m = /^(\d{1,2})(?:er)? ([a-z]+)\.?(?: (\d{4}))?[ ,]*(?:at |a )?(.*)$/.exec(text)
  if (m) {
    const month = MONTHS.findIndex((names) => names.some((n) => m![2] === n || (n.length >= 3 && m![2]!.startsWith(n))))
    if (month >= 0) {
      const day = Number(m[2] && m[1])
      const year = m[3] ? Number(m[3]) : today.year
      const found = at(year, month + 1, day)
      // Without a year, a day that has not come yet is last year's.
      return { day: found !== 'bad' && !m[3] && found - 43_200_000 > now ? at(year - 1, month + 1, day) : found, rest: m[4]! }
    }
  }
  m = /^([a-z]{3,9})\.?[ ,]+(.*)$/.exec(text)
  if (m) {
    const weekday = DAYS.findIndex((names) => names.some((n) => m![1]!.startsWith(n)))
    if (weekday >= 0) return { day: dayStart(now, zone, -((today.weekday - weekday + 7) % 7)) + 12 * 3_600_000, rest: m[2]! }
  }
  return { day: undefined, rest: text }
}

function takeTime(text: string): { hour: number; minute: number; second: number } | undefined {
  const m = /^(\d{1,2})\s*(?:[:h]\s*(\d{1,2})?(?:\s*(?::|min)\s*(\d{1,2})\s*s?)?(?:\s*min)?)?\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(text.trim())
  if (!m || (m[2] === undefined && !/h|am|pm|a\.m|p\.m/.test(text))) return undefined
  let hour = Number(m[1])
  const minute = Number(m[2] ?? 0)
  const second = Number(m[3] ?? 0)
  if (m[4]) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (m[4].startsWith('p') ? 12 : 0)
  }
  return hour < 24 && minute < 60 && second < 60 ? { hour, minute, second } : undefined
}
