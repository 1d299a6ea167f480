/**
 * Instants are milliseconds in UTC. Every instant is converted by itself: a day may have 23 or 25 hours, so one offset per day
 * cannot describe it. Offsets change only on quarter hours in every zone of the tz database since 1970.
 */
const QUARTER = 900_000
const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Map<number, number>>()

function format(zone: string): Intl.DateTimeFormat {
  let f = formats.get(zone)
  if (!f) {
    f = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    })
    formats.set(zone, f)
  }
  return f
}

/** Minutes east of UTC at this instant. */
export function offsetMinutes(instant: number, zone: string): number {
  let cache = offsets.get(zone)
  if (!cache) offsets.set(zone, (cache = new Map()))
  const quarter = Math.floor(instant / QUARTER)
  let offset = cache.get(quarter)
  if (offset === undefined) {
    const part: Record<string, number> = {}
    for (const p of format(zone).formatToParts(quarter * QUARTER)) part[p.type] = Number(p.value)
    const local = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!)
    offset = Math.round((local - quarter * QUARTER) / 60_000)
    if (cache.size > 20_000) cache.clear()
    cache.set(quarter, offset)
  }
  return offset
}

export type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number; millis: number; weekday: number }

/** What the site's clock on the wall shows. Month 1 to 12; weekday 0 is Sunday. */
export function wall(instant: number, zone: string): Wall {
  const d = new Date(instant + offsetMinutes(instant, zone) * 60_000)
  return {
    year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate(), hour: d.getUTCHours(), minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(), millis: d.getUTCMilliseconds(), weekday: d.getUTCDay(),
  }
}

/** Instants at which the wall clock shows this: none in the hour that spring skips, two in the hour that autumn repeats. */
export function instantsOf(year: number, month: number, day: number, hour: number, minute: number, second: number, zone: string): number[] {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  const found = new Set<number>()
  for (const guess of [asUtc - 86_400_000, asUtc + 86_400_000]) {
    const instant = asUtc - offsetMinutes(guess, zone) * 60_000
    if (instant + offsetMinutes(instant, zone) * 60_000 === asUtc) found.add(instant)
  }
  return [...found].sort((a, b) => a - b)
}

/** First instant of the site's day `days` after the one that holds `instant` (some zones skip midnight itself). */
export function dayStart(instant: number, zone: string, days = 0): number {
  const w = wall(instant, zone)
  const d = new Date(Date.UTC(w.year, w.month - 1, w.day + days))
  for (let minute = 0; minute <= 180; minute += 15) {
    const at = instantsOf(d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate(), Math.floor(minute / 60), minute % 60, 0, zone)
    if (at.length) return at[0]!
  }
  return d.getTime()
}

export function dayHours(instant: number, zone: string): number {
  return (dayStart(instant, zone, 1) - dayStart(instant, zone)) / 3_600_000
}

const two = (n: number) => String(n).padStart(2, '0')

/** `14:32:07`, our own: Intl writes `14 h 32 min 07 s` for fr-CA. */
export function clock(instant: number, zone: string, precision: 'minute' | 'second' | 'milli' = 'second'): string {
  const w = wall(instant, zone)
  const short = `${two(w.hour)}:${two(w.minute)}`
  if (precision === 'minute') return short
  return `${short}:${two(w.second)}` + (precision === 'milli' ? `.${String(w.millis).padStart(3, '0')}` : '')
}

const locale = (lang: string) => (lang === 'fr' ? 'fr-CA' : 'en-GB')
const named = new Map<string, Intl.DateTimeFormat>()

function text(instant: number, zone: string, lang: string, options: Intl.DateTimeFormatOptions): string {
  const key = zone + lang + JSON.stringify(options)
  let f = named.get(key)
  if (!f) named.set(key, (f = new Intl.DateTimeFormat(locale(lang), { ...options, timeZone: zone })))
  return f.format(instant)
}

export const dayText = (instant: number, zone: string, lang: string) => text(instant, zone, lang, { weekday: 'short', day: 'numeric', month: 'short' })
export const longDay = (instant: number, zone: string, lang: string) => text(instant, zone, lang, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
export const monthText = (instant: number, zone: string, lang: string) => text(instant, zone, lang, { month: 'short', year: 'numeric' })
export const stamp = (instant: number, zone: string, lang: string) => `${text(instant, zone, lang, { day: 'numeric', month: 'short', year: 'numeric' })} ${clock(instant, zone)}`

/** `EST`, `HNE`; where the language has no name, `UTC-5`. */
export function zoneName(instant: number, zone: string, lang: string): string {
  const f = new Intl.DateTimeFormat(lang === 'fr' ? 'fr-CA' : 'en-CA', { timeZone: zone, timeZoneName: 'short' })
  return f.formatToParts(instant).find((p) => p.type === 'timeZoneName')?.value ?? offsetText(instant, zone)
}

/** `-05:00`, as addresses and file names carry it. */
export function offsetText(instant: number, zone: string): string {
  const m = offsetMinutes(instant, zone)
  return `${m < 0 ? '-' : '+'}${two(Math.floor(Math.abs(m) / 60))}:${two(Math.abs(m) % 60)}`
}

/** `2026-11-01T01:30:00-05:00`: which of the two half past ones is in the offset. */
export function iso(instant: number, zone: string): string {
  const w = wall(instant, zone)
  const millis = w.millis ? `.${String(w.millis).padStart(3, '0')}` : ''
  return `${w.year}-${two(w.month)}-${two(w.day)}T${two(w.hour)}:${two(w.minute)}:${two(w.second)}${millis}${offsetText(instant, zone)}`
}

/** `21 min 14 s`, the same in both languages; two largest parts. */
export function span(millis: number): string {
  const s = Math.round(Math.abs(millis) / 1000)
  if (Math.abs(millis) < 1000 && millis !== 0) return `${Math.round(Math.abs(millis))} ms`
  const parts: [number, string][] = [[Math.floor(s / 86400), 'd'], [Math.floor(s / 3600) % 24, 'h'], [Math.floor(s / 60) % 60, 'min'], [s % 60, 's']]
  const first = parts.findIndex(([n]) => n > 0)
  if (first < 0) return '0 s'
  return parts.slice(first, first + 2).filter(([n], i) => n > 0 || i === 0).map(([n, u]) => `${n} ${u}`).join(' ')
}
