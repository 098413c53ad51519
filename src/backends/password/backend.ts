/*
 * The backend for user names and passwords, which are checked on this site instead of at a provider. A sign-in with a
 * password gives an identity like any other, and takes the same way through the pipeline.
 *
 * backend.ts verifies name and password (`PasswordBackend.verify`), with limits for each user and each network;
 * hasher.ts computes and verifies argon2id hashes, stored-hash.ts reads those that an import brought from another system;
 * policy.ts says which new passwords are accepted, and stores one.
 * Callers: ../../routes/password, ../../routes/api, ../../live and ../../cli.
 */
import { PortcullisError } from '../../errors.js'
import { type BackendPolicy, type Identity, PASSWORD_BACKEND, PASSWORD_POLICY } from '../../identity.js'
import { type Message, message } from '../../locales/messages.js'
import { normalizeEmail } from '../../mail/email-address.js'
import {
  type Limit,
  networkLimits,
  type RateLimiter,
  type RateLimitRule,
} from '../../rate-limit/rate-limiter.js'
import type { User } from '../../store/models.js'
import type { LoginName, PasswordCredential } from '../../store/passwords.js'
import type { Store } from '../../store/store.js'
import type { PasswordHasher } from './hasher.js'
import { LOCAL_ISSUER } from './policy.js'
import { parseStoredHash } from './stored-hash.js'

const LIMIT_WINDOW_MS = 15 * 60_000
/**
 * Wrong passwords for one user, by any of their names. An attacker can lock the user out for this long, but no longer, and
 * not out of a browser that the user has signed in with before.
 */
const USER_LIMIT: RateLimitRule = { name: 'passwords for one user', max: 5, windowMs: LIMIT_WINDOW_MS }
/**
 * Wrong passwords for one user in all browsers that the user has signed in with before. Each sign-in, also one at a
 * provider, gives the browser a new ID, so without this the thief of one session could get new guesses forever.
 */
const KNOWN_BROWSERS_LIMIT: RateLimitRule = {
  name: 'passwords for one user in known browsers',
  max: 20,
  windowMs: LIMIT_WINDOW_MS,
}
/** Wrong passwords from one network, for any user. A whole office may share one address. */
const NETWORK_LIMIT: RateLimitRule = {
  name: 'passwords from one network',
  max: 30,
  windowMs: LIMIT_WINDOW_MS,
}

export interface PasswordBackendDeps {
  readonly store: Pick<Store, 'findUserForLogin' | 'replacePasswordHash'>
  readonly rateLimiter: Pick<RateLimiter, 'run'>
  readonly hasher: Pick<PasswordHasher, 'hash' | 'verify'>
  readonly clock: () => Date
}

/** The input of a sign-in with a password. */
export interface Credentials {
  /** The user name or verified email address, as it was typed. */
  readonly name: string
  /** Secret; exactly as it was typed. */
  readonly password: string
  /** The IP address of the request, for the limits. */
  readonly address: string | null
  /** The ID of the requesting browser, if this user has signed in with it before; otherwise null. */
  readonly findKnownBrowser: (user: Pick<User, 'id' | 'sessionEpoch'>) => string | null
}

/** A verified password: what `completeSignIn` needs to open a session. */
export interface PasswordLogin {
  readonly userId: string
  readonly identity: Identity
  readonly policy: BackendPolicy
  /** The session epoch of the user when the password was read. */
  readonly epoch: number
}

/** Turns a name and a password into an identity. */
export class PasswordBackend {
  readonly #deps: PasswordBackendDeps

  constructor(deps: PasswordBackendDeps) {
    this.#deps = deps
  }

