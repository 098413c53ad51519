import { PortcullisError } from '../../errors.js'

/** Claims by name, as they came. */
export type Claims = Readonly<Record<string, unknown>>

const MAX_CLAIMS = 200
const MAX_DEPTH = 10

/** Only the verified ID Token says these; with them goes what vouches for the sign-in itself. */
const PROTECTED = new Set(
  'iss sub aud exp iat nbf jti nonce azp at_hash c_hash s_hash auth_time acr amr sid'.split(' '),
)

const EMAIL = new Set(['email', 'email_verified'])

/**
 * Aggregated and distributed claims (Core §5.6.2) would have us call addresses a user may have chosen; the others
 * would reach into JavaScript itself.
 */
const DROPPED = new Set(['_claim_names', '_claim_sources', '__proto__', 'constructor', 'prototype'])

/** The claim of this name; never something an object inherits. */
export function claim(claims: Claims, name: string): unknown {
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

/**
 * All that is claimed about a person. UserInfo, being what the provider says now, goes before the ID Token except for
 * protected claims. An address and the word that it is verified come from one source, or an address that was never
 * verified could borrow the word about another.
 * @throws PortcullisError identity_rejected
 */
export function mergeClaims(idToken: Claims, userInfo: Claims): Claims {
  const ofEmail = typeof claim(userInfo, 'email') === 'string' ? userInfo : idToken
  const usable = (source: Claims): [string, unknown][] =>
    Object.entries(source).filter(
      ([name, value]) =>
        (source === ofEmail || !EMAIL.has(name)) &&
        (source === idToken || !PROTECTED.has(name)) &&
        !DROPPED.has(name) &&
        isStorable(name) &&
        isStorable(value),
    )
  const merged = Object.fromEntries([...usable(idToken), ...usable(userInfo)])
  if (Object.keys(merged).length <= MAX_CLAIMS) return merged
  throw new PortcullisError('identity_rejected', { detail: `more than ${MAX_CLAIMS} claims` })
}
