import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import type { KnownBackendRow } from '../store/known-backends.js'
import { isBoundPreset } from './code/input-fields.js'
import { applyPreset } from './definition/apply-preset.js'
import { FUNCTION_FIELDS } from './definition/code.js'
import type { Definition } from './definition/definition.js'
import { SECRET_FIELDS } from './definition/fields.js'
import { type DefinitionRules, parseDefinitions } from './definition/parse.js'
import { withCurrentFieldNames } from './definition/renamed-fields.js'
import type { RawDefinition } from './definition/shared-fields.js'
import { storedFields } from './definition/stored.js'

/** These fields are not needed to verify a logout token, and need a secret that is not stored. */
const FIELDS_WITH_SECRETS: ReadonlySet<string> = new Set([
  ...SECRET_FIELDS,
  'clientAuthentication',
  'introspection',
])

/**
 * A backend of the settings without its secrets, as the database stores it. A function is stored as `true`, so that the
 * start notices when data replace it, or it replaces data.
 */
export function toKnownDefinition(raw: unknown): string {
  const written = typeof raw === 'object' && raw !== null ? withCurrentFieldNames({ ...raw }) : {}
  const isOwnPreset = isBoundPreset(written['preset'])
  const fields = isOwnPreset ? (applyPreset(written, () => undefined) ?? {}) : written
  const entries = Object.entries(fields)
    .filter(([name]) => !FIELDS_WITH_SECRETS.has(name))
    .map(([name, value]) => [name, typeof value === 'function' ? true : value] as const)
  return JSON.stringify(Object.fromEntries(entries))
}

/** Stands for a function that is no longer there. No sign-in begins with a removed backend. */
const REMOVED_FUNCTION = (): never => {
  throw new PortcullisError('backend_disabled', { detail: message('detail.attempt.removed') })
}

/** Reads a backend that the settings had; null when it is not valid any more. */
export function parseKnownDefinition(
  { name, definition }: KnownBackendRow,
  rules: DefinitionRules,
): Definition | null {
  // No secret is used, but a definition is not valid without one.
  const stored = Object.entries(storedFields({ definition }) ?? {}).map(
    ([field, value]) => [field, FUNCTION_FIELDS.includes(field) ? REMOVED_FUNCTION : value] as const,
  )
  const data = Object.fromEntries(stored)
  const isCode = data['kind'] === 'redirect' || data['kind'] === 'request'
  const fields: RawDefinition = isCode ? data : { ...data, clientSecret: 'not stored' }
  return parseDefinitions({ [name]: fields }, rules).definitions[0] ?? null
}
