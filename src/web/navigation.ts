import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'

/**
 * Lets through only what a person opens: no HEAD, no prefetch, no image, frame or script. Browsers say what they fetch
 * for (Fetch Metadata); a client that says nothing is believed.
 */
export function requireNavigation(ctx: Context): void {
  if (ctx.method === 'HEAD')
    throw new PortcullisError('method_not_allowed', { detail: 'HEAD cannot begin or end a sign-in' })
  const purpose = `${ctx.get('Sec-Purpose')} ${ctx.get('Purpose')}`.toLowerCase()
  const destination = ctx.get('Sec-Fetch-Dest')
  if (
    purpose.includes('prefetch') ||
    purpose.includes('preview') ||
    (destination !== '' && destination !== 'document')
  ) {
    throw new PortcullisError('navigation_required', {
      detail: 'fetch metadata says that nobody opened this',
    })
  }
}
