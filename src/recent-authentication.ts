import { PortcullisError } from './errors.js'
import { SETUP_BACKEND } from './identity.js'

/** How long a sign-in counts as recent: long enough to read a page and to fill in a form. */
const REAUTH_WINDOW_MS = 10 * 60_000
/**
 * The same after the setup link: its user cannot sign in again before they have registered this site at a provider, which
 * takes longer.
 */
const SETUP_WINDOW_MS = 60 * 60_000
/** The clocks of two machines may differ by this much. */
const MAX_CLOCK_SKEW_MS = 30_000

/** The part of a session that says how lately its user has authenticated. */
interface SessionEvidence {
  readonly userId: string
  readonly kind: string
  readonly accountId: string | null
  readonly backend: string
  readonly authenticatedAt: Date
}

/** What can show that a user has just proven who they are. */
export type AuthenticationEvidence =
  /** A session. Those of devices and programs never count, because no person is in front of them. */
  | { readonly session: SessionEvidence }
  /** A password that this request has verified. */
  | { readonly password: { readonly userId: string } }
  /** A code that this user was sent by email, and that this request has redeemed. */
  | { readonly emailedCode: { readonly userId: string } }
  /** The setup link, which this request has used up. */
  | { readonly setupLink: { readonly userId: string } }
  /** A command on the server. Access to the settings of the server is the proof. */
  | { readonly commandLine: { readonly userId: string } }

/**
 * Proof that a user has authenticated within the last ten minutes. Everything that adds, removes or multiplies a login
 * method demands one, so that a forgotten check does not compile. `prove` is the only way to get one: the constructor
 * is private, and the private field makes the type nominal.
 */
export class RecentlyAuthenticated {
  readonly #userId: string

  private constructor(userId: string) {
    this.#userId = userId
  }

  /** The user who has authenticated; verbs act on this user, or on behalf of this administrator. */
  get userId(): string {
    return this.#userId
  }

  /**
   * @param now the moment for which the proof is made
   * @returns null when the sign-in is older than ten minutes, lies in the future, or is of a device or a program
   */
  static prove(evidence: AuthenticationEvidence, now: Date): RecentlyAuthenticated | null {
    if ('password' in evidence) return new RecentlyAuthenticated(evidence.password.userId)
    if ('emailedCode' in evidence) return new RecentlyAuthenticated(evidence.emailedCode.userId)
    if ('commandLine' in evidence) return new RecentlyAuthenticated(evidence.commandLine.userId)
    if ('setupLink' in evidence) return new RecentlyAuthenticated(evidence.setupLink.userId)
    const { userId, kind, accountId, backend, authenticatedAt } = evidence.session
    const windowMs = accountId === null && backend === SETUP_BACKEND ? SETUP_WINDOW_MS : REAUTH_WINDOW_MS
    const ageMs = now.getTime() - authenticatedAt.getTime()
    const isRecent = ageMs >= -MAX_CLOCK_SKEW_MS && ageMs <= windowMs
    return kind === 'browser' && isRecent ? new RecentlyAuthenticated(userId) : null
  }
}

/**
 * Demands a recent authentication, for changes that would let a passer-by keep an open session.
 * @throws PortcullisError reauthentication_required
 */
export function requireRecentAuthentication(
  evidence: AuthenticationEvidence,
  now: Date,
): RecentlyAuthenticated {
  const proof = RecentlyAuthenticated.prove(evidence, now)
  if (proof !== null) return proof
  throw new PortcullisError('reauthentication_required', {
    detail: 'no sign-in of a person within the last ten minutes is known',
  })
}
