import { random, now } from './grants.js'
import type { Claims } from './faults.js'
import type { Op } from './op.js'
import { signed } from './signing.js'
import type { Signing } from './signing.js'

/** What can be wrong with a logout token besides its claims (C52, C53). */
export interface LogoutTokenOverrides {
  readonly sign?: Signing
  readonly header?: (header: Claims) => Claims
}

/**
 * Makes a back-channel logout token (Back-Channel Logout 1.0 §2.4), valid unless claims or overrides change it (C52 to
 * C58).
 */
export function logoutToken(op: Op, claims: Claims, overrides: LogoutTokenOverrides): Promise<string> {
  const issuedAt = now(op)
  const sound = {
    iss: op.issuer,
    aud: op.clientId,
    iat: issuedAt,
    exp: issuedAt + 120,
    jti: random(),
    ...(op.signedIn ?? { sub: op.who.sub }),
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  }
  return signed(
    {
      claims: { ...sound, ...claims },
      keys: op.keys,
      clientSecret: op.clientSecret,
      header: overrides.header ?? ((header) => header),
      typ: 'logout+jwt',
    },
    overrides.sign,
  )
}
