import type { Logger } from 'pino'
import type { Vault } from '../crypto/vault.js'
import type { Store } from '../store/store.js'
import { reseal } from './reseal.js'

/**
 * Once a process, behind its start, since keys change at a start only. Nobody waits for it. Returns a stop, which
 * resolves when no statement is under way any more.
 */
export function resealInBackground(
  store: Pick<Store, 'sealedOtherwise' | 'replaceSealed'>,
  vault: Vault,
  log: Logger,
): () => Promise<void> {
  const stopping = new AbortController()
  const done = reseal(store, vault, stopping.signal).then(
    ({ resealed, lost }) => {
      if (resealed > 0) log.info({ resealed }, 'sealed values anew with the newest key')
      if (lost > 0)
        log.warn(
          { lost },
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
