import { setImmediate } from 'node:timers/promises'

/** How a table is searched for rows that no index has together. A position is that of a row in the order of the search. */
export interface SlicedSearch<Row, Position> {
  /** The last position of the slice behind `start`, null being the first row; null when no more than one slice is left. */
  readonly findEnd: (start: Position | null) => Promise<Position | null>
  /** The first matching rows behind `start`, up to and including `end` or the last row of the table. */
  readonly findRows: (start: Position | null, end: Position | null, limit: number) => Promise<readonly Row[]>
  readonly limit: number
  /** After how many slices the search stops. */
  readonly maxSlices: number
}

/** What a search has found. */
export interface SlicedMatches<Row, Position> {
  readonly rows: readonly Row[]
  /** Where the search stopped because it had read many rows; null when it has found enough or read all. */
  readonly stoppedAt: Position | null
}

/** Reads a table in slices, so that on SQLite no request waits for long. */
export async function searchSlices<Row, Position>(
  after: Position | null,
  { findEnd, findRows, limit, maxSlices }: SlicedSearch<Row, Position>,
): Promise<SlicedMatches<Row, Position>> {
  const rows: Row[] = []
  let start = after
  for (let slices = 0; slices < maxSlices; slices += 1) {
    const end = await findEnd(start)
    rows.push(...(await findRows(start, end, limit - rows.length)))
    if (end === null || rows.length >= limit) return { rows, stoppedAt: null }
    start = end
    await setImmediate()
  }
  return { rows, stoppedAt: start }
}
