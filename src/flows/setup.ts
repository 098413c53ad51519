// The first start in production: without providers and administrators, no person can sign in to add them. So the
// program prints a link, which works once and for an hour, and makes the first administrator. That administrator has no
// account at first; they add a provider and connect it. Until then another link can be printed, which signs the same
// administrator in again. When an administrator has an account, no link works any more.

import { SETUP_ACTOR, toAuditEvent } from '../audit/audit-event.js'
import { setPassword } from '../backends/password/policy.js'
import { hashToken, newId, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { PASSWORD_BACKEND } from '../identity.js'
import { message } from '../locales/messages.js'
import { requireRecentAuthentication } from '../recent-authentication.js'
import type { ClientInfo, OpenedSession } from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import { LinkProof } from '../sessions/link-proof.js'
import type { User } from '../store/models.js'
import type { Queries, Store } from '../store/store.js'

/** How long a setup link can be used. */
export const SETUP_LINK_TTL_MS = 3600_000

/** The link that was printed last. Only its hash is stored. */
export interface SetupLink {
  /** Secret. */
  readonly url: string
  readonly expiresAt: Date
}

/**
 * Makes a link that sets up the site, and ends the one before it.
 * @param baseUrl the public URL, without a slash at its end
 * @returns null when an administrator can sign in, so that none is needed
 */
export async function issueSetupLink(
  store: Pick<Store, 'atomically'>,
  baseUrl: string,
  now: Date,
): Promise<SetupLink | null> {
  const token = newToken()
  const link = { tokenHash: hashToken(token), expiresAt: new Date(now.getTime() + SETUP_LINK_TTL_MS) }
  return store.atomically(async (tx) => {
    // The write comes first: it waits for a setup that another process is just completing.
    await tx.replaceSetupLink(link)
    if (!(await tx.hasAdministratorWithAccount()))
      return { url: `${baseUrl}/setup/${token}`, expiresAt: link.expiresAt }
    await tx.consumeSetupLink(link.tokenHash, now)
    return null
  })
}

export interface SetupDeps {
  readonly store: Pick<
    Store,
    | 'atomically'
    | 'isSetupLinkValid'
    | 'hasAdministratorWithAccount'
    | 'findAdministratorWithoutAccount'
    | 'listTakenUsernames'
  >
  readonly sessions: Pick<Sessions, 'open' | 'endAllInTransaction'>
  readonly clock: () => Date
}

/** What the first administrator has entered. */
export interface SetupRequest {
  /** Secret: of the link. */
  readonly token: string
  /** Ignored when an earlier setup has made the administrator. */
  readonly newUser: Pick<User, 'username' | 'name' | 'language'>
  /** Null when passwords are disabled. */
  readonly passwordHash: string | null
  readonly clientInfo: ClientInfo
  readonly replacesToken: string | null
}

/** The setup of a site without an administrator who can sign in. */
export class Setup {
  readonly #deps: SetupDeps
  #isDone = false

  constructor(deps: SetupDeps) {
    this.#deps = deps
  }

  /** Whether no administrator can sign in. Once one can, this costs no query any more. */
  async isNeeded(): Promise<boolean> {
    this.#isDone ||= await this.#deps.store.hasAdministratorWithAccount()
    return !this.#isDone
  }

  /** Whether the link with this token can be used now. */
  isLinkValid(token: string): Promise<boolean> {
    return this.#deps.store.isSetupLinkValid(hashToken(token), this.#deps.clock())
  }

  /** The administrator whom an earlier setup has made, and who has no account yet; null before the first one. */
  findAdministrator(): Promise<User | null> {
    return this.#deps.store.findAdministratorWithoutAccount()
  }

  /**
   * Uses the link up, and opens a session of the first administrator. All of it happens in one transaction, and begins
   * with the link, so that of two browsers only one gets through.
   * @throws PortcullisError setup_link_invalid; username_rejected for a name that is taken
   */
  async complete({
    token,
    newUser,
    passwordHash,
    clientInfo,
    replacesToken,
  }: SetupRequest): Promise<OpenedSession> {
    const { store, clock } = this.#deps
    const finish = await store.atomically(async (tx) => {
      const now = clock()
      const proof = await LinkProof.redeemSetupLink(tx, token, now)
      const existing = await tx.findAdministratorWithoutAccount()
      const { user, cleanUp } =
        existing === null
          ? { user: await createAdministrator(tx, newUser, now), cleanUp: null }
          : await this.#resume(tx, existing, now)
      const options = { kind: 'browser', clientInfo, replacesToken, authenticatedAt: now } as const
      const open = await this.#open(tx, user, { proof, passwordHash, now }, options)
      return async () => {
        const opened = await open()
        await cleanUp?.(opened.session.id)
        return opened
      }
    })
    return finish()
  }

  // It is not known who has the session of the earlier link, so it ends.
  async #resume(tx: Queries, { id, username }: User, now: Date) {
    const cleanUp = await this.#deps.sessions.endAllInTransaction(id, tx, 'administrator')
    const event = {
      kind: 'admin.setup-resumed',
      actor: SETUP_ACTOR,
      userId: id,
      detail: { username },
    } as const
    await tx.createEvents([toAuditEvent(event, now)])
    const user = await tx.findUser(id)
    if (user === null) throw new PortcullisError('unknown_user', { detail: 'deleted in the meantime' })
    return { user, cleanUp }
  }

  async #open(
    tx: Queries,
    user: User,
    { proof, passwordHash, now }: { proof: LinkProof; passwordHash: string | null; now: Date },
    options: Parameters<Sessions['open']>[1],
  ): Promise<() => Promise<OpenedSession>> {
    if (passwordHash === null) return this.#deps.sessions.open({ user, proof }, options, tx)
    const recent = requireRecentAuthentication({ setupLink: { userId: user.id } }, now)
    await setPassword(tx, { user, hash: passwordHash, now, proof: recent })
    const account = (await tx.listAccounts(user.id)).find(({ backend }) => backend === PASSWORD_BACKEND)
    if (!account) throw new Error('setPassword has made no account')
    return this.#deps.sessions.open({ user, account, active: true }, options, tx)
  }
}

async function createAdministrator(
  tx: Queries,
  { username, name, language }: Pick<User, 'username' | 'name' | 'language'>,
  now: Date,
): Promise<User> {
  if ((await tx.listTakenUsernames([username])).length > 0)
    throw new PortcullisError('username_rejected', {
      detail: 'the user name is taken',
      text: message('setup.usernameTaken'),
    })
  const nothing = { email: null, emailVerified: false, provenEmail: null, givenName: null, familyName: null }
  const more = { picture: null, acceptedTerms: null, language }
  const user = await tx.createUser({ id: newId(), username, name, ...nothing, ...more }, now)
  const action = { kind: 'admin.granted', actor: SETUP_ACTOR, userId: user.id, detail: { username } } as const
  await tx.setAdmin(user.id, true, toAuditEvent(action, now), now)
  return { ...user, admin: true }
}
