import type { Context, Middleware } from 'koa'
import { type ErrorCode, ERROR_KINDS, PortcullisError } from '../errors.js'
import { toProblemDocument } from '../middleware/error-handler.js'
import { requestContext } from '../middleware/request-context.js'
import type { User } from '../public-types.js'
import { isNavigation } from '../routes/forward-auth.js'
import type { Services } from '../routes/services.js'
import type { CurrentSession } from '../sessions/session-store.js'
import type { SignedIn } from './public-koa-gate.js'

export interface GuardDeps {
  readonly services: Pick<Services, 'http' | 'site'>
  /** The session that the gate has found for this request. */
  readonly currentOf: (ctx: Context) => CurrentSession | null
  readonly toState: (current: CurrentSession) => SignedIn<User>
  readonly innerContext: (ctx: Context) => Context
  /** The URL of the login page that leads back to `next`. */
  readonly loginUrl: (next: string) => string
}

/** What a guard demands beside a user. */
export interface GuardRequirements {
  readonly anyOf?: readonly string[]
  readonly isForm?: boolean
}

/**
 * Lets only users pass who meet the demands. A program gets a problem document (RFC 9457); of a page, the program's own
 * error handler gets the error, except that a page without a user leads to the login page.
 */
export function requireGuard(
  deps: GuardDeps,
  { anyOf, isForm = false }: GuardRequirements,
): Middleware<SignedIn<User>> {
  return async (ctx, next) => {
    const current = deps.currentOf(ctx)
    if (current === null) {
      requestSignIn(deps, ctx)
      return
    }
    const state = deps.toState(current)
    const code = isForm ? formProblem(deps, ctx) : null
    if (code !== null) refuse(ctx, code)
    else if (anyOf !== undefined && !state.user.roles.some((role) => anyOf.includes(role)))
      refuse(ctx, 'role_required')
    else {
      Object.assign(ctx.state, state)
      await next()
    }
  }
}

/** An error for the error handler of the program: Koa's own answers with the status, and with the title if it may. */
export function toHostError(ctx: Context, error: PortcullisError): Error {
  const { code, kind } = error
  const isExposed = kind.status < 500
  return Object.assign(new Error(kind.title, { cause: error }), {
    status: kind.status,
    statusCode: kind.status,
    expose: isExposed,
    code,
    reference: requestContext(ctx).recorder.reference,
  })
}

// The page of a form that was sent cannot be opened again, so its sender comes back to the front page.
function requestSignIn({ loginUrl }: GuardDeps, ctx: Context): void {
  ctx.set('Cache-Control', 'no-store')
  if (!isNavigation(ctx)) {
    ctx.set('WWW-Authenticate', 'Bearer')
    sendProblem(ctx, 'login_required')
    return
  }
  const isReadable = ctx.method === 'GET' || ctx.method === 'HEAD'
  ctx.redirect(loginUrl(isReadable ? ctx.originalUrl : '/'))
  ctx.status = 303
}

function refuse(ctx: Context, code: ErrorCode): void {
  if (isNavigation(ctx)) throw toHostError(ctx, new PortcullisError(code))
  sendProblem(ctx, code)
}

function sendProblem(ctx: Context, code: ErrorCode): void {
  ctx.status = ERROR_KINDS[code].status
  ctx.set('Cache-Control', 'no-store')
  ctx.type = 'application/problem+json'
  ctx.body = JSON.stringify(
    toProblemDocument(new PortcullisError(code), null, requestContext(ctx).recorder.reference),
  )
}

/** Why this request is not a form of one of the program's own pages; null if it is one. */
function formProblem({ services, innerContext }: GuardDeps, ctx: Context): ErrorCode | null {
  const [origin, fetchSite] = [ctx.get('Origin'), ctx.get('Sec-Fetch-Site')]
  const isSameOrigin =
    origin === '' ? fetchSite === '' || fetchSite === 'same-origin' : origin === services.site.origin
  if (!isSameOrigin) return 'origin_rejected'
  const proof = ctx.get('X-CSRF-Token') || readProof(ctx)
  return services.http.sessions.verifyCsrf(innerContext(ctx), proof) ? null : 'csrf_failed'
}

/** `_csrf` of the body, which a parser of the program has read; empty without one. */
function readProof(ctx: Context): string {
  const body: unknown = Reflect.get(ctx.request, 'body')
  const proof: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, '_csrf') : null
  return typeof proof === 'string' ? proof : ''
}
