import type { OutboundFetch } from './outbound.js'

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

function shown(url: string | URL): string {
  if (!URL.canParse(String(url))) return 'no address'
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`.slice(0, LONGEST_URL)
}

/**
 * The same way out, with each call noted in `calls` when it ends, well or badly. What two sign-ins need of a provider
 * at once is fetched for both by the one that asked first, and noted there only.
 */
export function notingCalls(fetch: OutboundFetch, calls: Call[]): OutboundFetch {
  const call: (...request: Parameters<OutboundFetch>) => Promise<Response> = async (url, request) => {
    const began = performance.now()
    const note = (status: number | null, failure: string | null): void => {
      if (calls.length >= MOST) return
      const ms = Math.round(performance.now() - began)
      calls.push({ method: request?.method ?? 'GET', url: shown(url), status, failure, ms })
    }
    try {
      const response = await fetch(url, request)
      note(response.status, null)
      return response
    } catch (error) {
      note(null, error instanceof Error ? error.message : 'an unknown failure')
      throw error
    }
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}
