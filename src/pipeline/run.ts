/*
 * The pipeline decides whom a verified identity belongs to, creates or updates that user, and opens the session. It knows
 * no HTTP: `completeSignIn` is called with the identity that a backend returned, by routes and by live sockets.
 *
 *   run.ts               one transaction: the steps, then the session; a halt rolls it back
 *   sign-in.ts           the list of the steps, in order; steps/ has one file for each
 *   pipeline.ts          `Pipeline.from().step()`: an order in which a step lacks a fact does not compile
 *   open-pipeline.ts     the list as a configuration changes it; customize.ts makes it run, own-step.ts steps of a site's own
 *   facts.ts             what a sign-in starts with, and what each step adds
 *   link-decision.ts     whom an identity belongs to: a table without side effects
 *   identity-details.ts  what of an identity is stored with its user and its account
 *   refused-account.ts   what a refusal by the provider's word means for an account that is known
 *   sign-in-recorder.ts  what one request did: steps, calls to providers, result
 *   dry-run.ts           a test sign-in, always rolled back           disconnect.ts  removes an account from its user
 *
 * A step adds facts (`proceed`), refuses (throws a `PortcullisError`) or asks (returns a `Halt`). After a halt the routes
 * store the sign-in (flows/partials) and run the whole pipeline again with the answer.
 *
 * Below this folder: ../sessions, ../store and ../provider-tokens; above it: ../routes and ../live. Backends and pipeline
 * do not know each other; what they share is `Identity` and `BackendPolicy` (../identity.ts).
 */
import { ENGLISH } from '../locales/locales.js'
import { joinTexts, type Message, message, type MessageValue } from '../locales/messages.js'
import { toSentence } from '../locales/stored-message.js'
import type { Encrypter } from '../crypto/encryption.js'
import { PortcullisError } from '../errors.js'
import { type BackendPolicy, type Identity, PASSWORD_BACKEND } from '../identity.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import {
  type CurrentSession,
  NEVER_AUTHENTICATED,
  type OpenedSession,
  type OpenSessionOptions,
} from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import type { User } from '../store/models.js'
import type { Queries, Store } from '../store/store.js'
import {
  type AccountLinked,
  type Answers,
  type LinkDecided,
  NO_ANSWERS,
  NO_OWN_FACTS,
  type SitePolicy,
  type Start,
  type WithUser,
} from './facts.js'
import { Halt, type TraceEntry } from './pipeline.js'
import { applyRefusal, isRefusedByProvider } from './refused-account.js'
import type { SignInRecorder } from './sign-in-recorder.js'
import type { SignInRun } from './sign-in.js'

export interface CompleteSignInDeps {
  readonly store: Pick<Store, 'atomically'>
  readonly sessions: Pick<Sessions, 'open' | 'continue' | 'endByProvider'>
  readonly site: SitePolicy
  /** The steps of a sign-in on this site. */
  readonly pipelines: { readonly signIn: SignInRun }
  readonly encrypter: Encrypter
  readonly clock: () => Date
}

/** The session of a user who connects an account, and the proof that they have authenticated recently. */
export interface ConnectingSession {
  readonly current: CurrentSession
  readonly proof: RecentlyAuthenticated
}

/** What the visitor wants. Connecting an account does not compile without the session and its proof. */
export type SignInPurpose =
  | { readonly intent: 'sign-in'; readonly connecting?: null }
  | { readonly intent: 'connect'; readonly connecting: ConnectingSession }

/** A sign-in whose identity a backend has verified. */
export type VerifiedSignIn = VerifiedIdentity & SignInPurpose

interface VerifiedIdentity {
  readonly identity: Identity
  readonly policy: BackendPolicy
  /** What the user has answered in this sign-in; nothing, unless it was paused. */
  readonly answers?: Answers | undefined
  /**
   * The session epoch of the user at the moment of the proof, where it was looked up: if all sessions of the user were
   * ended since, as by a new password, the proof does not count any more.
   */
  readonly epoch?: number | undefined
  /** The argon2id hash of the password of a new user, stored in the transaction that creates the user. */
  readonly passwordHash?: string | null
  /** The language that the person has asked for on the pages of this sign-in; emails to them are in it from then on. */
  readonly language?: string | null
}

/** A verified sign-in, and what its session will be. */
export type SignInRequest = VerifiedSignIn & Omit<OpenSessionOptions, 'authenticatedAt' | 'sid'>

/** Rolls back what the steps before a halt have written. It is not thrown outside this file. */
class HaltRollback extends Error {
  readonly halt: Halt

  constructor(halt: Halt) {
    super(ENGLISH.format(halt.reason))
    this.halt = halt
  }
}

/** Writes in the transaction of a sign-in, once it is known whose sign-in it is. */
export type AfterSignIn = (
  tx: Queries,
  signedIn: WithUser & AccountLinked & Pick<LinkDecided, 'mayCreate'>,
) => Promise<void>

/**
 * Completes a sign-in, for every backend and every transport: from the identity through the pipeline to a session, in
 * one transaction. The session always has a new ID. A run that halts leaves nothing behind, whichever step halts.
 * @param recorder gets the steps of the run that counted, and how it ended
 * @param afterSignIn writes in the same transaction, once it is known whose sign-in it is
 * @throws PortcullisError with the code of the step that refused
 */
