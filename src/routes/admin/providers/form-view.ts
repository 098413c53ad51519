import { type Parameter, PARAMETER_NAMES, type Preset } from '../../../backends/presets/index.js'
import type { ProviderFacts } from '../../../backends/inquiry.js'
import type { StoredFields } from '../../../backends/stored-definition.js'
import type { FieldView, FoundLine } from '../../../views/index.js'
import type { FieldFaults } from './draft.js'
import type { Typed } from './typed.js'
import { fieldsOfKind, kindOf } from './kinds.js'
import { FORM_FIELDS, type FormField, LABEL_FIELD, MAIN_FIELDS, MORE_FIELDS } from './form-fields.js'

/** What the fields of a form depend on. */
export interface FieldsAbout {
  readonly typed: Typed
  readonly faults: FieldFaults
  readonly preset: Preset | undefined
  /** Whether an empty secret leaves the one that is stored as it is. */
  readonly secretKept: boolean
}

/** The fields that everybody writes, and the others. */
export function fieldViews(about: FieldsAbout): {
  readonly labelField: FieldView
  readonly main: readonly FieldView[]
  readonly more: readonly FieldView[]
  readonly moreOpen: boolean
} {
  const view = (field: FormField) => fieldView(field, about)
  const kind = kindOf({ preset: about.typed.get('preset') })
  return {
    labelField: view(LABEL_FIELD),
    main: fieldsOfKind(kind, MAIN_FIELDS).map(view),
    more: fieldsOfKind(kind, MORE_FIELDS).map(view),
    // What is folded away must not hide what is wrong.
    moreOpen: MORE_FIELDS.some(({ name }) => about.faults.has(name)),
  }
}

function fieldView(field: FormField, { typed, faults, preset, secretKept }: FieldsAbout): FieldView {
  const { name, label, help, kind } = field
  const usual = preset?.fields[name]
  const secret = kind.as === 'secret' || kind.as === 'secret-json'
  const text = secret && secretKept ? `${help} Leave it empty to keep the one that is stored.` : help
  return {
    ...{ name, label, as: kind.as },
    help: text,
    value: secret ? '' : (typed.get(name) ?? ''),
    options: kind.as === 'choice' ? kind.options : [],
    usual: usualText(usual) ?? field.usual ?? '',
    required: name === 'clientId',
    fault: faults.get(name) ?? null,
  }
}

function usualText(usual: unknown): string | null {
  if (typeof usual === 'string') return usual
  return Array.isArray(usual) ? usual.join(' ') : null
}

/** The parameters of a preset, such as the domain of a tenant. */
export function parameterViews(
  preset: Preset | undefined,
  typed: Typed,
  faults: FieldFaults,
): readonly FieldView[] {
  return PARAMETER_NAMES.flatMap((name) => {
    const parameter = preset?.parameters?.[name]
    return parameter === undefined ? [] : [parameterView(name, parameter, typed, faults)]
  })
}

function parameterView(name: string, parameter: Parameter, typed: Typed, faults: FieldFaults): FieldView {
  const label = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return {
    ...{
      name,
      label,
      help: `${parameter.what.charAt(0).toUpperCase()}${parameter.what.slice(1)}.`,
      as: 'text',
    },
    ...{ value: typed.get(name) ?? '', options: [], usual: parameter.usual ?? '' },
    required: parameter.usual === undefined,
    fault: faults.get(name) ?? null,
  }
}

/** A field of its own beside those of the table. */
export function plainField(name: string, label: string, help: string, about: FieldsAbout): FieldView {
  const value = about.typed.get(name) ?? ''
  return {
    ...{ name, label, help, as: 'text', value, options: [], usual: '', required: true },
    fault: about.faults.get(name) ?? null,
  }
}

/** What a form begins with: what a preset says "yes" to is ticked, unless a "no" is stored. */
export function startOf(typed: Typed, preset: Preset | undefined, stored: StoredFields = {}): Typed {
  const ticked = FORM_FIELDS.filter(
    ({ name, kind }) => kind.as === 'yes' && (stored[name] ?? preset?.fields[name]) === true,
  )
  return new Map([...typed, ...ticked.map(({ name }) => [name, 'yes'] as const)])
}

/** What a provider has said about itself, in plain words. */
export function foundLines(facts: ProviderFacts | null): readonly FoundLine[] {
  if (facts === null) return []
  const logout = [
    facts.end_session_endpoint === null ? null : 'we can sign people out there',
    facts.backchannel_logout_supported ? 'it tells us when somebody signs out there (back channel)' : null,
    facts.frontchannel_logout_supported ? 'it can do so through the browser (front channel)' : null,
  ].filter((word) => word !== null)
  const lines = [
    ['Issuer', facts.issuer],
    ['People sign in at', facts.authorization_endpoint],
    ['Codes become tokens at', facts.token_endpoint],
    ['Profiles are read at', facts.userinfo_endpoint ?? 'nowhere; everything must be in the ID Token'],
    ['The secret may be sent by', facts.token_endpoint_auth_methods_supported.join(', ')],
    ['Signing out', logout.length === 0 ? 'nothing is offered' : logout.join('; ')],
    ['Scopes it names', facts.scopes_supported.join(' ')],
    ['Claims it names', facts.claims_supported.join(' ')],
  ] as const
  return lines.flatMap(([label, value]) => (value === null || value === '' ? [] : [{ label, value }]))
}
