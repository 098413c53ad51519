import type { Context } from 'koa'
import { SignedCookie, type SignedCookieDeps } from './cookies.js'

const PURPOSE = 'last backend'
const TTL_MS = 180 * 86_400_000

/**
 * Remembers in a signed cookie with which backend this browser signed in last, so that the login page shows it first. The
 * cookie holds nothing but the name of the backend.
 */
export class RememberedBackend {
  readonly #cookie: SignedCookie
  readonly #clock: () => Date

  constructor(deps: SignedCookieDeps & { readonly clock: () => Date }) {
    this.#cookie = new SignedCookie(deps, 'last', PURPOSE)
    this.#clock = deps.clock
  }

  /** The name of the backend; null without one. A backend of this name need not exist any more. */
  read(ctx: Context): string | null {
    return this.#cookie.read(ctx)
  }

  remember(ctx: Context, backend: string): void {
    this.#cookie.write(ctx, backend, new Date(this.#clock().getTime() + TTL_MS))
  }
}
