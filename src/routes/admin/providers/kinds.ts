import type { ZodType } from 'zod'
import { type Definition, DEFINITION_SCHEMAS } from '../../../backends/definition.js'
import { getPreset } from '../../../backends/presets/index.js'
import type { StoredFields } from '../../../backends/stored-definition.js'
import type { FormField } from './form-fields.js'

type DefinitionKind = Definition['kind']

/** The kind of a backend that is written so: its preset says it, or else it is of OpenID Connect. */
export function definitionKind({ preset }: StoredFields): DefinitionKind {
  const { kind } = (typeof preset === 'string' ? getPreset(preset) : undefined)?.fields ?? {}
  return kind === 'oauth2' ? 'oauth2' : 'oidc'
}

/** Those fields that a kind has, with the options that it has: no metadata, no form_post with OAuth 2, for example. */
export function listFieldsForKind(kind: DefinitionKind, fields: readonly FormField[]): readonly FormField[] {
  const { shape } = DEFINITION_SCHEMAS[kind]
  const schemas = new Map(Object.entries<ZodType>(shape))
  return fields.flatMap((field) => {
    if (field.name === 'other') return [field]
    const schema = schemas.get(field.name)
    if (schema === undefined) return []
    if (field.kind.type !== 'choice') return [field]
    const options = field.kind.options.filter(([value]) => value === '' || schema.safeParse(value).success)
    return [{ ...field, kind: { type: 'choice', options } }]
  })
}
