import { type ProviderCause, providerCause } from '../provider-causes.js'

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
  /** What an administrator can do about it; null for what only happens when a caller stops. */
  readonly providerCause: ProviderCause | null

  constructor(
    reason: HttpErrorReason,
    message: string,
    options: { readonly cause?: unknown; readonly providerCause: ProviderCause | null },
  ) {
    super(message, options)
    this.reason = reason
    this.providerCause = options.providerCause
  }
}

const UNKNOWN_AUTHORITY =
  'its certificate is from an authority that is not trusted here; NODE_EXTRA_CA_CERTS can name a file with its certificate'

const CERTIFICATE = providerCause('network_certificate')
const AUTHORITY = providerCause('network_authority')
const UNREACHABLE = providerCause('network_unreachable')
const UNKNOWN_HOST = providerCause('network_unknown_host')

/** The meaning of system error codes, for administrators who set up a provider. */
const ERRNO_MEANINGS: ReadonlyMap<string, readonly [meaning: string, cause: ProviderCause]> = new Map([
  ['ECONNREFUSED', ['no server listens on that port', providerCause('network_refused')]],
  ['ECONNRESET', ['the server closed the connection', providerCause('network_closed')]],
  ['EPIPE', ['the server closed the connection', providerCause('network_closed')]],
  ['ETIMEDOUT', ['there is no response from that address', UNREACHABLE]],
  ['EHOSTUNREACH', ['there is no route to that address', UNREACHABLE]],
  ['ENETUNREACH', ['there is no route to that address', UNREACHABLE]],
  ['ENOTFOUND', ['this host name does not exist', UNKNOWN_HOST]],
  ['EAI_AGAIN', ['the host name could not be resolved', UNKNOWN_HOST]],
  ['EPROTO', ['the server does not use TLS; perhaps the URL begins with http', CERTIFICATE]],
  ['CERT_HAS_EXPIRED', ['its certificate has expired', CERTIFICATE]],
  ['CERT_NOT_YET_VALID', ['its certificate is not valid yet', CERTIFICATE]],
  ['ERR_TLS_CERT_ALTNAME_INVALID', ['its certificate is for another host', CERTIFICATE]],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    ['its certificate is self-signed; NODE_EXTRA_CA_CERTS can name a file with it', AUTHORITY],
  ],
  ['SELF_SIGNED_CERT_IN_CHAIN', [UNKNOWN_AUTHORITY, AUTHORITY]],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', [UNKNOWN_AUTHORITY, AUTHORITY]],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', ['an intermediate certificate is missing', CERTIFICATE]],
])

/** Whether this is one of the many codes of TLS that the table does not explain. */
function isTlsError(code: string | undefined): boolean {
  return code !== undefined && /^(?:ERR_SSL_|ERR_TLS_|CERT_)/.test(code)
}

/** Turns an error of the system into an HttpClientError with its meaning. */
export function describeConnectionError(error: NodeJS.ErrnoException): HttpClientError {
  const { code } = error
  const [meaning, cause] = ERRNO_MEANINGS.get(code ?? '') ?? []
  const suffix = code === undefined ? '' : ` (${code}${meaning === undefined ? '' : `: ${meaning}`})`
  return new HttpClientError('connection', `the call failed${suffix}`, {
    cause: error,
    providerCause: cause ?? (isTlsError(code) ? CERTIFICATE : providerCause('network_closed')),
  })
}
