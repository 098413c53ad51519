import type Koa from 'koa'
import type { Context, Middleware } from 'koa'
import createSession from 'koa-session'
import { z } from 'zod'
import { newToken } from '../crypto/tokens.js'
import { type CookieAttributes, readCookie, setCookie } from './cookies.js'
import type { CurrentSession, OpenedSession } from './session-store.js'
import type { Sessions } from './sessions.js'

/** What koa-session offers on a context, as far as we use it. */
const KoaSessionSchema = z.custom<{ regenerate(): Promise<void> }>(
  (value) => typeof value === 'object' && value !== null && 'regenerate' in value,
)

export interface HttpSessionsDeps {
  readonly app: Koa
  readonly sessions: Sessions
  readonly cookie: CookieAttributes
  /** Whether requests to this path want to know who is signed in; others cost no read. */
  readonly shouldLoad: (path: string) => boolean
}

/** What one request knows of its session. */
interface RequestState {
  current: CurrentSession | null
  /** The session that the next `regenerate` hands to the browser. */
  next: OpenedSession | null
}

/**
 * How a request carries its session: as the cookie, or as `Authorization: Bearer` with the same value. Built on
 * koa-session, which reads the cookie, asks the store below and writes the cookie. Rows are never made or brought back
 * here, since that store knows no way to write one.
 */
export class HttpSessions {
  /** Loads the session of each request. */
  readonly middleware: Middleware
  readonly #deps: HttpSessionsDeps
  readonly #states = new WeakMap<Context, RequestState>()

  constructor(deps: HttpSessionsDeps) {
    this.#deps = deps
    this.middleware = this.#koaSession()
  }

  /** The live session of this request, or null. */
  current(ctx: Context): CurrentSession | null {
    return this.#state(ctx).current
  }

  /** Looks the session up now, for a path that does not load it by itself. */
  async load(ctx: Context): Promise<CurrentSession | null> {
    const token = this.token(ctx)
    if (token !== null) await this.#find(ctx, token)
    return this.current(ctx)
  }

  /** The token that the request carries with a true signature, whether or not its session still lives. Secret. */
  token(ctx: Context): string | null {
    const value = readBearerToken(ctx) ?? readCookie(ctx, this.#deps.cookie.name)
    return value === undefined ? null : this.#deps.sessions.verifyToken(value)
  }

  /** Whether the request brings a session along at all: with a true signature or not, alive or not. */
  hasCredential(ctx: Context): boolean {
    return (readBearerToken(ctx) ?? readCookie(ctx, this.#deps.cookie.name)) !== undefined
  }

  /** Gives the browser the cookie of a session that was just opened or renewed. */
  async attach(ctx: Context, opened: OpenedSession): Promise<void> {
    const state = this.#state(ctx)
    state.next = opened
    state.current = null
    await KoaSessionSchema.parse(ctx['session']).regenerate()
  }

  /** Ends the session of this request: first where it is kept, then the cookie, if that is what carries it. */
  async end(ctx: Context): Promise<void> {
    const token = this.token(ctx)
    if (token !== null) await this.#deps.sessions.end(token)
    this.#state(ctx).current = null
    if (readBearerToken(ctx) === undefined) ctx['session'] = null
  }

  /** Whether `proof` is the `_csrf` of the session that this request carries. */
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
      // koa-session wants an id before it hands one out; what the browser gets is the value in the slot.
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
        // The session was kept before its cookie is set; there is nothing to save here, ever.
        set: () => Promise.resolve(),
        // Sessions are ended by `end` and replaced when another is opened, each with one statement.
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
    setCookie(ctx, this.#deps.cookie, { name: this.#deps.cookie.name, value, expires: session.expiresAt })
  }
}

/**
 * The bearer token of a request (RFC 6750 section 2.1): undefined when it has none, '' when it is malformed, so that
 * such a request is nobody's, whatever cookies came with it.
 */
export function readBearerToken(ctx: Context): string | undefined {
  const header = ctx.get('Authorization')
  if (!/^bearer(?: |$)/i.test(header)) return undefined
  return /^bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1] ?? ''
}
