import { describe, expect, it } from 'vitest'
import { parseTyped } from '../shared/time/parse'
import { iso } from '../shared/time/zone'

const ZONE = 'America/Toronto'
const NOW = Date.parse('2026-03-03T20:00:00Z') // Tuesday 15:00 in Toronto
const at = (text: string, now = NOW) => {
  const typed = parseTyped(text, now, ZONE)
  return typed.kind === 'at' ? typed.instants.map((t) => iso(t, ZONE)) : typed.kind
}

describe('a typed time', () => {
  it.each([
    ['14:32', '2026-03-03T14:32:00-05:00'], ['14:32:07', '2026-03-03T14:32:07-05:00'], ['14h30', '2026-03-03T14:30:00-05:00'], ['14 h 30', '2026-03-03T14:30:00-05:00'], ['14h', '2026-03-03T14:00:00-05:00'],
    ['14 h 32 min 07 s', '2026-03-03T14:32:07-05:00'], ['2:30 pm', '2026-03-03T14:30:00-05:00'], ['2pm', '2026-03-03T14:00:00-05:00'], ['12:05 am', '2026-03-03T00:05:00-05:00'],
    ['yesterday 14:00', '2026-03-02T14:00:00-05:00'], ['hier 14h30', '2026-03-02T14:30:00-05:00'], ['Hier à 14h30', '2026-03-02T14:30:00-05:00'], ['today 9:00', '2026-03-03T09:00:00-05:00'], ['aujourd’hui 9h', '2026-03-03T09:00:00-05:00'],
    ['-2h', '2026-03-03T13:00:00-05:00'], ['-30s', '2026-03-03T14:59:30-05:00'], ['-1h30', '2026-03-03T13:30:00-05:00'], ['-90 min', '2026-03-03T13:30:00-05:00'], ['2h ago', '2026-03-03T13:00:00-05:00'], ['il y a 2 h', '2026-03-03T13:00:00-05:00'], ['-2j', '2026-03-01T15:00:00-05:00'],
    ['mon 9:00', '2026-03-02T09:00:00-05:00'], ['lundi 9h', '2026-03-02T09:00:00-05:00'], ['mardi 9h', '2026-03-03T09:00:00-05:00'], ['2 mar 14:00', '2026-03-02T14:00:00-05:00'], ['1er mars 14h', '2026-03-01T14:00:00-05:00'], ['25 déc. 8h', '2025-12-25T08:00:00-05:00'],
    ['2026-02-28 23:59', '2026-02-28T23:59:00-05:00'], ['2026-03-03T14:32:00-05:00', '2026-03-03T14:32:00-05:00'], ['2026-03-03T19:32:00Z', '2026-03-03T14:32:00-05:00'],
  ])('%s', (text, expected) => expect(at(text)).toEqual([expected]))
  it('that has not come yet today is yesterday’s', () => expect(at('16:00')).toEqual(['2026-03-02T16:00:00-05:00']))
  it('in the repeated hour has two answers', () =>
    expect(at('1:30', Date.parse('2026-11-01T20:00:00Z'))).toEqual(['2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00']))
  it('in the skipped hour says so', () => expect(at('2:30', Date.parse('2026-03-08T20:00:00Z'))).toBe('skipped'))
  it.each(['now', 'maintenant', 'LIVE'])('%s is now', (text) => expect(at(text)).toBe('now'))
  it.each(['', '25:00', '14:61', '13pm', 'soon', '-', '-0s', '31 feb 10:00', '2026-02-30 10:00', '-1x', '14', '99 mars 10h', 'x'.repeat(10_000)])('%j is not understood', (text) => expect(at(text)).toBe('unreadable'))
})
