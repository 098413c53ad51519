import { PortcullisError } from '../../errors.js'
import type { ErrorCode } from '../../errors.js'
import type { OutboundFetch } from '../../outbound/outbound.js'
import { providerFailure } from './failures.js'

/** One GET that should be answered with JSON. */
export interface JsonCall {
  readonly fetch: OutboundFetch
  readonly url: string
  /** Begins the detail of a failure, such as "the metadata". */
  readonly what: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Statuses by which the other side refuses what we have shown it; any other but 200 is a failure of its own. */
  readonly refusals?: { readonly statuses: readonly number[]; readonly code: ErrorCode }
}

/**
 * The response to a GET, if its status is 200.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured; the code for refusals
 */
export async function get({ fetch, url, what, headers, signal, refusals }: JsonCall): Promise<Response> {
  const request = {
    headers: { accept: 'application/json', ...headers },
    ...(signal === undefined ? {} : { signal }),
  }
  const response = await fetch(url, request).catch((error: unknown) => {
    throw providerFailure(error, what, 'provider_unavailable')
  })
  if (response.status === 200) return response
  const isRefusal = refusals?.statuses.includes(response.status) === true
  const code = isRefusal ? refusals.code : 'provider_unavailable'
  throw new PortcullisError(code, { detail: `${what}: status ${response.status}` })
}

/**
 * What a response says, as JSON.
 * @throws PortcullisError provider_unavailable
 */
export async function readJson(response: Response, what: string): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    throw new PortcullisError('provider_unavailable', {
      detail: `${what}: not JSON`,
      cause: providerFailure(error, what, 'provider_unavailable').cause,
    })
  }
}
