/**
 * Why a call came to nothing: it took too long or the caller gave up, its address is not one we talk to, its
 * answer was larger than agreed, or there was no connection or no sound HTTP on it.
 */
export type HttpErrorReason = 'timeout' | 'refused-address' | 'too-large' | 'connection'

/** The only error of an outbound call; what the system said is its `cause`. The message names hosts and no paths. */
export class HttpClientError extends Error {
  override readonly name = 'HttpClientError'
  readonly reason: HttpErrorReason

  constructor(reason: HttpErrorReason, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options)
    this.reason = reason
  }
}
