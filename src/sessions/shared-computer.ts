import type { Context } from 'koa'
import { RequestValue } from '../request-value.js'
import { clearCookie, type CookieAttributes, ownCookie, readCookie, setCookie } from './cookies.js'

const SHARED = '1'

/** How long a session on a shared computer lasts at most, even while the browser stays open. */
export const SHARED_SESSION_TTL_MS = 4 * 3600_000

/**
 * Remembers, until the browser is closed, that its user said that others use the computer, too. Sessions are short there,
 * their cookie ends with the browser, and the browser does not remember how the user signed in. The cookie is not signed:
 * it only takes away.
 */
export class SharedComputer {
  readonly #attributes: CookieAttributes
  readonly #choices = new RequestValue<boolean>()

  constructor(deps: { readonly attributes: CookieAttributes; readonly basePath: string }) {
    this.#attributes = ownCookie(deps.attributes, deps.basePath, 'shared')
  }

  /** Whether the computer of this request is a shared one. */
  isShared(ctx: Context): boolean {
    return this.#choices.get(ctx) ?? readCookie(ctx, this.#attributes.name) === SHARED
  }

  /** Stores what the user has said. */
  choose(ctx: Context, isShared: boolean): void {
    const { name } = this.#attributes
    if (isShared) setCookie(ctx, this.#attributes, { name, value: SHARED, expires: null })
    else if (readCookie(ctx, name) !== undefined) clearCookie(ctx, this.#attributes, name)
    this.#choices.set(ctx, isShared)
  }
}
