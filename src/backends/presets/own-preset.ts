import { ENGLISH } from '../../locales/locales.js'
import { readPresetResult } from '../code/input-fields.js'
import { nameProblem } from '../definition/validators.js'
import { addPreset, type Parameter, PARAMETER_NAMES } from './index.js'

/** A parameter of a preset of a program's own, for administrators. */
export interface OwnPresetParameter {
  /** What to write, such as "the region of your account: eu or us". */
  readonly description: string
  /** The valid values; any text of one line without this. */
  readonly pattern?: RegExp
  readonly defaultValue?: string
  readonly example?: string
}

/** What administrators should know about a preset of a program's own. */
export interface OwnPreset {
  /** The name of the provider. */
  readonly provider?: string
  /** Where at the provider the redirect URI is registered. */
  readonly registration?: string
  /** How the provider differs from the standard: a sentence each. */
  readonly quirks?: readonly string[]
  /**
   * The parameters that administrators can set: tenant, domain, realm, region, pool, application, environment, policy. With
   * this, even if it is empty, the preset is offered in /admin.
   */
  readonly parameters?: Readonly<Record<string, OwnPresetParameter>>
}

const ANY_LINE = /^[^\p{Cc}]{1,200}$/u

/**
 * Adds a preset of a program's own to those that can be named.
 * @throws Error for a name or a parameter that cannot be used
 */
export function addOwnPreset(
  name: string,
  make: (parameters: Readonly<Record<string, unknown>>) => unknown,
  { provider = name, registration = '', quirks = [], parameters }: OwnPreset,
): void {
  const problem = nameProblem(name)
  if (problem !== null) throw new Error(`The preset ${JSON.stringify(name)}: ${ENGLISH.format(problem)}`)
  if (parameters === undefined) return
  const unknown = Object.keys(parameters).find((each) => !PARAMETER_NAMES.some((known) => known === each))
  if (unknown !== undefined)
    throw new Error(
      `The preset ${JSON.stringify(name)} describes the parameter ${JSON.stringify(unknown)}, which administrators cannot set. Name it ${PARAMETER_NAMES.join(', ')}, or leave it out of "parameters".`,
    )
  const described = Object.fromEntries(
    PARAMETER_NAMES.flatMap((each): [string, Parameter][] => {
      const parameter = parameters[each]
      return parameter === undefined ? [] : [[each, { pattern: ANY_LINE, ...parameter }]]
    }),
  )
  addPreset(name, {
    provider,
    registration,
    make,
    parameters: described,
    ownQuirks: quirks,
    requestedData: 'what the provider calls the profile',
    fields: exampleFields(make, described),
  })
}

/** What the preset makes of its examples: its kind, its label and its defaults, for the form of administrators. */
function exampleFields(
  make: (parameters: Readonly<Record<string, unknown>>) => unknown,
  parameters: Readonly<Record<string, Parameter>>,
): Readonly<Record<string, unknown>> {
  const examples = Object.entries(parameters).map(
    ([name, { defaultValue, example }]) => [name, defaultValue ?? example ?? name] as const,
  )
  try {
    return readPresetResult(make({ clientId: 'example', ...Object.fromEntries(examples) })) ?? {}
  } catch {
    return {}
  }
}
