// Invitations: an administrator creates a user, who has no account to sign in with yet. A link, which works once and for a
// week, signs them in the first time, so that they can connect a provider or set a password. A newer link replaces an earlier
// one, and none works for a user who has an account: the link is not a second way into it. The database has only its hash.

import { toAuditEvent } from '../audit/audit-event.js'
import { hashToken, newId, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { normalizeEmail } from '../mail/email-address.js'
import type { ClientInfo, OpenedSession } from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import { invitationInvalidError, LinkProof } from '../sessions/link-proof.js'
import type { User } from '../store/models.js'
import type { Queries, Store } from '../store/store.js'

/** How many days an invitation can be used. */
export const INVITATION_TTL_DAYS = 7
export const INVITATION_TTL_MS = INVITATION_TTL_DAYS * 86_400_000

/**
 * Makes an invitation of a user, and ends the one before it.
 * @param email the address that the link is sent to, which opening it proves; null when an administrator hands it over
 * @returns the token of the link, which is secret
 * @throws PortcullisError user_has_account
 */
export async function issueInvitation(
  tx: Pick<Queries, 'listAccounts' | 'revokeUserCodes' | 'createCode'>,
  { userId, email }: { readonly userId: string; readonly email: string | null },
  now: Date,
): Promise<string> {
  if ((await tx.listAccounts(userId)).length > 0)
    throw new PortcullisError('user_has_account', { detail: `user ${userId} has an account to sign in with` })
  await tx.revokeUserCodes(userId, 'invite', now)
  const token = newToken()
  const hash = hashToken(token)
  await tx.createCode({
    id: newId(),
    purpose: 'invite',
    email: email ?? '',
    userId,
    data: null,
    handleHash: hash,
    codeHash: hash,
    createdAt: now,
    expiresAt: new Date(now.getTime() + INVITATION_TTL_MS),
  })
  return token
}

export interface InvitationDeps {
  readonly store: Pick<Store, 'atomically' | 'findCode' | 'findUser' | 'listAccounts'>
  readonly sessions: Pick<Sessions, 'open' | 'endAllInTransaction'>
  readonly clock: () => Date
}

/** The acceptance of an invitation. */
export interface AcceptedInvitation {
  /** Secret: of the link. */
  readonly token: string
  readonly clientInfo: ClientInfo
  readonly replacesToken: string | null
  /** The language that the person has asked for, or null. */
  readonly language: string | null
}

/** The invitations of a site. */
export class Invitations {
  readonly #deps: InvitationDeps

  constructor(deps: InvitationDeps) {
    this.#deps = deps
  }

  /** The user whom the link with this token can sign in now. @throws PortcullisError invitation_invalid */
  async findUser(token: string): Promise<User> {
    const { store, clock } = this.#deps
    const key = { purpose: 'invite', handleHash: hashToken(token), userId: null } as const
    const code = await store.findCode(key, 1, clock())
    return requireInvited(store, code?.userId ?? null)
  }

  /**
   * Uses the link up, and opens a session of its user, in one transaction that begins with the link: of two browsers only
   * one gets through. A link that was sent by email proves the address.
   * @throws PortcullisError invitation_invalid
   */
  async accept({ token, clientInfo, replacesToken, language }: AcceptedInvitation): Promise<OpenedSession> {
    const { store, sessions, clock } = this.#deps
    const finish = await store.atomically(async (tx) => {
      const now = clock()
      const { proof, userId, email } = await LinkProof.redeemInvitation(tx, token, now)
      await tx.lockUser(userId, now)
      const invited = await requireInvited(tx, userId)
      await proveAddress(tx, invited, { email, now })
      if (language !== null) await tx.updateUser(userId, { language }, now)
      // It is not known who has the session of an earlier link, so it ends.
      const cleanUp = await sessions.endAllInTransaction(userId, tx, 'administrator')
      const actor = { id: userId, name: invited.username }
      const detail = { username: invited.username }
      const event = { kind: 'user.invitation-accepted', actor, userId, detail } as const
      await tx.createEvents([toAuditEvent(event, now)])
      const user = await requireInvited(tx, userId)
      const options = { kind: 'browser', clientInfo, replacesToken, authenticatedAt: now } as const
      const open = await sessions.open({ user, proof }, options, tx)
      return async () => {
        const opened = await open()
        await cleanUp(opened.session.id)
        return opened
      }
    })
    return finish()
  }
}

async function requireInvited(
  store: Pick<Queries, 'findUser' | 'listAccounts'>,
  userId: string | null,
): Promise<User> {
  const user = userId === null ? null : await store.findUser(userId)
  if (user?.active && (await store.listAccounts(user.id)).length === 0) return user
  throw invitationInvalidError()
}

/** Only the person who reads the email of this address has the link. Another user may have proven it since. */
async function proveAddress(
  tx: Pick<Queries, 'findUserByTrustedEmail' | 'updateUser'>,
  user: User,
  { email, now }: { readonly email: string; readonly now: Date },
): Promise<void> {
  const isSame = email !== '' && user.email !== null && normalizeEmail(user.email) === email
  if (!isSame || user.provenEmail !== null || (await tx.findUserByTrustedEmail(email)) !== null) return
  await tx.updateUser(user.id, { emailVerified: true, provenEmail: email }, now)
}
