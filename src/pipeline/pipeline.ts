import { PortcullisError } from '../errors.js'
import { withSpan } from '../telemetry.js'
import type { Question, QuestionType } from './facts.js'

/** The result of a step: `reason` goes into the trace, `facts` go to the following steps. */
export interface StepResult<Gives extends object> {
  readonly reason: string
  readonly facts: Gives
}

/** A step returns it to ask the user a question. With the answer the whole pipeline runs again. */
export class Halt {
  readonly question: Question
  /** Why the question must be asked. It goes into the trace, so it contains no secret. */
  readonly reason: string

  constructor(question: Question, reason: string) {
    this.question = question
    this.reason = reason
  }

  /** The type of the question. */
  get questionType(): QuestionType {
    return this.question.type
  }
}

/** One line of a trace. `reason` never contains a secret. */
export interface TraceEntry {
  readonly step: string
  readonly reason: string
  /** Milliseconds. */
  readonly ms: number
  /** How the run ended at this step, if it did. */
  readonly ended?: 'halted' | 'refused' | 'failed'
  /** Whose sign-in it is, if this step found out. */
  readonly userId?: string
}

/** `Known` with `New` added. A fact that is given again replaces the earlier one. */
export type WithFacts<Known, New> = {
  readonly [K in keyof Known | keyof New]: K extends keyof New
    ? New[K]
    : K extends keyof Known
      ? Known[K]
      : never
}

/** Takes the facts that it needs, and returns the facts that it adds, with a reason. */
export type Step<Needs, Gives extends object> = (facts: Needs) => Promise<StepResult<Gives> | Halt>

export function proceed<Gives extends object>(reason: string, facts: Gives): StepResult<Gives> {
  return { reason, facts }
}

/**
 * Steps in order, checked by the compiler: a step that needs a fact which no earlier step gives does not compile.
 * `run` is a property, not a method, because TypeScript checks the parameters of methods bivariantly.
 */
export class Pipeline<Start extends object, Known extends object> {
  readonly run: (start: Start, record: (entry: TraceEntry) => void) => Promise<Known | Halt>

  private constructor(run: (start: Start, record: (entry: TraceEntry) => void) => Promise<Known | Halt>) {
    this.run = run
  }

  static from<Start extends object>(): Pipeline<Start, Start> {
    return new Pipeline<Start, Start>((start) => Promise.resolve(start))
  }

  /**
   * Adds a step. The name of its function is its name in the trace, which also shows the step at which a run ended.
   */
  step<Gives extends object>(next: Step<Known, Gives>): Pipeline<Start, WithFacts<Known, Gives>> {
    return new Pipeline<Start, WithFacts<Known, Gives>>(async (start, record) => {
      const facts = await this.run(start, record)
      if (facts instanceof Halt) return facts
      const began = performance.now()
      const recordEntry = (entry: Omit<TraceEntry, 'step' | 'ms'>): void => {
        record({ step: next.name, ms: Math.round((performance.now() - began) * 100) / 100, ...entry })
      }
      const result = await withSpan(`step ${next.name}`, {}, () => next(facts)).catch((error: unknown) => {
        recordEntry(toEndEntry(error))
        throw error
      })
      if (result instanceof Halt) {
        recordEntry({ reason: result.reason, ended: 'halted' })
        return result
      }
      recordEntry({ reason: result.reason, ...readUserId(result.facts) })
      // The compiler cannot see that a spread of both is exactly `WithFacts`.
      return { ...facts, ...result.facts } as WithFacts<Known, Gives>
    })
  }
}

// An unexpected error may quote anything, so the trace only says that it happened.
function toEndEntry(error: unknown): Pick<TraceEntry, 'reason' | 'ended'> {
  if (!(error instanceof PortcullisError)) return { reason: 'the step could not finish', ended: 'failed' }
  return {
    reason: error.detail ?? error.code,
    ended: error.kind.status < 500 ? 'refused' : 'failed',
  }
}

function readUserId(facts: object): Pick<TraceEntry, 'userId'> {
  const user: unknown = 'user' in facts ? facts.user : null
  const id: unknown = typeof user === 'object' && user !== null && 'id' in user ? user.id : null
  return typeof id === 'string' ? { userId: id } : {}
}
