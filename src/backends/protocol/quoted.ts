const LONGEST = 200

/** What somebody else wrote where a plain name was due, as it can stand in a detail: short, and on one line. */
export function quoted(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? 'missing' : `no text`
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)
}
