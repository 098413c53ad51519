import { randomUUID } from 'node:crypto'
import type { Context } from 'koa'

/** How a request can be found again in the logs of this server and of others. */
export interface RequestIds {
  /** The `X-Request-Id` of the proxy or the client, or a new one. */
  readonly requestId: string
  /** The trace ID of the caller (W3C Trace Context); null without a valid `traceparent`. */
  readonly traceId: string | null
}

// What proxies create: UUIDs, hexadecimal, base64, "Root=1-67891233-abcdef012345678912345678". No blanks and no quotes.
const REQUEST_ID = /^[\w.:=+/@-]{1,128}$/
// Trace Context section 3.2: version, trace-id, parent-id, flags. Later versions may append more fields.
const TRACEPARENT =
  /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-[\w-]{0,100})?$/

/**
 * Reads the IDs that a request came with. Anyone can send them, so they are only ever logged and returned; a value that
 * is too long or has other characters counts as missing.
 */
export function readRequestIds(ctx: Context): RequestIds {
  const requestId = ctx.get('X-Request-Id')
  return {
    requestId: REQUEST_ID.test(requestId) ? requestId : randomUUID(),
    traceId: TRACEPARENT.exec(ctx.get('traceparent'))?.[1] ?? null,
  }
}
