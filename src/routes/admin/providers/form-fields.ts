import type { Definition } from '../../../backends/definition/definition.js'
import { type Field, FIELDS, FIELDS_BY_KIND } from '../../../backends/definition/fields.js'
import type { StoredFields } from '../../../backends/definition/stored.js'
import { getPreset } from '../../../backends/presets/index.js'
import type { Message } from '../../../locales/messages.js'
import type { FieldView } from '../../../pages/render.js'
import { FIELD_PLACES, type FieldPlace, fieldPlace } from './form-sections.js'

/** The input type of a field on the page. */
type Control = FieldView['type']

/** A field of a definition in the form, or all remaining fields together. */
export interface FormField {
  /** As in a definition. */
  readonly name: string
  readonly label: Message
  readonly help: Message
  readonly control: Control
  /** The values of a choice, which depend on the kind of provider; the first one, which is empty, leaves the field out. */
  readonly options: readonly string[]
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

function toFormField(name: string, { label, help, defaultText = '', example = '' }: FieldPlace): FormField {
  const field = FIELDS.get(name)
  return {
    name,
    defaultText,
    options: [],
    label: { key: label, params: {} },
    help: { key: help, params: { example } },
    control: field === undefined ? 'text' : toControl(field),
  }
}

function listFormFields(section: FieldPlace['section']): readonly FormField[] {
  return Object.entries(FIELD_PLACES).flatMap(([name, each]) =>
    each?.section === section ? [toFormField(name, each)] : [],
  )
}

/** The name that users see. */
export const LABEL_FIELD: FormField = toFormField('label', FIELD_PLACES.label)

/** The fields that a provider of OAuth 2 needs besides, because it has no metadata. */
export const OAUTH2_FIELDS: readonly FormField[] = listFormFields('oauth2')

/** The fields that every provider needs. */
export const MAIN_FIELDS: readonly FormField[] = listFormFields('main')

/** Fields whose defaults are right for most providers. */
export const ADVANCED_FIELDS: readonly FormField[] = [
  ...listFormFields('advanced'),
  {
    ...toFormField(
      'other',
      fieldPlace('other', 'advanced', { example: '{"claims": {"username": "nickname"}}' }),
    ),
    control: 'json',
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
      options: known.format === 'choice' ? ['', ...known.choices] : [],
    }
  })
}
