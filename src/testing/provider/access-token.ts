import type { Claims } from './faults.js'
import { now, random } from './grants.js'
import type { Grant } from './grants.js'
import type { Op } from './op.js'
import type { Person } from './person.js'
import { signed } from './signing.js'
import type { Signing } from './signing.js'

/** How an access token is made. Members that are left out are as in an honest token for our client. */
export interface AccessTokenOptions {
  /** By default the issuer's `accessTokenFormat`. */
  readonly format?: 'opaque' | 'jwt'
  readonly person?: Person
  /** The client it is issued to. */
  readonly clientId?: string
  /** The audience; by default the issuer's `audience`. */
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

/** A JWT access token (RFC 9068 §2.2), with the options and faults that concern it. */
function jwt(op: Op, grant: Grant, options: AccessTokenOptions, lifetime: number): Promise<string> {
  const issuedAt = now(op)
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
      claims: options.claims?.(claims) ?? claims,
      keys: op.keys,
      clientSecret: op.clientSecret,
      header: options.header ?? ((header) => header),
      typ: 'at+jwt',
    },
    options.sign,
  )
}

/** Makes the access token of a grant. UserInfo and introspection accept it in either format. */
export async function accessToken(op: Op, grant: Grant, options: AccessTokenOptions = {}): Promise<string> {
  const lifetime = options.lifetime ?? op.accessTokenLifetime
  const isJwt = (options.format ?? op.accessTokenFormat) === 'jwt'
  const value = isJwt ? await jwt(op, grant, options, lifetime) : random()
  op.accessTokens.issue(grant, lifetime, value)
  op.accessTokenValues.push(value)
  return value
}

/** A grant without a browser, as other programs at the same provider have. */
export function createGrant(op: Op, options: AccessTokenOptions): Grant {
  return {
    person: options.person ?? op.who,
    clientId: options.clientId ?? op.clientId,
    audience: options.audience ?? op.audience,
    redirectUri: '',
    scope: options.scope ?? 'openid email profile',
    nonce: null,
    challenge: null,
    sid: random(),
    authTime: now(op),
    revoked: false,
  }
}