  /**
   * Verifies a name and a password. Unknown users, users without a password and wrong passwords get the same error
   * after the same time. Each attempt is counted before the password is checked, so that concurrent attempts cannot
   * exceed the limit. A correct password is not counted, nor is one that could not be checked.
   * @throws PortcullisError wrong_credentials, too_many_requests, unavailable when too many are being checked
   */
  async verify({ name, password, address, findKnownBrowser }: Credentials): Promise<PasswordLogin> {
    const { store, rateLimiter } = this.#deps
    return rateLimiter.run(networkLimits(NETWORK_LIMIT, address), async (refundNetwork) => {
      const loginName = parseLoginName(name)
      const credential = loginName === null ? null : await store.findUserForLogin(loginName, PASSWORD_BACKEND)
      const limits = credential
        ? userLimits(credential.user, findKnownBrowser)
        : [{ rule: USER_LIMIT, subject: `name ${JSON.stringify(loginName)}` }]
      const login = await rateLimiter.run(limits, async (refundUser) => {
        const verified = await this.#verifyCredential(credential, password)
        await refundUser()
        return verified
      })
      await refundNetwork()
      return login
    })
  }

  async #verifyCredential(credential: PasswordCredential | null, password: string): Promise<PasswordLogin> {
    const isMatch = await this.#deps.hasher.verify(credential?.hash ?? null, password)
    const subject = credential?.subject ?? null
    if (!credential || !isMatch || subject === null) {
      throw new PortcullisError('wrong_credentials', { detail: rejectionReason(credential) })
    }
    const { id: userId, username, sessionEpoch } = credential.user
    await this.#replaceForeignHash(userId, credential.hash, password)
    const identity = localIdentity(subject, username, this.#deps.clock())
    return { userId, identity, policy: PASSWORD_POLICY, epoch: sessionEpoch }
  }

  /** A hash that came from another system is replaced by one of this site as soon as the password is known. */
  async #replaceForeignHash(userId: string, foreign: string | null, password: string): Promise<void> {
    if (foreign === null || parseStoredHash(foreign)?.isForeign !== true) return
    const { hasher, store } = this.#deps
    try {
      await store.replacePasswordHash(userId, foreign, await hasher.hash(password))
    } catch (error) {
      // When many passwords are waiting, the next sign-in replaces the hash.
      if (!(error instanceof PortcullisError && error.code === 'unavailable')) throw error
    }
  }
}

/**
 * A browser that the user has signed in with before has a counter of its own, so that a stranger who guesses elsewhere
 * cannot lock the user out of it. Each such browser allows no more guesses than the user's shared counter, and all
 * of them together allow a few times as many.
 */
function userLimits(user: User, findKnownBrowser: Credentials['findKnownBrowser']): readonly Limit[] {
  const browserId = findKnownBrowser(user)
  const subject = `user ${user.id}`
  if (browserId === null) return [{ rule: USER_LIMIT, subject }]
  return [
    { rule: USER_LIMIT, subject: `${subject} in browser ${browserId}` },
    { rule: KNOWN_BROWSERS_LIMIT, subject },
  ]
}

// For the log. The name is not repeated, because it may be a password that was typed into the wrong field.
function rejectionReason(credential: PasswordCredential | null): Message {
  if (credential === null) return message('detail.password.noUser')
  return credential.hash === null || credential.subject === null
    ? message('detail.password.none', { user: credential.user.id })
    : message('detail.password.wrong', { user: credential.user.id })
}

/**
 * The identity of a user of this site, for the pipeline. It has no email address and no names, because the user's own
 * details are not to be updated from themselves.
 * @param authenticatedAt when the user typed their password, or the emailed code
 */
export function localIdentity(
  subject: string,
  preferredUsername: string | null,
  authenticatedAt: Date,
): Identity {
  return {
    backend: PASSWORD_BACKEND,
    issuer: LOCAL_ISSUER,
    subject,
    email: null,
    emailVerified: false,
    preferredUsername,
    name: null,
    givenName: null,
    familyName: null,
    picture: null,
    claims: {},
    tokens: null,
    authenticatedAt,
  }
}

/**
 * Normalizes a typed name to the form in which names are stored: trimmed, NFKC, lowercase. With an "@" it is an email
 * address. Null for a name that no user can have.
 */
function parseLoginName(input: string): LoginName | null {
  const name = input.trim()
  if (name === '' || /\p{Cc}/u.test(name)) return null
  if (!name.includes('@')) return { username: name.normalize('NFKC').toLowerCase() }
  const provenEmail = normalizeEmail(name)
  return provenEmail === null ? null : { provenEmail }
}
