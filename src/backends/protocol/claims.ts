import { PortcullisError } from '../../errors.js'

/** Claims by name, as they came. */
export type Claims = Readonly<Record<string, unknown>>

const MAX_CLAIMS = 200
const MAX_DEPTH = 10

/**
 * Aggregated and distributed claims (Core §5.6.2) would have us call addresses a user may have chosen; the others
 * would reach into JavaScript itself.
 */
const UNSAFE_CLAIM_NAMES = new Set([
  '_claim_names',
  '_claim_sources',
  '__proto__',
  'constructor',
  'prototype',
])

/** The claim of this name; never something an object inherits. */
export function readClaim(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

/** Databases refuse NUL and alter broken characters, and recursion has its end: a claim like that is dropped. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !/[\0\p{Cs}]/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return (
    depth < MAX_DEPTH &&
    Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner, depth + 1))
  )
}

/** The claims that can be kept. */
export function pickStorableClaims(claims: Claims): [name: string, value: unknown][] {
  return Object.entries(claims).filter(
    ([name, value]) => !UNSAFE_CLAIM_NAMES.has(name) && isStorable(name) && isStorable(value),
  )
}

/**
 * These claims, unless they are too many.
 * @throws PortcullisError identity_rejected
 */
export function limitClaims(claims: Claims): Claims {
  if (Object.keys(claims).length <= MAX_CLAIMS) return claims
  throw new PortcullisError('identity_rejected', { detail: `more than ${MAX_CLAIMS} claims` })
}

/**
 * Core §2 allows 255 ASCII characters; others are kept exactly too, except what a database could not give back.
 * @param name what the provider calls it
 */
export function subjectProblem(sub: unknown, name = 'sub'): string | null {
  if (typeof sub !== 'string' || sub.length > 255) return `${name} is not text of 1 to 255 characters`
  if (sub.trim() === '') return `${name} is empty`
  return /[\p{Cc}\p{Cs}]/u.test(sub) ? `${name} contains control characters or broken ones` : null
}

const MAX_SID_LENGTH = 1000

/** Whether this is what a provider can call one of its sessions: the same text, whole, each time it is named. */
export function isValidSid(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_SID_LENGTH
}
