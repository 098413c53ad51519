import type { SignInIntent } from '../attempt.js'
import { PortcullisError } from '../errors.js'
import { type Answers, NO_ANSWERS } from '../pipeline/answers.js'
import type { Identity } from '../identity.js'
import type { AccountLinked, SitePolicy, WithUser } from '../pipeline/facts.js'
import { Halt, type TraceEntry } from '../pipeline/pipeline.js'
import { signIn } from '../pipeline/sign-in.js'
import { type BackendPolicy, PASSWORD_BACKEND } from '../policy.js'
import type { CurrentSession } from '../session/current.js'
import type { OpenedSession, OpenSessionOptions } from '../session/opening.js'
import type { Sessions } from '../session/sessions.js'
import type { Store, Queries } from '../store/store.js'
import { identityTraceEntry } from './identity-note.js'

export interface CompleteSignInDeps {
  readonly store: Pick<Store, 'atomically'>
  readonly sessions: Pick<Sessions, 'open'>
  readonly policy: SitePolicy
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
      site: deps.policy,
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
