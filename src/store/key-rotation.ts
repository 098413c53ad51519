import type { Logger } from 'pino'
import { type Encrypter, ENCRYPTION_CONTEXTS } from '../crypto/encryption.js'
import { ENCRYPTED_COLUMNS } from './encrypted-columns.js'
import type { Store } from './store.js'

const BATCH_SIZE = 100

/** How many values were sealed anew, and how many no listed key opens. */
export interface ReencryptResult {
  readonly reencrypted: number
  readonly undecryptable: number
}

/**
 * Seals with the newest key what an older one has sealed, so that the older one can be removed. Any number of processes
 * may do so at once: a value is replaced only while it is still the one that was read. What no key opens stays as it
 * is, for the key may come back.
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
 * Once a process, behind its start, since keys change at a start only. Nobody waits for it. Returns a stop, which
 * resolves when no statement is under way any more.
 */
export function reencryptInBackground(
  store: Pick<Store, 'listEncryptedWithOtherKeys' | 'replaceCiphertext'>,
  encrypter: Encrypter,
  log: Logger,
): () => Promise<void> {
  const stopping = new AbortController()
  const done = reencrypt(store, encrypter, stopping.signal).then(
    ({ reencrypted, undecryptable }) => {
      if (reencrypted > 0) log.info({ resealed: reencrypted }, 'sealed values anew with the newest key')
      if (undecryptable > 0)
        log.warn(
          { lost: undecryptable },
          'sealed values are opened by none of ENCRYPTION_KEYS; their accounts must sign in again',
        )
    },
    (error: unknown) => {
      log.error({ err: error }, 'values of older keys could not be sealed anew')
    },
  )
  return async () => {
    stopping.abort()
    await done
  }
}
