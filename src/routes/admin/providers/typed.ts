import { PARAMETER_NAMES } from '../../../backends/presets/index.js'
import type { StoredFields } from '../../../backends/stored-definition.js'
import { FORM_FIELDS } from './form-fields.js'

/** What somebody has typed, by the name of the field: it is shown again when something is wrong with it. */
export type Typed = ReadonlyMap<string, string>

/** The fields that a form may hold; whatever else it sends is not looked at. */
export const TYPED_FIELDS: readonly string[] = [
  ...['name', 'preset', 'issuer', ...PARAMETER_NAMES],
  ...FORM_FIELDS.map(({ name }) => name),
]

/** Reads a form. */
export function typedIn(form: URLSearchParams): Typed {
  return new Map(TYPED_FIELDS.map((name) => [name, (form.get(name) ?? '').trim()]))
}

/** What a form shows of fields that are stored: the way back of the above. */
export function typedOf(name: string, fields: StoredFields): Typed {
  const own = new Map(TYPED_FIELDS.map((field) => [field, textOf(fields[field])]))
  const rest = Object.entries(fields).filter(([field]) => field !== 'kind' && !TYPED_FIELDS.includes(field))
  const other = rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest), null, 2)
  return new Map([...own, ['name', name], ['other', other]])
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.join(' ')
  return value === true ? 'yes' : ''
}
