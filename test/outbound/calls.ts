import { OutboundError } from '../../src/outbound/error.js'
import type { OutboundReason } from '../../src/outbound/error.js'
import { createOutbound } from '../../src/outbound/outbound.js'
import type { OutboundFetch, OutboundOptions } from '../../src/outbound/outbound.js'

const made: OutboundFetch[] = []

/** An outbound fetch that may call this machine and waits 300 ms, unless told otherwise. */
export function outbound(options: Partial<OutboundOptions> = {}): OutboundFetch {
  const fetch = createOutbound({ allowPrivate: true, callTimeoutMs: 300, ...options })
  made.push(fetch)
  return fetch
}

/** Closes the connections of all that were made. */
export function closeOutbounds(): void {
  for (const fetch of made.splice(0)) fetch.destroy()
}

/** The reason for which a call failed; errors of another class go on. */
export async function failureOf(call: Promise<unknown>): Promise<OutboundReason | 'none'> {
  try {
    await call
    return 'none'
  } catch (error) {
    if (error instanceof OutboundError) return error.reason
    throw error
  }
}
