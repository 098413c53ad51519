import { z } from 'zod'
import { redirectSchema, requestSchema } from './code.js'
import { oauth2Schema } from './oauth2.js'
import { oidcSchema } from './oidc.js'
import { fieldTraits } from './shared-fields.js'

/**
 * The one list of the fields of a definition. Environment variables, the form of administrators and the set of
 * encrypted secrets follow from these schemas. Rules that concern several fields are in cross-field-rules.ts.
 */
export const DEFINITION_SCHEMAS = {
  oidc: oidcSchema,
  oauth2: oauth2Schema,
  redirect: redirectSchema,
  request: requestSchema,
} as const

type RawDefinitions = z.input<typeof oidcSchema> | z.input<typeof oauth2Schema>

/** The name of a field of any kind of backend. */
export type FieldName = RawDefinitions extends infer Raw ? (Raw extends unknown ? keyof Raw : never) : never

/** The values that may be written into a field, without null, which stands for no value. */
export type FieldInput<Name extends FieldName> = RawDefinitions extends infer Raw
  ? Raw extends { readonly [Key in Name]?: infer Value }
    ? NonNullable<Value>
    : never
  : never

/** How a field is written as text, as in an environment variable or a form. */
export type FieldFormat = 'text' | 'choice' | 'list' | 'flag' | 'integer' | 'map' | 'text or true'

/** What the program needs to know about a field besides its schema. */
export interface Field {
  readonly format: FieldFormat
  /** The values of a choice; empty for any other format. */
  readonly choices: readonly string[]
  /** Whether the value is encrypted in the database and never displayed. */
  readonly isSecret: boolean
  /** Whether the value is the URL of an endpoint; cross-field-rules.ts checks it, because the site may allow http. */
  readonly isEndpoint: boolean
}

/** The schema inside defaults, null and transformations. */
function unwrap(schema: z.core.SomeType): z.core.SomeType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return unwrap(schema.unwrap())
  if (!(schema instanceof z.ZodPipe)) return schema
  // The input of `z.preprocess` is unknown; the schema behind it has the format.
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
  redirect: toFields(redirectSchema.shape),
  request: toFields(requestSchema.shape),
}

/**
 * The fields that a file, a variable or a form can set, by name. The kinds that exist in code only have no others of
 * these. A field that several kinds have has the same format in all of them.
 */
export const FIELDS: ReadonlyMap<string, Field> = new Map([...FIELDS_BY_KIND.oidc, ...FIELDS_BY_KIND.oauth2])

/** The fields that are encrypted in the database and never displayed. */
export const SECRET_FIELDS: readonly string[] = [...FIELDS]
  .filter(([, { isSecret }]) => isSecret)
  .map(([name]) => name)

/** The names of the members of a field that is an object with known members, such as `claims`; else empty. */
export function listMembers(kind: keyof typeof DEFINITION_SCHEMAS, field: string): readonly string[] {
  const [, schema] =
    Object.entries<z.core.SomeType>(DEFINITION_SCHEMAS[kind].shape).find(([name]) => name === field) ?? []
  const inner = schema === undefined ? undefined : unwrap(schema)
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
}
