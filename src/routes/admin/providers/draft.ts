import type { DefinitionRules } from '../../../backends/parse-definitions.js'
import type { Definition } from '../../../backends/definition.js'
import { parseDefinitions } from '../../../backends/parse-definitions.js'
import { PARAMETER_NAMES, presetOf } from '../../../backends/presets/index.js'
import { SECRET_FIELDS, type StoredFields } from '../../../backends/stored-definition.js'
import { PortcullisError } from '../../../errors.js'
import { FORM_FIELDS, type FormField } from './form-fields.js'
import { type Typed, TYPED_FIELDS } from './typed.js'

/** A sentence for each field that something is wrong with. */
export type FieldFaults = ReadonlyMap<string, string>

/** What was typed, as a definition that can be stored. */
export interface Draft {
  readonly name: string
  readonly definition: Definition
  /** As it is stored: without secrets, and without what a preset fills in. */
  readonly fields: StoredFields
  readonly secrets: StoredFields
  /** Which secrets were written anew. */
  readonly written: readonly string[]
}

/** What was typed cannot be used; the page says so beside the fields. */
export class DraftRefused extends PortcullisError {
  readonly faults: FieldFaults

  constructor(faults: FieldFaults) {
    super('definition_invalid', {
      detail: [...faults].map(([field, fault]) => `${field}: ${fault}`).join('; '),
    })
    this.faults = faults
  }
}

/**
 * Makes a definition of what was typed.
 * @param kept secrets of the version before, which an empty field leaves as they are
 * @throws DraftRefused with all faults at once
 */
export function draftOf(typed: Typed, kept: StoredFields, rules: DefinitionRules): Draft {
  const faults = new Map<string, string>()
  const name = typed.get('name') ?? ''
  const fields = fieldsOf(typed, faults)
  const written = SECRET_FIELDS.filter((field) => (typed.get(field) ?? '') !== '')
  const secrets = { ...keptBeside(kept, written), ...secretsOf(typed, written) }
  // A computed key: an object literal would take the name "__proto__" for something else.
  const raw = Object.fromEntries([[name, { ...fields, ...secrets }]])
  const { definitions, issues } = parseDefinitions(raw, rules)
  for (const { field, problem } of issues) {
    const place = placeOf(field)
    faults.set(
      place,
      [...(faults.has(place) ? [faults.get(place)] : []), sentence(field, place, problem)].join(' '),
    )
  }
  const [definition] = definitions
  if (definition === undefined || faults.size > 0) throw new DraftRefused(faults)
  return { name, definition, fields, secrets, written }
}

/** A key takes the place of a secret, and a secret that of a key. */
function keptBeside(kept: StoredFields, written: readonly string[]): StoredFields {
  return written.length === 0 ? kept : {}
}

function secretsOf(typed: Typed, written: readonly string[]): StoredFields {
  const entries = written.map((field) => {
    const text = typed.get(field) ?? ''
    return [field, field === 'clientKey' ? (parsedObject(text) ?? text) : text] as const
  })
  return Object.fromEntries(entries)
}

function fieldsOf(typed: Typed, faults: Map<string, string>): StoredFields {
  const value = (name: string) => typed.get(name) ?? ''
  const preset = presetOf(value('preset'))
  const parameters = PARAMETER_NAMES.filter((name) => preset?.parameters?.[name] && value(name) !== '')
  return {
    ...(value('preset') === '' ? { kind: 'oidc' } : { preset: value('preset') }),
    ...Object.fromEntries(parameters.map((name) => [name, value(name)])),
    ...(value('issuer') === '' || preset ? {} : { issuer: value('issuer') }),
    ...otherFields(value('other'), faults),
    ...Object.fromEntries(
      FORM_FIELDS.flatMap((field) => entryOf(field, value(field.name), preset?.fields ?? {})),
    ),
  }
}

function entryOf({ name, kind }: FormField, text: string, usual: StoredFields): [string, unknown][] {
  switch (kind.as) {
    case 'text':
    case 'choice':
      return text === '' ? [] : [[name, text]]
    case 'list':
      return text === '' ? [] : [[name, text.split(/[\s,;]+/).filter(Boolean)]]
    case 'yes':
      // A preset's "yes" is contradicted only by a "no" that is written down.
      return text === '' && usual[name] !== true ? [] : [[name, text !== '']]
    case 'secret':
    case 'secret-json':
    case 'json':
      return []
  }
}

function otherFields(text: string, faults: Map<string, string>): StoredFields {
  if (text === '') return {}
  const parsed = parsedObject(text)
  if (parsed === null) {
    faults.set('other', 'This is not a JSON object; write one in braces, such as {"maxAge": 3600}.')
    return {}
  }
  const misplaced = Object.keys(parsed).filter((name) => name === 'kind' || TYPED_FIELDS.includes(name))
  if (misplaced.length === 0) return parsed
  faults.set(
    'other',
    `${misplaced.join(', ')}: there is a place of its own for this on the page; write it there.`,
  )
  return {}
}

function parsedObject(text: string): StoredFields | null {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
    return Object.fromEntries(Object.entries(parsed))
  } catch {
    return null
  }
}

/** The field of the form where a fault of the definition is told. */
function placeOf(field: string | null): string {
  if (field === null) return 'name'
  const [top = ''] = field.split('.')
  return TYPED_FIELDS.includes(top) ? top : 'other'
}

function sentence(field: string | null, place: string, problem: string): string {
  const said =
    place === 'other' && field !== null
      ? `Field ${JSON.stringify(field)} ${problem}`
      : `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`
  return /[.?]$/.test(said) ? said : `${said}.`
}
