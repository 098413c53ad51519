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
 * The small signed cookie that ties attempts to the browser that began them. A browser that begins several at the same
 * instant, before it has any cookie, is given one id an answer and keeps only the last; so such an answer sets a second
 * cookie, named after its own attempt and gone with it. A browser that has the cookie gets no others.
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

  /** The id of this browser, setting the cookies that are missing for the attempt of this state. */
  ensureId(ctx: Context, state: string): string {
    const existing = this.id(ctx)
    if (existing !== null) return existing
    const id = newId()
    const value = this.#signer.sign(BROWSER_PURPOSE, id)
    this.#setCookie(ctx, this.#name(), value, COOKIE_TTL_MS)
    this.#setCookie(ctx, this.#name(state), value, ATTEMPT_COOKIE_TTL_MS)
    return id
  }

  /** The id of this browser; one without the cookie gets one, for what is tied to it from now on. */
  ensureCookie(ctx: Context): string {
    const existing = this.id(ctx)
    if (existing !== null) return existing
    const id = newId()
    this.#setCookie(ctx, this.#name(), this.#signer.sign(BROWSER_PURPOSE, id), COOKIE_TTL_MS)
    return id
  }

  /** What forms carry before anybody is signed in: it shows that our page, in this browser, was about this. */
  csrfToken(browserId: string, about: string): string {
    return this.#signer.mac(CSRF_PURPOSE, `${browserId}\0${about}`)
  }

  /** Whether `proof` is the `formProof` of this browser. */
  verifyCsrf(ctx: Context, about: string, proof: string): boolean {
    const id = this.id(ctx)
    return id !== null && this.#signer.verify(CSRF_PURPOSE, `${id}\0${about}`, proof)
  }

  /** The id of this browser, or null before it has the cookie. */
  id(ctx: Context): string | null {
    return this.#read(ctx, this.#name())
  }

  /** The ids that this browser can prove for the attempt of this state; none, one or two. */
  readIds(ctx: Context, state: string): readonly string[] {
    const ids = [this.#read(ctx, this.#name()), this.#read(ctx, this.#name(state))]
    return ids.filter((id) => id !== null)
  }

  /** Whether this browser has been here before. */
  hasCookie(ctx: Context): boolean {
    return this.id(ctx) !== null
  }

  /** Drops the cookie of a finished attempt, if there is one. */
  forgetState(ctx: Context, state: string): void {
    const name = this.#name(state)
    if (readCookie(ctx, name) !== undefined) clearCookie(ctx, this.#attributes, name)
  }

  /** Leaves a short note with this browser for ten minutes, which only we can write and everybody can read. */
  setFlash(ctx: Context, name: string, text: string): void {
    const value = this.#signer.sign(
      `${BROWSER_PURPOSE} ${name}`,
      Buffer.from(text, 'utf8').toString('base64url'),
    )
    this.#setCookie(ctx, `${this.#attributes.name}-${name}`, value, FLASH_TTL_MS)
  }

  /** The note of this name, or null when there is none of ours. */
  readFlash(ctx: Context, name: string): string | null {
    const value = readCookie(ctx, `${this.#attributes.name}-${name}`) ?? ''
    const text = this.#signer.unsign(`${BROWSER_PURPOSE} ${name}`, value)
    return text === null ? null : Buffer.from(text, 'base64url').toString('utf8')
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
