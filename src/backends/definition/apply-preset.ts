import { suggestionFor } from '../../suggest.js'
import { getPreset, PARAMETER_NAMES, type Preset, presetNames } from '../presets/index.js'
import type { AddIssue, RawDefinition } from './shared-fields.js'

/**
 * Adds the fields of the preset; fields of the definition itself take precedence.
 * @returns null for an unknown preset, so that the fields it would have set are not reported as missing as well
 */
export function applyPreset(fields: RawDefinition, addIssue: AddIssue): RawDefinition | null {
  if (!Object.hasOwn(fields, 'preset')) return fields
  const { preset: name, ...rest } = fields
  const preset = typeof name === 'string' ? getPreset(name) : undefined
  if (preset === undefined) {
    addIssue(
      'preset',
      typeof name === 'string' ? `is not known; ${suggestionFor(name, presetNames)}` : 'must be text',
    )
    return null
  }
  checkVerifiedEmail(preset, rest, addIssue)
  const parameterNames = new Set(Object.keys(preset.parameters ?? {}))
  const ownFields = Object.entries(rest).filter(([field]) => !parameterNames.has(field))
  const presetFields = interpolate(preset.fields, readParameters(preset, rest, addIssue))
  return { ...presetFields, ...Object.fromEntries(ownFields) }
}

/** In place of a parameter that is not valid. A definition with it is never used. */
const STAND_IN = 'stand-in.example'

/** Without a word about the verification of addresses, a list of domains would reject every user. */
function checkVerifiedEmail(preset: Preset, fields: RawDefinition, addIssue: AddIssue): void {
  const { allowedDomains = [], emailVerified = null } = fields
  const hasDomains = Array.isArray(allowedDomains) && allowedDomains.length > 0
  if (preset.omitsEmailVerified !== true || !hasDomains || emailVerified !== null) return
  const ownField = preset.fields['emailVerified'] ?? null
  if (ownField === null)
    addIssue(
      'allowedDomains',
      'rejects every user, because this provider does not say which addresses are verified; add "emailVerified": true if it verifies each address, or the name of a claim that says so, or remove this field',
    )
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
        value === undefined
          ? `is missing; write ${parameter.description}`
          : `must be ${parameter.description}`,
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
