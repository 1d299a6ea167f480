import { describe, expect, it } from 'vitest'
import { clock, dayHours, dayStart, instantsOf, iso, offsetText, span, wall, zoneName } from '../shared/time/zone'

const utc = (s: string) => Date.parse(s)
const TORONTO = 'America/Toronto'

describe('the site’s clock', () => {
  it('has two half past ones in the night that falls back, an hour apart', () => {
    const both = instantsOf(2026, 11, 1, 1, 30, 0, TORONTO)
    expect(both.map((t) => iso(t, TORONTO))).toEqual(['2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00'])
    expect(both[1]! - both[0]!).toBe(3_600_000)
    expect(both.map((t) => zoneName(t, TORONTO, 'en'))).toEqual(['EDT', 'EST'])
    expect(both.map((t) => zoneName(t, TORONTO, 'fr'))).toEqual(['HAE', 'HNE'])
  })
  it('has no half past two in the night that springs forward', () => {
    expect(instantsOf(2026, 3, 8, 2, 30, 0, TORONTO)).toEqual([])
    expect(clock(utc('2026-03-08T07:00:00Z'), TORONTO)).toBe('03:00:00')
    expect(clock(utc('2026-03-08T06:59:59Z'), TORONTO)).toBe('01:59:59')
  })
  it.each([
    [TORONTO, '2026-11-01T12:00:00Z', 25], [TORONTO, '2026-03-08T12:00:00Z', 23], [TORONTO, '2026-06-01T12:00:00Z', 24],
    ['Europe/Paris', '2026-10-25T12:00:00Z', 25], ['Europe/Paris', '2026-03-29T12:00:00Z', 23],
    ['Australia/Lord_Howe', '2026-04-05T04:00:00Z', 24.5], ['Australia/Lord_Howe', '2026-10-04T04:00:00Z', 23.5], ['Asia/Kathmandu', '2026-10-04T04:00:00Z', 24],
  ])('counts the hours of a day in %s', (zone, at, hours) => expect(dayHours(utc(at), zone)).toBe(hours))
  it('begins the day where midnight does not exist', () => {
    // Beirut went from 23:59:59 to 01:00:00 on 29 March 2026.
    const start = dayStart(utc('2026-03-29T10:00:00Z'), 'Asia/Beirut')
    expect(wall(start, 'Asia/Beirut')).toMatchObject({ day: 29, hour: 1, minute: 0 })
  })
  it('reads back what it writes, for every zone of this machine, across a year', () => {
    const seed = 20261122
    let x = seed
    const next = () => (x = (x * 1103515245 + 12345) % 2147483648) / 2147483648
    for (const zone of Intl.supportedValuesOf('timeZone').filter((_, i) => i % 7 === 0))
      for (let i = 0; i < 4; i++) {
        const at = Math.floor((utc('2026-01-01T00:00:00Z') + next() * 365 * 86_400_000) / 1000) * 1000
        expect(Date.parse(iso(at, zone)), `${zone} ${at} seed ${seed}`).toBe(at)
        const w = wall(at, zone)
        expect(instantsOf(w.year, w.month, w.day, w.hour, w.minute, w.second, zone), `${zone} ${at}`).toContain(at)
      }
  })
  it('writes offsets of quarter hours', () => expect(offsetText(0, 'Asia/Kathmandu')).toBe('+05:30'))
  it('writes lengths with the two largest parts', () => {
    expect(span(1_274_000)).toBe('21 min 14 s')
    expect(span(86_400_000)).toBe('1 d')
    expect(span(90_061_000)).toBe('1 d 1 h')
    expect(span(0)).toBe('0 s')
    expect(span(400)).toBe('400 ms')
  })
})
