import { PortcullisError } from '../errors.js'
import type { AttemptRow } from '../store/attempts.js'

/** A refused callback, with what its page may offer: only this browser learns where its own attempt was going. */
export class AttemptRejectedError extends PortcullisError {
  /** Whether this browser began the attempt. */
  readonly sameBrowser: boolean
  readonly reference: string | null
  readonly returnTo: string | null

  constructor(code: AttemptErrorCode, detail: string, row: AttemptRow | null, sameBrowser: boolean) {
    super(code, { detail })
    this.sameBrowser = sameBrowser
    this.reference = row?.reference ?? null
    this.returnTo = sameBrowser ? (row?.next ?? null) : null
  }
}

type AttemptErrorCode =
  'attempt_unknown' | 'attempt_other_backend' | 'attempt_foreign' | 'attempt_expired' | 'attempt_used'

/** Says which of the five ways a callback went wrong; asked only after the conditional statement found nothing. */
export function explainRejection(
  row: AttemptRow | null,
  key: { readonly backend: string; readonly browserHashes: readonly string[] },
  now: Date,
): AttemptRejectedError {
  if (!row) return new AttemptRejectedError('attempt_unknown', 'no attempt has this state', null, false)
  const sameBrowser = key.browserHashes.includes(row.browserHash)
  const reject = (code: AttemptErrorCode, detail: string) =>
    new AttemptRejectedError(code, detail, row, sameBrowser)
  if (row.backend !== key.backend) {
    return reject('attempt_other_backend', `begun for ${row.backend}, answered at ${key.backend}`)
  }
  if (row.consumedAt) return reject('attempt_used', 'the answer was used before')
  if (row.expiresAt <= now) return reject('attempt_expired', 'the attempt has expired')
  if (row.parked && sameBrowser) return reject('attempt_used', 'an answer was received before')
  const cookies = key.browserHashes.length
  return reject(
    'attempt_foreign',
    cookies === 0 ? 'the request has no browser cookie' : 'another browser began it',
  )
}
