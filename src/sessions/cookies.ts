import type { Context } from 'koa'
import type { Signer } from '../crypto/signing.js'

/** The attributes of every cookie we set, from the settings. */
export interface CookieAttributes {
  readonly name: string
  readonly domain: string | null
  readonly path: string
  readonly secure: boolean
  readonly sameSite: 'lax' | 'strict' | 'none'
}

/**
 * The attributes of a further cookie. Only Portcullis needs it, so other hosts and paths do not get it. With a path it
 * cannot be __Host-.
 */
export function ownCookie(attributes: CookieAttributes, basePath: string, suffix: string): CookieAttributes {
  const bareName = attributes.name.replace(/^__(?:Host|Secure)-/, '')
  const securePrefix = basePath === '' ? '__Host-' : '__Secure-'
  const name = `${bareName === attributes.name ? '' : securePrefix}${bareName}-${suffix}`
  return { ...attributes, name, domain: null, path: basePath === '' ? '/' : basePath }
}

/**
 * The value of the cookie with this name; undefined without one, and also if there are several with different values.
 * Their order says nothing (RFC 6265 section 4.2.2), and a proxy or an application may read another one than we do, so
 * none of them counts. `ctx.cookies.get` is not used because it caches
 * one regular expression for each name forever: some of our names are derived from requests, so a stranger could fill
 * the memory with them.
 */
export function readCookie(ctx: Context, name: string): string | undefined {
  const start = `${name}=`
  const header = ctx.req.headers.cookie ?? ''
  if (!header.includes(start)) return undefined
  const values = header
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each.startsWith(start))
    .map((each) => each.slice(start.length).replace(/^"(.*)"$/, '$1'))
  const [value, ...others] = new Set(values)
  return others.length === 0 ? value : undefined
}

/**
 * Sets a cookie with the configured attributes, always HttpOnly. With `expires` null it lasts until the browser closes.
 */
export function setCookie(
  ctx: Context,
  attributes: CookieAttributes,
  cookie: { readonly name: string; readonly value: string; readonly expires: Date | null },
): void {
  const { name, value, expires } = cookie
  if (!COOKIE_VALUE.test(value)) throw new TypeError(`the value of the cookie ${name} has other characters`)
  const { path, domain, sameSite, secure } = attributes
  const header =
    `${name}=${value}; path=${path}` +
    (expires === null ? '' : `; expires=${expires.toUTCString()}`) +
    (domain === null ? '' : `; domain=${domain}`) +
    // BASE_URL decides whether cookies are secure, not the plain HTTP connection from the proxy to this process.
    `; samesite=${sameSite}${secure ? '; secure' : ''}; httponly`
  const earlier = [ctx.res.getHeader('Set-Cookie') ?? []].flat().map(String)
  const others = earlier.filter((each) => !each.startsWith(`${name}=`))
  ctx.res.setHeader('Set-Cookie', [...others, header])
}

/** The characters that the value of a cookie may have (RFC 6265 section 4.1.1). */
const COOKIE_VALUE = /^[!#-+\--:<-[\]-~]*$/

/** Removes a cookie that was set with the same attributes. */
export function clearCookie(ctx: Context, attributes: CookieAttributes, name: string): void {
  setCookie(ctx, attributes, { name, value: '', expires: new Date(0) })
}

/** What a signed cookie is made from. */
export interface SignedCookieDeps {
  readonly attributes: CookieAttributes
  readonly basePath: string
  readonly signer: Signer
}

/** A further cookie with a signed text, which its user can read but not change. */
export class SignedCookie {
  readonly #attributes: CookieAttributes
  readonly #signer: Signer
  readonly #purpose: string

  /**
   * @param suffix ends the name of the cookie
   * @param purpose of the signature; it must not change, because cookies of earlier releases would not be valid
   */
  constructor({ attributes, basePath, signer }: SignedCookieDeps, suffix: string, purpose: string) {
    this.#attributes = ownCookie(attributes, basePath, suffix)
    this.#signer = signer
    this.#purpose = purpose
  }

  /** The text; null without a cookie, and without a valid signature. */
  read(ctx: Context): string | null {
    return this.#signer.unsign(this.#purpose, readCookie(ctx, this.#attributes.name) ?? '')
  }

  write(ctx: Context, text: string, expires: Date): void {
    const value = this.#signer.sign(this.#purpose, text)
    setCookie(ctx, this.#attributes, { name: this.#attributes.name, value, expires })
  }
}
