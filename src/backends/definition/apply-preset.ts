import { suggestionFor } from '../../suggest.js'
import { isBoundPreset, readPresetResult } from '../code/input-fields.js'
import type { BoundPreset } from '../code/inputs.js'
import { getPreset, PARAMETER_NAMES, type Preset, listPresetNames } from '../presets/index.js'
import { type AddIssue, problem } from './problem.js'
import type { RawDefinition } from './shared-fields.js'

/**
 * Adds the fields of the preset; fields of the definition itself take precedence.
 * @returns null for an unknown preset, so that the fields it would have set are not reported as missing as well
 */
export function applyPreset(fields: RawDefinition, addIssue: AddIssue): RawDefinition | null {
  if (!Object.hasOwn(fields, 'preset')) return fields
  const { preset: name, ...rest } = fields
  if (isBoundPreset(name)) return applyBoundPreset(name, rest, addIssue)
  const preset = typeof name === 'string' ? getPreset(name) : undefined
  if (preset === undefined) {
    addIssue(
      'preset',
      typeof name === 'string'
        ? problem('fieldProblem.presetUnknown', { suggestion: suggestionFor(name, listPresetNames()) })
        : problem('fieldProblem.text'),
    )
    return null
  }
  checkVerifiedEmail(preset, rest, addIssue)
  const parameterNames = new Set(Object.keys(preset.parameters ?? {}))
  const ownFields = Object.entries(rest).filter(([field]) => !parameterNames.has(field))
  const parameters = readParameters(preset, rest, addIssue)
  const presetFields =
    preset.make === undefined
      ? interpolate(preset.fields, parameters)
      : callMake(() => preset.make?.({ ...rest, ...Object.fromEntries(parameters) }), addIssue)
  if (presetFields === null) return null
  return { ...presetFields, ...Object.fromEntries(ownFields) }
}

/**
 * The definition that a preset in code makes. A field of the environment replaces a parameter of the same name, and the
 * field that was made; a name that is only a parameter is not a field.
 */
function applyBoundPreset(
  preset: BoundPreset,
  rest: RawDefinition,
  addIssue: AddIssue,
): RawDefinition | null {
  const made = callMake(() => preset.make(rest), addIssue)
  const ownFields = Object.entries(rest).filter(
    ([field]) => !PARAMETER_NAMES.some((parameter) => parameter === field),
  )
  return made && { ...made, ...Object.fromEntries(ownFields) }
}

/** What the function of a preset makes. It is code of the site: it may throw, or return anything. */
function callMake(make: () => unknown, addIssue: AddIssue): RawDefinition | null {
  try {
    const fields = readPresetResult(make())
    if (fields === null) addIssue('preset', problem('fieldProblem.presetReturns'))
    return fields
  } catch (error) {
    const message =
      error instanceof Error ? `${error.name}: ${error.message}` : 'something other than an error'
    addIssue('preset', problem('fieldProblem.presetThrows', { error: message.slice(0, MAX_MESSAGE_LENGTH) }))
    return null
  }
}

const MAX_MESSAGE_LENGTH = 300

/** In place of a parameter that is not valid. A definition with it is never used. */
const STAND_IN = 'stand-in.example'

/** Without a word about the verification of addresses, a list of domains would reject every user. */
function checkVerifiedEmail(preset: Preset, fields: RawDefinition, addIssue: AddIssue): void {
  const { allowedDomains = [], emailVerified = null } = fields
  const hasDomains = Array.isArray(allowedDomains) && allowedDomains.length > 0
  if (preset.omitsEmailVerified !== true || !hasDomains || emailVerified !== null) return
  const ownField = preset.fields['emailVerified'] ?? null
  if (ownField === null) addIssue('allowedDomains', problem('fieldProblem.providerVerifiesNothing'))
}

function readParameters(
  preset: Preset,
  fields: RawDefinition,
  addIssue: AddIssue,
): ReadonlyMap<string, string> {
  const { clientId } = fields
  // Some providers need the client ID in the name of a scope.
  const values = new Map(typeof clientId === 'string' ? [['clientId', clientId]] : [])
  for (const name of PARAMETER_NAMES) {
    const parameter = preset.parameters?.[name]
    if (parameter === undefined) continue
    const value = Object.hasOwn(fields, name) ? fields[name] : parameter.defaultValue
    if (typeof value === 'string' && parameter.pattern.test(value)) values.set(name, value)
    else {
      // So that the fields that contain the parameter are not reported as well.
      values.set(name, STAND_IN)
      addIssue(
        name,
        problem(value === undefined ? 'fieldProblem.missing' : 'fieldProblem.mustBe', {
          what: parameter.description,
        }),
      )
    }
  }
  return values
}

/** The fields with the parameters filled into every text. A parameter that is not valid stays a placeholder. */
function interpolate(fields: RawDefinition, parameters: ReadonlyMap<string, string>): RawDefinition {
  const interpolateValue = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replace(/\{(\w+)\}/g, (place, name: string) => parameters.get(name) ?? place)
    if (Array.isArray(value)) return value.map(interpolateValue)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, interpolateValue(inner)]))
    return value
  }
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, interpolateValue(value)]))
}
