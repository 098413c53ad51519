import type Koa from 'koa'
import type { Context, Middleware } from 'koa'
import createSession from 'koa-session'
import { z } from 'zod'
import type { Signer } from '../crypto/signer.js'
import { hashToken, newToken } from '../crypto/token.js'
import type { Store } from '../store/store.js'
import { type CookieAttributes, setCookie } from './cookies.js'
import type { Current } from './current.js'

const TOKEN_PURPOSE = 'session'
const CSRF_PURPOSE = 'csrf'
const TOUCH_AFTER_MS = 60_000

/** What koa-session offers on a context, as far as we use it. */
const KoaSession = z.custom<{ regenerate(): Promise<void> }>(
  (value) => typeof value === 'object' && value !== null && 'regenerate' in value,
)

export interface SessionParts {
  readonly app: Koa
  readonly store: Store
  readonly signer: Signer
  readonly cookie: CookieAttributes
  readonly idleLifetimeMs: number
  readonly now: () => Date
  /** Whether requests to this path want to know who is signed in; others cost no read. */
  readonly loads: (path: string) => boolean
}

/** What one request knows of its session. */
interface Slot {
  current: Current | null
  /** The token that the next `regenerate` hands to the browser, and until when. */
  next: { readonly token: string; readonly expiresAt: Date } | null
}

/**
 * Sessions on koa-session: it reads the cookie, asks the store below and writes the cookie. The rows are ours: they are
 * found by the hash of the token, made by the pipeline, and never brought back by a slow request, since the store
 * below knows no way to write one. The cookie holds `token.signature` in one value, so that it also works as a bearer.
 */
export class Sessions {
  /** Loads the session of each request. */
  readonly middleware: Middleware
  readonly #parts: SessionParts
  readonly #slots = new WeakMap<Context, Slot>()

  constructor(parts: SessionParts) {
    this.#parts = parts
    this.middleware = this.#koaSession()
  }

  /** The live session of this request, or null. */
  current(ctx: Context): Current | null {
    return this.#slot(ctx).current
  }

  /** Looks the session up now, for a path that does not load it by itself. */
  async load(ctx: Context): Promise<Current | null> {
    const token = this.#token(ctx)
    if (token !== null) await this.#find(ctx, token)
    return this.current(ctx)
  }

  /** Hash of the token that the request carries with a true signature, whether or not its session still lives. */
  carriedHash(ctx: Context): string | null {
    const token = this.#token(ctx)
    return token === null ? null : hashToken(token)
  }

  /** Gives the browser the token of a session that the pipeline has opened or renewed. */
  async carry(ctx: Context, token: string, expiresAt: Date): Promise<void> {
    const slot = this.#slot(ctx)
    slot.next = { token, expiresAt }
    slot.current = null
    await KoaSession.parse(ctx['session']).regenerate()
  }

  /** Ends the session of this request: the row first, then the cookie. */
  async end(ctx: Context): Promise<void> {
    const hash = this.carriedHash(ctx)
    if (hash !== null) await this.#parts.store.endSession(hash)
    this.#slot(ctx).current = null
    ctx['session'] = null
  }

  /** Whether `proof` is the `_csrf` of the session that this request carries. */
  provesForm(ctx: Context, proof: string): boolean {
    const hash = this.carriedHash(ctx)
    return hash !== null && this.#parts.signer.verify(CSRF_PURPOSE, hash, proof)
  }

  #slot(ctx: Context): Slot {
    const known = this.#slots.get(ctx)
    if (known) return known
    const fresh: Slot = { current: null, next: null }
    this.#slots.set(ctx, fresh)
    return fresh
  }

  #token(ctx: Context): string | null {
    const value = ctx.cookies.get(this.#parts.cookie.name, { signed: false })
    return value === undefined ? null : this.#parts.signer.open(TOKEN_PURPOSE, value)
  }

  async #find(ctx: Context, token: string): Promise<{ id: string } | null> {
    const now = this.#parts.now()
    const tokenHash = hashToken(token)
    const found = await this.#parts.store.findSession(tokenHash, now)
    if (!found) return null
    const csrf = this.#parts.signer.signature(CSRF_PURPOSE, tokenHash)
    this.#slot(ctx).current = { ...found, tokenHash, csrf }
    await this.#touch(found.session, now)
    return { id: found.session.id }
  }

  // Last use is worth a write a minute, not one a request; idle time never reaches past the absolute end.
  async #touch(session: Current['session'], now: Date): Promise<void> {
    if (now.getTime() - session.lastSeenAt.getTime() < TOUCH_AFTER_MS) return
    const idleEnd = Math.min(now.getTime() + this.#parts.idleLifetimeMs, session.expiresAt.getTime())
    await this.#parts.store.touchSession(session.id, now, new Date(idleEnd))
  }

  #koaSession(): Middleware {
    const { app, cookie, loads } = this.#parts
    const options = {
      key: cookie.name,
      signed: false,
      httpOnly: true,
      overwrite: true,
      path: cookie.path,
      secure: cookie.secure,
      sameSite: cookie.sameSite,
      ...(cookie.domain === null ? {} : { domain: cookie.domain }),
      genid: (ctx: Context) => this.#slot(ctx).next?.token ?? newToken(),
      externalKey: {
        get: (ctx: Context) => (loads(ctx.path) ? (this.#token(ctx) ?? '') : ''),
        set: (ctx: Context, token: string) => {
          this.#hand(ctx, token)
        },
      },
      store: {
        get: (token: string, _maxAge: number, { ctx }: { ctx?: Context }) =>
          ctx ? this.#find(ctx, token) : Promise.resolve(null),
        // The pipeline has written the row in its transaction; there is nothing to save here, ever.
        set: () => Promise.resolve(),
        // Rows are ended by `end` and replaced by the pipeline, each with one statement.
        destroy: () => Promise.resolve(),
      },
    }
    const middleware = createSession(options, app)
    return async (ctx, next) => {
      ctx.cookies.secure = cookie.secure
      await middleware(ctx, next)
    }
  }

  #hand(ctx: Context, token: string): void {
    const { next } = this.#slot(ctx)
    if (next?.token !== token) return
    const value = this.#parts.signer.seal(TOKEN_PURPOSE, token)
    setCookie(ctx, this.#parts.cookie, { name: this.#parts.cookie.name, value, expires: next.expiresAt })
  }
}
