import type { Context, Middleware } from 'koa'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet from 'helmet'

/** Sets the security headers of every response. There is no inline code or style, and no page may be framed. */
export function securityHeaders(isHttps: boolean): Middleware {
  const headers = listHeaders(isHttps)
  return (ctx, next) => {
    for (const [name, value] of headers) ctx.res.setHeader(name, value)
    return next()
  }
}

// The headers are the same for all responses, so helmet writes them once, into a response that is never sent.
function listHeaders(isHttps: boolean): readonly (readonly [name: string, value: string])[] {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
      },
    },
    // With "no-referrer" browsers would send "Origin: null" with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
  })
  setHeaders(request, response, (error) => {
    if (error !== undefined) throw new Error('the security headers are not valid', { cause: error })
  })
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)] as const)
}

/** Allows pages of this one origin to frame the response. */
export function allowFraming(ctx: Context, origin: string): void {
  const policy = ctx.response.get('Content-Security-Policy')
  ctx.set('Content-Security-Policy', policy.replace("frame-ancestors 'none'", `frame-ancestors ${origin}`))
  // The older header cannot name other origins.
  ctx.remove('X-Frame-Options')
}

/** Allows a page to open sockets to this site. Not every browser accepts 'self' for them. */
export function allowSockets(ctx: Context, origin: string): void {
  const policy = ctx.response.get('Content-Security-Policy')
  const directive = `connect-src 'self' ${origin.replace(/^http/, 'ws')}`
  ctx.set('Content-Security-Policy', policy.replace("connect-src 'self'", directive))
}

/** Allows a page to show other pages of this site in frames. */
export function allowOwnFrames(ctx: Context): void {
  const policy = ctx.response.get('Content-Security-Policy')
  ctx.set('Content-Security-Policy', policy.replace("img-src 'self'", "frame-src 'self'; img-src 'self'"))
}

/** Allows only our own pages to frame this response. */
export function allowSameOriginFraming(ctx: Context): void {
  const policy = ctx.response.get('Content-Security-Policy')
  ctx.set('Content-Security-Policy', policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"))
}

/**
 * Relaxes the policy for a page that shows pictures of users and whose forms end at a provider: browsers apply
 * form-action also to the redirects that follow a form.
 */
export function allowFormRedirects(ctx: Context): void {
  const policy = ctx.response.get('Content-Security-Policy')
  ctx.set(
    'Content-Security-Policy',
    policy.replace("form-action 'self';", '').replace("img-src 'self'", "img-src 'self' https:"),
  )
}
