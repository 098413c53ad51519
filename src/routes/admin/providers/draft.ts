import type { Definition } from '../../../backends/definition/definition.js'
import { hasSameDestinations } from '../../../backends/definition/stored.js'
import { type FieldFormat, FIELDS, SECRET_FIELDS } from '../../../backends/definition/fields.js'
import { type DefinitionRules, parseDefinitions } from '../../../backends/definition/parse.js'
import type { Problem } from '../../../backends/definition/problem.js'
import { withCurrentFieldNames } from '../../../backends/definition/renamed-fields.js'
import type { StoredFields } from '../../../backends/definition/stored.js'
import { getPreset, PARAMETER_NAMES } from '../../../backends/presets/index.js'
import { PortcullisError } from '../../../errors.js'
import { ENGLISH } from '../../../locales/locales.js'
import { type Message, message } from '../../../locales/messages.js'
import { definitionKind, hasOAuth2Fields, listFormFieldsFor } from './form-fields.js'

/** The sentences for each field with errors. */
export type FieldErrors = ReadonlyMap<string, readonly Message[]>

/** What was typed, as a definition that can be stored. */
export interface Draft {
  readonly name: string
  readonly definition: Definition
  /** As stored: without secrets, and without the values of the preset. */
  readonly fields: StoredFields
  readonly secrets: StoredFields
  /** Which secrets were typed. */
  readonly writtenSecrets: readonly string[]
}

/** The version that a draft is based on, as stored. */
export interface PreviousVersion {
  readonly fields: StoredFields
  readonly secrets: StoredFields
}

/** What was typed is not valid; the page says so beside the fields. */
export class DraftRejectedError extends PortcullisError {
  readonly fieldErrors: FieldErrors

  constructor(fieldErrors: FieldErrors) {
    super('definition_invalid', {
      detail: [...fieldErrors]
        .map(([field, problems]) => `${field}: ${problems.map((each) => ENGLISH.format(each)).join(' ')}`)
        .join('; '),
    })
    this.fieldErrors = fieldErrors
  }
}

/**
 * Parses what was typed into a definition.
 * @param previous the version whose secrets an empty field leaves unchanged, as long as the new one sends them to the
 *   same issuer and endpoints; null for a new provider
 * @throws DraftRejectedError with all errors at once
 */
export function readDraft(
  values: FormValues,
  previous: PreviousVersion | null,
  rules: DefinitionRules,
): Draft {
  const fieldErrors = new Map<string, readonly Message[]>()
  const name = values.get('name') ?? ''
  const fields = readFields(values, fieldErrors)
  const writtenSecrets = SECRET_FIELDS.filter((field) => (values.get(field) ?? '') !== '')
  const unchanged = unchangedSecrets(previous, writtenSecrets)
  const secrets = { ...unchanged, ...readSecrets(values, writtenSecrets) }
  const [unchangedField] = Object.keys(unchanged)
  if (unchangedField !== undefined && previous && !hasSameDestinations(previous.fields, fields))
    fieldErrors.set(unchangedField, [message('adminFormError.secretAgain')])
  // A computed key, because in an object literal the name "__proto__" has another meaning.
  const raw = Object.fromEntries([[name, { ...fields, ...secrets }]])
  const { definitions, issues } = parseDefinitions(raw, rules)
  const names = listFormNames({ preset: values.get('preset'), kind: values.get('kind') })
  for (const { field, problem } of issues) {
    const formField = toFormField(field, names)
    const named = formField === 'other' && field !== null ? nameField(field, problem) : problem
    fieldErrors.set(formField, [...(fieldErrors.get(formField) ?? []), named])
  }
  const [definition] = definitions
  if (definition === undefined || fieldErrors.size > 0) throw new DraftRejectedError(fieldErrors)
  return { name, definition, fields, secrets, writtenSecrets }
}

/** A key replaces a secret, and a secret replaces a key. */
function unchangedSecrets(previous: PreviousVersion | null, writtenSecrets: readonly string[]): StoredFields {
  return writtenSecrets.length === 0 ? (previous?.secrets ?? {}) : {}
}

function readSecrets(values: FormValues, writtenSecrets: readonly string[]): StoredFields {
  const entries = writtenSecrets.map((field) => {
    const text = values.get(field) ?? ''
    return [field, FIELDS.get(field)?.format === 'map' ? (parseObject(text) ?? text) : text] as const
  })
  return Object.fromEntries(entries)
}

