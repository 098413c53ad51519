import { type Message, message, type MessageValue, type Sentence } from '../../locales/messages.js'
import { errors as jose } from 'jose'
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'
import { type ErrorCode, PortcullisError } from '../../errors.js'
import { HttpClientError, type HttpErrorReason } from '../../http-client/errors.js'
import { type ProviderCause, providerCause, type ProviderProblem, toProblem } from '../../provider-causes.js'
import type { Claims } from './claims.js'
import { formatDescription, oauthCodeText, readErrorBody, UNNAMED } from './provider-words.js'
import { isNotJson, libraryText, unusualText } from './library-text.js'
import { statusCause, tokenEndpointCause } from './word-causes.js'

const HTTP_CLIENT_ERROR_CODES: Readonly<Record<HttpErrorReason, ErrorCode>> = {
  timeout: 'provider_timeout',
  connection: 'provider_unavailable',
  'too-large': 'provider_unavailable',
  'refused-address': 'provider_misconfigured',
}

/**
 * OAuth errors about this code or token, and not about the client (RFC 6749 §5.2, RFC 7009 §2.2.1; the others are those
 * of GitHub, Slack and Facebook). For a sign-in, starting again helps.
 */
const GRANT_ERRORS = new Set([
  'invalid_grant',
  'unsupported_token_type',
  'invalid_token',
  'bad_verification_code',
  'bad_refresh_token',
  'invalid_code',
  'code_already_used',
  'OAuthException.100',
])

/** Errors of a provider that may pass. */
const PASSING_ERRORS = new Set(['temporarily_unavailable', 'server_error', 'slow_down'])

/** openid-client's codes for an endpoint that must not be called or that the metadata do not name. */
const BAD_ENDPOINT_CODES = new Set([
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
  'OAUTH_REQUEST_PROTOCOL_FORBIDDEN',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
])

/**
 * A copy of an error for the log, with the names, messages, codes and stacks of the whole chain of causes. Nothing else
 * is copied: libraries attach responses, claims and parameters to their errors, which contain tokens, and parsers quote
 * their input.
 */
export function redact(error: unknown, depth = 0): Error {
  if (!(error instanceof Error)) return new Error('something other than an error was thrown')
  const message = error instanceof SyntaxError ? 'not JSON' : error.message
  const inner = error.cause instanceof Error && depth < 5 ? { cause: redact(error.cause, depth + 1) } : {}
  const copy: Error & { code?: string } = new Error(message, inner)
  copy.name = error.name
  copy.stack = [`${error.name}: ${message}`, ...(error.stack?.split('\n') ?? []).filter(isStackFrame)].join(
    '\n',
  )
  if ('code' in error && typeof error.code === 'string') copy.code = error.code
  return copy
}

function isStackFrame(line: string): boolean {
  return line.startsWith('    at ')
}

function findCause<Kind>(error: unknown, kind: new (...args: never[]) => Kind): Kind | null {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 6;
    current = current.cause, depth += 1
  ) {
    if (current instanceof kind) return current
  }
  return null
}

/** The statuses of the class 4xx that may pass: a timeout, too early, and too many requests. */
const PASSING_STATUSES = new Set([408, 425, 429])

/** The error code for an unexpected status: a server rejects the request (4xx), or cannot respond now. */
export function codeForStatus(status: number): ErrorCode {
  return status >= 400 && status < 500 && !PASSING_STATUSES.has(status)
    ? 'provider_misconfigured'
    : 'provider_unavailable'
}

/**
 * A response that is neither complete nor an error in the words of OAuth, such as a redirect.
 * @param words what it says, to be appended to its status
 */
export class FailedResponse extends Response {
  readonly words: MessageValue

  constructor(status: number, words: MessageValue) {
    super(null, { status })
    this.words = words
  }
}

function describeBody(
  { error: named, status, cause: body }: ResponseBodyError,
  cause: ProviderCause | null,
): Message {
  const isClientWrong = cause?.code === 'client_rejected'
  const found = readErrorBody(body)
  const words = found === null ? '' : formatDescription(found)
  if (named === UNNAMED) return isClientWrong ? statusClient(status) : statusText(status, words)
  const error = oauthCodeText(named)
  return isClientWrong
    ? message('detail.errorClient', { error, words })
    : message('detail.error', { error, words })
}

/** The status of a response, and what it says besides. */
export function statusText(status: number, words: MessageValue): Message {
  return message('detail.status', { status, words })
}

function statusClient(status: number): Message {
  return message('detail.statusClient', { status })
}

