import { HttpClientError } from '../../src/http-client/errors.js'
import type { HttpErrorReason } from '../../src/http-client/errors.js'
import { createHttpClient } from '../../src/http-client/http-client.js'
import type { HttpFetch, HttpClientOptions } from '../../src/http-client/http-client.js'

const made: HttpFetch[] = []

/** An outbound fetch that may call this machine and waits 300 ms, unless told otherwise. */
export function outbound(options: Partial<HttpClientOptions> = {}): HttpFetch {
  const fetch = createHttpClient({ allowPrivate: true, callTimeoutMs: 300, ...options })
  made.push(fetch)
  return fetch
}

/** Closes the connections of all that were made. */
export function closeOutbounds(): void {
  for (const fetch of made.splice(0)) fetch.destroy()
}

/** The reason for which a call failed; errors of another class go on. */
export async function failureOf(call: Promise<unknown>): Promise<HttpErrorReason | 'none'> {
  try {
    await call
    return 'none'
  } catch (error) {
    if (error instanceof HttpClientError) return error.reason
    throw error
  }
}
