import type { Context } from 'koa'
import type { Signer } from '../crypto/signing.js'
import { hashToken, newId } from '../crypto/tokens.js'
import { clearCookie, type CookieAttributes, readCookie, setCookie } from './cookies.js'

const BROWSER_PURPOSE = 'browser'
const CSRF_PURPOSE = 'form of a browser'
const COOKIE_TTL_MS = 24 * 3600_000
const ATTEMPT_COOKIE_TTL_MS = 30 * 60_000
const FLASH_TTL_MS = 10 * 60_000

/**
 * The signed cookie with the ID of a browser, which ties attempts to the browser that started them. A browser without
 * the cookie that starts several attempts at once gets a different ID in each response, and only the last one stays. So
 * each such response sets a second cookie, named after its attempt, which is removed when the attempt ends.
 */
export class BrowserCookie {
  readonly #attributes: CookieAttributes
  readonly #signer: Signer
  readonly #clock: () => Date

  constructor(deps: { attributes: CookieAttributes; signer: Signer; clock: () => Date }) {
    this.#attributes = deps.attributes
    this.#signer = deps.signer
    this.#clock = deps.clock
  }

  /**
   * Returns the ID of this browser. A browser without one gets one, in two cookies, for the attempt with this state.
   */
  ensureId(ctx: Context, state: string): string {
    const existing = this.id(ctx)
    if (existing !== null) return existing
    const id = newId()
    const value = this.#signer.sign(BROWSER_PURPOSE, id)
    this.#setCookie(ctx, this.#name(), value, COOKIE_TTL_MS)
    this.#setCookie(ctx, this.#name(state), value, ATTEMPT_COOKIE_TTL_MS)
    return id
  }

  /** Returns the ID of this browser. A browser without one gets one. */
  ensureCookie(ctx: Context): string {
    const existing = this.id(ctx)
    if (existing !== null) return existing
    const id = newId()
    this.#setCookie(ctx, this.#name(), this.#signer.sign(BROWSER_PURPOSE, id), COOKIE_TTL_MS)
    return id
  }

  /**
   * The CSRF token of forms on pages without a session.
   * @param about what the form is for, so that tokens are not mixed up
   */
  csrfToken(browserId: string, about: string): string {
    return this.#signer.mac(CSRF_PURPOSE, `${browserId}\0${about}`)
  }

  /** Whether `proof` is the CSRF token of this browser for a form `about` this. */
  verifyCsrf(ctx: Context, about: string, proof: string): boolean {
    const id = this.id(ctx)
    return id !== null && this.#signer.verify(CSRF_PURPOSE, `${id}\0${about}`, proof)
  }

  /** The ID of this browser, or null if it has no cookie yet. */
  id(ctx: Context): string | null {
    return this.#read(ctx, this.#name())
  }

  /** The IDs, at most two, that this browser can prove for the attempt with this state. */
  readIds(ctx: Context, state: string): readonly string[] {
    const ids = [this.#read(ctx, this.#name()), this.#read(ctx, this.#name(state))]
    return ids.filter((id) => id !== null)
  }

  /** Whether this browser has the cookie. */
  hasCookie(ctx: Context): boolean {
    return this.id(ctx) !== null
  }

  /** Removes the cookie of a finished attempt, if there is one. */
  forgetState(ctx: Context, state: string): void {
    const name = this.#name(state)
    if (readCookie(ctx, name) !== undefined) clearCookie(ctx, this.#attributes, name)
  }

  /** Stores a short text in a cookie for ten minutes. It is signed, not encrypted. */
  setFlash(ctx: Context, name: string, text: string): void {
    const value = this.#signer.sign(
      `${BROWSER_PURPOSE} ${name}`,
      Buffer.from(text, 'utf8').toString('base64url'),
    )
    this.#setCookie(ctx, `${this.#attributes.name}-${name}`, value, FLASH_TTL_MS)
  }

  /** The text stored under this name, or null when there is none or its signature is not ours. */
  readFlash(ctx: Context, name: string): string | null {
    const value = readCookie(ctx, `${this.#attributes.name}-${name}`) ?? ''
    const text = this.#signer.unsign(`${BROWSER_PURPOSE} ${name}`, value)
    return text === null ? null : Buffer.from(text, 'base64url').toString('utf8')
  }

  /** Removes the text stored under this name, if there is one. */
  clearFlash(ctx: Context, name: string): void {
    const cookie = `${this.#attributes.name}-${name}`
    if (readCookie(ctx, cookie) !== undefined) clearCookie(ctx, this.#attributes, cookie)
  }

  #name(state?: string): string {
    const name = `${this.#attributes.name}-browser`
    return state === undefined ? name : `${name}-${hashToken(state).slice(0, 10)}`
  }

  #read(ctx: Context, name: string): string | null {
    return this.#signer.unsign(BROWSER_PURPOSE, readCookie(ctx, name) ?? '')
  }

  #setCookie(ctx: Context, name: string, value: string, ttlMs: number): void {
    setCookie(ctx, this.#attributes, { name, value, expires: new Date(this.#clock().getTime() + ttlMs) })
  }
}
