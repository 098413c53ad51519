import { message, type Sentence } from '../locales/messages.js'
import { HttpClientError } from './errors.js'
import { isTraced, withClientSpan } from '../telemetry.js'
import type { HttpFetch } from './http-client.js'

/** A call to a provider, as a trace shows it: without its query, headers and body. */
export interface RecordedCall {
  readonly method: string
  /** Origin and path. */
  readonly url: string
  /** Null when there was no complete response. */
  readonly status: number | null
  /** The duration in milliseconds. */
  readonly ms: number
  /** The text of the HttpClientError; null when there was a response. */
  readonly failure: Sentence | null
}

const MAX_URL_LENGTH = 200

function safeUrl(url: string | URL): string {
  const parsed = url instanceof URL ? url : URL.parse(url)
  if (parsed === null) return 'not a URL'
  const { origin, pathname } = parsed
  return `${origin}${pathname}`.slice(0, MAX_URL_LENGTH)
}

/** Records the calls of one piece of work. */
export interface CallRecorder {
  recordCall(call: RecordedCall): void
}

/**
 * Wraps `fetch` so that the recorder gets each call when it ends, whether or not it succeeds. A call that two sign-ins
 * share is recorded for the sign-in that started it.
 */
export function recordCalls(fetch: HttpFetch, recorder: CallRecorder): HttpFetch {
  const call: (...request: Parameters<HttpFetch>) => Promise<Response> = async (url, request) => {
    const startedAt = performance.now()
    const record = (status: number | null, failure: Sentence | null): void => {
      const ms = Math.round(performance.now() - startedAt)
      recorder.recordCall({ method: request?.method ?? 'GET', url: safeUrl(url), status, failure, ms })
    }
    try {
      const response = await fetch(url, request)
      record(response.status, null)
      return response
    } catch (error) {
      record(null, error instanceof HttpClientError ? error.text : message('network.unknown'))
      throw error
    }
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}

/** Wraps `fetch` so that each call is a span of OpenTelemetry, if an SDK records spans. */
export function traceCalls(fetch: HttpFetch, backend: string): HttpFetch {
  const call: (...request: Parameters<HttpFetch>) => Promise<Response> = (url, request) => {
    if (!isTraced()) return fetch(url, request)
    const method = request?.method ?? 'GET'
    const attributes = {
      'http.request.method': method,
      'url.full': safeUrl(url),
      'portcullis.backend': backend,
    }
    return withClientSpan(method, attributes, async (span) => {
      const response = await fetch(url, request)
      span?.setAttribute('http.response.status_code', response.status)
      return response
    })
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}
