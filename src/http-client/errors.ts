/**
 * Why a call failed: it took too long or the caller gave up; its URL is not allowed; the response is too large; or the
 * connection failed or did not carry valid HTTP.
 */
export type HttpErrorReason = 'timeout' | 'refused-address' | 'too-large' | 'connection'

/**
 * The only error of the HTTP client, with the error of the system as its cause. The message contains hosts, but no
 * paths.
 */
export class HttpClientError extends Error {
  override readonly name = 'HttpClientError'
  readonly reason: HttpErrorReason

  constructor(reason: HttpErrorReason, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options)
    this.reason = reason
  }
}

const UNKNOWN_AUTHORITY =
  'its certificate is from an authority that is not trusted here; NODE_EXTRA_CA_CERTS can name a file with its certificate'

/** The meaning of system error codes, for administrators who set up a provider. */
const ERRNO_MESSAGES: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'no server listens on that port'],
  ['ECONNRESET', 'the server closed the connection'],
  ['EHOSTUNREACH', 'there is no route to that address'],
  ['ENETUNREACH', 'there is no route to that address'],
  ['ENOTFOUND', 'this host name does not exist'],
  ['EAI_AGAIN', 'the host name could not be resolved'],
  ['EPROTO', 'the server does not use TLS; perhaps the URL begins with http'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'its certificate is self-signed; NODE_EXTRA_CA_CERTS can name a file with it',
  ],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'an intermediate certificate is missing'],
])

/** Turns an error of the system into an HttpClientError with its meaning. */
export function describeConnectionError(error: NodeJS.ErrnoException): HttpClientError {
  const { code } = error
  const meaning = ERRNO_MESSAGES.get(code ?? '')
  const suffix = code === undefined ? '' : ` (${code}${meaning === undefined ? '' : `: ${meaning}`})`
  return new HttpClientError('connection', `the call failed${suffix}`, { cause: error })
}
