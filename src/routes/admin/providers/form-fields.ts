import type { Definition } from '../../../backends/definition/definition.js'
import { type Field, FIELDS, FIELDS_BY_KIND } from '../../../backends/definition/fields.js'
import type { StoredFields } from '../../../backends/definition/stored.js'
import { getPreset } from '../../../backends/presets/index.js'
import type { FieldView } from '../../../pages/render.js'
import { FIELD_WORDS, type Words } from './form-words.js'

/** The input type of a field on the page. */
type Control = FieldView['type']

/** A field of a definition in the form, or all remaining fields together. */
export interface FormField {
  /** As in a definition. */
  readonly name: string
  readonly label: string
  readonly help: string
  readonly control: Control
  /** Of a choice; the first one leaves the field out. */
  readonly options: FieldView['options']
  readonly defaultText: string
}

function toControl({ format, isSecret }: Field): Control {
  if (isSecret) return format === 'map' ? 'secret-json' : 'secret'
  switch (format) {
    case 'flag':
      return 'yes'
    case 'map':
      return 'json'
    case 'choice':
    case 'list':
      return format
    case 'text':
    case 'integer':
    case 'text or true':
      return 'text'
  }
}

function toFormField(name: string, words: Words): FormField {
  const { label, help, defaultText = '', choices = {} } = words
  const options = Object.entries(choices)
  const field = FIELDS.get(name)
  return { name, label, help, defaultText, options, control: field === undefined ? 'text' : toControl(field) }
}

function listFormFields(section: Words['section']): readonly FormField[] {
  return Object.entries(FIELD_WORDS).flatMap(([name, words]) =>
    words?.section === section ? [toFormField(name, words)] : [],
  )
}

/** The name that users see. */
export const LABEL_FIELD: FormField = toFormField('label', FIELD_WORDS.label)

/** The fields that a provider of OAuth 2 needs besides, because it has no metadata. */
export const OAUTH2_FIELDS: readonly FormField[] = listFormFields('oauth2')

/** The fields that every provider needs. */
export const MAIN_FIELDS: readonly FormField[] = listFormFields('main')

/** Fields whose defaults are right for most providers. */
export const ADVANCED_FIELDS: readonly FormField[] = [
  ...listFormFields('advanced'),
  {
    name: 'other',
    label: 'Other fields',
    help: 'All other fields of a provider, as JSON, such as {"claims": {"username": "nickname"}}. They are described in docs/backends.md.',
    control: 'json',
    options: [],
    defaultText: '',
  },
]

const COMMON_FIELDS: readonly FormField[] = [LABEL_FIELD, ...MAIN_FIELDS, ...ADVANCED_FIELDS]

type DefinitionKind = Definition['kind']

/** The kind of a stored definition, or of a form: that of its preset, or else its own. OpenID Connect is the default. */
export function definitionKind(fields: StoredFields): DefinitionKind {
  const { kind } = presetOf(fields)?.fields ?? fields
  return kind === 'oauth2' ? 'oauth2' : 'oidc'
}

/** Whether the form of a definition asks for endpoints: that of OAuth 2 without a preset. */
export function hasOAuth2Fields(fields: StoredFields): boolean {
  return presetOf(fields) === undefined && definitionKind(fields) === 'oauth2'
}

/** The fields that the form of a definition has. */
export function listFormFieldsFor(fields: StoredFields): readonly FormField[] {
  return hasOAuth2Fields(fields) ? [...COMMON_FIELDS, ...OAUTH2_FIELDS] : COMMON_FIELDS
}

function presetOf({ preset }: StoredFields): ReturnType<typeof getPreset> {
  return typeof preset === 'string' ? getPreset(preset) : undefined
}

/** The fields of a kind, with its options: OAuth 2 has no metadata and no form_post, for example. */
export function listFieldsForKind(kind: DefinitionKind, fields: readonly FormField[]): readonly FormField[] {
  return fields.flatMap((field) => {
    if (field.name === 'other') return [field]
    const known = FIELDS_BY_KIND[kind].get(field.name)
    if (known === undefined) return []
    return {
      ...field,
      defaultText: kind === 'oauth2' && field.name === 'scopes' ? '' : field.defaultText,
      options: field.options.filter(([value]) => value === '' || known.choices.includes(value)),
    }
  })
}
