/** The public URL of this site: `https://example.org` and `/auth`, or an empty base path. */
export interface Site {
  readonly origin: string
  readonly basePath: string
  /** Other origins that a return URL (`next`) may have. */
  readonly allowedOrigins: readonly string[]
  /** Where users go after a sign-in if they did not ask for a page; the account page without this. */
  readonly home?: string | null
}

/** In characters. Dashboards keep their whole state in the URL. */
export const MAX_RETURN_TO_LENGTH = 8000
// Returning to one of these after a sign-in would start another one, or end the session.
const AUTH_PATHS = /^\/(?:login|logout|logged-out|complete|connect|disconnect)(?:[/?#]|$)/i

/**
 * Returns where to go after a sign-in: a path of this site, or a URL of an allowed origin. Everything else becomes the
 * account page. Browsers resolve `//evil`, `/\evil`, tabs and `/.//evil` to other sites, so the value is resolved as a
 * browser does it, and the result is checked (RFC 9700 section 4.11.1).
 */
export function sanitizeReturnTo(raw: unknown, site: Site): string {
  const home = site.home ?? `${site.basePath}/account`
  if (typeof raw !== 'string' || raw === '' || raw.length > MAX_RETURN_TO_LENGTH) return home
  // Browsers read a backslash in the path as a slash; in the query it is a character like any other.
  if (/[\u0000-\u0020\u007f]|^[^?#]*\\/.test(raw)) return home
  const url = URL.parse(raw, site.origin)
  if (!url || url.username || url.password) return home
  if (url.origin !== site.origin) return site.allowedOrigins.includes(url.origin) ? url.href : home
  if (!raw.startsWith('/') && !raw.toLowerCase().startsWith(`${site.origin.toLowerCase()}/`)) return home
  if (url.pathname.startsWith('//')) return home
  const sitePath = url.pathname.startsWith(`${site.basePath}/`)
    ? url.pathname.slice(site.basePath.length)
    : null
  if (sitePath !== null && AUTH_PATHS.test(sitePath)) return home
  return url.pathname + url.search + url.hash
}
