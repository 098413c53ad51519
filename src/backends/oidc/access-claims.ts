import { PortcullisError } from '../../errors.js'
import { readClaim } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'
import { subjectProblem } from '../protocol/subject.js'

/** Names that providers give to the client a token was issued to. */
const CLIENT_CLAIMS = ['client_id', 'azp', 'appid', 'cid']

/** What some providers say a token is, and the words for an access token. */
const TOKEN_USES: readonly (readonly [name: string, access: RegExp])[] = [
  ['typ', /^bearer$/i],
  ['token_type', /^bearer$/i],
  ['token_use', /^access(_token)?$/i],
]

/**
 * What speaks against an access token, wherever its claims come from: it is of another kind, bound to a key that its
 * bearer does not show (RFC 7800, RFC 9449 §7.1), or a program's own rather than a person's (RFC 9068 §5).
 */
export function accessTokenProblem(claims: Claims): string | null {
  for (const [name, access] of TOKEN_USES) {
    const value = readClaim(claims, name)
    if (value !== undefined && !(typeof value === 'string' && access.test(value)))
      return `${name} names another kind`
  }
  if (readClaim(claims, 'cnf') !== undefined) return 'it is bound to a key, and no bearer token'
  const subject = readClaim(claims, 'sub')
  if (CLIENT_CLAIMS.some((name) => readClaim(claims, name) === subject))
    return 'it is of a program, not of a person'
  return subjectProblem(subject)
}

/** The scopes of an access token (RFC 9068 §2.2.3, RFC 7662 §2.2, or `scp`); null when it does not tell them. */
export function readScopes(claims: Claims): readonly string[] | null {
  const scopeClaims = ['scope', 'scp']
    .map((name) => readClaim(claims, name))
    .filter((value) => value !== undefined)
  if (scopeClaims.length === 0) return null
  return scopeClaims.flat().flatMap((value) => (typeof value === 'string' ? value.split(' ') : []))
}

/** @throws PortcullisError insufficient_scope when one of these is missing */
export function requireScopes(granted: readonly string[] | null, required: readonly string[]): void {
  const missing = required.filter((scope) => granted?.includes(scope) !== true)
  if (missing.length === 0) return
  throw new PortcullisError('insufficient_scope', { detail: `the access token: no ${missing.join(', ')}` })
}
