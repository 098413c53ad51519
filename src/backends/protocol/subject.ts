/**
 * Core §2 allows 255 ASCII characters; others are kept exactly too, except what a database could not give back.
 * @param name what the provider calls it
 */
export function subjectProblem(sub: unknown, name = 'sub'): string | null {
  if (typeof sub !== 'string' || sub.length > 255) return `${name} is not text of 1 to 255 characters`
  if (sub.trim() === '') return `${name} is empty`
  return /[\p{Cc}\p{Cs}]/u.test(sub) ? `${name} contains control characters or broken ones` : null
}
