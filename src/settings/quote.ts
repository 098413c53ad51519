const MAX_QUOTED_LENGTH = 60

/** A value as it may stand in a fault: on one line, and not too long. Never for a setting that can hold a secret. */
export function quoteValue(value: string): string {
  return JSON.stringify(value.length > MAX_QUOTED_LENGTH ? `${value.slice(0, MAX_QUOTED_LENGTH)}…` : value)
}
