import { ENGLISH } from '../locales/locales.js'
import type { SignInEvent, SignInKind } from '../audit/sign-in-event.js'
import { newReference } from '../crypto/tokens.js'
import type { PortcullisError } from '../errors.js'
import type { CallRecorder, RecordedCall } from '../http-client/recorded-calls.js'
import type { TraceEntry } from './pipeline.js'
import { withSpan } from '../telemetry.js'
import type { QuestionType } from './facts.js'

/** The sign-in that a request is about. */
export interface SignInDetails {
  readonly backend: string
  /** How the client holds the session. */
  readonly transport: 'browser' | 'bearer' | 'device' | 'socket' | 'back-channel'
  /**
   * The kind of its event in the trace, if it succeeds; null when its success is not worth an event, as for the start
   * of an attempt.
   */
  readonly eventKind: SignInKind | null
  /** Whether this request only starts an attempt. */
  readonly isStart: boolean
  /** "sign-in", "connect" or "silent". */
  readonly intent: string
  /** When the user was sent to the provider; null without an attempt. */
  readonly attemptStartedAt: Date | null
  readonly userId: string | null
}

const DEFAULT_DETAILS = {
  eventKind: 'signed-in',
  isStart: false,
  intent: 'sign-in',
  attemptStartedAt: null,
  userId: null,
} as const

const MAX_CALLS = 30

/** A step of the pipeline in the log. */
export interface LoggedStep extends Omit<TraceEntry, 'reason'> {
  readonly reason: string
}

/**
 * Records what one request does about a sign-in, while it happens, so that the record is complete even when something
 * throws. Each request has one recorder and passes it down: backends record their calls to providers, the pipeline
 * records its steps. The access log, the metrics and the trace read it after the request.
 */
export class SignInRecorder implements CallRecorder {
  #reference = newReference()
  #details: SignInDetails | null = null
  #haltedOn: QuestionType | null = null
  #steps: TraceEntry[] = []
  readonly #calls: RecordedCall[] = []
  readonly #phases = new Map<string, number>()

  /** The reference number of this request on error pages, in logs and in traces. */
  get reference(): string {
    return this.#reference
  }

  /** The sign-in that the request is about, or null. */
  get signIn(): SignInDetails | null {
    return this.#details
  }

  /** The question on which the sign-in halted, or null. */
  get haltedOn(): QuestionType | null {
    return this.#haltedOn
  }

  /** The steps of the pipeline, in order, as the log has them: in English. */
  get steps(): readonly LoggedStep[] {
    return this.#steps.map((entry) => ({ ...entry, reason: ENGLISH.format(entry.reason) }))
  }

  /** How long each phase took, in seconds. */
  get phases(): ReadonlyMap<string, number> {
    return this.#phases
  }

  /** Takes over the reference number of an attempt or a paused sign-in that continues with this request. */
  useReference(reference: string): void {
    this.#reference = reference
  }

  /** From now on the request counts as this sign-in: its end is counted and traced, however it ends. */
  recordSignIn(
    backend: string,
    transport: SignInDetails['transport'],
    details: Partial<Omit<SignInDetails, 'backend' | 'transport'>> = {},
  ): void {
    this.#details = { backend, transport, ...DEFAULT_DETAILS, ...details }
  }

  /** The provider's announcement of a logout was refused, which is traced beside the sign-ins. */
  recordRefusedLogout(backend: string): void {
    this.recordSignIn(backend, 'back-channel', { eventKind: 'logout-refused', intent: 'logout' })
  }

  /** The request is not about a sign-in after all, so it is neither counted nor traced. */
  discardSignIn(): void {
    this.#details = null
  }

  /** The sign-in ended without a session and without an error, which is not worth an event. */
  suppressEvent(): void {
    if (this.#details !== null) this.#details = { ...this.#details, eventKind: null }
  }

  /** A session was opened for this user. */
  recordUser(userId: string): void {
    if (this.#details !== null) this.#details = { ...this.#details, userId }
  }

  /** The sign-in waits for the answer to this question. */
  recordHalt(questionType: QuestionType): void {
    this.#haltedOn = questionType
  }

  /**
   * A run of the pipeline starts. It may start again when its transaction loses a race; only the steps of the last
   * run count.
   */
  startRun(): void {
    this.#steps = []
  }

  recordStep(entry: TraceEntry): void {
    this.#steps.push(entry)
  }

  recordCall(call: RecordedCall): void {
    if (this.#calls.length < MAX_CALLS) this.#calls.push(call)
  }

  /** Does the work of one phase, and records its duration, also when it fails. */
  async time<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    try {
      return await withSpan(`sign-in ${phase}`, {}, () => work())
    } finally {
      this.#phases.set(phase, (performance.now() - startedAt) / 1000)
    }
  }

  /**
   * The event for the trace; null when the request is not about a sign-in, or when its success is not worth an event.
   * @param browser such as "Firefox on Linux"
   * @param error why the request failed, if it did
   */
  toEvent({
    at,
    browser,
    error,
  }: {
    readonly at: Date
    readonly browser: string | null
    readonly error: PortcullisError | null
  }): SignInEvent | null {
    const kind = this.#details && this.#eventKind(this.#details, error)
    if (this.#details === null || kind === null) return null
    const { backend, intent, transport, attemptStartedAt, userId } = this.#details
    const stepUserId = this.#steps.findLast((entry) => entry.userId !== undefined)?.userId
    return {
      kind,
      at,
      reference: this.#reference,
      backend,
      code: error?.code ?? null,
      userId: userId ?? stepUserId ?? null,
      intent,
      carrier: transport,
      browser,
      calls: this.#calls,
      begunAt: attemptStartedAt,
      tripMs: attemptStartedAt && at.getTime() - attemptStartedAt.getTime(),
      error: error?.detailText ?? null,
      cause: error?.providerCause ?? null,
      steps: this.#steps.map(({ step, reason, ms, ended = null }) => ({ step, because: reason, ms, ended })),
      phases: [...this.#phases].map(([phase, seconds]) => ({ phase, ms: Math.round(seconds * 1000) })),
    }
  }

  #eventKind({ eventKind, isStart }: SignInDetails, error: PortcullisError | null): SignInKind | null {
    if (error === null) return eventKind === null || this.#haltedOn === null ? eventKind : 'halted'
    if (isStart) return 'began-badly'
    if (eventKind === 'logout-refused') return eventKind
    return error.kind.status < 500 ? 'refused' : 'failed'
  }
}
