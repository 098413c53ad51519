import { errors as jose } from 'jose'
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'
import { PortcullisError } from '../../errors.js'
import type { ErrorCode } from '../../errors.js'
import { OutboundError } from '../../outbound/error.js'
import type { OutboundReason } from '../../outbound/error.js'

const OUTBOUND_CODES: Readonly<Record<OutboundReason, ErrorCode>> = {
  timeout: 'provider_timeout',
  connection: 'provider_unavailable',
  'too-large': 'provider_unavailable',
  'refused-address': 'provider_misconfigured',
}

/** OAuth errors (RFC 6749 §5.2, and GitHub's own) that say that we are not who the provider knows. */
const NOT_KNOWN_THERE = new Set([
  'invalid_client',
  'unauthorized_client',
  'incorrect_client_credentials',
  'redirect_uri_mismatch',
])

/** openid-client's codes for an endpoint that may not be called or is not named. */
const BAD_ENDPOINT = new Set([
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
  'OAUTH_REQUEST_PROTOCOL_FORBIDDEN',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
])

/** What somebody else wrote, if it is a plain code; error descriptions and the like are not repeated. */
export function plainCode(code: string): string {
  return /^[a-z0-9_.-]{1,64}$/i.test(code) ? code : 'an error of no known form'
}

/**
 * A copy of an error for the log: names, messages, codes and stacks of the whole chain of causes. Libraries attach
 * responses, claims and parameters to their errors, and those hold tokens; parsers quote what they could not read.
 */
export function withoutSecrets(error: unknown, depth = 0): Error {
  if (!(error instanceof Error)) return new Error('something other than an error was thrown')
  const message = error instanceof SyntaxError ? 'not JSON' : error.message
  const inner =
    error.cause instanceof Error && depth < 5 ? { cause: withoutSecrets(error.cause, depth + 1) } : {}
  const copy: Error & { code?: string } = new Error(message, inner)
  copy.name = error.name
  copy.stack = [`${error.name}: ${message}`, ...(error.stack?.split('\n') ?? []).filter(isFrame)].join('\n')
  if ('code' in error && typeof error.code === 'string') copy.code = error.code
  return copy
}

function isFrame(line: string): boolean {
  return line.startsWith('    at ')
}

function within<Kind>(error: unknown, kind: new (...given: never[]) => Kind): Kind | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (at instanceof kind) return at
  }
  return null
}

/** An answer with the wrong status, by what it says of the provider's health. */
export function ofStatus(status: number): ErrorCode {
  return status === 401 || status === 403 ? 'provider_misconfigured' : 'provider_unavailable'
}

const UNKNOWN_CLIENT =
  ': the provider does not know this client, or not by this secret and "clientAuthentication"'

function ofBody({ error }: ResponseBodyError): string {
  return `error ${plainCode(error)}${error === 'invalid_client' ? UNKNOWN_CLIENT : ''}`
}

function ofOAuthError({ error, status }: ResponseBodyError): ErrorCode {
  if (NOT_KNOWN_THERE.has(error)) return 'provider_misconfigured'
  if (status === 429 || error === 'temporarily_unavailable' || error === 'server_error')
    return 'provider_unavailable'
  return 'provider_error'
}

function judge(error: unknown, otherwise: ErrorCode): readonly [ErrorCode, string] {
  const outbound = within(error, OutboundError)
  if (outbound !== null) return [OUTBOUND_CODES[outbound.reason], outbound.message]
  if (error instanceof ResponseBodyError) return [ofOAuthError(error), ofBody(error)]
  if (error instanceof WWWAuthenticateChallengeError)
    return [ofStatus(error.status), `status ${error.status}${error.status === 401 ? UNKNOWN_CLIENT : ''}`]
  if (error instanceof ClientError) return ofClientError(error, otherwise)
  if (error instanceof jose.JOSEError) return [otherwise, error.message]
  return [otherwise, error instanceof Error ? error.name : 'an unknown failure']
}

function ofClientError(error: ClientError, otherwise: ErrorCode): readonly [ErrorCode, string] {
  const code = error.code ?? ''
  const status = error.cause instanceof Response ? error.cause.status : 200
  if (status !== 200) return [ofStatus(status), `status ${status}`]
  if (BAD_ENDPOINT.has(code)) return ['provider_misconfigured', error.message]
  // The cause's message tells which claim or member; both texts are the library's own.
  const detail = error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
  const notJson =
    code === 'OAUTH_RESPONSE_IS_NOT_JSON' || (code === 'OAUTH_PARSE_ERROR' && !detail.includes('JWT'))
  return [notJson ? 'provider_unavailable' : otherwise, detail]
}

/**
 * The one translation of what goes wrong while talking to a provider.
 * @param doing what was being done, such as "the token request"; it begins the detail
 * @param otherwise the code for what neither the network nor OAuth explains
 */
export function providerFailure(error: unknown, doing: string, otherwise: ErrorCode): PortcullisError {
  if (error instanceof PortcullisError) return error
  const [code, what] = judge(error, otherwise)
  return new PortcullisError(code, { detail: `${doing}: ${what}`, cause: withoutSecrets(error) })
}
