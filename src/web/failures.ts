import type { Context, Middleware } from 'koa'
import type { Logger } from 'pino'
import { ERROR_KINDS, type ErrorCode, PortcullisError } from '../errors.js'
import { isUnavailable } from '../store/database.js'
import type { Face, Views } from '../views/index.js'
import { notesOf, type RequestNotes } from './context.js'
import { answerOAuth, speaksOAuth } from './oauth-error.js'

const BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'bad_request'],
  [404, 'not_found'],
  [405, 'method_not_allowed'],
  [413, 'too_large'],
  [415, 'wrong_content_type'],
  [501, 'method_not_allowed'],
])

const AGAIN_LABELS: ReadonlyMap<ErrorCode, string> = new Map([
  ['login_required', 'Sign in'],
  ['code_refused', 'Ask for a new code'],
  ['recent_login_required', 'Sign in again'],
])

/**
 * The one place where a failed request becomes an answer: a page for people, a problem document (RFC 9457) for
 * programs, both with the stable code and the reference; the log gets the cause.
 */
export function failures(parts: FailureParts): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      // Nobody answered, or the router did, with a status only.
      const unanswered = ctx.body === undefined ? BY_STATUS.get(ctx.status) : undefined
      if (unanswered !== undefined) throw new PortcullisError(unanswered)
    } catch (error) {
      await answer(ctx, toPortcullisError(error), parts)
    }
  }
}

/** Somebody who is signed in, as far as a page of failure shows it. */
export interface SignedInVisitor {
  readonly face: Face
  readonly admin: boolean
}

export interface FailureParts {
  readonly views: Views
  readonly log: Logger
  /** The public address, without a slash at its end, and the path in it. */
  readonly baseUrl: string
  readonly basePath: string
  /** Who is signed in; a path that does not ask by itself looks it up on demand, if the browser brings a session. */
  readonly visitor: (ctx: Context, lookUp: boolean) => Promise<SignedInVisitor | null>
}

/** Any thrown value as one of our errors. What we did not foresee is `internal`, and only its log line says more. */
export function toPortcullisError(error: unknown): PortcullisError {
  if (error instanceof PortcullisError) return error
  if (isUnavailable(error))
    return new PortcullisError('unavailable', { detail: 'the database', cause: error })
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  const code = typeof status === 'number' ? BY_STATUS.get(status) : undefined
  return new PortcullisError(code ?? 'internal', { cause: error })
}

async function answer(ctx: Context, error: PortcullisError, parts: FailureParts): Promise<void> {
  const { code, kind } = error
  const notes = notesOf(ctx)
  notes.error = code
  notes.errorDetail = error.detail
  const line = {
    error: code,
    reference: notes.reference,
    detail: error.detail,
    trace: notes.trace,
    err: error.cause,
  }
  if (kind.status >= 500) parts.log.error(line, 'request failed')
  else parts.log.info(line, 'request refused')
  ctx.status = kind.status
  ctx.set('Cache-Control', 'no-store')
  if (error.retryAfterSeconds !== null) ctx.set('Retry-After', String(error.retryAfterSeconds))
  if (speaksOAuth(ctx.path, parts.basePath)) {
    answerOAuth(ctx, error, notes.reference)
    return
  }
  if (wantsProblem(ctx)) {
    ctx.type = 'application/problem+json'
    ctx.body = JSON.stringify(problemOf(code, notes.reference))
    return
  }
  ctx.type = 'html'
  ctx.body =
    notes.failurePage?.(error, notes.reference) ??
    errorPage(error, notes, { ...parts, visitor: await visitorOf(ctx, error, parts) })
}

/** Who sees the page. Of a sign-in it is worth a read, since the page leads administrators to the trace. */
async function visitorOf(
  ctx: Context,
  { code }: PortcullisError,
  parts: FailureParts,
): Promise<SignedInVisitor | null> {
  const lookUp = notesOf(ctx).signIn !== null && code !== 'unavailable'
  // The page of one failure must not fail by another.
  return parts.visitor(ctx, lookUp).catch(() => null)
}

function errorPage(
  { code, kind }: PortcullisError,
  notes: RequestNotes,
  { visitor, ...parts }: Omit<FailureParts, 'visitor'> & { readonly visitor: SignedInVisitor | null },
): string {
  return parts.views.render({
    name: 'error',
    code,
    status: kind.status,
    title: kind.title,
    sentence: kind.sentence,
    advice: kind.advice,
    reference: notes.reference,
    // There is a trace of every sign-in, and administrators may read it.
    linksTrace: notes.signIn !== null && visitor?.admin === true,
    again: again(code, notes.again, parts.basePath),
    link: link(code, parts),
    user: visitor?.face ?? null,
  })
}

/** RFC 9457. The type is a URN of our code, so that programs need not read the title. */
function problemOf(code: ErrorCode, reference: string): Record<string, unknown> {
  const { status, title, sentence } = ERROR_KINDS[code]
  return { type: `urn:portcullis:error:${code}`, title, status, detail: sentence, code, reference }
}

type PageLink = { readonly href: string; readonly label: string } | null

function again(code: ErrorCode, path: string | null, basePath: string): PageLink {
  const kind = ERROR_KINDS[code]
  if (!('again' in kind)) return null
  // Whoever has an account already must choose another way in than the one they came by.
  const href = code === 'email_in_use' ? '/login' : (path ?? '/login')
  return { href: basePath + href, label: AGAIN_LABELS.get(code) ?? 'Start again' }
}

// No page is a dead end: where nothing can be started again, there is a way home.
function link(code: ErrorCode, { baseUrl, basePath }: Pick<FailureParts, 'baseUrl' | 'basePath'>): PageLink {
  if (code === 'unknown_host') return { href: `${baseUrl}/`, label: `${baseUrl}/` }
  return 'again' in ERROR_KINDS[code] ? null : { href: `${basePath}/`, label: 'Home page' }
}

function wantsProblem(ctx: Context): boolean {
  return /(?:^|\/)(?:api(?:\/|$)|forward-auth$)/.test(ctx.path) || ctx.accepts('html', 'json') === 'json'
}
