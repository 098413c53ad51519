import type Koa from 'koa'
import type { Context, Middleware } from 'koa'
import createSession from 'koa-session'
import { z } from 'zod'
import { newToken } from '../crypto/tokens.js'
import { RequestValue } from '../request-value.js'
import { type CookieAttributes, readCookie, setCookie } from './cookies.js'
import type { CurrentSession, OpenedSession } from './session-store.js'
import type { Sessions } from './sessions.js'
import type { SharedComputer } from './shared-computer.js'

/** The part of koa-session's `ctx.session` that we use. */
const KoaSessionSchema = z.custom<{ regenerate(): Promise<void> }>(
  (value) => typeof value === 'object' && value !== null && 'regenerate' in value,
)

export interface HttpSessionsDeps {
  readonly app: Koa
  readonly sessions: Sessions
  readonly cookie: CookieAttributes
  /** Whether requests to this path need their session; for all others it is not looked up. */
  readonly shouldLoad: (path: string) => boolean
  readonly sharedComputer: Pick<SharedComputer, 'isShared'>
}

/** The state of one request. */
interface RequestState {
  current: CurrentSession | null
  /** The session whose cookie the next `regenerate` sets. */
  next: OpenedSession | null
}

/**
 * The sessions of HTTP requests. A request carries its session in the cookie, or as `Authorization: Bearer` with the
 * same value. koa-session reads and writes the cookie; the store that it gets here can only read, so that no request
 * can create a session or bring an ended one back.
 */
export class HttpSessions {
  /** Loads the session of each request. */
  readonly middleware: Middleware
  readonly #deps: HttpSessionsDeps
  readonly #states = new RequestValue<RequestState>()

  constructor(deps: HttpSessionsDeps) {
    this.#deps = deps
    this.middleware = this.#koaSession()
  }

  /** The live session of this request, or null. */
  current(ctx: Context): CurrentSession | null {
    return this.#state(ctx).current
  }

  /** Looks the session up now, on a path where the middleware does not. */
  async load(ctx: Context): Promise<CurrentSession | null> {
    const token = this.token(ctx)
    if (token !== null) await this.#find(ctx, token)
    return this.current(ctx)
  }

  /** The token of the request if its signature is valid; its session may have ended. Secret. */
  token(ctx: Context): string | null {
    const value = readBearerToken(ctx) ?? readCookie(ctx, this.#deps.cookie.name)
    return value === undefined ? null : this.#deps.sessions.verifyToken(value)
  }

  /** Whether the request has a session cookie or bearer token at all, valid or not. */
  hasCredential(ctx: Context): boolean {
    return (readBearerToken(ctx) ?? readCookie(ctx, this.#deps.cookie.name)) !== undefined
  }

  /** Sets the cookie of a session that was just opened or renewed. */
  async attach(ctx: Context, opened: OpenedSession): Promise<void> {
    const state = this.#state(ctx)
    state.next = opened
    state.current = null
    await KoaSessionSchema.parse(ctx['session']).regenerate()
  }

  /** Ends the session of this request in the store, and removes the cookie if the request used one. */
  async end(ctx: Context): Promise<void> {
    const token = this.token(ctx)
    if (token !== null) await this.#deps.sessions.end(token)
    this.#state(ctx).current = null
    if (readBearerToken(ctx) === undefined) ctx['session'] = null
  }

  /** Whether `proof` is the CSRF token (`_csrf`) of the session of this request. */
  verifyCsrf(ctx: Context, proof: string): boolean {
    const token = this.token(ctx)
    return token !== null && this.#deps.sessions.verifyCsrf(token, proof)
  }

  #state(ctx: Context): RequestState {
    const existing = this.#states.get(ctx)
    if (existing) return existing
    const fresh: RequestState = { current: null, next: null }
    this.#states.set(ctx, fresh)
    return fresh
  }

  async #find(ctx: Context, token: string): Promise<{ id: string } | null> {
    const current = await this.#deps.sessions.find(token)
    this.#state(ctx).current = current
    if (current === null) return null
    if (current.renewedToken !== null && readBearerToken(ctx) === undefined)
      this.#setCookie(ctx, current.renewedToken, current)
    return { id: current.session.id }
  }

  #koaSession(): Middleware {
    const { app, cookie, shouldLoad } = this.#deps
    const options = {
      key: cookie.name,
      signed: false,
      httpOnly: true,
      overwrite: true,
      path: cookie.path,
      secure: cookie.secure,
      sameSite: cookie.sameSite,
      ...(cookie.domain === null ? {} : { domain: cookie.domain }),
      // koa-session demands an ID for a new session, but the cookie's value comes from `set` below.
      genid: () => newToken(),
      externalKey: {
        get: (ctx: Context) => (shouldLoad(ctx.path) ? (this.token(ctx) ?? '') : ''),
        set: (ctx: Context) => {
          const { next } = this.#state(ctx)
          if (next !== null) this.#setCookie(ctx, next.value, next)
        },
      },
      store: {
        get: (token: string, _maxAge: number, { ctx }: { ctx?: Context }) =>
          ctx ? this.#find(ctx, token) : Promise.resolve(null),
        // A session is stored before its cookie is set, so there is never anything to save here.
        set: () => Promise.resolve(),
        // Sessions are ended by `end`, and replaced when another one is opened.
        destroy: () => Promise.resolve(),
      },
    }
    const middleware = createSession(options, app)
    return async (ctx, next) => {
      ctx.cookies.secure = cookie.secure
      await middleware(ctx, next)
    }
  }

  #setCookie(ctx: Context, value: string, { session }: Pick<OpenedSession, 'session'>): void {
    const expires = this.#deps.sharedComputer.isShared(ctx) ? null : session.expiresAt
    setCookie(ctx, this.#deps.cookie, { name: this.#deps.cookie.name, value, expires })
  }
}

/**
 * The bearer token of a request (RFC 6750 section 2.1): undefined when it has none, '' when it is malformed. A request
 * with a malformed token has no session, even if it also has a cookie.
 */
export function readBearerToken(ctx: Context): string | undefined {
  const header = ctx.get('Authorization')
  if (!/^bearer(?: |$)/i.test(header)) return undefined
  return /^bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1] ?? ''
}
