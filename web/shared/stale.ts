/** How old the newest frame may be: two seconds look stale, ten say so in words, a minute shows the cause. */
export type Freshness = 'fresh' | 'grey' | 'stopped' | 'lost'

export function freshness(ageMillis: number): Freshness {
  if (ageMillis < 2000) return 'fresh'
  if (ageMillis < 10_000) return 'grey'
  return ageMillis < 60_000 ? 'stopped' : 'lost'
}
