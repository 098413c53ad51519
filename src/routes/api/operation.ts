import type { Context } from 'koa'
import type { z } from 'zod'
import { type ErrorCode, PortcullisError } from '../../errors.js'
import { clearCookie, readCookie } from '../../sessions/cookies.js'
import { readBearerToken } from '../../sessions/http-sessions.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { Services } from '../services.js'

/*
 * How to add an operation: write a file that exports an `Operation`, and name it in `operations.ts`. That registers its
 * route and describes it in /api/openapi.json; nothing else is to be done in src. Bodies are read with
 * `jsonOf(ctx, schema)`, or `formOf(ctx)` for forms; failures are thrown as PortcullisError. Then add to
 * test/routes/api-answers/ one real call for each status that the operation declares: the test of the document fails
 * for a status that nobody has seen, and for an answer that its schema does not fit. docs/api.md has a row for each.
 */

/** One call of the API: what it is, what it takes, how it can end, and what it does. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the path of BASE_URL, as OpenAPI writes it: `/api/sessions/{id}`. */
  readonly path: string
  /** What it does, in a few words without a full stop. */
  readonly summary: string
  /** More about it, in sentences; Markdown. */
  readonly description?: string
  /** What proves who calls, any of them; empty for everybody. */
  readonly security: readonly SecurityScheme[]
  readonly parameters?: readonly ParameterSpec[]
  readonly request?: RequestBodySpec
  /** How it ends well, by status; here too belong failures that are no problem documents, such as those of OAuth. */
  readonly responses: Readonly<Record<number, ResponseSpec>>
  /** The codes it is known to end badly with; the status of each is that of `ERROR_KINDS`. */
  readonly errors: readonly ErrorCode[]
  /** Makes the handler, once an application. Answers are `no-store` unless it says otherwise. */
  readonly handler: (services: Services) => ApiHandler
}

/** A security scheme of the document; see `document.ts`. */
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
  /** Of the JSON body; without it there is no body. */
  readonly schema?: z.ZodType
}

/** A context of the router, with what the path held. */
export type ApiContext = Context & { readonly params: Readonly<Record<string, string | undefined>> }

export type ApiHandler = (ctx: ApiContext) => Promise<void> | void

/**
 * Who calls. A cookie whose session is gone is taken away, so that the page need not carry it on; a bearer token gets
 * the challenge that RFC 6750 asks for.
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
