import type { Context } from 'koa'
import { sanitizeReturnTo } from '../next.js'
import type { Services } from './parts.js'

type LoginUrlDeps = Pick<Services, 'site' | 'trustedProxies'>

/**
 * Where the person behind a request to a protected site signs in, with the way back to the page they asked for; null
 * when no person would see it, since a script or a socket asked.
 */
export function loginUrl(services: LoginUrlDeps, ctx: Context): string | null {
  if (!isNavigation(ctx)) return null
  const { origin, basePath } = services.site
  const next = sanitizeReturnTo(originalUrl(services, ctx), services.site)
  const query = next === `${basePath}/account` ? '' : `?${new URLSearchParams({ next }).toString()}`
  return `${origin}${basePath}/login${query}`
}

/** Whether a browser is to show the answer as a page. Browsers say so; whoever does not is asked what they accept. */
export function isNavigation(ctx: Context): boolean {
  const mode = ctx.get('Sec-Fetch-Mode')
  if (mode !== '') return mode === 'navigate'
  return ctx.get('Upgrade') === '' && ctx.get('Accept').toLowerCase().includes('text/html')
}

/**
 * The address that was asked for at the protected site, as a proxy tells it that we trust; null from anybody else, who
 * could name any. What was posted to can often not be opened, so then it is the front page of that site.
 */
function originalUrl({ trustedProxies }: LoginUrlDeps, ctx: Context): string | null {
  if (!trustedProxies.trusts(ctx.req)) return null
  const scheme = ctx.get('X-Forwarded-Proto').toLowerCase()
  const target = ctx.get('X-Forwarded-Uri')
  if (!/^https?$/.test(scheme) || !target.startsWith('/')) return null
  const isSafeMethod = /^(?:GET|HEAD|)$/.test(ctx.get('X-Forwarded-Method'))
  return `${scheme}://${ctx.get('X-Forwarded-Host')}${isSafeMethod ? target : '/'}`
}
