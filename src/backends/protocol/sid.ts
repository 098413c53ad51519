const LONGEST = 1000

/** Whether this is what a provider can call one of its sessions: the same text, whole, each time it is named. */
export function isSid(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST
}
