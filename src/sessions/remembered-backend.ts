import type { Context } from 'koa'
import type { Signer } from '../crypto/signing.js'
import { type CookieAttributes, ownCookie, readCookie, setCookie } from './cookies.js'

const PURPOSE = 'last backend'
const TTL_MS = 180 * 86_400_000

/**
 * Remembers in a signed cookie with which backend this browser signed in last, so that the login page shows it first. The
 * cookie holds nothing but the name of the backend.
 */
export class RememberedBackend {
  readonly #attributes: CookieAttributes
  readonly #signer: Signer
  readonly #clock: () => Date

  constructor(deps: {
    readonly attributes: CookieAttributes
    readonly basePath: string
    readonly signer: Signer
    readonly clock: () => Date
  }) {
    this.#attributes = ownCookie(deps.attributes, deps.basePath, 'last')
    this.#signer = deps.signer
    this.#clock = deps.clock
  }

  /** The name of the backend; null without one. A backend of this name need not exist any more. */
  read(ctx: Context): string | null {
    return this.#signer.unsign(PURPOSE, readCookie(ctx, this.#attributes.name) ?? '')
  }

  remember(ctx: Context, backend: string): void {
    const expires = new Date(this.#clock().getTime() + TTL_MS)
    const value = this.#signer.sign(PURPOSE, backend)
    setCookie(ctx, this.#attributes, { name: this.#attributes.name, value, expires })
  }
}
