import type { Claims, Endpoint, GrantType } from '../faults.js'
import type { Op } from '../op.js'
import type { Handler } from '../reply.js'

/** The parts of a response that an accent may change, and a fault after it. */
export type Spoken = 'discoveryDocument' | 'idTokenClaims' | 'tokenResponse' | 'userinfoClaims'

/**
 * How a real provider differs from the standard: where its endpoints are, and what its responses look like, according
 * to its public documentation. It behaves honestly; faults come on top. `provider.alias('hub').speak(github)` makes an
 * issuer behave like GitHub.
 */
export type Accent = {
  /** Settings of the issuer, such as the form of client authentication. */
  readonly settings?: Partial<
    Pick<Op, 'clientAuthentication' | 'jwksPath' | 'accessTokenFormat' | 'claimsInIdToken'>
  >
  /** Paths below the alias, besides the usual ones. */
  readonly paths?: Readonly<Record<string, Endpoint>>
  /** Endpoints whose responses differ from those of the standard. */
  readonly endpoints?: { readonly [name in Endpoint]?: Handler }
} & { readonly [name in Spoken]?: (honest: Claims, grant: GrantType, op: Op) => Claims }
