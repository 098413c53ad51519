import { PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import type { LimitRule, Limiter } from '../limits/limiter.js'
import { networkOf } from '../limits/network-of.js'
import { type BackendPolicy, PASSWORD_BACKEND, PASSWORD_POLICY } from '../policy.js'
import type { PasswordHolder } from '../store/passwords.js'
import type { Store } from '../store/store.js'
import { localIdentity } from './local-identity.js'
import { loginNameOf } from './login-name.js'
import type { PasswordHasher } from './password-hasher.js'

const QUARTER_HOUR_MS = 15 * 60_000
/** Wrong passwords for one user, however they are named. Whoever guesses can lock the user out for so long, no longer. */
const BY_USER: LimitRule = { name: 'passwords for one user', most: 5, windowMs: QUARTER_HOUR_MS }
/** Wrong passwords from one network, whoever they are for: an office may sit behind one address. */
const BY_NETWORK: LimitRule = { name: 'passwords from one network', most: 30, windowMs: QUARTER_HOUR_MS }

export interface PasswordBackendParts {
  readonly store: Pick<Store, 'findUserForLogin'>
  readonly limiter: Pick<Limiter, 'spend'>
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
export interface Proven {
  readonly identity: Identity
  readonly policy: BackendPolicy
  /** The session epoch of the user when the password was looked up. */
  readonly epoch: number
}

/** The backend that is this house itself: a name and a password become an identity, as they do at any provider. */
export class PasswordBackend {
  readonly #parts: PasswordBackendParts

  constructor(parts: PasswordBackendParts) {
    this.#parts = parts
  }

  /**
   * Whose name and password these are. Unknown users, users without a password and wrong passwords are refused alike,
   * after the same time. Each try is counted before it is made, so of many at once no more than the limit are made;
   * a right one is not held against anybody.
   * @throws PortcullisError wrong_credentials, too_many_requests, unavailable when too many are being checked
   */
  async identify({ name, password, address }: Credentials): Promise<Proven> {
    const { store, limiter, hasher } = this.#parts
    const byNetwork = await limiter.spend(BY_NETWORK, networkOf(address))
    const loginName = loginNameOf(name)
    const holder = loginName === null ? null : await store.findUserForLogin(loginName, PASSWORD_BACKEND)
    const party = holder ? `user ${holder.user.id}` : `name ${JSON.stringify(loginName)}`
    const byUser = await limiter.spend(BY_USER, party)
    const fits = await hasher.verify(holder?.hash ?? null, password)
    const subject = holder?.subject ?? null
    if (!holder || !fits || subject === null) {
      throw new PortcullisError('wrong_credentials', { detail: reasonOf(holder) })
    }
    await byUser.giveBack()
    await byNetwork.giveBack()
    const { username, sessionEpoch } = holder.user
    return { identity: localIdentity(subject, username), policy: PASSWORD_POLICY, epoch: sessionEpoch }
  }
}

// For operators only: what was typed as a name may be a password in the wrong field, so it is not repeated.
function reasonOf(holder: PasswordHolder | null): string {
  if (holder === null) return 'there is no user of this name'
  return holder.hash === null || holder.subject === null
    ? `user ${holder.user.id} has no password`
    : `the password of user ${holder.user.id} is another one`
}
