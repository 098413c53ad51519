import { existsSync, statSync } from 'node:fs'
import { Encrypter, ENCRYPTION_CONTEXTS } from '../../crypto/encryption.js'
import { keyFilePath } from '../../settings/keys.js'
import type { Settings } from '../../settings/settings.js'
import { ENCRYPTED_COLUMNS, type EncryptedColumn } from '../../store/encrypted-columns.js'
import type { Store } from '../../store/store.js'
import type { Terminal } from '../terminal.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

const CHECK = 'keys'
const MAX_KEY_AGE_MS = 365 * 24 * 3600_000
/** The newest, the one before, and one that is on its way out or in. */
const MAX_KEYS = 3
const SAMPLE_SIZE = 500
const SAMPLED_NOTE = 'They are sound, and open what is sealed.'
const NOT_SAMPLED_NOTE = 'They are sound. Without the database nobody knows whether they open what is sealed.'

/** How old and how many the keys are, and whether they still open what is sealed. That they are sound, the settings have said. */
export async function checkKeys(
  { settings, store, clock }: DoctorContext,
  { env, cwd }: Terminal,
): Promise<readonly Finding[]> {
  const isInFile = !settings.production && !(env['SESSION_KEYS']?.trim() && env['ENCRYPTION_KEYS']?.trim())
  const path = keyFilePath({ databaseUrl: settings.databaseUrl, folder: cwd })
  const findings = [
    ...(isInFile ? checkKeyFile(path, clock()) : []),
    ...tooManyKeys('SESSION_KEYS', settings.sessionKeys.length),
    ...tooManyKeys('ENCRYPTION_KEYS', settings.encryptionKeys.length),
    ...(store === null ? [] : await checkEncryptedRows(store, settings)),
  ]
  // Keys that are not there yet are neither sound nor unsound, and the settings have said so.
  const isMissing = isInFile && !existsSync(path)
  return findings.length > 0 || isMissing
    ? findings
    : [pass(CHECK, store === null ? NOT_SAMPLED_NOTE : SAMPLED_NOTE)]
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
        'Put new keys in front of the old ones; see "Rotating keys" in docs/deployment.md.',
      ),
    )
  }
  if ((stats.mode & 0o077) !== 0) {
    const message = `Other users of this machine may read ${path}.`
    findings.push(warning(CHECK, 'key_file_readable', message, `Run: chmod 600 ${path}`))
  }
  return findings
}

function tooManyKeys(name: string, count: number): Finding[] {
  if (count <= MAX_KEYS) return []
  const message = `${name} lists ${count} keys; each of them opens what it has made.`
  return [
    warning(
      CHECK,
      'keys_many',
      message,
      'Remove those that nothing needs any more; see "Rotating keys" in docs/deployment.md.',
    ),
  ]
}

async function checkEncryptedRows(store: Store, settings: Settings): Promise<Finding[]> {
  const encrypter = new Encrypter(settings.encryptionKeys)
  const findings = await Promise.all(ENCRYPTED_COLUMNS.map((kind) => sampleRows(kind, store, encrypter)))
  return findings.flat()
}

/** Whether values of one kind open, as far as a sample shows. */
async function sampleRows(kind: EncryptedColumn, store: Store, encrypter: Encrypter): Promise<Finding[]> {
  // Nothing that was ever sealed begins with zeros, so this takes any.
  const rows = await store.listEncryptedWithOtherKeys(
    kind,
    new Uint8Array(encrypter.currentKeyPrefix.length),
    '',
    SAMPLE_SIZE,
  )
  const undecryptable = rows.filter(
    ({ id, value }) => encrypter.decrypt(ENCRYPTION_CONTEXTS[kind](id), value) === null,
  ).length
  if (undecryptable === 0) return checkOldKeys(kind, store, encrypter)
  const message = `Of ${rows.length} sealed values that were tried (${kind}), ${undecryptable} are opened by none of ENCRYPTION_KEYS.`
  const advice =
    'Put the key back that is missing. If it is lost, people connect again, and secrets of providers are entered anew.'
  return [
    undecryptable === rows.length
      ? failure(CHECK, 'sealed_lost', message, advice)
      : warning(CHECK, 'sealed_lost', message, advice),
  ]
}

async function checkOldKeys(kind: EncryptedColumn, store: Store, encrypter: Encrypter): Promise<Finding[]> {
  const [old] = await store.listEncryptedWithOtherKeys(kind, encrypter.currentKeyPrefix, '', 1)
  if (old === undefined) return []
  const message = `Some sealed values (${kind}) still need an older one of ENCRYPTION_KEYS.`
  return [
    warning(CHECK, 'sealed_old', message, 'Keep that key until a start of the server has sealed them anew.'),
  ]
}
