import { PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import type { RateLimitRule, RateLimiter } from '../limits/limiter.js'
import { networkKey } from '../limits/network-of.js'
import { type BackendPolicy, PASSWORD_BACKEND, PASSWORD_POLICY } from '../policy.js'
import type { PasswordCredential } from '../store/passwords.js'
import type { Store } from '../store/store.js'
import { localIdentity } from './local-identity.js'
import { parseLoginName } from './login-name.js'
import type { PasswordHasher } from './password-hasher.js'

const LIMIT_WINDOW_MS = 15 * 60_000
/** Wrong passwords for one user, however they are named. Whoever guesses can lock the user out for so long, no longer. */
const USER_LIMIT: RateLimitRule = { name: 'passwords for one user', max: 5, windowMs: LIMIT_WINDOW_MS }
/** Wrong passwords from one network, whoever they are for: an office may sit behind one address. */
const NETWORK_LIMIT: RateLimitRule = {
  name: 'passwords from one network',
  max: 30,
  windowMs: LIMIT_WINDOW_MS,
}

export interface PasswordBackendDeps {
  readonly store: Pick<Store, 'findUserForLogin'>
  readonly rateLimiter: Pick<RateLimiter, 'consume'>
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
   * a right one is not held against anybody.
   * @throws PortcullisError wrong_credentials, too_many_requests, unavailable when too many are being checked
   */
  async verify({ name, password, address }: Credentials): Promise<PasswordLogin> {
    const { store, rateLimiter, hasher } = this.#deps
    const networkLimit = await rateLimiter.consume(NETWORK_LIMIT, networkKey(address))
    const loginName = parseLoginName(name)
    const credential = loginName === null ? null : await store.findUserForLogin(loginName, PASSWORD_BACKEND)
    const limitKey = credential ? `user ${credential.user.id}` : `name ${JSON.stringify(loginName)}`
    const userLimit = await rateLimiter.consume(USER_LIMIT, limitKey)
    const isMatch = await hasher.verify(credential?.hash ?? null, password)
    const subject = credential?.subject ?? null
    if (!credential || !isMatch || subject === null) {
      throw new PortcullisError('wrong_credentials', { detail: rejectionReason(credential) })
    }
    await userLimit.refund()
    await networkLimit.refund()
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
