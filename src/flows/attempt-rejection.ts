import { PortcullisError } from '../errors.js'
import { type Message, message } from '../locales/messages.js'
import type { AttemptRow } from '../store/attempts.js'

/**
 * A rejected callback, and where the sign-in was going. A browser that has lost its cookie since can start it again; a
 * stranger would need the state, which only this browser and the provider have seen.
 */
export class AttemptRejectedError extends PortcullisError {
  /** Whether this browser started the attempt. */
  readonly isSameBrowser: boolean
  readonly reference: string | null
  readonly returnTo: string | null

  constructor(code: AttemptErrorCode, detail: Message, row: AttemptRow | null, isSameBrowser: boolean) {
    super(code, { detail })
    this.isSameBrowser = isSameBrowser
    this.reference = row?.reference ?? null
    const isSignIn = code === 'attempt_wrong_browser' && row?.intent === 'sign-in'
    this.returnTo = isSameBrowser || isSignIn ? (row?.next ?? null) : null
  }
}

type AttemptErrorCode =
  'attempt_unknown' | 'attempt_other_backend' | 'attempt_wrong_browser' | 'attempt_expired' | 'attempt_used'

/** Whether `consumeAttempt` would find this row. */
export function canConsume(
  { backend, browserHash, consumedAt, expiresAt }: AttemptRow,
  key: { readonly backend: string; readonly browserHashes: readonly string[] },
  now: Date,
): boolean {
  return (
    backend === key.backend &&
    key.browserHashes.includes(browserHash) &&
    consumedAt === null &&
    expiresAt > now
  )
}

/**
 * Says which of five reasons a callback is rejected for. Called only after the conditional statement found no row.
 */
export function explainRejection(
  row: AttemptRow | null,
  key: { readonly backend: string; readonly browserHashes: readonly string[] },
  now: Date,
): AttemptRejectedError {
  if (!row) return new AttemptRejectedError('attempt_unknown', message('detail.attempt.unknown'), null, false)
  const sameBrowser = key.browserHashes.includes(row.browserHash)
  const reject = (code: AttemptErrorCode, detail: Message) =>
    new AttemptRejectedError(code, detail, row, sameBrowser)
  if (row.backend !== key.backend) {
    return reject(
      'attempt_other_backend',
      message('detail.attempt.otherBackend', { provider: row.backend, other: key.backend }),
    )
  }
  if (row.consumedAt) return reject('attempt_used', message('detail.attempt.used'))
  if (row.expiresAt <= now) return reject('attempt_expired', message('detail.attempt.expired'))
  if (row.parked && sameBrowser) return reject('attempt_used', message('detail.attempt.received'))
  const cookies = key.browserHashes.length
  return reject(
    'attempt_wrong_browser',
    message(cookies === 0 ? 'detail.attempt.noCookie' : 'detail.attempt.otherBrowser'),
  )
}