export async function completeSignIn(
  deps: CompleteSignInDeps,
  request: SignInRequest,
  recorder: SignInRecorder,
  afterSignIn: AfterSignIn = () => Promise.resolve(),
): Promise<OpenedSession | Halt> {
  const { identity, policy, intent, connecting = null, epoch, answers = NO_ANSWERS, ...options } = request
  const { passwordHash = null, language = null, ...sessionOptions } = options
  const { sid = null, authenticatedAt = NEVER_AUTHENTICATED } = identity
  const transaction = deps.store.atomically(async (tx, retry) => {
    recorder.startRun()
    if (identity.backend !== PASSWORD_BACKEND) recorder.recordStep(identityTraceEntry(identity))
    const start: Start = {
      identity,
      policy,
      intent,
      answers,
      connecting: connecting && { user: connecting.current.user, proof: connecting.proof },
      site: deps.site,
      encrypter: deps.encrypter,
      store: tx,
      retry,
      now: deps.clock(),
      language,
      own: NO_OWN_FACTS,
    }
    const result = await deps.pipelines.signIn.run(start, (entry) => {
      recorder.recordStep(entry)
    })
    if (result instanceof Halt) throw new HaltRollback(result)
    const signedIn = { ...result, user: await keepLanguage(tx, result.user, start) }
    // The epoch is that of the user whose account it was; a user who deleted it meanwhile must not come back by this.
    if (epoch !== undefined && signedIn.linkedNow)
      throw new PortcullisError('login_required', { detail: message('because.removed.account') })
    if (epoch !== undefined && epoch !== signedIn.user.sessionEpoch) {
      throw new PortcullisError('login_required', { detail: message('because.removed.sessions') })
    }
    // A sign-in with a password that was removed while the sign-in was paused must not create another user.
    if (identity.backend === PASSWORD_BACKEND && signedIn.linkedNow && passwordHash === null)
      throw new PortcullisError('login_required', { detail: message('because.removed.password') })
    await afterSignIn(tx, signedIn)
    if (connecting === null)
      return deps.sessions.open(signedIn, { ...sessionOptions, authenticatedAt, sid }, tx)
    // Connecting an account is not a re-authentication, so the session stays as it is.
    return deps.sessions.continue(signedIn, connecting.current, sessionOptions.clientInfo, tx)
  })
  const outcome = await transaction.catch(async (error: unknown) => {
    if (error instanceof HaltRollback) return error.halt
    // The claims of a program's token depend on the scopes that the program asked for, so a missing one means nothing.
    // The claims of a sign-in that was paused are not new.
    if (isRefusedByProvider(error) && options.kind === 'browser' && request.answers === undefined)
      await applyRefusal(deps, { identity, policy }, recorder)
    throw error
  })
  if (outcome instanceof Halt) {
    recorder.recordHalt(outcome.questionType)
    return outcome
  }
  const opened = await outcome()
  recorder.recordUser(opened.user.id)
  return opened
}

/** Most sign-ins are in the language of the one before, and then nothing is written. */
async function keepLanguage(
  tx: Pick<Queries, 'updateUser'>,
  user: User,
  { language, now }: Pick<Start, 'language' | 'now'>,
): Promise<User> {
  return language === null || language === user.language ? user : tx.updateUser(user.id, { language }, now)
}

/**
 * The session of a sign-in whose client cannot answer questions: a program, or a live page.
 * @throws PortcullisError interaction_required when the sign-in halted
 */
export function requireOpenedSession(outcome: OpenedSession | Halt): OpenedSession {
  if (!(outcome instanceof Halt)) return outcome
  throw new PortcullisError('interaction_required', {
    detail: message('because.paused', { question: outcome.questionType, reason: outcome.reason }),
  })
}

const MAX_CLAIM_NAMES = 40

/** The claims that a sign-in uses. */
const KNOWN_CLAIMS = ['email', 'preferredUsername', 'name', 'givenName', 'familyName', 'picture'] as const

/**
 * The first line of a trace: which claims the provider sent, and which of them were understood, so that a wrong claim
 * mapping shows. It contains names of claims but no values, except whether the address is verified.
 */
function identityTraceEntry(identity: Identity): TraceEntry {
  const missing = KNOWN_CLAIMS.filter((field) => identity[field] === null)
  const names = joinTexts(
    'because.list',
    missing.map((field) => message(`because.claim.${field}`)),
  )
  const rest: MessageValue[] = [
    missing.length === 0
      ? message('because.identity.complete')
      : message('because.identity.missing', { names }),
    ...(identity.email === null ? [] : [addressText(identity)]),
    ...(identity.notice === undefined ? [] : [toSentence(identity.notice, identity.noticeText ?? null)]),
  ]
  const reason = message('because.sequence', {
    first: message('because.identity.sent', { claims: claimNames(identity) }),
    rest: joinTexts('because.sequence', rest),
  })
  return { step: 'identity', reason, ms: 0 }
}

function addressText({ emailVerified }: Identity): Message {
  return emailVerified ? message('because.identity.verified') : message('because.identity.unverified')
}

/** The names of the claims that the provider sent. A name that could be anything is not repeated. */
function claimNames({ claims }: Identity): MessageValue {
  const names = Object.keys(claims).slice(0, MAX_CLAIM_NAMES)
  if (names.length === 0) return message('because.identity.noClaims')
  const usual = names.filter((name) => /^[\w.:/-]{1,60}$/.test(name))
  return joinTexts('because.list', [
    ...(usual.length === 0 ? [] : [usual.join(', ')]),
    ...Array<Message>(names.length - usual.length).fill(message('because.identity.unusual')),
  ])
}
