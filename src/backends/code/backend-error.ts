const CODES = ['access_denied', 'provider_error', 'provider_unavailable', 'identity_rejected'] as const

/** How a function of a backend ends a sign-in: cancelled, a problem of the provider, not available, not to be trusted. */
export type BackendErrorCode = (typeof CODES)[number]

/**
 * What a function throws to end a sign-in for a reason of its own. The visitor sees the page of the code; the message is
 * for the log and the trace, so it must not contain a secret. Any other error means that the function is faulty.
 */
export class BackendError extends Error {
  override readonly name = 'BackendError'
  readonly code: BackendErrorCode

  constructor(code: BackendErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** The code of such an error; null for any other. The program may have loaded the class from another copy of the package. */
export function readBackendErrorCode(error: unknown): BackendErrorCode | null {
  if (!(error instanceof Error) || error.name !== 'BackendError' || !('code' in error)) return null
  return CODES.find((code) => code === error.code) ?? null
}
