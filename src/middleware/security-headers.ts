import type { Context, Middleware } from 'koa'
import helmet from 'koa-helmet'

/** Security headers of every answer. No inline code or style anywhere; nothing of ours is framed. */
export function securityHeaders(isHttps: boolean): Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
      },
    },
    // "no-referrer" would make browsers send "Origin: null" with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
  })
}

/** Lets an answer be framed by pages of this origin, and of no other. */
export function allowFraming(ctx: Context, origin: string): void {
  const policy = ctx.response.get('Content-Security-Policy')
  ctx.set('Content-Security-Policy', policy.replace("frame-ancestors 'none'", `frame-ancestors ${origin}`))
  // The older header knows no other origins.
  ctx.remove('X-Frame-Options')
}

/** Allows a page sockets to this site. Not every browser takes 'self' for them. */
export function allowSockets(ctx: Context, origin: string): void {
  const policy = ctx.response.get('Content-Security-Policy')
  const directive = `connect-src 'self' ${origin.replace(/^http/, 'ws')}`
  ctx.set('Content-Security-Policy', policy.replace("connect-src 'self'", directive))
}

/** Allows our own pages, and nobody else's, to show this answer in a frame. */
export function allowSameOriginFraming(ctx: Context): void {
  const policy = ctx.response.get('Content-Security-Policy')
  ctx.set('Content-Security-Policy', policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"))
}

/**
 * Loosens the policy for a page that shows people's pictures and whose forms end at a provider: browsers apply
 * form-action to the redirects behind a form, too.
 */
export function allowFormRedirects(ctx: Context): void {
  const policy = ctx.response.get('Content-Security-Policy')
  ctx.set(
    'Content-Security-Policy',
    policy.replace("form-action 'self';", '').replace("img-src 'self'", "img-src 'self' https:"),
  )
}
