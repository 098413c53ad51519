import { message, type MessageValue } from '../../locales/messages.js'
import type { ErrorCode } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { type ProviderCause, toProblem } from '../../provider-causes.js'
import { type Claims, readMembers } from './claims.js'
import {
  codeForStatus,
  providerError,
  quoteText,
  redact,
  statusText,
  toProviderError,
} from './provider-errors.js'
import { formatWords, readErrorResponse, toSafeUrl } from './provider-words.js'
import { statusCause } from './word-causes.js'

/** A request without a body, and with a JSON response. */
export interface JsonRequest {
  readonly fetch: HttpFetch
  readonly url: string
  /** Begins the detail of an error, such as "the metadata". */
  readonly label: MessageValue
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Default GET. */
  readonly method?: 'GET' | 'POST'
  /** Further statuses whose responses are returned, too. */
  readonly accepts?: ReadonlySet<number>
  /** Whether one redirect within the same origin is followed. */
  readonly followsRedirect?: boolean
  /**
   * The code for any other status, and what to do about it as the end of the detail. By default, any such status
   * means that the server is unavailable.
   */
  readonly rejection?: (status: number) => Rejection
}

/** How a response with an unexpected status is reported. */
export interface Rejection {
  readonly code: ErrorCode
  readonly hint?: MessageValue
  /** Default: what the status means at any endpoint. */
  readonly cause?: ProviderCause | undefined
}

/**
 * The statuses of a complete response: frameworks answer POST with 201, and a proxy that changes the body makes 203 of 200
 * (RFC 9110 §15.3.4).
 */
export const COMPLETE_STATUSES: ReadonlySet<number> = new Set([200, 201, 203])

const UNAVAILABLE: Rejection = { code: 'provider_unavailable' }

/** For an endpoint that gets our credentials: a status of the class 4xx means that the setup is wrong. */
export function rejectionByStatus(status: number): Rejection {
  return { code: codeForStatus(status) }
}

/**
 * Sends a request and returns the response if its status is that of a complete one.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured; the code of `rejection`. The
 *   detail has the provider's own words, if the response has any.
 */
export async function sendJsonRequest({
  fetch,
  url,
  label,
  headers,
  signal,
  rejection,
  method = 'GET',
  accepts,
  followsRedirect = false,
}: JsonRequest): Promise<Response> {
  const request = {
    method,
    headers: { accept: 'application/json', ...headers },
    ...(signal === undefined ? {} : { signal }),
  }
  const response = await fetch(url, request).catch((error: unknown) => {
    throw toProviderError(error, label, 'provider_unavailable')
  })
  if (COMPLETE_STATUSES.has(response.status) || accepts?.has(response.status) === true) return response
  const target = redirectTarget(response, url)
  if (followsRedirect && target?.origin === new URL(url).origin) {
    const next = { fetch, url: target.href, label, method }
    return sendJsonRequest({
      ...next,
      ...(headers && { headers }),
      ...(signal && { signal }),
      ...(rejection && { rejection }),
    })
  }
  const {
    code,
    hint = '',
    cause = statusCause(response.status),
  } = rejection?.(response.status) ?? UNAVAILABLE
  const words = await describeFailure(response, url)
  throw providerError(code, label, toProblem(statusText(response.status, joinWords(words, hint)), cause))
}

/** What a response says besides its status: where a redirect leads, and the provider's words; to be appended to the status. */
export async function describeFailure(response: Response, url: string): Promise<MessageValue> {
  const target = redirectTarget(response, url)
  const led = target === null ? '' : message('detail.leadsTo', { address: quoteText(toSafeUrl(target)) })
  return joinWords(led, formatWords(await readErrorResponse(response)))
}

/** Two parts of a detail, of which each may be empty. */
function joinWords(first: MessageValue, second: MessageValue): MessageValue {
  if (first === '') return second
  return second === '' ? first : message('detail.appended', { first, second })
}

const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Where a redirect leads; null for any other response, and for one that leads nowhere. */
function redirectTarget(response: Response, url: string): URL | null {
  const location = response.headers.get('location')
  if (!REDIRECT_STATUSES.has(response.status) || location === null || !URL.canParse(location, url))
    return null
  return new URL(location, url)
}

/**
 * The members of a JSON object in the body of a response, without those that are null; null for any other JSON.
 * @param cause the cause of a body that is not JSON
 * @throws PortcullisError provider_unavailable when the body is not JSON
 */
export function parseMembers(body: string, label: MessageValue, cause: ProviderCause): Claims | null {
  try {
    return readMembers(JSON.parse(body))
  } catch (error) {
    throw providerError(
      'provider_unavailable',
      label,
      toProblem(message('detail.notJson'), cause),
      redact(error),
    )
  }
}

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * Parses JSON; an integer that JavaScript would round becomes a text with its digits. Many providers identify users by
 * number, and rounding could turn two users into one.
 * @throws SyntaxError
 */
export function parseLosslessJson(json: string): unknown {
  // The original is parsed first, so that the replacement cannot turn invalid JSON into valid JSON.
  const plain: unknown = JSON.parse(json)
  const exact = json.replace(STRING_OR_NUMBER, (token) => {
    const isWhole = /^-?\d+$/.test(token)
    return isWhole && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token
  })
  return exact === json ? plain : (JSON.parse(exact) as unknown)
}
