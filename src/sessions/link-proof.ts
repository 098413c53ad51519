import { hashToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { Queries } from '../store/store.js'

/**
 * Proof that a transaction has used up a link that works once: the setup link or an invitation. Opening a session without an
 * account demands one, so that nothing else can open such a session. The functions below are the only way to get one: the
 * constructor is private, and the private field makes the type nominal.
 */
export class LinkProof {
  readonly #redeemedAt: Date

  private constructor(redeemedAt: Date) {
    this.#redeemedAt = redeemedAt
  }

  get redeemedAt(): Date {
    return this.#redeemedAt
  }

  /**
   * Uses the setup link up, in the transaction `tx`.
   * @throws PortcullisError setup_link_invalid when it was used, replaced or has expired, or is not needed any more
   */
  static async redeemSetupLink(
    tx: Pick<Queries, 'consumeSetupLink'>,
    token: string,
    now: Date,
  ): Promise<LinkProof> {
    if (await tx.consumeSetupLink(hashToken(token), now)) return new LinkProof(now)
    throw setupLinkInvalidError()
  }

  /**
   * Uses an invitation up, in the transaction `tx`.
   * @returns whom it invites, and the address that it was sent to, which is empty when it was not sent
   * @throws PortcullisError invitation_invalid when it was used, replaced or has expired
   */
  static async redeemInvitation(
    tx: Pick<Queries, 'recordCodeAttempt'>,
    token: string,
    now: Date,
  ): Promise<{ readonly proof: LinkProof; readonly userId: string; readonly email: string }> {
    const hash = hashToken(token)
    const key = { purpose: 'invite', handleHash: hash, userId: null } as const
    const code = await tx.recordCodeAttempt(key, hash, 1, now)
    if (code === null || code.userId === null || code.usedAt === null) throw invitationInvalidError()
    return { proof: new LinkProof(now), userId: code.userId, email: code.email }
  }
}

/** The same for every reason, so that the page tells a stranger nothing about the site. */
export function invitationInvalidError(): PortcullisError {
  return new PortcullisError('invitation_invalid', {
    detail: 'the link was used, replaced or has expired, or its user can sign in or is disabled',
  })
}

/** The same for every reason, so that the page tells a stranger nothing about the site. */
export function setupLinkInvalidError(): PortcullisError {
  return new PortcullisError('setup_link_invalid', {
    detail: 'the link was used, replaced or has expired, or an administrator can sign in',
  })
}
