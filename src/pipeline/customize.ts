import { message } from '../locales/messages.js'
import { SettingsError } from '../settings/settings-error.js'
import { isBuiltIn, type Nullability } from './named-step.js'
import { OpenPipeline } from './open-pipeline.js'
import { type OwnStep, stepError } from './own-step.js'
import { Halt, type RunnableStep, runSteps, type TraceEntry } from './pipeline.js'

/** What a list of a site's own is made from. */
export interface Customization {
  /** The member of the configuration, for messages. */
  readonly setting: string
  /** Our steps as the configuration names them, and as they run. */
  readonly builtIn: readonly BuiltInFacts[]
  readonly steps: readonly RunnableStep[]
  /** The facts that must be known at the end. */
  readonly end: readonly string[]
  readonly toRunnable: (own: OwnStep) => RunnableStep
}

/** The facts of one of our steps. */
interface BuiltInFacts {
  readonly name: string
  readonly needs: Readonly<Partial<Record<string, Nullability>>>
  readonly gives: readonly string[]
}

/** A list of steps that runs. */
interface CustomRun {
  readonly steps: readonly RunnableStep[]
  readonly run: (start: object, record: (entry: TraceEntry) => void) => Promise<object | Halt>
}

/**
 * Makes a list of a configuration run. In TypeScript the compiler has checked it; here the same is checked for JavaScript,
 * as far as it can be known before the first sign-in. What a step really gives is checked while it runs: a step of ours
 * runs only if its facts are there.
 * @throws SettingsError with everything that is wrong with the list
 */
export function customize(customization: Customization, change: () => unknown): CustomRun {
  const { setting, end } = customization
  const list = runChange(setting, change)
  const problems = findProblems(list, customization)
  if (problems.length > 0) throw new SettingsError(problems.map((problem) => `${setting} ${problem}.`))
  const steps = list.steps.map((each) => toRunnable(each, customization))
  return {
    steps,
    run: async (start, record) => {
      const facts = await runSteps(steps, start, record)
      if (facts instanceof Halt) return facts
      const fact = end.find((each) => isMissing(facts, each, 'present'))
      if (fact === undefined) return facts
      throw stepError(steps.at(-1)?.name ?? '', message('because.step.lastLacksFact', { fact }))
    },
  }
}

function runChange(setting: string, change: () => unknown): AnyPipeline {
  let list: unknown
  try {
    list = change()
  } catch (error) {
    throw new SettingsError([`${setting} threw an error: ${String(error)}.`])
  }
  if (list instanceof OpenPipeline) return list as AnyPipeline
  throw new SettingsError([
    `${setting} does not return a list of steps. Return what steps.before, after, replace, without or append returns.`,
  ])
}

type AnyPipeline = Pick<OpenPipeline<object, readonly OwnStep[]>, 'steps' | 'problems' | 'mayGive'>

function findProblems({ steps, problems, mayGive }: AnyPipeline, customization: Customization): string[] {
  const broken = steps.filter((each) => !isStep(each))
  if (broken.length > 0)
    return [
      ...problems,
      'contains something that is not a step. Make each with step(name, async (facts) => ...)',
    ]
  const names = steps.map(({ name }) => name)
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  return [
    ...problems,
    ...twice.map((name) => `contains the step ${name} twice. Give one of them another name`),
    ...findLackingFacts(steps, mayGive, customization),
  ]
}

/** Steps of ours that would lack a fact, and facts that would be missing at the end. */
function findLackingFacts(
  steps: AnyPipeline['steps'],
  mayGive: AnyPipeline['mayGive'],
  { builtIn, end }: Customization,
): string[] {
  const factsByStep = new Map(builtIn.map(({ name, gives }) => [name, gives] as const))
  const known = new Set<string>()
  let isAnythingKnown = false
  const lacks = (facts: readonly string[]) => facts.filter((fact) => !isAnythingKnown && !known.has(fact))
  const problems: string[] = []
  for (const each of steps) {
    const found = builtIn.find((ours) => isBuiltIn(each) && ours.name === each.name)
    if (found !== undefined)
      problems.push(
        ...lacks(Object.keys(found.needs)).map(
          (fact) => `leaves the step ${each.name} without the fact ${fact}, which it needs`,
        ),
      )
    const standsFor = mayGive.get(each)
    if (standsFor === '*') isAnythingKnown = true
    for (const fact of found?.gives ?? factsByStep.get(standsFor ?? '') ?? []) known.add(fact)
  }
  return [...problems, ...lacks(end).map((fact) => `ends without the fact ${fact}`)]
}

function isStep(each: unknown): each is OwnStep {
  if (typeof each !== 'object' || each === null || !('name' in each) || !('run' in each)) return false
  const { name, run } = each
  return typeof name === 'string' && /^[A-Za-z][\w-]{0,59}$/.test(name) && typeof run === 'function'
}

function toRunnable(each: OwnStep, { builtIn, steps, toRunnable: wrap }: Customization): RunnableStep {
  if (!isBuiltIn(each)) return wrap(each)
  const ours = steps.find(({ name }) => name === each.name)
  const needs = builtIn.find(({ name }) => name === each.name)?.needs
  if (ours === undefined || needs === undefined) throw new Error(`there is no step ${each.name}`)
  return {
    name: each.name,
    run: (facts: object) => {
      const missing = Object.entries(needs).find(([fact, kind]) => isMissing(facts, fact, kind))
      if (missing === undefined) return ours.run(facts as never)
      throw stepError(each.name, message('because.step.lacksFact', { fact: missing[0] }))
    },
  }
}

function isMissing(facts: object, fact: string, kind: Nullability | undefined): boolean {
  const value: unknown = Reflect.get(facts, fact)
  return value === undefined || (value === null && kind === 'present')
}
