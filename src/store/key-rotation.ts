import type { Logger } from 'pino'
import { type Encrypter, ENCRYPTION_CONTEXTS, KEY_PREFIX_BYTES, readKeyId } from '../crypto/encryption.js'
import { ENCRYPTED_COLUMNS, type KeyCount } from './encrypted-columns.js'
import type { Store } from './store.js'

const BATCH_SIZE = 100

/** How many values were encrypted again, and how many none of the listed keys can decrypt. */
export interface ReencryptResult {
  readonly reencrypted: number
  readonly undecryptable: number
  /** The IDs of the keys that the undecryptable values need. */
  readonly missingKeys: readonly string[]
}

/** What is counted for each key. */
export const VALUE_KINDS = [...ENCRYPTED_COLUMNS, 'short-lived values'] as const

/** How many values in the database need one key. */
export interface KeyUse {
  readonly keyId: string
  /** Its place in ENCRYPTION_KEYS, from 1 for the newest; null if it is not listed. */
  readonly position: number | null
  readonly counts: Readonly<Record<KeyCount['kind'], number>>
}

/** Counts how many values need each key: first those of ENCRYPTION_KEYS in their order, then others. */
export async function countKeyUses(
  store: Pick<Store, 'countEncrypted'>,
  { keyIds }: Pick<Encrypter, 'keyIds'>,
  now: Date,
): Promise<readonly KeyUse[]> {
  const rows = await store.countEncrypted(KEY_PREFIX_BYTES, now)
  const used = rows.map(({ keyPrefix }) => readKeyId(keyPrefix))
  return [...new Set([...keyIds, ...used])].map((keyId) => {
    const counts = { 'account tokens': 0, 'client secret': 0, 'test report': 0, 'short-lived values': 0 }
    for (const { keyPrefix, kind, count } of rows) if (readKeyId(keyPrefix) === keyId) counts[kind] += count
    const index = keyIds.indexOf(keyId)
    return { keyId, position: index < 0 ? null : index + 1, counts }
  })
}

/**
 * Encrypts with the newest key what an older one encrypted, so that the older one can be removed from ENCRYPTION_KEYS.
 * Several processes may do this at the same time: a value is replaced only if it has not changed since it was read. A
 * value that no key decrypts stays as it is, because the administrator may still add its key again.
 */
export async function reencrypt(
  store: Pick<Store, 'listEncryptedWithOtherKeys' | 'replaceCiphertext'>,
  encrypter: Encrypter,
  signal: AbortSignal,
): Promise<ReencryptResult> {
  let [reencrypted, undecryptable] = [0, 0]
  const missingKeys = new Set<string>()
  for (const kind of ENCRYPTED_COLUMNS) {
    const toContext = ENCRYPTION_CONTEXTS[kind]
    for (let after = ''; !signal.aborted;) {
      const rows = await store.listEncryptedWithOtherKeys(kind, encrypter.currentKeyPrefix, after, BATCH_SIZE)
      for (const row of rows) {
        const plaintext = encrypter.decrypt(toContext(row.id), row.value)
        if (plaintext === null) {
          undecryptable += 1
          const keyId = readKeyId(row.value)
          if (!encrypter.keyIds.includes(keyId)) missingKeys.add(keyId)
        } else if (await store.replaceCiphertext(kind, row, encrypter.encrypt(toContext(row.id), plaintext)))
          reencrypted += 1
      }
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.id
    }
  }
  return { reencrypted, undecryptable, missingKeys: [...missingKeys] }
}

/**
 * Runs `reencrypt` in the background, once per process: keys change only at a start. Returns a function that stops it
 * and resolves when no statement is running any more.
 */
export function reencryptInBackground(
  store: Pick<Store, 'listEncryptedWithOtherKeys' | 'replaceCiphertext'>,
  encrypter: Encrypter,
  log: Logger,
): () => Promise<void> {
  const stopping = new AbortController()
  const done = reencrypt(store, encrypter, stopping.signal).then(
    ({ reencrypted, undecryptable, missingKeys }) => {
      if (reencrypted > 0) log.info({ reencrypted }, 'values were encrypted again with the newest key')
      if (undecryptable > 0)
        log.warn(
          { undecryptable, missingKeys },
          'values cannot be decrypted with any of ENCRYPTION_KEYS; their users must sign in with the provider again',
        )
    },
    (error: unknown) => {
      log.error({ err: error }, 'values of older keys could not be encrypted again')
    },
  )
  return async () => {
    stopping.abort()
    await done
  }
}
