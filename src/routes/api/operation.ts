import type { Context } from 'koa'
import type { z } from 'zod'
import { type ErrorCode, PortcullisError } from '../../errors.js'
import { clearCookie, readCookie } from '../../sessions/cookies.js'
import { readBearerToken } from '../../sessions/http-sessions.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { Services } from '../services.js'

/*
 * How to add an operation: write a file that exports an `Operation`, and add it to the list in routes.ts. That registers its
 * route and describes it in /api/openapi.json; nothing else is needed in src. Bodies are read with `readJson(ctx, schema)`, or
 * `readForm(ctx)` for forms; errors are thrown as PortcullisError. Then add to test/routes/api-answers/ one real call for each
 * status that the operation declares: the test of the document fails for a status that no call has produced, and for a
 * response that does not match its schema. docs/api.md has a row for each operation.
 */

/** One operation of the API: what it is, what it takes, how it can end, and what it does. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the path of BASE_URL, in the form of OpenAPI: `/api/sessions/{id}`. */
  readonly path: string
  /** What it does, in a few words without a full stop. */
  readonly summary: string
  /** More about it, in sentences; Markdown. */
  readonly description?: string
  /** What authenticates the caller: one of these; empty for everyone. */
  readonly security: readonly SecurityScheme[]
  readonly parameters?: readonly ParameterSpec[]
  readonly request?: RequestBodySpec
  /** The successful responses by status, and errors that are not problem documents, such as those of OAuth. */
  readonly responses: Readonly<Record<number, ResponseSpec>>
  /** The error codes of this operation. The status of each is that of `ERROR_KINDS`. */
  readonly errors: readonly ErrorCode[]
  /** Creates the handler, once for each application. Responses are `no-store` unless it says otherwise. */
  readonly handler: (services: Services) => ApiHandler
}

/** A security scheme of the document; see `openapi.ts`. */
export type SecurityScheme = 'cookie' | 'bearer' | 'providerToken'

export interface ParameterSpec {
  readonly in: 'path' | 'query'
  readonly name: string
  readonly description: string
  readonly schema: z.ZodType
}

export interface RequestBodySpec {
  readonly type: 'application/json' | 'application/x-www-form-urlencoded'
  readonly schema: z.ZodType
}

export interface ResponseSpec {
  readonly description: string
  /** The schema of the JSON body; without it there is no body. */
  readonly schema?: z.ZodType
}

/** A context of the router, with the parameters of the path. */
export type ApiContext = Context & { readonly params: Readonly<Record<string, string | undefined>> }

export type ApiHandler = (ctx: ApiContext) => Promise<void> | void

/**
 * The session of the caller. If the session of a cookie has ended, the cookie is cleared; a bearer token gets the
 * challenge that RFC 6750 requires.
 * @throws PortcullisError login_required
 */
export function requireSession({ http }: Pick<Services, 'http'>, ctx: Context): CurrentSession {
  const { sessions, sessionCookie } = http
  const current = sessions.current(ctx)
  if (current) return current
  const token = readBearerToken(ctx)
  ctx.set('WWW-Authenticate', token === undefined ? 'Bearer' : 'Bearer error="invalid_token"')
  if (token === undefined && readCookie(ctx, sessionCookie.name) !== undefined) {
    clearCookie(ctx, sessionCookie, sessionCookie.name)
  }
  throw new PortcullisError('login_required', { detail: 'no session, or one that has ended' })
}

/**
 * A device or a program, or the thief of its token, must not sign its user out of everything else, nor
 * change what others see of its user.
 * @throws PortcullisError browser_session_required
 */
export function requireBrowserSession(current: CurrentSession): CurrentSession {
  const { kind } = current.session
  if (kind === 'browser') return current
  throw new PortcullisError('browser_session_required', { detail: `a session of the kind ${kind}` })
}
