import { z } from 'zod'
import { oauth2Schema } from './oauth2.js'
import { oidcSchema } from './oidc.js'
import { fieldTraits } from './shared-fields.js'

/**
 * The fields of a definition, all of them: whatever else lists fields (environment variables, the form of administrators,
 * the secrets that are encrypted) follows from these schemas. What concerns several fields at once is judged in
 * cross-field-rules.ts.
 */
export const DEFINITION_SCHEMAS = { oidc: oidcSchema, oauth2: oauth2Schema } as const

type RawDefinitions = z.input<typeof oidcSchema> | z.input<typeof oauth2Schema>

/** The name of a field of any kind of backend. */
export type FieldName = RawDefinitions extends infer Raw ? (Raw extends unknown ? keyof Raw : never) : never

/** What may be written into a field; null stands for nothing written. */
export type FieldInput<Name extends FieldName> = RawDefinitions extends infer Raw
  ? Raw extends { readonly [Key in Name]?: infer Value }
    ? NonNullable<Value>
    : never
  : never

/** How a field is written where there is only text, as in an environment variable or a form. */
export type FieldFormat = 'text' | 'choice' | 'list' | 'flag' | 'integer' | 'map' | 'text or true'

/** What the program has to know of a field besides its rule. */
export interface Field {
  readonly format: FieldFormat
  /** Of a choice, what may be chosen. */
  readonly choices: readonly string[]
  /** Whether the value is encrypted in the database, and never shown. */
  readonly isSecret: boolean
  /** Whether the value is the address of an endpoint, which depends on the surroundings to be allowed. */
  readonly isEndpoint: boolean
}

/** The schema below defaults, null and the like. */
function unwrap(schema: z.core.SomeType): z.core.SomeType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return unwrap(schema.unwrap())
  if (!(schema instanceof z.ZodPipe)) return schema
  // `z.preprocess` accepts anything; the schema behind it says what is meant.
  return unwrap(schema.in instanceof z.ZodTransform ? schema.out : schema.in)
}

function toFormat(schema: z.core.SomeType): FieldFormat {
  if (schema instanceof z.ZodEnum) return 'choice'
  if (schema instanceof z.ZodArray) return 'list'
  if (schema instanceof z.ZodBoolean) return 'flag'
  if (schema instanceof z.ZodNumber) return 'integer'
  if (schema instanceof z.ZodRecord || schema instanceof z.ZodObject) return 'map'
  return schema instanceof z.ZodUnion ? 'text or true' : 'text'
}

function toField(schema: z.core.SomeType): Field {
  const inner = unwrap(schema)
  const traits = schema instanceof z.ZodType ? fieldTraits.get(schema) : undefined
  return {
    format: toFormat(inner),
    choices: inner instanceof z.ZodEnum ? inner.options.map(String) : [],
    isSecret: traits?.isSecret === true,
    isEndpoint: traits?.isEndpoint === true,
  }
}

function toFields(shape: Readonly<Record<string, z.core.SomeType>>): ReadonlyMap<string, Field> {
  return new Map(Object.entries(shape).map(([name, schema]) => [name, toField(schema)]))
}

/** The fields of each kind of backend, by name. */
export const FIELDS_BY_KIND: Readonly<Record<keyof typeof DEFINITION_SCHEMAS, ReadonlyMap<string, Field>>> = {
  oidc: toFields(oidcSchema.shape),
  oauth2: toFields(oauth2Schema.shape),
}

/** The fields of all kinds; a field that several kinds have is of the same format in each. */
export const FIELDS: ReadonlyMap<string, Field> = new Map([...FIELDS_BY_KIND.oidc, ...FIELDS_BY_KIND.oauth2])

/** The fields of a definition that are encrypted in the database, and never shown. */
export const SECRET_FIELDS: readonly string[] = [...FIELDS]
  .filter(([, { isSecret }]) => isSecret)
  .map(([name]) => name)

/** The names of the members that a field has where it is an object of known members, such as `claims`. */
export function listMembers(kind: keyof typeof DEFINITION_SCHEMAS, field: string): readonly string[] {
  const [, schema] =
    Object.entries<z.core.SomeType>(DEFINITION_SCHEMAS[kind].shape).find(([name]) => name === field) ?? []
  const inner = schema === undefined ? undefined : unwrap(schema)
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
}
