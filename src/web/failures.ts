import type { Context, Middleware } from 'koa'
import type { Logger } from 'pino'
import { ERROR_KINDS, type ErrorCode, PortcullisError } from '../errors.js'
import { isUnavailable } from '../store/database.js'
import type { Views } from '../views/index.js'
import { notesOf } from './context.js'

const BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'bad_request'],
  [404, 'not_found'],
  [405, 'method_not_allowed'],
  [413, 'too_large'],
  [415, 'wrong_content_type'],
  [501, 'method_not_allowed'],
])

/**
 * The one place where a failed request becomes an answer: a page for people, a problem document (RFC 9457) for
 * programs, both with the stable code and the reference; the log gets the cause.
 */
export function failures(parts: {
  readonly views: Views
  readonly log: Logger
  readonly siteUrl: string
}): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) throw new PortcullisError('not_found')
    } catch (error) {
      answer(ctx, toPortcullisError(error), parts)
    }
  }
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

function answer(
  ctx: Context,
  error: PortcullisError,
  parts: { views: Views; log: Logger; siteUrl: string },
): void {
  const { code, kind } = error
  const notes = notesOf(ctx)
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
  if (wantsProblem(ctx)) {
    ctx.type = 'application/problem+json'
    ctx.body = JSON.stringify(problemOf(code, notes.reference))
    return
  }
  ctx.type = 'html'
  ctx.body = parts.views.render({
    name: 'error',
    code,
    status: kind.status,
    title: kind.title,
    sentence: kind.sentence,
    advice: kind.advice,
    reference: notes.reference,
    again: again(code, notes.again),
    link: code === 'unknown_host' ? { href: parts.siteUrl, label: parts.siteUrl } : null,
    user: null,
  })
}

/** RFC 9457. The type is a URN of our code, so that programs need not read the title. */
function problemOf(code: ErrorCode, reference: string): Record<string, unknown> {
  const { status, title, sentence } = ERROR_KINDS[code]
  return { type: `urn:portcullis:error:${code}`, title, status, detail: sentence, code, reference }
}

function again(code: ErrorCode, path: string | null): { href: string; label: string } | null {
  const kind = ERROR_KINDS[code]
  if (!('again' in kind)) return null
  return { href: path ?? '/login', label: code === 'login_required' ? 'Sign in' : 'Start again' }
}

function wantsProblem(ctx: Context): boolean {
  return /(?:^|\/)api\//.test(ctx.path) || ctx.accepts('html', 'json') === 'json'
}
