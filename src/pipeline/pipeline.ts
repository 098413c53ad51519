import { message, type Sentence, verbatim } from '../locales/messages.js'
import { PortcullisError } from '../errors.js'
import { withSpan } from '../telemetry.js'
import type { Question, QuestionType } from './facts.js'

/** The result of a step: `reason` goes into the trace, `facts` go to the following steps. */
export interface StepResult<Gives extends object> {
  readonly reason: Sentence
  readonly facts: Gives
}

/** A step returns it to ask the user a question. With the answer the whole pipeline runs again. */
export class Halt {
  readonly question: Question
  /** Why the question must be asked. It goes into the trace, so it contains no secret. */
  readonly reason: Sentence

  constructor(question: Question, reason: Sentence) {
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
  readonly reason: Sentence
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

export function proceed<Gives extends object>(reason: Sentence, facts: Gives): StepResult<Gives> {
  return { reason, facts }
}

/** A step of a list, whatever facts it needs. Only the types of `Pipeline` know that it gets them. */
export interface RunnableStep {
  /** Its name in traces. */
  readonly name: string
  readonly run: Step<never, object>
}

/**
 * Steps in order, checked by the compiler: a step that needs a fact which no earlier step gives does not compile.
 * `run` is a property, not a method, because TypeScript checks the parameters of methods bivariantly.
 */
export class Pipeline<Start extends object, Known extends object> {
  readonly steps: readonly RunnableStep[]
  readonly run: (start: Start, record: (entry: TraceEntry) => void) => Promise<Known | Halt>

  private constructor(steps: readonly RunnableStep[]) {
    this.steps = steps
    // The compiler has seen each step with the facts of those before it, but not their sum.
    this.run = (start, record) => runSteps(steps, start, record) as Promise<Known | Halt>
  }

  static from<Start extends object>(): Pipeline<Start, Start> {
    return new Pipeline<Start, Start>([])
  }

  /**
   * Adds a step. The name of its function is its name in the trace, which also shows the step at which a run ended.
   */
  step<Gives extends object>(next: Step<Known, Gives>): Pipeline<Start, WithFacts<Known, Gives>> {
    return new Pipeline<Start, WithFacts<Known, Gives>>([...this.steps, { name: next.name, run: next }])
  }
}

/**
 * Runs the steps one after another; each gets the facts of those before it.
 * @param record gets a line of the trace for each step, also for the one at which the run ends
 * @returns all facts, or the halt of the step that asks something
 */
export async function runSteps(
  steps: readonly RunnableStep[],
  start: object,
  record: (entry: TraceEntry) => void,
): Promise<object> {
  // One object for all steps: a copy for each would take longer than most of them.
  const facts: object = { ...start }
  for (const { name, run } of steps) {
    const began = performance.now()
    const recordEntry = (entry: Omit<TraceEntry, 'step' | 'ms'>): void => {
      record({ step: name, ms: Math.round((performance.now() - began) * 100) / 100, ...entry })
    }
    let result: StepResult<object> | Halt
    try {
      result = await withSpan(`step ${name}`, {}, () => run(facts as never))
    } catch (error) {
      recordEntry(toEndEntry(error))
      throw error
    }
    if (result instanceof Halt) {
      recordEntry({ reason: result.reason, ended: 'halted' })
      return result
    }
    recordEntry({ reason: result.reason, ...readUserId(result.facts) })
    Object.assign(facts, result.facts)
  }
  return facts
}

// An unexpected error may quote anything, so the trace only says that it happened.
function toEndEntry(error: unknown): Pick<TraceEntry, 'reason' | 'ended'> {
  if (!(error instanceof PortcullisError))
    return { reason: message('because.step.unfinished'), ended: 'failed' }
  return {
    reason: error.detailText ?? verbatim(error.code),
    ended: error.kind.status < 500 ? 'refused' : 'failed',
  }
}

function readUserId(facts: object): Pick<TraceEntry, 'userId'> {
  const user: unknown = 'user' in facts ? facts.user : null
  const id: unknown = typeof user === 'object' && user !== null && 'id' in user ? user.id : null
  return typeof id === 'string' ? { userId: id } : {}
}
