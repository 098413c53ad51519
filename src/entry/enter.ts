import type { Intent } from '../attempt.js'
import { PortcullisError } from '../errors.js'
import { type Answers, NO_ANSWERS } from '../pipeline/answers.js'
import type { Identity } from '../identity.js'
import type { Associated, House, Known } from '../pipeline/facts.js'
import { Halt, type Note } from '../pipeline/pipeline.js'
import { signIn } from '../pipeline/sign-in.js'
import { type BackendPolicy, PASSWORD_BACKEND } from '../policy.js'
import type { Current } from '../session/current.js'
import type { Opened, Opening } from '../session/opening.js'
import type { Sessions } from '../session/sessions.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { identityNote } from './identity-note.js'

export interface EntryParts {
  readonly store: Pick<Store, 'atomically'>
  readonly sessions: Pick<Sessions, 'open'>
  readonly house: House
  readonly now: () => Date
}

/** Somebody whom a backend has identified, and how they want to carry their session. */
export interface Entrant extends Omit<Opening, 'authenticatedAt' | 'sid' | 'continues'> {
  readonly identity: Identity
  readonly policy: BackendPolicy
  readonly intent: Intent
  /** For "connect": who asked for it and is still signed in. */
  readonly current: Current | null
  /** What the person has answered in this sign-in; nothing, unless it was paused. */
  readonly answers?: Answers
  /**
   * The session epoch that the user had when they proved who they are, where that was looked up before: if all of
   * their sessions were ended since, as by another password, that proof is worth nothing any more.
   */
  readonly epoch?: number
}

/** Takes back whatever the steps before a halt have written; it never leaves this file. */
class Halted extends Error {
  readonly halt: Halt

  constructor(halt: Halt) {
    super(halt.because)
    this.halt = halt
  }
}

/** Something that is written in the transaction of a sign-in, once it is known whose it is. */
export type Also = (within: StoreVerbs, signedIn: Known & Associated) => Promise<void>

/**
 * The one way in, for every backend and every carrier: identity, pipeline, session, in one transaction of the database.
 * The session always has a new id. A run that halts leaves nothing behind, wherever its step stands.
 * @param trace gets a line for each step of the run that counted
 * @param also what becomes true together with the sign-in, in the same transaction
 * @throws PortcullisError with the code of the step that refused
 */
export async function enter(
  parts: EntryParts,
  entrant: Entrant,
  trace: Note[],
  also: Also = () => Promise.resolve(),
): Promise<Opened | Halt> {
  const { identity, policy, intent, current, epoch, answers = NO_ANSWERS, ...opening } = entrant
  // Whoever connects an account proves that it is theirs, not who they are: the old proof goes on to count.
  const authenticatedAt = current?.session.authenticatedAt ?? identity.authenticatedAt
  const earlier = authenticatedAt === undefined ? {} : { authenticatedAt }
  const enters = parts.store.atomically(async (store, round) => {
    trace.length = 0
    if (identity.backend !== PASSWORD_BACKEND) trace.push(identityNote(identity))
    const currentUser = current?.user ?? null
    const start = {
      identity,
      policy,
      intent,
      answers,
      currentUser,
      house: parts.house,
      store,
      round,
      now: parts.now(),
    }
    const signedIn = await signIn.run(start, (note) => trace.push(note))
    if (signedIn instanceof Halt) throw new Halted(signedIn)
    if (epoch !== undefined && epoch !== signedIn.user.sessionEpoch) {
      throw new PortcullisError('login_required', { detail: 'all sessions of the user were ended meanwhile' })
    }
    await also(store, signedIn)
    const { sid = null } = identity
    const continues = current?.session ?? null
    return parts.sessions.open(signedIn, { ...opening, ...earlier, sid, continues }, store)
  })
  const outcome = await enters.catch((error: unknown) => {
    if (error instanceof Halted) return error.halt
    throw error
  })
  return outcome instanceof Halt ? outcome : outcome()
}
