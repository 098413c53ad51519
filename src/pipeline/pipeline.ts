import { PortcullisError } from '../errors.js'
import type { Asks, Question } from './question.js'

/** What a step found out, and why: `because` goes into the trace, `facts` to the steps behind it. */
export interface Learned<Gives extends object> {
  readonly because: string
  readonly facts: Gives
}

/** A step's way to ask the person something instead of going on; with the answer the whole list runs again. */
export class Halt {
  readonly question: Question
  /** Why it must be asked; for the trace, so it holds no secret. */
  readonly because: string

  constructor(question: Question, because: string) {
    this.question = question
    this.because = because
  }

  /** What is asked, in a word. */
  get asks(): Asks {
    return this.question.asks
  }
}

/** One line of a trace. `because` never holds a secret. */
export interface Note {
  readonly step: string
  readonly because: string
  /** Milliseconds. */
  readonly ms: number
  /** How the run ended at this step, if it did. */
  readonly ended?: 'halted' | 'refused' | 'failed'
  /** Whose run it is, as far as this step has found out. */
  readonly userId?: string
}

/** `Known` with `New` added; a fact given again replaces the older one. */
export type Learn<Known, New> = {
  readonly [K in keyof Known | keyof New]: K extends keyof New
    ? New[K]
    : K extends keyof Known
      ? Known[K]
      : never
}

/** Reads the facts it needs and returns the facts it adds, with the reason. */
export type Step<Needs, Gives extends object> = (facts: Needs) => Promise<Learned<Gives> | Halt>

export function learn<Gives extends object>(because: string, facts: Gives): Learned<Gives> {
  return { because, facts }
}

/**
 * Steps in order, checked by the compiler: a step that needs a fact which no earlier step gives does not compile.
 * `run` is a property, not a method, because methods are checked loosely.
 */
export class Pipeline<Start extends object, Known extends object> {
  readonly run: (start: Start, record: (note: Note) => void) => Promise<Known | Halt>

  private constructor(run: (start: Start, record: (note: Note) => void) => Promise<Known | Halt>) {
    this.run = run
  }

  static from<Start extends object>(): Pipeline<Start, Start> {
    return new Pipeline<Start, Start>((start) => Promise.resolve(start))
  }

  /** Adds a step; the name of its function is its name in the trace, which also says at which step a run has ended. */
  step<Gives extends object>(next: Step<Known, Gives>): Pipeline<Start, Learn<Known, Gives>> {
    return new Pipeline<Start, Learn<Known, Gives>>(async (start, record) => {
      const known = await this.run(start, record)
      if (known instanceof Halt) return known
      const began = performance.now()
      const note = (line: Omit<Note, 'step' | 'ms'>): void => {
        record({ step: next.name, ms: Math.round((performance.now() - began) * 100) / 100, ...line })
      }
      const given = await next(known).catch((error: unknown) => {
        note(endOf(error))
        throw error
      })
      if (given instanceof Halt) {
        note({ because: given.because, ended: 'halted' })
        return given
      }
      note({ because: given.because, ...userIn(given.facts) })
      // The compiler cannot see that a spread of both is exactly what `Learn` describes.
      return { ...known, ...given.facts } as Learn<Known, Gives>
    })
  }
}

// What we did not foresee may quote anything, so a trace says only that it happened.
function endOf(error: unknown): Pick<Note, 'because' | 'ended'> {
  if (!(error instanceof PortcullisError)) return { because: 'the step could not finish', ended: 'failed' }
  return {
    because: error.detail ?? error.code,
    ended: error.kind.status < 500 ? 'refused' : 'failed',
  }
}

function userIn(facts: object): Pick<Note, 'userId'> {
  const user: unknown = 'user' in facts ? facts.user : null
  const id: unknown = typeof user === 'object' && user !== null && 'id' in user ? user.id : null
  return typeof id === 'string' ? { userId: id } : {}
}
