const MAX_SID_LENGTH = 1000

/** Whether this is what a provider can call one of its sessions: the same text, whole, each time it is named. */
export function isValidSid(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_SID_LENGTH
}
