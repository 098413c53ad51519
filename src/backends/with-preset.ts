import { nearest } from './nearest.js'
import { PARAMETER_NAMES, type Preset, presetNames, presetOf } from './presets/index.js'

type Fields = Readonly<Record<string, unknown>>
type Report = (field: string, problem: string) => void

/** `did you mean "issuer"?`, or what is known. */
export function meant(word: string, known: readonly string[]): string {
  const guess = nearest(word, known)
  return guess === null ? `remove it; known are ${known.join(', ')}` : `did you mean "${guess}"?`
}

/**
 * The fields with what their preset knows: what one writes oneself wins. Faults are reported. Null where nobody knows the
 * preset: what it would have said is then not missing as well.
 */
export function withPreset(fields: Fields, report: Report): Fields | null {
  if (!Object.hasOwn(fields, 'preset')) return fields
  const { preset: name, ...rest } = fields
  const preset = typeof name === 'string' ? presetOf(name) : undefined
  if (preset === undefined) {
    report('preset', typeof name === 'string' ? `is not known; ${meant(name, presetNames)}` : 'must be text')
    return null
  }
  const declared = new Set(Object.keys(preset.parameters ?? {}))
  const given = Object.entries(rest).filter(([field]) => !declared.has(field))
  const filled = fillIn(preset.fields, parametersOf(preset, rest, report))
  return { ...filled, ...Object.fromEntries(given) }
}

function parametersOf(preset: Preset, fields: Fields, report: Report): ReadonlyMap<string, string> {
  const { clientId } = fields
  // Some providers want the client's own id in the name of a scope.
  const values = new Map(typeof clientId === 'string' ? [['clientId', clientId]] : [])
  for (const name of PARAMETER_NAMES) {
    const parameter = preset.parameters?.[name]
    if (parameter === undefined) continue
    const value = Object.hasOwn(fields, name) ? fields[name] : parameter.usual
    if (typeof value === 'string' && parameter.pattern.test(value)) values.set(name, value)
    else
      report(name, value === undefined ? `is missing; write ${parameter.what}` : `must be ${parameter.what}`)
  }
  return values
}

/** Every text of the preset, with the parameters in their places; one that is at fault leaves its place as it is. */
function fillIn(fields: Fields, parameters: ReadonlyMap<string, string>): Fields {
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replace(/\{(\w+)\}/g, (place, name: string) => parameters.get(name) ?? place)
    if (Array.isArray(value)) return value.map(filled)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]))
    return value
  }
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, filled(value)]))
}
