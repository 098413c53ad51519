import { PortcullisError } from '../../errors.js'

/** Claims by name, as the provider sent them. */
export type Claims = Readonly<Record<string, unknown>>

/**
 * The members of a JSON object that a provider sent, without those that are null: null counts as absent, in metadata,
 * keys, claims and responses alike. Returns null for anything but an object.
 */
export function readMembers(value: unknown): Claims | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
}

const MAX_CLAIMS = 200
const MAX_DEPTH = 10

/**
 * Aggregated and distributed claims (Core §5.6.2) would make this server call URLs that a user may have chosen. The
 * other names are special in JavaScript.
 */
const UNSAFE_CLAIM_NAMES = new Set([
  '_claim_names',
  '_claim_sources',
  '__proto__',
  'constructor',
  'prototype',
])

/** The value of a claim; never an inherited property of the object. */
export function readClaim(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

/**
 * Whether a database returns a value unchanged. Databases reject NUL and change invalid Unicode; the depth is limited.
 */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !/[\0\p{Cs}]/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return (
    depth < MAX_DEPTH &&
    Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner, depth + 1))
  )
}

/** The claims that can be stored; all others are dropped. */
export function pickStorableClaims(claims: Claims): [name: string, value: unknown][] {
  return Object.entries(claims).filter(
    ([name, value]) => !UNSAFE_CLAIM_NAMES.has(name) && isStorable(name) && isStorable(value),
  )
}

/**
 * Returns the claims if there are not too many.
 * @throws PortcullisError identity_rejected
 */
export function limitClaims(claims: Claims): Claims {
  if (Object.keys(claims).length <= MAX_CLAIMS) return claims
  throw new PortcullisError('identity_rejected', { detail: `more than ${MAX_CLAIMS} claims` })
}

/**
 * What is wrong with a subject; null for a valid one. Core §2 allows 255 ASCII characters; other characters are
 * accepted as well, except those that a database would not return unchanged.
 * @param name the provider's name for the subject
 */
export function subjectProblem(sub: unknown, name = 'sub'): string | null {
  if (typeof sub !== 'string' || sub.length > 255) return `${name} is not a text of 1 to 255 characters`
  if (sub.trim() === '') return `${name} is empty`
  return /[\p{Cc}\p{Cs}]/u.test(sub) ? `${name} contains control characters or invalid Unicode` : null
}

const MAX_SID_LENGTH = 1000

/** Whether a value can be the provider's ID of a session. It is compared as a whole, so it is never shortened. */
export function isValidSid(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_SID_LENGTH
}
