import type { Logger } from 'pino'
import { type Encrypter, ENCRYPTION_CONTEXTS } from '../crypto/encryption.js'
import { ENCRYPTED_COLUMNS } from './encrypted-columns.js'
import type { Store } from './store.js'

const BATCH_SIZE = 100

/** How many values were encrypted again, and how many none of the listed keys can decrypt. */
export interface ReencryptResult {
  readonly reencrypted: number
  readonly undecryptable: number
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
  for (const kind of ENCRYPTED_COLUMNS) {
    const toContext = ENCRYPTION_CONTEXTS[kind]
    for (let after = ''; !signal.aborted;) {
      const rows = await store.listEncryptedWithOtherKeys(kind, encrypter.currentKeyPrefix, after, BATCH_SIZE)
      for (const row of rows) {
        const plaintext = encrypter.decrypt(toContext(row.id), row.value)
        if (plaintext === null) undecryptable += 1
        else if (await store.replaceCiphertext(kind, row, encrypter.encrypt(toContext(row.id), plaintext)))
          reencrypted += 1
      }
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.id
    }
  }
  return { reencrypted, undecryptable }
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
    ({ reencrypted, undecryptable }) => {
      if (reencrypted > 0) log.info({ reencrypted }, 'values were encrypted again with the newest key')
      if (undecryptable > 0)
        log.warn(
          { undecryptable },
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
