import type { Context } from 'koa'

/** Attributes of every cookie we set, from the settings. */
export interface CookieAttributes {
  readonly name: string
  readonly domain: string | null
  readonly path: string
  readonly secure: boolean
  readonly sameSite: 'lax' | 'strict' | 'none'
}

/**
 * The value of a cookie that the browser sent, the first of this name; undefined without one. Not by `ctx.cookies.get`,
 * which keeps a pattern for ever for each name it was ever asked for: some of our names follow from a request, so that
 * a stranger could fill the memory with them.
 */
export function readCookie(ctx: Context, name: string): string | undefined {
  const start = `${name}=`
  const pair = ctx
    .get('Cookie')
    .split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(start))
  return pair?.slice(start.length).replace(/^"(.*)"$/, '$1')
}

/** Sets a cookie with the configured attributes; HttpOnly always. `expires` null makes it end with the browser. */
export function setCookie(
  ctx: Context,
  attributes: CookieAttributes,
  cookie: { readonly name: string; readonly value: string; readonly expires: Date | null },
): void {
  // Whether cookies are secure is decided by BASE_URL, not by the hop from the proxy to this process.
  ctx.cookies.secure = attributes.secure
  ctx.cookies.set(cookie.name, cookie.value, {
    ...(attributes.domain === null ? {} : { domain: attributes.domain }),
    ...(cookie.expires === null ? {} : { expires: cookie.expires }),
    path: attributes.path,
    secure: attributes.secure,
    sameSite: attributes.sameSite,
    httpOnly: true,
    signed: false,
    overwrite: true,
  })
}

/** Removes a cookie that was set with the same attributes. */
export function clearCookie(ctx: Context, attributes: CookieAttributes, name: string): void {
  setCookie(ctx, attributes, { name, value: '', expires: new Date(0) })
}
