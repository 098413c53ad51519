import type { Logger } from 'pino'
import type { Encrypter } from '../crypto/vault.js'
import type { Store } from '../store/store.js'
import { reencrypt } from './reseal.js'

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
