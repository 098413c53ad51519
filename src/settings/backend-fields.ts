import { z } from 'zod'
import { type FieldFormat, FIELDS } from '../backends/definition/fields.js'
import { RENAMED_FIELDS } from '../backends/definition/renamed-fields.js'
import { PARAMETER_NAMES } from '../backends/presets/preset.js'
import { closestMatch } from '../suggest.js'
import { flag, parseJsonObject, withoutPrototype } from './schemas.js'

/**
 * The format of every field that a variable can set: the fields of a definition, `preset` and the parameters of
 * presets.
 */
const FORMATS: ReadonlyMap<string, FieldFormat> = new Map([
  ...['preset', ...PARAMETER_NAMES].map((name) => [name, 'text'] as const),
  ...[...FIELDS].map(([name, { format }]) => [name, format] as const),
])

export const BACKEND_FIELD_NAMES: readonly string[] = [...FORMATS.keys()]

/** A field that a variable sets, and the schema that parses the text of the variable. */
export interface BackendField {
  readonly field: string
  readonly schema: z.ZodType<unknown, string>
}

const PAIRS_HINT = 'Write a JSON object, or pairs such as a=b,c=d.'

const mapSchema = z.string().transform((text, context) => {
  // A key may be written as it is in its file.
  const isPem = text.startsWith('-----BEGIN ')
  const value = isPem ? { pem: text } : text.startsWith('{') ? parseJsonObject(text) : parsePairs(text)
  if (value !== null) return value
  context.addIssue({ code: 'custom', message: `is not a list of pairs. ${PAIRS_HINT}` })
  return z.NEVER
})

const FORMAT_SCHEMAS: Readonly<Record<FieldFormat, z.ZodType<unknown, string>>> = {
  text: z.string(),
  choice: z.string(),
  list: z.string().transform((text) => text.split(/[\s,]+/).filter((entry) => entry !== '')),
  flag,
  integer: z
    .string()
    .regex(/^\d{1,9}$/, { error: 'is not a number. Write a whole number.' })
    .transform(Number),
  map: mapSchema,
  'text or true': z.string().transform((text) => text === 'true' || text),
}

const CURRENT_FIELDS = [...FORMATS].map(([field, format]) => [field, toBackendField(field, format)] as const)
const RENAMED = [...RENAMED_FIELDS].map(
  ([earlierName, field]) => [earlierName, toBackendField(field, FORMATS.get(field) ?? 'text')] as const,
)

const FIELDS_BY_SUFFIX: ReadonlyMap<string, BackendField> = new Map(
  [...CURRENT_FIELDS, ...RENAMED].map(([name, field]) => [toUpperSnake(name), field]),
)

function toBackendField(field: string, format: FieldFormat): BackendField {
  return { field, schema: FORMAT_SCHEMAS[format] }
}

/** Splits `ACME_CLIENT_SECRET` into the name of a backend and the longest field; null without a field or a name. */
export function splitField(text: string): ({ readonly name: string } & BackendField) | null {
  for (const [name, suffix] of candidateSplits(text)) {
    const match = FIELDS_BY_SUFFIX.get(suffix)
    if (match) return { name, ...match }
  }
  return null
}

/** Suggests `ACME_CLIENT_SECRET` for `ACME_CLIENT_SECRT`; null when no field is close. */
export function suggestField(text: string): string | null {
  for (const [name, suffix] of candidateSplits(text)) {
    const match = FIELDS_BY_SUFFIX.get(closestMatch(suffix, FIELDS_BY_SUFFIX.keys()) ?? '')
    if (match) return `${name}_${toUpperSnake(match.field)}`
  }
  return null
}

// All ways to split the text, beginning with the longest suffix.
function* candidateSplits(text: string): Generator<[name: string, suffix: string]> {
  for (let bar = text.indexOf('_', 1); bar !== -1; bar = text.indexOf('_', bar + 1)) {
    yield [text.slice(0, bar), text.slice(bar + 1)]
  }
}

/** The spelling of a field in the name of a variable: `CLIENT_SECRET`. */
export function toUpperSnake(field: string): string {
  return field.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()
}

function parsePairs(text: string): Readonly<Record<string, string>> | null {
  const entries = new Map<string, string>()
  for (const pair of text.split(',')) {
    const [, key, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/s.exec(pair) ?? []
    if (key === undefined || value === undefined) return null
    entries.set(key, value)
  }
  return withoutPrototype(entries)
}
