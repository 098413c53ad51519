import { PortcullisError } from '../errors.js'
import type { Question, QuestionType } from './facts.js'

/** What a step found out, and why: `because` goes into the trace, `facts` to the steps behind it. */
export interface StepResult<Gives extends object> {
  readonly reason: string
  readonly facts: Gives
}

/** A step's way to ask the person something instead of going on; with the answer the whole list runs again. */
export class Halt {
  readonly question: Question
  /** Why it must be asked; for the trace, so it holds no secret. */
  readonly reason: string

  constructor(question: Question, reason: string) {
    this.question = question
    this.reason = reason
  }

  /** What is asked, in a word. */
  get questionType(): QuestionType {
    return this.question.type
  }
}

/** One line of a trace. `because` never holds a secret. */
export interface TraceEntry {
  readonly step: string
  readonly reason: string
  /** Milliseconds. */
  readonly ms: number
  /** How the run ended at this step, if it did. */
  readonly ended?: 'halted' | 'refused' | 'failed'
  /** Whose run it is, as far as this step has found out. */
  readonly userId?: string
}

/** `Known` with `New` added; a fact given again replaces the older one. */
export type WithFacts<Known, New> = {
  readonly [K in keyof Known | keyof New]: K extends keyof New
    ? New[K]
    : K extends keyof Known
      ? Known[K]
      : never
}

/** Reads the facts it needs and returns the facts it adds, with the reason. */
export type Step<Needs, Gives extends object> = (facts: Needs) => Promise<StepResult<Gives> | Halt>

export function proceed<Gives extends object>(reason: string, facts: Gives): StepResult<Gives> {
  return { reason, facts }
}

/**
 * Steps in order, checked by the compiler: a step that needs a fact which no earlier step gives does not compile.
 * `run` is a property, not a method, because methods are checked loosely.
 */
export class Pipeline<Start extends object, Known extends object> {
  readonly run: (start: Start, record: (entry: TraceEntry) => void) => Promise<Known | Halt>

  private constructor(run: (start: Start, record: (entry: TraceEntry) => void) => Promise<Known | Halt>) {
    this.run = run
  }

  static from<Start extends object>(): Pipeline<Start, Start> {
    return new Pipeline<Start, Start>((start) => Promise.resolve(start))
  }

  /** Adds a step; the name of its function is its name in the trace, which also says at which step a run has ended. */
  step<Gives extends object>(next: Step<Known, Gives>): Pipeline<Start, WithFacts<Known, Gives>> {
    return new Pipeline<Start, WithFacts<Known, Gives>>(async (start, record) => {
      const facts = await this.run(start, record)
      if (facts instanceof Halt) return facts
      const began = performance.now()
      const recordEntry = (entry: Omit<TraceEntry, 'step' | 'ms'>): void => {
        record({ step: next.name, ms: Math.round((performance.now() - began) * 100) / 100, ...entry })
      }
      const result = await next(facts).catch((error: unknown) => {
        recordEntry(toEndEntry(error))
        throw error
      })
      if (result instanceof Halt) {
        recordEntry({ reason: result.reason, ended: 'halted' })
        return result
      }
      recordEntry({ reason: result.reason, ...readUserId(result.facts) })
      // The compiler cannot see that a spread of both is exactly what `Learn` describes.
      return { ...facts, ...result.facts } as WithFacts<Known, Gives>
    })
  }
}

// What we did not foresee may quote anything, so a trace says only that it happened.
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
