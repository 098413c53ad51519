import { existsSync, statSync } from 'node:fs'
import { Encrypter, ENCRYPTION_CONTEXTS } from '../crypto/encryption.js'
import type { Settings } from '../settings/settings.js'
import { ENCRYPTED_COLUMNS, type EncryptedColumn } from '../store/encrypted-columns.js'
import { countKeyUses, type KeyUse } from '../store/key-rotation.js'
import type { Store } from '../store/store.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

const CHECK = 'keys'
const MAX_KEY_AGE_MS = 365 * 24 * 3600_000
/** The current key, the previous one, and one that is being added or removed. */
const MAX_KEYS = 3
const SAMPLE_SIZE = 500
const SAMPLED_NOTE = 'The keys are valid and decrypt the stored data.'
const NOT_SAMPLED_NOTE = 'The keys are valid. Without the database, the stored data could not be checked.'

/**
 * Checks the age and number of the keys, and that they decrypt the stored data. Reading the settings has validated
 * them.
 */
export async function checkKeys({ settings, store, clock }: DoctorContext): Promise<readonly Finding[]> {
  const findings = [
    ...checkKeyAge(settings, clock()),
    ...(store === null ? [] : await checkEncryptedRows(store, settings, clock())),
  ]
  // The check of the settings reports keys that do not exist yet.
  const isMissing = settings.keyFile !== null && !existsSync(settings.keyFile)
  return findings.length > 0 || isMissing
    ? findings
    : [pass(CHECK, store === null ? NOT_SAMPLED_NOTE : SAMPLED_NOTE)]
}

/** The part of the check that needs no database: how old the keys are, how many, and who can read them. */
export function checkKeyAge(
  { keyFile, sessionKeys, encryptionKeys }: Pick<Settings, 'keyFile' | 'sessionKeys' | 'encryptionKeys'>,
  now: Date,
): readonly Finding[] {
  return [
    ...(keyFile === null ? [] : checkKeyFile(keyFile, now)),
    ...tooManyKeys('SESSION_KEYS', sessionKeys.length),
    ...tooManyKeys('ENCRYPTION_KEYS', encryptionKeys.length),
  ]
}

function checkKeyFile(path: string, now: Date): Finding[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return []
  const findings: Finding[] = []
  const days = Math.floor((now.getTime() - stats.mtimeMs) / 86_400_000)
  if (days * 86_400_000 > MAX_KEY_AGE_MS) {
    const message = `The keys in ${path} are ${days} days old.`
    findings.push(
      warning(
        CHECK,
        'key_file_old',
        message,
        'Add new keys in front of the old ones; see "Rotating keys" in docs/deployment.md.',
      ),
    )
  }
  if ((stats.mode & 0o077) !== 0) {
    const message = `Other users of this machine can read ${path}.`
    findings.push(warning(CHECK, 'key_file_readable', message, `Run: chmod 600 ${path}`))
  }
  return findings
}

function tooManyKeys(name: string, count: number): Finding[] {
  if (count <= MAX_KEYS) return []
  const message = `${name} contains ${count} keys, and the server accepts every one of them.`
  return [
    warning(
      CHECK,
      'too_many_keys',
      message,
      'Remove the keys that are no longer needed; see "Rotating keys" in docs/deployment.md.',
    ),
  ]
}

async function checkEncryptedRows(store: Store, settings: Settings, now: Date): Promise<Finding[]> {
  const encrypter = new Encrypter(settings.encryptionKeys)
  const findings = await Promise.all(ENCRYPTED_COLUMNS.map((kind) => sampleRows(kind, store, encrypter)))
  return [...findings.flat(), ...checkOldKeys(await countKeyUses(store, encrypter, now))]
}

/** Decrypts a sample of the values in one column. */
async function sampleRows(kind: EncryptedColumn, store: Store, encrypter: Encrypter): Promise<Finding[]> {
  // No encrypted value starts with zeros, so this prefix selects values of every key.
  const rows = await store.listEncryptedWithOtherKeys(
    kind,
    new Uint8Array(encrypter.currentKeyPrefix.length),
    '',
    SAMPLE_SIZE,
  )
  const undecryptable = rows.filter(
    ({ id, value }) => encrypter.decrypt(ENCRYPTION_CONTEXTS[kind](id), value) === null,
  ).length
  if (undecryptable === 0) return []
  const message = `${undecryptable} of ${rows.length} sampled values (${kind}) cannot be decrypted with any key in ENCRYPTION_KEYS.`
  const advice =
    'Restore the missing key; "portcullis keys status" shows its ID. If it is lost, users must reconnect their accounts, and the secrets of providers must be entered again.'
  return [
    undecryptable === rows.length
      ? failure(CHECK, 'undecryptable_rows', message, advice)
      : warning(CHECK, 'undecryptable_rows', message, advice),
  ]
}

function checkOldKeys(uses: readonly KeyUse[]): Finding[] {
  return uses.flatMap(({ keyId, position, counts }) =>
    ENCRYPTED_COLUMNS.filter((kind) => position !== null && position > 1 && counts[kind] > 0).map((kind) => {
      const number = `number ${position ?? 0} of ENCRYPTION_KEYS`
      const message = `${counts[kind]} values (${kind}) are still encrypted with the older key ${keyId}, ${number}.`
      const advice =
        'Keep that key until a start of the server, or "portcullis keys reencrypt", has encrypted them again.'
      return warning(CHECK, 'old_key_rows', message, advice)
    }),
  )
}
