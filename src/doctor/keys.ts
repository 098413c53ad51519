import { existsSync, statSync } from 'node:fs'
import { Encrypter, ENCRYPTION_CONTEXTS } from '../crypto/encryption.js'
import { message } from '../locales/messages.js'
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
    : [pass(CHECK, store === null ? message('doctor.keys.notSampled') : message('doctor.keys.ok'))]
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
    const text = message('doctor.key_file_old.message', { path, days })
    findings.push(warning(CHECK, 'key_file_old', text, message('doctor.key_file_old.advice')))
  }
  if ((stats.mode & 0o077) !== 0) {
    const text = message('doctor.key_file_readable.message', { path })
    const advice = message('doctor.runCommand', { command: `chmod 600 ${path}` })
    findings.push(warning(CHECK, 'key_file_readable', text, advice))
  }
  return findings
}

function tooManyKeys(setting: string, keys: number): Finding[] {
  if (keys <= MAX_KEYS) return []
  const text = message('doctor.too_many_keys.message', { setting, keys })
  return [warning(CHECK, 'too_many_keys', text, message('doctor.too_many_keys.advice'))]
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
  const text = message('doctor.undecryptable_rows.message', {
    undecryptable,
    sampled: rows.length,
    kind: message(`doctor.encrypted.${kind}`),
  })
  const advice = message('doctor.undecryptable_rows.advice')
  return [
    undecryptable === rows.length
      ? failure(CHECK, 'undecryptable_rows', text, advice)
      : warning(CHECK, 'undecryptable_rows', text, advice),
  ]
}

function checkOldKeys(uses: readonly KeyUse[]): Finding[] {
  return uses.flatMap(({ keyId, position, counts }) =>
    ENCRYPTED_COLUMNS.filter((kind) => position !== null && position > 1 && counts[kind] > 0).map((kind) => {
      const text = message('doctor.old_key_rows.message', {
        values: counts[kind],
        kind: message(`doctor.encrypted.${kind}`),
        key: keyId,
        position: position ?? 0,
      })
      return warning(CHECK, 'old_key_rows', text, message('doctor.old_key_rows.advice'))
    }),
  )
}
