import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'

/**
 * Lets through only what a person opens: no HEAD, no prefetch, no image, frame or script. Browsers say what they fetch
 * for (Fetch Metadata); a client that says nothing is believed.
 */
export function requireNavigation(ctx: Context): void {
  requireDestination(ctx, ['', 'document'])
}

/** Lets through a frame of one of our own pages as well; one of any other site begins nothing. */
export function requireSilentNavigation(ctx: Context): void {
  const isSameOrigin = ctx.get('Sec-Fetch-Site') === 'same-origin'
  requireDestination(ctx, ['', 'document', ...(isSameOrigin ? ['iframe'] : [])])
}

/** The same on the way back from the provider, when the frame comes from another site. */
export function requireSilentReturn(ctx: Context): void {
  requireDestination(ctx, ['', 'document', 'iframe'])
}

function requireDestination(ctx: Context, destinations: readonly string[]): void {
  if (ctx.method === 'HEAD')
    throw new PortcullisError('method_not_allowed', { detail: 'HEAD cannot begin or end a sign-in' })
  const purpose = `${ctx.get('Sec-Purpose')} ${ctx.get('Purpose')}`.toLowerCase()
  if (
    purpose.includes('prefetch') ||
    purpose.includes('preview') ||
    !destinations.includes(ctx.get('Sec-Fetch-Dest'))
  ) {
    throw new PortcullisError('navigation_required', {
      detail: 'fetch metadata says that nobody opened this',
    })
  }
}
