import { setImmediate, setTimeout } from 'node:timers/promises'

/** When a search stops although it has neither found enough nor read all. */
export interface SearchBounds {
  /** After how many rows. */
  readonly maxRows?: number
  /** After how many milliseconds, at the end of the slice that it is in; without it, however long it takes. */
  readonly maxMs?: number
  /** The time in milliseconds; `performance.now` by default. */
  readonly now?: () => number
}

/** For a page, which then says that the search is incomplete, and offers to continue it. */
export const PAGE_SEARCH: SearchBounds = { maxMs: 60 }

const MAX_ROWS = 200_000

/** How many rows the slices of a table have: as many as can be read in `targetMs`. */
export interface SliceSizes {
  readonly targetMs: number
  readonly min: number
  readonly max: number
}

/** On SQLite, no other request is served while a slice is read. */
const SEARCH_SIZES: SliceSizes = { targetMs: 8, min: 200, max: 20_000 }

/** The size of the next slice, after one of `size` rows took `tookMs`: at most twice as many rows, at least half as many. */
export function adaptSize(size: number, tookMs: number, { targetMs, min, max }: SliceSizes): number {
  const factor = Math.min(2, Math.max(0.5, targetMs / tookMs))
  return Math.min(max, Math.max(min, Math.round(size * factor)))
}

/** Waits as long as the slice took that began at `startedAt`, so that a count leaves half of the time to requests. */
export function pauseAfter(startedAt: number): Promise<void> {
  return setTimeout(performance.now() - startedAt)
}

/** How a table is searched for rows that no index has together. A position is that of a row in the order of the search. */
export interface SlicedSearch<Row, Position> {
  /**
   * The last position of the slice behind `start`, null being the first row; null when no more than one slice of this
   * size is left.
   */
  readonly findEnd: (start: Position | null, size: number) => Promise<Position | null>
  /** The first matching rows behind `start`, up to and including `end` or the last row of the table. */
  readonly findRows: (start: Position | null, end: Position | null, limit: number) => Promise<readonly Row[]>
  readonly limit: number
  /** How many rows the first slice has; the sizes of the others follow from the time that it takes. */
  readonly firstSize: number
}

/** What a search has found. */
export interface SlicedMatches<Row, Position> {
  readonly rows: readonly Row[]
  /** Where the search stopped because of its bounds; null when it has found enough or read all. */
  readonly stoppedAt: Position | null
}

/** Reads a table in slices, so that on SQLite no request waits for long. */
export async function searchSlices<Row, Position>(
  after: Position | null,
  { findEnd, findRows, limit, firstSize }: SlicedSearch<Row, Position>,
  { maxRows = MAX_ROWS, maxMs = Infinity, now = () => performance.now() }: SearchBounds = {},
): Promise<SlicedMatches<Row, Position>> {
  const rows: Row[] = []
  const startedAt = now()
  let [start, size, left] = [after, firstSize, maxRows]
  do {
    const sliceStartedAt = now()
    size = Math.min(size, left)
    const end = await findEnd(start, size)
    rows.push(...(await findRows(start, end, limit - rows.length)))
    if (end === null || rows.length >= limit) return { rows, stoppedAt: null }
    start = end
    left -= size
    size = adaptSize(size, now() - sliceStartedAt, SEARCH_SIZES)
    await setImmediate()
  } while (left > 0 && now() - startedAt < maxMs)
  return { rows, stoppedAt: start }
}
