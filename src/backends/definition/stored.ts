import { z } from 'zod'
import { type Encrypter, ENCRYPTION_CONTEXTS } from '../../crypto/encryption.js'
import { type Message, message } from '../../locales/messages.js'
import type { BackendVersionRow } from '../../store/backends.js'
import type { Definition } from './definition.js'
import { type DefinitionRules, describeIssue, parseDefinitions } from './parse.js'
import { withCurrentFieldNames } from './renamed-fields.js'
import type { RawDefinition } from './shared-fields.js'
import { applyPreset } from './apply-preset.js'
import { FIELDS } from './fields.js'

const StoredFieldsSchema = z.record(z.string(), z.unknown())

/** Fields of a definition as they are stored. */
export type StoredFields = RawDefinition

/** The definition of a version, or the reasons why it is not valid. */
export type StoredDefinition =
  | { readonly definition: Definition; readonly errors: null }
  | { readonly definition: null; readonly errors: readonly Message[] }

/** Encrypts the secrets of a version, bound to the ID of the version; null when there are none. */
export function encryptSecrets(
  encrypter: Encrypter,
  id: string,
  secrets: StoredFields,
): Uint8Array<ArrayBuffer> | null {
  return Object.keys(secrets).length === 0
    ? null
    : encrypter.encrypt(ENCRYPTION_CONTEXTS['client secret'](id), JSON.stringify(secrets))
}

/** Decrypts the secrets of a version; null when no current key can decrypt them. */
export function decryptSecrets(encrypter: Encrypter, { id, secret }: BackendVersionRow): StoredFields | null {
  if (secret === null) return {}
  const text = encrypter.decrypt(ENCRYPTION_CONTEXTS['client secret'](id), secret)
  return text === null ? null : StoredFieldsSchema.parse(JSON.parse(text))
}

/**
 * The fields of a version as they were written, with their current names and without secrets; null when they are not
 * readable.
 */
export function storedFields({ definition }: Pick<BackendVersionRow, 'definition'>): StoredFields | null {
  try {
    const parsed = StoredFieldsSchema.safeParse(JSON.parse(definition))
    return parsed.success ? withCurrentFieldNames(parsed.data) : null
  } catch {
    return null
  }
}

/** Reads a version by the same rules as the settings. */
export function storedDefinition(
  row: BackendVersionRow,
  encrypter: Encrypter,
  rules: DefinitionRules,
): StoredDefinition {
  const fields = storedFields(row)
  if (fields === null) return { definition: null, errors: [message('definitionProblem.unreadable')] }
  const secrets = decryptSecrets(encrypter, row)
  if (secrets === null) return { definition: null, errors: [message('definitionProblem.secretUnreadable')] }
  const { definitions, issues } = parseDefinitions({ [row.name]: { ...fields, ...secrets } }, rules)
  const [definition] = definitions
  return definition === undefined
    ? { definition: null, errors: issues.map(describeIssue) }
    : { definition, errors: null }
}

/** The fields that decide where secrets are sent. Parameters of a preset are part of them. */
const DESTINATION_FIELDS: readonly string[] = [
  'issuer',
  'issuerTemplate',
  'endpointParams',
  ...[...FIELDS].filter(([, { isEndpoint }]) => isEndpoint).map(([name]) => name),
]

/** Whether two definitions send their secrets to the same places. A secret is stored for these places only. */
export function hasSameDestinations(one: RawDefinition, other: RawDefinition): boolean {
  return destinationsOf(one) === destinationsOf(other)
}

function destinationsOf(fields: RawDefinition): string {
  const complete = applyPreset(fields, () => undefined) ?? fields
  return JSON.stringify(DESTINATION_FIELDS.map((name) => complete[name] ?? null))
}
