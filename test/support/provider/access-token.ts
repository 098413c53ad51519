import type { Claims } from './faults.js'
import { now, random } from './grants.js'
import type { Grant } from './grants.js'
import type { Op } from './op.js'
import type { Person } from './person.js'
import { signed } from './signing.js'
import type { Signing } from './signing.js'

/** How an access token is made; what is left out is as an honest provider makes one for our client. */
export interface AccessTokenWishes {
  /** By default the issuer's `accessTokenFormat`. */
  readonly format?: 'opaque' | 'jwt'
  readonly person?: Person
  /** The client it is issued to. */
  readonly clientId?: string
  /** What it is made for; by default the issuer's `audience`. */
  readonly audience?: string | readonly string[]
  readonly scope?: string
  /** In seconds. */
  readonly lifetime?: number
  /** Changed claims of a JWT; those set to undefined are absent. */
  readonly claims?: (honest: Claims) => Claims
  /** A changed header of a JWT, `typ` included. It does not choose the key. */
  readonly header?: (honest: Claims) => Claims
  readonly sign?: Signing
}

/** A JWT access token in the shape of RFC 9068 §2.2, through all the wishes that concern it. */
function jwt(op: Op, grant: Grant, wishes: AccessTokenWishes, lifetime: number): Promise<string> {
  const issuedAt = now()
  const claims: Claims = {
    iss: op.issuer,
    sub: grant.person.sub,
    aud: grant.audience,
    exp: issuedAt + lifetime,
    iat: issuedAt,
    jti: random(),
    client_id: grant.clientId,
    scope: grant.scope,
    auth_time: grant.authTime,
  }
  return signed(
    {
      claims: wishes.claims?.(claims) ?? claims,
      keys: op.keys,
      clientSecret: op.clientSecret,
      header: wishes.header ?? ((header) => header),
      typ: 'at+jwt',
    },
    wishes.sign,
  )
}

/** Makes the access token of a grant; UserInfo and introspection know it, whatever it looks like. */
export async function accessToken(op: Op, grant: Grant, wishes: AccessTokenWishes = {}): Promise<string> {
  const lifetime = wishes.lifetime ?? op.accessTokenLifetime
  const isJwt = (wishes.format ?? op.accessTokenFormat) === 'jwt'
  const value = isJwt ? await jwt(op, grant, wishes, lifetime) : random()
  op.accessTokens.issue(grant, lifetime, value)
  op.accessTokenValues.push(value)
  return value
}

/** A sign-in that no browser has brought about, as other programs of the same provider have them. */
export function grantFor(op: Op, wishes: AccessTokenWishes): Grant {
  return {
    person: wishes.person ?? op.who,
    clientId: wishes.clientId ?? op.clientId,
    audience: wishes.audience ?? op.audience,
    redirectUri: '',
    scope: wishes.scope ?? 'openid email profile',
    nonce: null,
    challenge: null,
    sid: random(),
    authTime: now(),
    revoked: false,
  }
}
