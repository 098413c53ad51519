import type { Claims, Endpoint, GrantType } from '../faults.js'
import type { Op } from '../op.js'
import type { Handler } from '../reply.js'

/** What an accent, and a fault after it, may change of what an endpoint says. */
export type Spoken = 'discoveryDocument' | 'idTokenClaims' | 'tokenResponse' | 'userinfoClaims'

/**
 * How a provider of flesh and blood speaks: where its endpoints are, and in what shape it answers there, as its public
 * documentation shows. It is honest; faults come on top. `provider.alias('hub').speak(github)` makes one of it.
 */
export type Accent = {
  /** Settings of the issuer, such as the form of client authentication. */
  readonly settings?: Partial<
    Pick<Op, 'clientAuthentication' | 'jwksPath' | 'accessTokenFormat' | 'claimsInIdToken'>
  >
  /** Paths below the alias, besides the usual ones. */
  readonly paths?: Readonly<Record<string, Endpoint>>
  /** Endpoints that answer in a way of their own. */
  readonly endpoints?: { readonly [name in Endpoint]?: Handler }
} & { readonly [name in Spoken]?: (honest: Claims, grant: GrantType, op: Op) => Claims }
