import { existsSync, statSync } from 'node:fs'
import { Vault } from '../../crypto/vault.js'
import { PLACES } from '../../crypto/places.js'
import { keyFilePath } from '../../settings/keys.js'
import type { Settings } from '../../settings/settings.js'
import { SEALED_KINDS, type SealedKind } from '../../store/sealed.js'
import type { Store } from '../../store/store.js'
import type { Terminal } from '../terminal.js'
import { failure, fine, type Finding, warning } from './finding.js'
import type { Patient } from './patient.js'

const CHECK = 'keys'
const YEAR_MS = 365 * 24 * 3600_000
/** The newest, the one before, and one that is on its way out or in. */
const MOST_KEYS = 3
const SAMPLE = 500
const TRIED = 'They are sound, and open what is sealed.'
const UNTRIED = 'They are sound. Without the database nobody knows whether they open what is sealed.'

/** How old and how many the keys are, and whether they still open what is sealed. That they are sound, the settings have said. */
export async function checkKeys(
  { settings, store, now }: Patient,
  { env, folder }: Terminal,
): Promise<readonly Finding[]> {
  const inFile = !settings.production && !(env['SESSION_KEYS']?.trim() && env['ENCRYPTION_KEYS']?.trim())
  const path = keyFilePath({ databaseUrl: settings.databaseUrl, folder })
  const found = [
    ...(inFile ? keyFile(path, now()) : []),
    ...many('SESSION_KEYS', settings.sessionKeys.length),
    ...many('ENCRYPTION_KEYS', settings.encryptionKeys.length),
    ...(store === null ? [] : await sealed(store, settings)),
  ]
  // Keys that are not there yet are neither sound nor unsound, and the settings have said so.
  const absent = inFile && !existsSync(path)
  return found.length > 0 || absent ? found : [fine(CHECK, store === null ? UNTRIED : TRIED)]
}

function keyFile(path: string, now: Date): Finding[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return []
  const found: Finding[] = []
  const days = Math.floor((now.getTime() - stats.mtimeMs) / 86_400_000)
  if (days * 86_400_000 > YEAR_MS) {
    const message = `The keys in ${path} are ${days} days old.`
    found.push(
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
    found.push(warning(CHECK, 'key_file_readable', message, `Run: chmod 600 ${path}`))
  }
  return found
}

function many(name: string, count: number): Finding[] {
  if (count <= MOST_KEYS) return []
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

async function sealed(store: Store, settings: Settings): Promise<Finding[]> {
  const vault = new Vault(settings.encryptionKeys)
  const found = await Promise.all(SEALED_KINDS.map((kind) => sealedOf(kind, store, vault)))
  return found.flat()
}

/** Whether values of one kind open, as far as a sample shows. */
async function sealedOf(kind: SealedKind, store: Store, vault: Vault): Promise<Finding[]> {
  // Nothing that was ever sealed begins with zeros, so this takes any.
  const rows = await store.sealedOtherwise(kind, new Uint8Array(vault.newestMark.length), '', SAMPLE)
  const lost = rows.filter(({ id, value }) => vault.open(PLACES[kind](id), value) === null).length
  if (lost === 0) return older(kind, store, vault)
  const message = `Of ${rows.length} sealed values that were tried (${kind}), ${lost} are opened by none of ENCRYPTION_KEYS.`
  const advice =
    'Put the key back that is missing. If it is lost, people connect again, and secrets of providers are entered anew.'
  return [
    lost === rows.length
      ? failure(CHECK, 'sealed_lost', message, advice)
      : warning(CHECK, 'sealed_lost', message, advice),
  ]
}

async function older(kind: SealedKind, store: Store, vault: Vault): Promise<Finding[]> {
  const [old] = await store.sealedOtherwise(kind, vault.newestMark, '', 1)
  if (old === undefined) return []
  const message = `Some sealed values (${kind}) still need an older one of ENCRYPTION_KEYS.`
  return [
    warning(CHECK, 'sealed_old', message, 'Keep that key until a start of the server has sealed them anew.'),
  ]
}
