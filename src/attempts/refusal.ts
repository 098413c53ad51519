import { PortcullisError } from '../errors.js'
import type { AttemptRow } from '../store/attempts.js'

/** A refused callback, with what its page may offer: only this browser learns where its own attempt was going. */
export class AttemptRefused extends PortcullisError {
  /** Whether this browser began the attempt. */
  readonly own: boolean
  readonly reference: string | null
  readonly next: string | null

  constructor(code: RefusalCode, detail: string, row: AttemptRow | null, own: boolean) {
    super(code, { detail })
    this.own = own
    this.reference = row?.reference ?? null
    this.next = own ? (row?.next ?? null) : null
  }
}

type RefusalCode =
  'attempt_unknown' | 'attempt_other_backend' | 'attempt_foreign' | 'attempt_expired' | 'attempt_used'

/** Says which of the five ways a callback went wrong; asked only after the conditional statement found nothing. */
export function explainRefusal(
  row: AttemptRow | null,
  key: { readonly backend: string; readonly browserHashes: readonly string[] },
  now: Date,
): AttemptRefused {
  if (!row) return new AttemptRefused('attempt_unknown', 'no attempt has this state', null, false)
  const own = key.browserHashes.includes(row.browserHash)
  const refuse = (code: RefusalCode, detail: string) => new AttemptRefused(code, detail, row, own)
  if (row.backend !== key.backend) {
    return refuse('attempt_other_backend', `begun for ${row.backend}, answered at ${key.backend}`)
  }
  if (row.consumedAt) return refuse('attempt_used', 'the answer was used before')
  if (row.expiresAt <= now) return refuse('attempt_expired', 'the attempt has expired')
  if (row.parked && own) return refuse('attempt_used', 'an answer was received before')
  const cookies = key.browserHashes.length
  return refuse(
    'attempt_foreign',
    cookies === 0 ? 'the request has no browser cookie' : 'another browser began it',
  )
}
