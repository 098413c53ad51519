import { type Message, message } from '../../locales/messages.js'

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

/** In characters of JSON: longer values are kept only if the definition uses the claim. */
const MAX_UNUSED_LENGTH = 1000

/** The part of a definition that says which claims it uses. */
export interface ClaimUse {
  readonly claims: Readonly<Record<string, string>>
  readonly requiredClaims: readonly string[]
  readonly requiredValues: Readonly<Record<string, unknown>>
  readonly extraClaims: readonly string[]
  readonly groupsClaim: string | null
  readonly emailVerified: string | true | null
}

/** The paths of the claims that decide who may sign in, or that are stored. */
export function listUsedPaths({
  requiredClaims,
  requiredValues,
  extraClaims,
  groupsClaim,
}: ClaimUse): string[] {
  const groups = groupsClaim === null ? [] : [groupsClaim]
  return [...requiredClaims, ...Object.keys(requiredValues), ...extraClaims, ...groups]
}

/**
 * Drops claims that the definition does not use, if they are long or too many. A list of all groups or roles of a
 * company would otherwise travel through the whole sign-in.
 */
export function dropUnusedClaims(claims: Claims, use: ClaimUse): Claims {
  const verified = typeof use.emailVerified === 'string' ? [use.emailVerified] : []
  const paths = [...listUsedPaths(use), ...Object.values(use.claims), ...verified]
  const used = new Set(['sub', 'email', 'email_verified', ...paths, ...paths.map(firstName)])
  let unusedCount = 0
  const entries = Object.entries(claims).filter(([name, value]) => {
    if (used.has(name)) return true
    unusedCount += 1
    return unusedCount <= MAX_CLAIMS && JSON.stringify(value).length <= MAX_UNUSED_LENGTH
  })
  return Object.fromEntries(entries)
}

/** The name of the claim that a path begins with. */
function firstName(path: string): string {
  return path.split('.', 1)[0] ?? path
}

/**
 * What is wrong with a subject; null for a valid one. Core §2 allows 255 ASCII characters; other characters are
 * accepted as well, except those that a database would not return unchanged.
 * @param name the provider's name for the subject
 */
export function subjectProblem(sub: unknown, name = 'sub'): Message | null {
  const claim = { claim: name }
  if (typeof sub !== 'string' || sub.length > 255) return message('detail.claim.length', claim)
  if (sub.trim() === '') return message('detail.claim.empty', claim)
  return /[\p{Cc}\p{Cs}]/u.test(sub) ? message('detail.claim.characters', claim) : null
}

const MAX_SID_LENGTH = 1000

/** Whether a value can be the provider's ID of a session. It is compared as a whole, so it is never shortened. */
export function isValidSid(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_SID_LENGTH
}
