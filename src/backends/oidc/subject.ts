/** Core §2 allows 255 ASCII characters; others are kept exactly too, except what a database could not give back. */
export function faultInSubject(sub: unknown): string | null {
  if (typeof sub !== 'string' || sub.length > 255) return 'sub is not text of 1 to 255 characters'
  if (sub.trim() === '') return 'sub is empty'
  return /[\p{Cc}\p{Cs}]/u.test(sub) ? 'sub contains control characters or broken ones' : null
}
