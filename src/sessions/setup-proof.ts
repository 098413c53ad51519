import { hashToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { Queries } from '../store/store.js'

/**
 * Proof that a transaction has used up the setup link. Opening a session without an account demands one, so that nothing
 * else can open such a session. `redeem` is the only way to get one: the constructor is private, and the private field
 * makes the type nominal.
 */
export class SetupProof {
  readonly #redeemedAt: Date

  private constructor(redeemedAt: Date) {
    this.#redeemedAt = redeemedAt
  }

  get redeemedAt(): Date {
    return this.#redeemedAt
  }

  /**
   * Uses the link up, in the transaction `tx`.
   * @throws PortcullisError setup_link_invalid when it was used, replaced or has expired, or is not needed any more
   */
  static async redeem(tx: Pick<Queries, 'consumeSetupLink'>, token: string, now: Date): Promise<SetupProof> {
    if (await tx.consumeSetupLink(hashToken(token), now)) return new SetupProof(now)
    throw setupLinkInvalidError()
  }
}

/** The same for every reason, so that the page tells a stranger nothing about the site. */
export function setupLinkInvalidError(): PortcullisError {
  return new PortcullisError('setup_link_invalid', {
    detail: 'the link was used, replaced or has expired, or an administrator can sign in',
  })
}
