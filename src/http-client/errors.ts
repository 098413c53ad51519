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

/** What the codes of the system mean, for people who set up a provider. */
const ERRNO_MESSAGES: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nobody listens at that port'],
  ['ECONNRESET', 'the other side cut the connection'],
  ['EHOSTUNREACH', 'no way leads to that address'],
  ['ENETUNREACH', 'no way leads to that address'],
  ['ENOTFOUND', 'there is no host of that name'],
  ['EAI_AGAIN', 'the name of the host could not be looked up'],
  ['EPROTO', 'no TLS is spoken there; perhaps the address begins with http'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is signed by itself'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is of an authority that is not trusted here'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate is of an authority that is not trusted here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'a certificate between its own and the authority is missing'],
])

/** An error of the system, in words. */
export function describeConnectionError(error: NodeJS.ErrnoException): HttpClientError {
  const { code } = error
  const meaning = ERRNO_MESSAGES.get(code ?? '')
  const suffix = code === undefined ? '' : ` (${code}${meaning === undefined ? '' : `: ${meaning}`})`
  return new HttpClientError('connection', `the call failed${suffix}`, { cause: error })
}
