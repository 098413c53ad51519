import type { Context } from 'koa'
import type { Backend } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import { requestContext } from '../middleware/request-context.js'
import type { Services } from './services.js'
import { retryPath } from './sign-in.js'

/**
 * Whether a portal of the provider sent a code that no sign-in here asked for. Without a state, nothing shows whose code
 * it is, so the code is thrown away, and a sign-in of our own starts (RFC 6749 §10.12).
 */
export function isUnsolicitedResponse(params: URLSearchParams, backend: Backend | null): boolean {
  return backend?.startsWithoutState === true && params.has('code') && !params.has('state')
}

const UNSOLICITED_FLASH = 'unasked'
/** How many responses without a state in a row start a sign-in: a portal sends one, so more come from a loop. */
const MAX_UNSOLICITED_RESPONSES = 3

/**
 * Counts the response in a cookie, until one with a state comes. Otherwise a provider that never returns the state would
 * send the browser back and forth without end.
 * @throws PortcullisError callback_invalid
 */
export function countUnsolicitedResponse({ http }: Pick<Services, 'http'>, ctx: Context, name: string): void {
  const count = Number(http.browserCookie.readFlash(ctx, UNSOLICITED_FLASH) ?? 0) + 1
  if (count <= MAX_UNSOLICITED_RESPONSES) {
    http.browserCookie.setFlash(ctx, UNSOLICITED_FLASH, String(count))
    return
  }
  http.browserCookie.clearFlash(ctx, UNSOLICITED_FLASH)
  requestContext(ctx).retryPath = retryPath(name, null)
  throw new PortcullisError('callback_invalid', {
    detail: message('detail.callback.unasked'),
  })
}

/** Ends the count, because a response with a state has come. */
export function forgetUnsolicitedResponses({ http }: Pick<Services, 'http'>, ctx: Context): void {
  http.browserCookie.clearFlash(ctx, UNSOLICITED_FLASH)
}
