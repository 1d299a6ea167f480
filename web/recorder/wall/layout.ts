/** Columns and tile size that give n pictures of 16:9 the most room; a phone held upright gets one column that scrolls. */
export type Grid = { columns: number; rows: number; width: number; height: number; scrolls: boolean }
const GAP = 2

/** Arrangements that people may choose: so many columns and rows, the first picture as large as `big` of each. */
export const SHAPES = {
  '2x2': { columns: 2, big: 1 }, '1+5': { columns: 3, big: 2 }, '1+7': { columns: 4, big: 3 }, '3x3': { columns: 3, big: 1 }, '4x4': { columns: 4, big: 1 },
  '5x5': { columns: 5, big: 1 }, '6x6': { columns: 6, big: 1 }, '8x8': { columns: 8, big: 1 },
} as const
export type ShapeName = keyof typeof SHAPES
export type Shape = (typeof SHAPES)[ShapeName]

export const placesOf = ({ columns, big }: Shape) => columns * columns - big * big + 1

/** A place's size such that as many rows as columns fit; where a phone is held upright there is none, and the cameras stand one below the other. */
export function arranged(shape: Shape, width: number, height: number, aspect = 16 / 9): { width: number; height: number } | undefined {
  if (width < 620 || height <= 0) return undefined
  const n = shape.columns
  const w = Math.min((width - GAP * (n - 1)) / n, ((height - GAP * (n - 1)) / n) * aspect)
  return { width: w, height: w / aspect }
}

export function grid(n: number, width: number, height: number, aspect = 16 / 9): Grid {
  if (n <= 0 || width <= 0 || height <= 0) return { columns: 1, rows: 1, width: 0, height: 0, scrolls: false }
  if (width < 620) {
    const columns = n > 4 && width > 400 ? 2 : 1
    const w = (width - GAP * (columns - 1)) / columns
    const rows = Math.ceil(n / columns)
    const h = w / aspect
    // A single camera may fill the height it has.
    return { columns, rows, width: w, height: h, scrolls: rows * h > height }
  }
  let best: Grid | undefined
  for (let columns = 1; columns <= n; columns++) {
    const rows = Math.ceil(n / columns)
    const w = Math.min((width - GAP * (columns - 1)) / columns, ((height - GAP * (rows - 1)) / rows) * aspect)
    if (!best || w > best.width + 0.5) best = { columns, rows, width: w, height: w / aspect, scrolls: false }
  }
  // Below 160 px nobody recognises a face: then the wall scrolls.
  if (best!.width < 160) {
    const columns = Math.max(1, Math.floor((width + GAP) / (160 + GAP)))
    const w = (width - GAP * (columns - 1)) / columns
    return { columns, rows: Math.ceil(n / columns), width: w, height: w / aspect, scrolls: true }
  }
  return best!
}
