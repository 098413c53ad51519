import { type ErrorCode, PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { codeForStatus, toProviderError } from './provider-errors.js'
import { formatDescription, type ProviderWords, readErrorResponse } from './provider-words.js'

/** A GET request with a JSON response. */
export interface JsonRequest {
  readonly fetch: HttpFetch
  readonly url: string
  /** Begins the detail of an error, such as "the metadata". */
  readonly label: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /**
   * The code for a status other than 200, and what to do about it as the end of the detail. By default, any such status
   * means that the server is unavailable.
   */
  readonly rejection?: (status: number) => Rejection
}

/** How a response with an unexpected status is reported. */
export interface Rejection {
  readonly code: ErrorCode
  readonly hint?: string
}

const UNAVAILABLE: Rejection = { code: 'provider_unavailable' }

/** For an endpoint that gets our credentials: a status of the class 4xx means that the setup is wrong. */
export function rejectionByStatus(status: number): Rejection {
  return { code: codeForStatus(status) }
}

/**
 * Sends a GET request and returns the response if its status is 200.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured; the code of `rejection`. The
 *   detail has the provider's own words, if the response has any.
 */
export async function httpGet({
  fetch,
  url,
  label,
  headers,
  signal,
  rejection,
}: JsonRequest): Promise<Response> {
  const request = {
    headers: { accept: 'application/json', ...headers },
    ...(signal === undefined ? {} : { signal }),
  }
  const response = await fetch(url, request).catch((error: unknown) => {
    throw toProviderError(error, label, 'provider_unavailable')
  })
  if (response.status === 200) return response
  const { code, hint = '' } = rejection?.(response.status) ?? UNAVAILABLE
  const words = formatWords(await readErrorResponse(response))
  throw new PortcullisError(code, { detail: `${label}: status ${response.status}${words}${hint}` })
}

function formatWords(words: ProviderWords | null): string {
  return words === null ? '' : `, error ${words.code}${formatDescription(words)}`
}

/**
 * Parses the body of a response as JSON.
 * @throws PortcullisError provider_unavailable
 */
export async function readJson(response: Response, label: string): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    throw new PortcullisError('provider_unavailable', {
      detail: `${label}: not JSON`,
      cause: toProviderError(error, label, 'provider_unavailable').cause,
    })
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
