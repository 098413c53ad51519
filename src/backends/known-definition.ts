import type { KnownBackendRow } from '../store/known-backends.js'
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

/** A backend of the settings without its secrets, as the database stores it. */
export function toKnownDefinition(raw: unknown): string {
  const fields = typeof raw === 'object' && raw !== null ? withCurrentFieldNames({ ...raw }) : {}
  const entries = Object.entries(fields).filter(([name]) => !FIELDS_WITH_SECRETS.has(name))
  return JSON.stringify(Object.fromEntries(entries))
}

/** Reads a backend that the settings had; null when it is not valid any more. */
export function parseKnownDefinition(
  { name, definition }: KnownBackendRow,
  rules: DefinitionRules,
): Definition | null {
  // No secret is used, but a definition is not valid without one.
  const fields: RawDefinition = { ...storedFields({ definition }), clientSecret: 'not stored' }
  return parseDefinitions({ [name]: fields }, rules).definitions[0] ?? null
}
