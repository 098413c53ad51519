import { PLACES } from '../crypto/places.js'
import type { Vault } from '../crypto/vault.js'
import { SEALED_KINDS } from '../store/sealed.js'
import type { Store } from '../store/store.js'

const AT_ONCE = 100

/** How many values were sealed anew, and how many no listed key opens. */
export interface Resealed {
  readonly resealed: number
  readonly lost: number
}

/**
 * Seals with the newest key what an older one has sealed, so that the older one can be removed. Any number of processes
 * may do so at once: a value is replaced only while it is still the one that was read. What no key opens stays as it
 * is, for the key may come back.
 */
export async function reseal(
  store: Pick<Store, 'sealedOtherwise' | 'replaceSealed'>,
  vault: Vault,
  signal: AbortSignal,
): Promise<Resealed> {
  let [resealed, lost] = [0, 0]
  for (const kind of SEALED_KINDS) {
    const place = PLACES[kind]
    for (let after = ''; !signal.aborted;) {
      const rows = await store.sealedOtherwise(kind, vault.newestMark, after, AT_ONCE)
      for (const row of rows) {
        const plain = vault.open(place(row.id), row.value)
        if (plain === null) lost += 1
        else if (await store.replaceSealed(kind, row, vault.seal(place(row.id), plain))) resealed += 1
      }
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.id
    }
  }
  return { resealed, lost }
}
