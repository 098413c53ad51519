import type { HttpFetch } from './http-client.js'

/** One call to a provider, as a trace shows it: never its query, its headers or its body. */
export interface RecordedCall {
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

const MAX_URL_LENGTH = 200

function safeUrl(url: string | URL): string {
  if (!URL.canParse(String(url))) return 'no address'
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`.slice(0, MAX_URL_LENGTH)
}

/** Keeps the calls of one piece of work. */
export interface CallRecorder {
  recordCall(call: RecordedCall): void
}

/**
 * The same fetch, which gives each call to the recorder when it ends, whether or not it succeeds. What two sign-ins need
 * from a provider at the same time is fetched once, for both, and recorded for the one that asked first.
 */
export function recordCalls(fetch: HttpFetch, recorder: CallRecorder): HttpFetch {
  const call: (...request: Parameters<HttpFetch>) => Promise<Response> = async (url, request) => {
    const startedAt = performance.now()
    const record = (status: number | null, failure: string | null): void => {
      const ms = Math.round(performance.now() - startedAt)
      recorder.recordCall({ method: request?.method ?? 'GET', url: safeUrl(url), status, failure, ms })
    }
    try {
      const response = await fetch(url, request)
      record(response.status, null)
      return response
    } catch (error) {
      record(null, error instanceof Error ? error.message : 'an unknown failure')
      throw error
    }
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}
