import { ENGLISH } from '../locales/locales.js'
import { type Message, message, type Sentence } from '../locales/messages.js'
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
  /** The message, for pages. */
  readonly text: Sentence
  /** What an administrator can do about it; null for what only happens when a caller stops. */
  readonly providerCause: ProviderCause | null

  constructor(
    reason: HttpErrorReason,
    text: Sentence,
    options: { readonly cause?: unknown; readonly providerCause: ProviderCause | null },
  ) {
    super(ENGLISH.format(text), options)
    this.text = text
    this.reason = reason
    this.providerCause = options.providerCause
  }
}

const UNKNOWN_AUTHORITY = message('network.untrusted')

const CERTIFICATE = providerCause('network_certificate')
const AUTHORITY = providerCause('network_authority')
const UNREACHABLE = providerCause('network_unreachable')
const UNKNOWN_HOST = providerCause('network_unknown_host')

/** The meaning of system error codes, for administrators who set up a provider. */
const ERRNO_MEANINGS: ReadonlyMap<string, readonly [meaning: Message, cause: ProviderCause]> = new Map([
  ['ECONNREFUSED', [message('network.refused'), providerCause('network_refused')]],
  ['ECONNRESET', [message('network.closed'), providerCause('network_closed')]],
  ['EPIPE', [message('network.closed'), providerCause('network_closed')]],
  ['ETIMEDOUT', [message('network.silent'), UNREACHABLE]],
  ['EHOSTUNREACH', [message('network.noRoute'), UNREACHABLE]],
  ['ENETUNREACH', [message('network.noRoute'), UNREACHABLE]],
  ['ENOTFOUND', [message('network.unknownHost'), UNKNOWN_HOST]],
  ['EAI_AGAIN', [message('network.unresolved'), UNKNOWN_HOST]],
  ['EPROTO', [message('network.noTls'), CERTIFICATE]],
  ['CERT_HAS_EXPIRED', [message('network.expired'), CERTIFICATE]],
  ['CERT_NOT_YET_VALID', [message('network.notYetValid'), CERTIFICATE]],
  ['ERR_TLS_CERT_ALTNAME_INVALID', [message('network.otherHost'), CERTIFICATE]],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', [message('network.selfSigned'), AUTHORITY]],
  ['SELF_SIGNED_CERT_IN_CHAIN', [UNKNOWN_AUTHORITY, AUTHORITY]],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', [UNKNOWN_AUTHORITY, AUTHORITY]],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', [message('network.noIntermediate'), CERTIFICATE]],
])

/** Whether this is one of the many codes of TLS that the table does not explain. */
function isTlsError(code: string | undefined): boolean {
  return code !== undefined && /^(?:ERR_SSL_|ERR_TLS_|CERT_)/.test(code)
}

/** Turns an error of the system into an HttpClientError with its meaning. */
export function describeConnectionError(error: NodeJS.ErrnoException): HttpClientError {
  const { code } = error
  const [meaning, cause] = ERRNO_MEANINGS.get(code ?? '') ?? []
  const text =
    code === undefined
      ? message('network.failed')
      : meaning === undefined
        ? message('network.failedCode', { code })
        : message('network.failedMeaning', { code, meaning })
  return new HttpClientError('connection', text, {
    cause: error,
    providerCause: cause ?? (isTlsError(code) ? CERTIFICATE : providerCause('network_closed')),
  })
}
