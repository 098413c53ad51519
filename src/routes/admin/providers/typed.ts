import { PARAMETER_NAMES } from '../../../backends/presets/index.js'
import type { StoredFields } from '../../../backends/stored-definition.js'
import { FORM_FIELDS } from './form-fields.js'

/** What somebody has typed, by the name of the field: it is shown again when something is wrong with it. */
export type FormValues = ReadonlyMap<string, string>

/** The fields that a form may hold; whatever else it sends is not looked at. */
export const FORM_VALUE_NAMES: readonly string[] = [
  ...['name', 'preset', 'issuer', ...PARAMETER_NAMES],
  ...FORM_FIELDS.map(({ name }) => name),
]

/** Reads a form. */
export function readFormValues(form: URLSearchParams): FormValues {
  return new Map(FORM_VALUE_NAMES.map((name) => [name, (form.get(name) ?? '').trim()]))
}

/** What a form shows of fields that are stored: the way back of the above. */
export function toFormValues(name: string, fields: StoredFields): FormValues {
  const values = new Map(FORM_VALUE_NAMES.map((field) => [field, toFieldText(fields[field])]))
  const rest = Object.entries(fields).filter(
    ([field]) => field !== 'kind' && !FORM_VALUE_NAMES.includes(field),
  )
  const other = rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest), null, 2)
  return new Map([...values, ['name', name], ['other', other]])
}

function toFieldText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.join(' ')
  return value === true ? 'yes' : ''
}
