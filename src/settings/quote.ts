const LONGEST = 60

/** A value as it may stand in a fault: on one line, and not too long. Never for a setting that can hold a secret. */
export function quote(value: string): string {
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)
}