function codeForOAuthError({ error, status }: ResponseBodyError): ErrorCode {
  const codes = [error, error.toLowerCase()]
  if (codes.some((code) => PASSING_ERRORS.has(code))) return 'provider_unavailable'
  return codes.some((code) => GRANT_ERRORS.has(code)) ? 'provider_error' : codeForStatus(status)
}

/** The cause of an error response: its code, and what its description mentions. */
function bodyCause({ error, error_description, status, cause }: ResponseBodyError): ProviderCause | null {
  const words = readErrorBody(cause) ?? { code: error, description: error_description ?? null }
  return (
    tokenEndpointCause(words) ?? (status === 401 ? providerCause('client_rejected') : statusCause(status))
  )
}

type ClassifiedError = readonly [code: ErrorCode, detail: string | Sentence, cause: ProviderCause | null]

function classify(error: unknown, fallback: ErrorCode): ClassifiedError {
  const httpError = findCause(error, HttpClientError)
  if (httpError !== null)
    return [HTTP_CLIENT_ERROR_CODES[httpError.reason], httpError.text, httpError.providerCause]
  if (error instanceof ResponseBodyError) {
    const cause = bodyCause(error)
    return [codeForOAuthError(error), describeBody(error, cause), cause]
  }
  if (error instanceof WWWAuthenticateChallengeError) return classifyStatus(error.status)
  if (error instanceof ClientError) return classifyClientError(error, fallback)
  if (error instanceof jose.JOSEError)
    return [fallback, unusualText(error.message), providerCause('token_unreadable')]
  return [fallback, error instanceof Error ? error.name : message('network.unknown'), null]
}

/** The status of an endpoint that gets our credentials. @param words what the response says besides */
function classifyStatus(status: number, words: MessageValue = ''): ClassifiedError {
  return status === 401
    ? [codeForStatus(status), statusClient(status), providerCause('client_rejected')]
    : [codeForStatus(status), statusText(status, words), statusCause(status)]
}

function classifyClientError(error: ClientError, fallback: ErrorCode): ClassifiedError {
  const code = error.code ?? ''
  const status = error.cause instanceof Response ? error.cause.status : 200
  if (status !== 200)
    return classifyStatus(status, error.cause instanceof FailedResponse ? error.cause.words : '')
  if (BAD_ENDPOINT_CODES.has(code))
    return ['provider_misconfigured', libraryText(error), providerCause('metadata_invalid')]
  return isNotJson(error)
    ? ['provider_unavailable', libraryText(error), providerCause('response_not_json')]
    : [fallback, libraryText(error), providerCause('token_response_invalid')]
}

/**
 * Translates any error of work with a provider. This is the only place that does.
 * @param label the work that failed, such as "the token request"; begins the detail
 * @param fallback the code for an error that comes neither from the network nor from OAuth
 * @param fallbackCause the cause of an error that names none
 */
export function toProviderError(
  error: unknown,
  label: MessageValue,
  fallback: ErrorCode,
  fallbackCause: ProviderCause | null = null,
): PortcullisError {
  if (error instanceof PortcullisError) return error
  const [code, detail, cause] = classify(error, fallback)
  return providerError(code, label, toProblem(detail, cause ?? fallbackCause), redact(error))
}

/**
 * The error for something that is wrong at a provider.
 * @param label what it was found in, such as "the ID Token"; begins the detail
 */
export function providerError(
  code: ErrorCode,
  label: MessageValue,
  { detail, providerCause: found }: ProviderProblem,
  cause?: Error,
): PortcullisError {
  return new PortcullisError(code, {
    detail: message('detail.labelled', { label, problem: detail }),
    providerCause: found,
    cause,
  })
}

const MAX_QUOTED_LENGTH = 200

/** A foreign value for a detail: a text as `quoteText` writes it, or the statement that it is not a text. */
export function quoteForLog(value: unknown): MessageValue {
  if (typeof value === 'string') return quoteText(value)
  return value === undefined ? message('detail.missing') : message('detail.notText')
}

/** A foreign text for a detail: quoted, on one line, and at most 200 characters long. */
export function quoteText(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text)
}

/**
 * A member that is not valid, for a detail: its name, its value if that is a text, and why, if that is easy to see. Behind a
 * proxy that ends TLS, many providers write http.
 */
export function quoteMember(name: PropertyKey | undefined, members: Claims): MessageValue {
  if (name === undefined) return message('detail.of.document')
  const value = members[String(name)]
  if (typeof value !== 'string') return String(name)
  return value.startsWith('http:')
    ? message('detail.metadata.http', { name: String(name), value: quoteText(value) })
    : `${String(name)} (${quoteText(value)})`
}
