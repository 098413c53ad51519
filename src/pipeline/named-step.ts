// Steps with names, as a site writes them. This file is part of the package's declarations, so it imports nothing that leads
// to the database.

import { verbatim } from '../locales/messages.js'
import { PortcullisError } from '../errors.js'
import type { OwnHalt } from './own-question.js'

/** A step's facts for the steps after it, and a reason for the trace. */
export interface StepOutcome<G extends object> {
  readonly reason: string
  readonly facts: G
}

/** A step with a name that the compiler knows, so that others can be put before or after it. */
export interface NamedStep<Name extends string, Needs, Gives extends object> {
  readonly name: Name
  // A property, not a method: the compiler checks parameters of methods loosely.
  readonly run: (facts: Needs) => Promise<StepOutcome<Gives> | OwnHalt>
}

/**
 * A custom step of a site.
 * @param name its name in traces, and in `before` and `after`
 * @param run takes the facts that it needs; returns `proceed(...)` or `ask(...)`, or calls `refuse(...)`. It runs in the
 * transaction of the sign-in, perhaps more than once, so it must do nothing that a rollback does not undo; `sql` is safe.
 */
export function step<const Name extends string, Needs, Result extends StepOutcome<object> | OwnHalt>(
  name: Name,
  run: (facts: Needs) => Promise<Result>,
): NamedStep<Name, Needs, FactsOf<Result>> {
  // Each result is an outcome with some of these facts, or a halt.
  return { name, run: run as NamedStep<Name, Needs, FactsOf<Result>>['run'] }
}

/** The facts of all outcomes; a step that only asks or refuses gives none. */
type FactsOf<Result> = [OutcomeFacts<Result>] extends [never] ? object : OutcomeFacts<Result>
type OutcomeFacts<Result> = Result extends StepOutcome<infer G> ? G : never

/** Continues with the next step. @param reason for the trace; no secret */
export function proceed<G extends object>(reason: string, facts: G): StepOutcome<G> {
  return { reason, facts }
}

/** What a refused person reads. */
export interface RefusalTexts {
  readonly title: string
  readonly message: string
  /** What they can do now. */
  readonly advice?: string
}

const MAX_TITLE_LENGTH = 120
const MAX_SHOWN_LENGTH = 1000

/**
 * Ends the sign-in, which then changes nothing.
 * @param reason for the trace and the log; no secret
 * @param shown what the person reads; without it, that the site did not accept the sign-in
 */
export function refuse(reason: string, shown?: RefusalTexts): never {
  const { title, message, advice } = shown ?? {}
  throw new PortcullisError('refused', {
    detail: verbatim(toReason(reason)),
    shown: {
      ...(title === undefined ? {} : { title: toText(title).slice(0, MAX_TITLE_LENGTH) }),
      ...(message === undefined ? {} : { message: toText(message).slice(0, MAX_SHOWN_LENGTH) }),
      ...(advice === undefined ? {} : { advice: toText(advice).slice(0, MAX_SHOWN_LENGTH) }),
    },
  })
}

// In JavaScript anything can be here.
function toText(value: unknown): string {
  return String(value)
}

const MAX_REASON_LENGTH = 500

/** A reason in one line. */
export function toReason(text: unknown): string {
  return String(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, MAX_REASON_LENGTH)
}

// `never` as the type of what it needs accepts every step.
export type AnyStep = NamedStep<string, never, object>
export type StepList = readonly AnyStep[]

/** Whether a fact may be null for a step. */
export type Nullability = 'nullable' | 'present'

/** The facts that a step needs. The compiler compares each entry with the type of its fact. */
type NeededFacts<Needs> = {
  readonly [K in keyof Needs & string]?: null extends Needs[K] ? 'nullable' : 'present'
}

/** A step of Portcullis. It runs in lists only. */
export class BuiltInStep<Name extends string, Needs, Gives extends object> implements NamedStep<
  Name,
  Needs,
  Gives
> {
  readonly name: Name
  readonly needs: NeededFacts<Needs>
  /** The names of the facts. */
  readonly gives: readonly (keyof Gives & string)[]
  readonly run: (facts: Needs) => Promise<StepOutcome<Gives>> = () =>
    Promise.reject(new Error(`${this.name} runs in a list of steps only`))

  constructor(name: Name, needs: NeededFacts<Needs>, gives: readonly (keyof Gives & string)[]) {
    this.name = name
    this.needs = needs
    this.gives = gives
  }
}

/** Whether this is a step of Portcullis itself, rather than one with the same name. */
export function isBuiltIn(each: AnyStep): boolean {
  return each instanceof BuiltInStep
}
