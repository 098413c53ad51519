import { AsyncLocalStorage } from 'node:async_hooks'

/** One call to a provider, as a trace shows it: never its query, its headers or its body. */
export interface Call {
  readonly method: string
  /** Origin and path. */
  readonly url: string
  /** Null when there was no whole answer. */
  readonly status: number | null
  /** Milliseconds. */
  readonly ms: number
  /** Why there was no answer, in the words of OutboundError. */
  readonly failure: string | null
}

const MOST = 30
const LONGEST_URL = 200

const listening = new AsyncLocalStorage<Call[]>()

/**
 * Does some work, and notes the calls that it makes, also when it fails. What two pieces of work at once need of a
 * provider is fetched for both by the one that asked first, and noted there only.
 */
export function notingCalls<T>(into: Call[], work: () => Promise<T>): Promise<T> {
  return listening.run(into, work)
}

/** Makes one call, and notes it where somebody listens. */
export async function notedCall(
  request: { readonly method: string; readonly target: URL },
  call: () => Promise<Response>,
): Promise<Response> {
  const calls = listening.getStore()
  if (calls === undefined || calls.length >= MOST) return call()
  const { method, target } = request
  const url = `${target.origin}${target.pathname}`.slice(0, LONGEST_URL)
  const began = performance.now()
  const note = (status: number | null, failure: string | null): void => {
    calls.push({ method, url, status, failure, ms: Math.round(performance.now() - began) })
  }
  try {
    const response = await call()
    note(response.status, null)
    return response
  } catch (error) {
    note(null, error instanceof Error ? error.message : 'an unknown failure')
    throw error
  }
}
