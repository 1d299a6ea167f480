/** How far the recorder's clock is from UTC; ms. */
export function offset(time: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(time) ?? []
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0
}
/** An instant on that clock, `14:32:07`. */
export const second = (instant: number, offset: number) => new Date(instant + offset).toISOString().slice(11, 19)
/** Two units at most: `15 s`, `3 min 20 s`, `2 h 5 min`. */
export function ago(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes < 1 ? `${seconds} s` : minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
