import { describe, expect, it } from 'vitest'
import { PlayClock } from '../recorder/player/clock'
import { neighbour } from '../recorder/player/frames'
import { grid } from '../recorder/wall/layout'
import { freshness } from '../shared/stale'

const clockAt = (start = 0) => {
  const time = { now: start, wall: 1_000_000 }
  return { time, clock: new PlayClock(() => time.now, () => time.wall) }
}

describe('the clock of the wall', () => {
  it('plays at its speed, stands still, and goes backwards', () => {
    const { time, clock } = clockAt()
    clock.seek(500_000)
    time.now = 1000
    expect(clock.at()).toBe(501_000)
    clock.rate(8)
    time.now = 2000
    expect(clock.at()).toBe(509_000)
    clock.play(false)
    time.now = 9000
    expect(clock.at()).toBe(509_000)
    clock.rate(-2)
    time.now = 10_000
    expect(clock.at()).toBe(507_000)
  })
  it('never enters live by itself, and never passes now', () => {
    const { time, clock } = clockAt()
    clock.seek(999_500)
    time.now = 60_000
    expect(clock.at()).toBe(1_000_000)
    expect(clock.read().live).toBe(false)
    clock.live()
    expect(clock.read().live).toBe(true)
  })
  it('waits for a tile without pictures, for two seconds at most', () => {
    const { time, clock } = clockAt()
    clock.seek(100_000)
    clock.wait('door')
    time.now = 1900
    expect(clock.at()).toBe(100_000)
    clock.ready('door')
    time.now = 2900
    expect(clock.at()).toBe(101_000)
    clock.wait('door')
    time.now = 4899
    expect(clock.at()).toBe(101_000)
    time.now = 4900
    clock.at()
    time.now = 5900
    expect(clock.at()).toBeGreaterThanOrEqual(102_000)
  })
  it('stands while somebody drags', () => {
    const { time, clock } = clockAt()
    clock.seek(300_000, true)
    time.now = 5000
    expect(clock.at()).toBe(300_000)
    clock.seek(300_000)
    time.now = 6000
    expect(clock.at()).toBe(301_000)
  })
  it('goes through every speed and stays at the ends', () => {
    const { clock } = clockAt()
    clock.seek(500_000)
    for (let i = 0; i < 40; i++) clock.faster(1)
    expect(clock.read().rate).toBe(32)
    for (let i = 0; i < 80; i++) clock.faster(-1)
    expect(clock.read().rate).toBe(-32)
  })
})

describe('frame steps', () => {
  const times = [0, 40, 80, 130, 1000]
  it('land in the middle of the next frame', () => {
    expect(neighbour(times, 45, 1)).toBe(105)
    expect(neighbour(times, 45, -1)).toBe(20)
    expect(neighbour(times, 105, 1)).toBe(130 + 435)
  })
  it('go back and forth to the same frame', () => expect(neighbour(times, neighbour(times, 60, 1)!, -1)).toBe(60))
  it('end at the ends', () => {
    expect(neighbour(times, 20, -1)).toBeUndefined()
    expect(neighbour(times, 1400, 1)).toBeUndefined()
    expect(neighbour([], 5, 1)).toBeUndefined()
  })
})

describe('a stale picture', () => {
  it.each([[0, 'fresh'], [1999, 'fresh'], [2000, 'grey'], [9999, 'grey'], [10_000, 'stopped'], [60_000, 'lost']])('%d ms old is %s', (age, state) => expect(freshness(age as number)).toBe(state))
})

describe('the wall', () => {
  it('gives the tiles the most room and never overflows', () => {
    for (let n = 1; n <= 64; n++)
      for (const [w, h] of [[1400, 700], [1920, 900], [800, 900]] as const) {
        const g = grid(n, w, h)
        expect(g.columns * g.rows).toBeGreaterThanOrEqual(n)
        expect(g.columns * g.width + (g.columns - 1) * 2).toBeLessThanOrEqual(w + 0.5)
        if (!g.scrolls) expect(g.rows * g.height + (g.rows - 1) * 2).toBeLessThanOrEqual(h + 0.5)
      }
  })
  it('is one column on a phone', () => expect(grid(3, 390, 600)).toMatchObject({ columns: 1, scrolls: true }))
  it('survives no room at all', () => expect(grid(4, 0, 0).width).toBe(0))
})
