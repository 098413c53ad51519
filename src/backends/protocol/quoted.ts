const MAX_QUOTED_LENGTH = 200

/** What somebody else wrote where a plain name was due, as it can stand in a detail: short, and on one line. */
export function quoteForLog(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? 'missing' : `no text`
  return JSON.stringify(value.length > MAX_QUOTED_LENGTH ? `${value.slice(0, MAX_QUOTED_LENGTH)}…` : value)
}
