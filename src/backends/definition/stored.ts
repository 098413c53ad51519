import { z } from 'zod'
import { type Encrypter, ENCRYPTION_CONTEXTS } from '../../crypto/encryption.js'
import type { BackendVersionRow } from '../../store/backends.js'
import type { Definition } from './definition.js'
import { type DefinitionRules, parseDefinitions } from './parse.js'
import { withCurrentFieldNames } from './renamed-fields.js'
import type { RawDefinition } from './shared-fields.js'

const StoredFieldsSchema = z.record(z.string(), z.unknown())

/** Fields of a definition as they are stored. */
export type StoredFields = RawDefinition

/** What a version is, or why it cannot be used: a sentence for each fault. */
export type StoredDefinition =
  | { readonly definition: Definition; readonly errors: null }
  | { readonly definition: null; readonly errors: readonly string[] }

/** Seals the secrets of a version, if it has any; they open with this version only. */
export function encryptSecrets(
  encrypter: Encrypter,
  id: string,
  secrets: StoredFields,
): Uint8Array<ArrayBuffer> | null {
  return Object.keys(secrets).length === 0
    ? null
    : encrypter.encrypt(ENCRYPTION_CONTEXTS['client secret'](id), JSON.stringify(secrets))
}

/** The secrets of a version; null when no key opens them any more. */
export function decryptSecrets(encrypter: Encrypter, { id, secret }: BackendVersionRow): StoredFields | null {
  if (secret === null) return {}
  const text = encrypter.decrypt(ENCRYPTION_CONTEXTS['client secret'](id), secret)
  return text === null ? null : StoredFieldsSchema.parse(JSON.parse(text))
}

/** The fields of a version as they were written, under their names of today and without its secrets; null when they are no object. */
export function storedFields({ definition }: Pick<BackendVersionRow, 'definition'>): StoredFields | null {
  try {
    const parsed = StoredFieldsSchema.safeParse(JSON.parse(definition))
    return parsed.success ? withCurrentFieldNames(parsed.data) : null
  } catch {
    return null
  }
}

/** Reads a version as strictly as the settings are read. A fault in one concerns that one only. */
export function storedDefinition(
  row: BackendVersionRow,
  encrypter: Encrypter,
  rules: DefinitionRules,
): StoredDefinition {
  const fields = storedFields(row)
  if (fields === null) return { definition: null, errors: ['What is stored of it is not readable.'] }
  const secrets = decryptSecrets(encrypter, row)
  if (secrets === null) {
    const message =
      'Its secret cannot be opened: the key is not in ENCRYPTION_KEYS any more. Write the secret again.'
    return { definition: null, errors: [message] }
  }
  const { definitions, errors } = parseDefinitions({ [row.name]: { ...fields, ...secrets } }, rules)
  const [definition] = definitions
  return definition === undefined ? { definition: null, errors } : { definition, errors: null }
}
