import { PortcullisError } from '../../errors.js'
import { type BackendPolicy, type Identity, PASSWORD_BACKEND, PASSWORD_POLICY } from '../../identity.js'
import { normalizeEmail } from '../../mail/email-address.js'
import { networkLimits, type RateLimiter, type RateLimitRule } from '../../rate-limit/rate-limiter.js'
import type { LoginName, PasswordCredential } from '../../store/passwords.js'
import type { Store } from '../../store/store.js'
import type { PasswordHasher } from './hasher.js'
import { LOCAL_ISSUER } from './policy.js'

const LIMIT_WINDOW_MS = 15 * 60_000
/**
 * Wrong passwords for one user, however they are named. Whoever guesses can lock the user out for so long, no longer.
 */
const USER_LIMIT: RateLimitRule = { name: 'passwords for one user', max: 5, windowMs: LIMIT_WINDOW_MS }
/** Wrong passwords from one network, whoever they are for: an office may sit behind one address. */
const NETWORK_LIMIT: RateLimitRule = {
  name: 'passwords from one network',
  max: 30,
  windowMs: LIMIT_WINDOW_MS,
}

export interface PasswordBackendDeps {
  readonly store: Pick<Store, 'findUserForLogin'>
  readonly rateLimiter: Pick<RateLimiter, 'run'>
  readonly hasher: Pick<PasswordHasher, 'verify'>
}

/** What somebody says of themself. `address` is where the request comes from, for the limits. */
export interface Credentials {
  /** User name or proven e-mail address, as it was typed. */
  readonly name: string
  /** Secret; exactly as it was typed. */
  readonly password: string
  readonly address: string | null
}

/** Somebody who has proven who they are by their password; all that `enter` wants to know of it. */
export interface PasswordLogin {
  readonly identity: Identity
  readonly policy: BackendPolicy
  /** The session epoch of the user when the password was looked up. */
  readonly epoch: number
}

/** The backend that is this house itself: a name and a password become an identity, as they do at any provider. */
export class PasswordBackend {
  readonly #deps: PasswordBackendDeps

  constructor(deps: PasswordBackendDeps) {
    this.#deps = deps
  }

  /**
   * Whose name and password these are. Unknown users, users without a password and wrong passwords are refused alike,
   * after the same time. Each try is counted before it is made, so of many at once no more than the limit are made;
   * a right one is given back, as is one that could not be checked.
   * @throws PortcullisError wrong_credentials, too_many_requests, unavailable when too many are being checked
   */
  async verify({ name, password, address }: Credentials): Promise<PasswordLogin> {
    const { store, rateLimiter } = this.#deps
    return rateLimiter.run(networkLimits(NETWORK_LIMIT, address), async (refundNetwork) => {
      const loginName = parseLoginName(name)
      const credential = loginName === null ? null : await store.findUserForLogin(loginName, PASSWORD_BACKEND)
      const subject = credential ? `user ${credential.user.id}` : `name ${JSON.stringify(loginName)}`
      const login = await rateLimiter.run([{ rule: USER_LIMIT, subject }], async (refundUser) => {
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
    const { username, sessionEpoch } = credential.user
    return { identity: localIdentity(subject, username), policy: PASSWORD_POLICY, epoch: sessionEpoch }
  }
}

// For operators only: what was typed as a name may be a password in the wrong field, so it is not repeated.
function rejectionReason(credential: PasswordCredential | null): string {
  if (credential === null) return 'there is no user of this name'
  return credential.hash === null || credential.subject === null
    ? `user ${credential.user.id} has no password`
    : `the password of user ${credential.user.id} is another one`
}

/**
 * Somebody whom this house itself knows, as the pipeline takes it. It says nothing of address or names of the person:
 * those are the user's own, not news from a provider.
 */
export function localIdentity(subject: string, preferredUsername: string | null): Identity {
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
  }
}

/**
 * What somebody typed to say who they are, in the one form in which names are stored: blanks around it dropped,
 * compatibility characters folded, lower case. With an "@" it is an e-mail address. Null for what nobody can have.
 */
export function parseLoginName(input: string): LoginName | null {
  const name = input.trim()
  if (name === '' || /\p{Cc}/u.test(name)) return null
  if (!name.includes('@')) return { username: name.normalize('NFKC').toLowerCase() }
  const provenEmail = normalizeEmail(name)
  return provenEmail === null ? null : { provenEmail }
}