function readFields(values: FormValues, fieldErrors: Map<string, readonly Message[]>): StoredFields {
  const value = (name: string) => values.get(name) ?? ''
  const preset = getPreset(value('preset'))
  const parameters = PARAMETER_NAMES.filter((name) => preset?.parameters?.[name] && value(name) !== '')
  const chosen = { preset: value('preset'), kind: value('kind') }
  return {
    ...(value('preset') === '' ? { kind: definitionKind(chosen) } : { preset: value('preset') }),
    ...Object.fromEntries(parameters.map((name) => [name, value(name)])),
    ...(value('issuer') === '' || preset ? {} : { issuer: value('issuer') }),
    ...readOtherFields(value('other'), listFormNames(chosen), fieldErrors),
    ...Object.fromEntries(
      listFormFieldsFor(chosen).flatMap(({ name }) => toEntries(name, value(name), preset?.fields[name])),
    ),
  }
}

/** The field for the definition; none for an empty field, and none for secrets, which are read separately. */
function toEntries(name: string, text: string, presetValue: unknown): [string, unknown][] {
  const field = FIELDS.get(name)
  if (field === undefined || field.isSecret) return []
  // A "yes" of the preset is only overridden by an explicit "no".
  if (field.format === 'flag') return text === '' && presetValue !== true ? [] : [[name, text !== '']]
  return text === '' ? [] : [[name, parseFieldText(field.format, text)]]
}

/** A value of another format stays as it is, so that the schema of the field reports the error. */
function parseFieldText(format: Exclude<FieldFormat, 'flag'>, text: string): unknown {
  switch (format) {
    case 'text':
    case 'choice':
      return text
    case 'text or true':
      return text === 'true' || text
    case 'list':
      return text.split(/[\s,;]+/).filter(Boolean)
    case 'integer':
      return /^\d+$/.test(text) ? Number(text) : text
    case 'map':
      return parseObject(text) ?? text
  }
}

function readOtherFields(
  text: string,
  names: readonly string[],
  fieldErrors: Map<string, readonly Message[]>,
): StoredFields {
  if (text === '') return {}
  const written = parseObject(text)
  if (written === null) {
    fieldErrors.set('other', [message('adminFormError.notJson', { example: '{"maxAge": 3600}' })])
    return {}
  }
  const parsed = withCurrentFieldNames(written)
  const misplaced = Object.keys(parsed).filter((name) => names.includes(name))
  if (misplaced.length === 0) return parsed
  fieldErrors.set('other', [message('adminFormError.ownField', { names: misplaced.join(', ') })])
  return {}
}

function parseObject(text: string): StoredFields | null {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
    return Object.fromEntries(Object.entries(parsed))
  } catch {
    return null
  }
}

/** The form field beside which an error of the definition is shown. */
function toFormField(field: string | null, names: readonly string[]): string {
  if (field === null) return 'name'
  const [top = ''] = field.split('.')
  return names.includes(top) ? top : 'other'
}

/** A problem of a field that has its input together with others. */
function nameField(field: string, problem: Problem): Message {
  return message('adminFormError.fieldProblem', { field: JSON.stringify(field), problem })
}

/** The typed values by field name, to show them again when one of them is wrong. */
export type FormValues = ReadonlyMap<string, string>

/** The names of the inputs of a form. */
function listFormNames(fields: StoredFields): readonly string[] {
  return [
    'name',
    'preset',
    'kind',
    ...(hasOAuth2Fields(fields) ? [] : ['issuer', ...PARAMETER_NAMES]),
    ...listFormFieldsFor(fields).map(({ name }) => name),
  ]
}

/**
 * Reads a form. Inputs that it does not have are ignored.
 * @param chosen preset and kind, which decide what it has; by default those of the form
 */
export function readFormValues(
  form: URLSearchParams,
  chosen: StoredFields = { preset: form.get('preset'), kind: form.get('kind') },
): FormValues {
  const names = listFormNames(chosen)
  return new Map(names.map((name) => [name, (form.get(name) ?? '').trim()]))
}

/** The form values of stored fields: the reverse of `readDraft`. */
export function toFormValues(name: string, fields: StoredFields): FormValues {
  const names = listFormNames(fields)
  const values = new Map(names.map((field) => [field, toFieldText(field, fields[field])]))
  const rest = Object.entries(fields).filter(([field]) => !names.includes(field))
  const other = rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest), null, 2)
  return new Map([...values, ['name', name], ['other', other]])
}

function toFieldText(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.join(' ')
  if (typeof value === 'object' && value !== null) return JSON.stringify(value, null, 2)
  if (value !== true) return ''
  return FIELDS.get(name)?.format === 'flag' ? 'yes' : 'true'
}
