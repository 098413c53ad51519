import type { SignInIntent } from '../attempt.js'
import type { Encrypter } from '../crypto/encryption.js'
import { PortcullisError } from '../errors.js'
import { type BackendPolicy, type Identity, PASSWORD_BACKEND } from '../identity.js'
import type { CurrentSession, OpenedSession, OpenSessionOptions } from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import type { Queries, Store } from '../store/store.js'
import { type AccountLinked, type Answers, NO_ANSWERS, type SitePolicy, type WithUser } from './facts.js'
import { Halt, type TraceEntry } from './pipeline.js'
import { signIn } from './sign-in.js'

export interface CompleteSignInDeps {
  readonly store: Pick<Store, 'atomically'>
  readonly sessions: Pick<Sessions, 'open'>
  readonly site: SitePolicy
  readonly encrypter: Encrypter
  readonly clock: () => Date
}

/** Somebody whom a backend has identified, and how they want to carry their session. */
export interface SignInRequest extends Omit<
  OpenSessionOptions,
  'authenticatedAt' | 'sid' | 'continuedSession'
> {
  readonly identity: Identity
  readonly policy: BackendPolicy
  readonly intent: SignInIntent
  /** For "connect": who asked for it and is still signed in. */
  readonly current: CurrentSession | null
  /** What the person has answered in this sign-in; nothing, unless it was paused. */
  readonly answers?: Answers
  /**
   * The session epoch that the user had when they proved who they are, where that was looked up before: if all of
   * their sessions were ended since, as by another password, that proof is worth nothing any more.
   */
  readonly epoch?: number
}

/** Takes back whatever the steps before a halt have written; it never leaves this file. */
class HaltRollback extends Error {
  readonly halt: Halt

  constructor(halt: Halt) {
    super(halt.reason)
    this.halt = halt
  }
}

/** Something that is written in the transaction of a sign-in, once it is known whose it is. */
export type AfterSignIn = (tx: Queries, signedIn: WithUser & AccountLinked) => Promise<void>

/**
 * The one way in, for every backend and every carrier: identity, pipeline, session, in one transaction of the database.
 * The session always has a new id. A run that halts leaves nothing behind, wherever its step stands.
 * @param trace gets a line for each step of the run that counted
 * @param afterSignIn what becomes true together with the sign-in, in the same transaction
 * @throws PortcullisError with the code of the step that refused
 */
export async function completeSignIn(
  deps: CompleteSignInDeps,
  request: SignInRequest,
  trace: TraceEntry[],
  afterSignIn: AfterSignIn = () => Promise.resolve(),
): Promise<OpenedSession | Halt> {
  const { identity, policy, intent, current, epoch, answers = NO_ANSWERS, ...sessionOptions } = request
  // Whoever connects an account proves that it is theirs, not who they are: the old proof goes on to count.
  const authenticatedAt = current?.session.authenticatedAt ?? identity.authenticatedAt
  const authTime = authenticatedAt === undefined ? {} : { authenticatedAt }
  const transaction = deps.store.atomically(async (tx, retry) => {
    trace.length = 0
    if (identity.backend !== PASSWORD_BACKEND) trace.push(identityTraceEntry(identity))
    const currentUser = current?.user ?? null
    const start = {
      identity,
      policy,
      intent,
      answers,
      currentUser,
      site: deps.site,
      encrypter: deps.encrypter,
      store: tx,
      retry,
      now: deps.clock(),
    }
    const signedIn = await signIn.run(start, (entry) => trace.push(entry))
    if (signedIn instanceof Halt) throw new HaltRollback(signedIn)
    if (epoch !== undefined && epoch !== signedIn.user.sessionEpoch) {
      throw new PortcullisError('login_required', { detail: 'all sessions of the user were ended meanwhile' })
    }
    await afterSignIn(tx, signedIn)
    const { sid = null } = identity
    const continuedSession = current?.session ?? null
    return deps.sessions.open(signedIn, { ...sessionOptions, ...authTime, sid, continuedSession }, tx)
  })
  const outcome = await transaction.catch((error: unknown) => {
    if (error instanceof HaltRollback) return error.halt
    throw error
  })
  return outcome instanceof Halt ? outcome : outcome()
}

const MAX_CLAIM_NAMES = 40

/** What a sign-in can use of a person, and what people call it. */
const KNOWN_CLAIMS = [
  ['email', 'e-mail address'],
  ['preferredUsername', 'user name'],
  ['name', 'name'],
  ['givenName', 'given name'],
  ['familyName', 'family name'],
  ['picture', 'picture'],
] as const

/**
 * The first line of a trace: which claims the provider sent, and which of them were understood, so that a wrong map of
 * claims shows. It names claims and tells the value of none, but whether the address is verified.
 */
export function identityTraceEntry(identity: Identity): TraceEntry {
  const names = Object.keys(identity.claims).map(safeClaimName)
  const sent = names.length === 0 ? 'no claims' : names.slice(0, MAX_CLAIM_NAMES).join(', ')
  const missing = KNOWN_CLAIMS.filter(([field]) => identity[field] === null).map(([, name]) => name)
  const reason = [
    `the provider sent ${sent}`,
    missing.length === 0
      ? 'everything was understood'
      : `no use could be made of any as ${missing.join(', ')}`,
    ...(identity.email === null ? [] : [`the address is ${identity.emailVerified ? '' : 'not '}verified`]),
  ].join('; ')
  return { step: 'identity', reason, ms: 0 }
}

function safeClaimName(name: string): string {
  return /^[\w.:/-]{1,60}$/.test(name) ? name : 'one with an odd name'
}
