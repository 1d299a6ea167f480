import { describe, expect, it } from 'vitest'
import { joined, oneByOne } from '../recorder/timeline/data'
import { columns, gapBox } from '../recorder/timeline/draw'
import { clampView, fit, FINEST, instantAt, offsetChanges, ticks, xOf, zoomAbout } from '../recorder/timeline/view'

const H = 3_600_000
const NOW = Date.parse('2026-11-22T14:00:00Z')
const FIRST = NOW - 30 * 24 * H

describe('zoom', () => {
  it('keeps the instant under the pointer, from a month to frames and back', () => {
    let v = fit(FIRST, NOW, 1400)
    const x = 937
    const under = instantAt(v, x)
    for (let i = 0; i < 80; i++) v = zoomAbout(v, x, 0.8, 1400, FIRST, NOW)
    expect(v.msPerPx).toBe(FINEST)
    expect(instantAt(v, x)).toBeCloseTo(under, 1)
    for (let i = 0; i < 200; i++) v = zoomAbout(v, x, 1.3, 1400, FIRST, NOW)
    expect(v.msPerPx * 1400).toBeCloseTo((NOW - FIRST) * 1.1, -3)
  })
  it('never leaves the recordings', () => {
    const v = clampView({ t0: 0, msPerPx: 1000 }, 1000, FIRST, NOW)
    expect(instantAt(v, 500)).toBe(FIRST)
    expect(instantAt(clampView({ t0: NOW * 2, msPerPx: 1000 }, 1000, FIRST, NOW), 500)).toBe(NOW)
  })
})

describe('ticks', () => {
  it('are readable at every zoom in odd zones', () => {
    for (const zone of ['America/Toronto', 'Asia/Kathmandu', 'Australia/Lord_Howe'])
      for (let msPerPx = 1; msPerPx < 4e6; msPerPx *= 1.7) {
        const T = ticks({ t0: NOW - 700 * msPerPx, msPerPx }, 1400, zone, 'en')
        expect(T.major.length, `${zone} ${msPerPx}`).toBeGreaterThan(1)
        expect(T.major.length, `${zone} ${msPerPx}`).toBeLessThan(40)
        for (let i = 1; i < T.major.length; i++) expect(T.major[i]!.at).toBeGreaterThan(T.major[i - 1]!.at)
      }
  })
  it('name both one o’clocks of the night that falls back', () => {
    const night = Date.parse('2026-11-01T04:00:00Z')
    const T = ticks({ t0: night - H, msPerPx: (6 * H) / 1400 }, 1400, 'America/Toronto', 'en')
    const labels = T.major.map((m) => m.label)
    expect(labels).toContain('01:00 EDT')
    expect(labels).toContain('01:00 EST')
    expect(T.major.some((m) => m.note === 'back')).toBe(true)
  })
  it('find every change of the clock in a year, to the quarter hour', () => {
    const year = offsetChanges(Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z'), 'Europe/Paris')
    expect(year.map((c) => [new Date(c.at).toISOString(), c.note])).toEqual([['2026-03-29T01:00:00.000Z', 'forward'], ['2026-10-25T01:00:00.000Z', 'back']])
  })
})

describe('gaps', () => {
  it('have at least two pixels at every zoom, wherever they are', () => {
    for (let i = 0; i < 2000; i++) {
      const msPerPx = 1.01 ** i > 4e6 ? 4e6 : 1.01 ** i
      const from = NOW - (i * 977 * msPerPx) / 2000
      const box = gapBox({ from, to: from + 1 + (i % 13) * 700, cause: 'network', open: false }, { t0: NOW - 1000 * msPerPx, msPerPx }, 1400, NOW)
      if (box) expect(box[1] - box[0]).toBeGreaterThanOrEqual(2)
      else expect(xOf({ t0: NOW - 1000 * msPerPx, msPerPx }, from)).toSatisfy((x: number) => x > 1400 || x < 0)
    }
  })
  it('that are open reach now', () => expect(gapBox({ from: NOW - 10_000, to: NOW - 9000, cause: 'camera', open: true }, { t0: NOW - 20_000, msPerPx: 10 }, 3000, NOW)).toEqual([1000, 2000, false]))
})

describe('what is recorded', () => {
  it('becomes one column where runs are nearer than a pixel', () => {
    const runs = Array.from({ length: 1000 }, (_, i): [number, number] => [NOW + i * 60_000, NOW + i * 60_000 + 59_990])
    expect(columns(runs, { t0: NOW, msPerPx: 60_000 }, 1400)).toEqual([[0, 1000]])
  })
  it('shows a moment of a second in a month', () => expect(columns([[NOW, NOW + 1000]], { t0: NOW - 10 * 3_600_000, msPerPx: 3_600_000 }, 1400)).toEqual([[10, 11]]))
})

describe('answers of parts of a span', () => {
  const wire = (recorded: [number, number][], gaps: [number, number][], expectedMicros: number) => [{
    camera: 'door', stream: 'main', first: 10, last: 90, recorded, gaps: gaps.map(([from, to]) => ({ from, to, cause: 'network', open: false })),
    recordedMicros: recorded.reduce((n, [a, z]) => n + z - a, 0), expectedMicros, percent: 0,
  }]
  it('make one of what the cut parted', () => {
    const [door] = joined(wire([[10, 20], [30, 50]], [[20, 30]], 40), wire([[50, 60], [70, 90]], [[60, 70]], 50))
    expect(door!.recorded).toEqual([[10, 20], [30, 60], [70, 90]])
    expect(door!.gaps.map((g) => [g.from, g.to])).toEqual([[20, 30], [60, 70]])
    expect(door!.percent).toBeCloseTo((100 * 60) / 90)
    const [out] = joined(wire([[10, 40]], [[40, 50]], 40), wire([[55, 90]], [[50, 55]], 40))
    expect(out!.gaps.map((g) => [g.from, g.to])).toEqual([[40, 55]])
    expect(out!.recorded).toEqual([[10, 40], [55, 90]])
  })
  it('leave alone what was not cut, and a camera that only the later part knows', () => {
    expect(joined([], wire([[50, 60]], [], 10))).toEqual(wire([[50, 60]], [], 10))
    expect(joined(wire([], [], 0), wire([[50, 60]], [], 0))[0]).toMatchObject({ recorded: [[50, 60]], percent: 100 })
  })
})

describe('requests', () => {
  it('go one after another, and one that fails stops none', async () => {
    const turn = oneByOne()
    const seen: string[] = []
    const work = (name: string, fails = false) => turn(async () => {
      seen.push(`${name} begins`)
      await Promise.resolve()
      seen.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
    expect(await Promise.allSettled([work('a', true), work('b'), work('c')])).toMatchObject([{ status: 'rejected' }, { value: 'b' }, { value: 'c' }])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })
})
