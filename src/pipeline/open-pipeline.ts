// The list of steps as a configuration changes it. It only says which steps run in which order; sign-in.ts and
// disconnect.ts make it run. It is part of the package's declarations, so it imports nothing that leads to the database.

import { type AnyStep, isBuiltIn, type NamedStep, type StepList } from './named-step.js'

type MergedFacts<K, N> = {
  readonly [P in keyof K | keyof N]: P extends keyof N ? N[P] : P extends keyof K ? K[P] : never
}
type GivesOf<S> = S extends NamedStep<string, never, infer G> ? G : never
type NeedsOf<S> = S extends { readonly run: (facts: infer N) => unknown } ? N : never
type NamesOf<L extends StepList> = L[number]['name']

/** What is known after the whole list. */
type FactsAtEnd<K, L extends StepList> = L extends readonly [
  infer S extends AnyStep,
  ...infer T extends StepList,
]
  ? FactsAtEnd<MergedFacts<K, GivesOf<S>>, T>
  : K
/** What is known before the step of this name, and after it. */
type FactsBefore<K, L extends StepList, N> = L extends readonly [
  infer S extends AnyStep,
  ...infer T extends StepList,
]
  ? S['name'] extends N
    ? K
    : FactsBefore<MergedFacts<K, GivesOf<S>>, T, N>
  : never
type FactsAfter<K, L extends StepList, N> = L extends readonly [
  infer S extends AnyStep,
  ...infer T extends StepList,
]
  ? S['name'] extends N
    ? MergedFacts<K, GivesOf<S>>
    : FactsAfter<MergedFacts<K, GivesOf<S>>, T, N>
  : never
/** The list with these steps in place of the one of this name. */
type WithReplaced<L extends StepList, N, New extends StepList> = L extends readonly [
  infer S extends AnyStep,
  ...infer T extends StepList,
]
  ? S['name'] extends N
    ? readonly [...New, ...T]
    : readonly [S, ...WithReplaced<T, N, New>]
  : readonly []
type StepOf<L extends StepList, N> = L extends readonly [infer S extends AnyStep, ...infer T extends StepList]
  ? S['name'] extends N
    ? S
    : StepOf<T, N>
  : never

/** The facts of `N` that `K` lacks, or has with another type. */
type MissingFacts<K, N> = {
  [P in keyof N & string]-?: P extends keyof K
    ? [K[P]] extends [N[P]]
      ? never
      : P
    : undefined extends N[P]
      ? never
      : P
}[keyof N & string]

/** What is wrong with the list, as a sentence; never when nothing is. */
type Problem<Start, K, L extends StepList> = L extends readonly [
  infer S extends AnyStep,
  ...infer T extends StepList,
]
  ? [K] extends [NeedsOf<S>]
    ? [keyof GivesOf<S> & keyof Start & string] extends [never]
      ? Problem<Start, MergedFacts<K, GivesOf<S>>, T>
      : `${S['name']} must not give ${keyof GivesOf<S> & keyof Start & string}, which every step gets`
    : `${S['name']} would lack ${MissingFacts<K, NeedsOf<S>>}, or get it with another type`
  : never

/** The argument itself, or the sentence about the problem, which the compiler then shows. */
type CheckedArgument<Argument, K, L extends StepList> = [Problem<K, K, L>] extends [never]
  ? Argument
  : Problem<K, K, L>

/** A list of steps. Each method returns a new one. */
export class OpenPipeline<K extends object, L extends StepList> {
  /** The steps, in order. */
  readonly steps: L
  /** For the compiler only: what is known at the end. */
  declare readonly end: (start: K) => FactsAtEnd<K, L>
  /** What was wrong with the calls that made it; the compiler finds the same in TypeScript. */
  readonly problems: readonly string[]
  /** Steps that may give facts of ours: the name of the step that each replaces, or "*" for all facts. */
  readonly mayGive: ReadonlyMap<AnyStep, string>

  constructor(
    steps: L,
    problems: readonly string[] = [],
    mayGive: ReadonlyMap<AnyStep, string> = new Map<AnyStep, string>(),
  ) {
    this.steps = steps
    this.problems = problems
    this.mayGive = mayGive
  }

  /** Puts a step after the one of this name. */
  after<N extends NamesOf<L>, S extends NamedStep<string, FactsAfter<K, L, N>, object>>(
    name: CheckedArgument<N, K, WithReplaced<L, N, readonly [StepOf<L, N>, S]>>,
    next: S,
  ): OpenPipeline<K, WithReplaced<L, N, readonly [StepOf<L, N>, S]>> {
    return this.#withReplaced(name, (old) => [old, next])
  }

  /** Puts a step before the one of this name. */
  before<N extends NamesOf<L>, S extends NamedStep<string, FactsBefore<K, L, N>, object>>(
    name: CheckedArgument<N, K, WithReplaced<L, N, readonly [S, StepOf<L, N>]>>,
    next: S,
  ): OpenPipeline<K, WithReplaced<L, N, readonly [S, StepOf<L, N>]>> {
    return this.#withReplaced(name, (old) => [next, old])
  }

  /** Replaces the step of this name. It must give the facts that later steps need. */
  replace<N extends NamesOf<L>, S extends NamedStep<string, FactsBefore<K, L, N>, object>>(
    name: CheckedArgument<N, K, WithReplaced<L, N, readonly [S]>>,
    next: S,
  ): OpenPipeline<K, WithReplaced<L, N, readonly [S]>> {
    return this.#withReplaced(name, () => [next], new Map([...this.mayGive, [next, name]]))
  }

  /** Leaves out the step of this name. */
  without<N extends NamesOf<L>>(
    name: CheckedArgument<N, K, WithReplaced<L, N, readonly []>>,
  ): OpenPipeline<K, WithReplaced<L, N, readonly []>> {
    return this.#withReplaced(name, () => [])
  }

  /** A list without any step, to be filled with `append`. */
  empty(): OpenPipeline<K, readonly []> {
    return new OpenPipeline([] as const)
  }

  /** Puts a step at the end. */
  append<S extends NamedStep<string, FactsAtEnd<K, L>, object>>(
    next: S,
  ): OpenPipeline<K, readonly [...L, S]> {
    const mayGive = isBuiltIn(next) ? this.mayGive : new Map([...this.mayGive, [next, '*']])
    return new OpenPipeline([...this.steps, next] as const, this.problems, mayGive)
  }

  // The compiler cannot follow the list through `flatMap`; the types above say what it becomes.
  #withReplaced<New extends StepList>(
    name: string,
    change: (old: AnyStep) => readonly AnyStep[],
    mayGive = this.mayGive,
  ): OpenPipeline<K, New> {
    const isKnown = this.steps.some((each) => each.name === name)
    const problems = isKnown
      ? []
      : [
          `names the step ${JSON.stringify(name)}, which is not in the list. The list has ${this.steps.map((each) => each.name).join(', ')}`,
        ]
    const steps = this.steps.flatMap((each) => (each.name === name ? change(each) : [each]))
    return new OpenPipeline(steps as readonly AnyStep[] as New, [...this.problems, ...problems], mayGive)
  }
}
