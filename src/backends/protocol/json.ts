import { type ErrorCode, PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { toProviderError } from './provider-errors.js'

/** One GET that should be answered with JSON. */
export interface JsonRequest {
  readonly fetch: HttpFetch
  readonly url: string
  /** Begins the detail of a failure, such as "the metadata". */
  readonly label: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Statuses by which the other side refuses what we have shown it; any other but 200 is a failure of its own. */
  readonly rejection?: { readonly statuses: readonly number[]; readonly code: ErrorCode }
}

/**
 * The response to a GET, if its status is 200.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured; the code for refusals
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
  const isRejection = rejection?.statuses.includes(response.status) === true
  const code = isRejection ? rejection.code : 'provider_unavailable'
  throw new PortcullisError(code, { detail: `${label}: status ${response.status}` })
}

/**
 * What a response says, as JSON.
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
 * JSON, in which a whole number that JavaScript would round is the text of its digits: many providers number people,
 * and two of them must not become one.
 * @throws SyntaxError
 */
export function parseLosslessJson(json: string): unknown {
  // First as it is, so that what is no JSON cannot become some.
  const plain: unknown = JSON.parse(json)
  const exact = json.replace(STRING_OR_NUMBER, (token) => {
    const isWhole = /^-?\d+$/.test(token)
    return isWhole && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token
  })
  return exact === json ? plain : (JSON.parse(exact) as unknown)
}
