/** Builds the address of one of our own pages: each segment is encoded, so none can reach another page. */
export function appUrl(basePath: string, segments: readonly string[]): string {
  return `${basePath}/${segments.map(encodeURIComponent).join('/')}`
}

/** The address that starts a sign-in and comes back to `next`. */
export function loginUrl(basePath: string, backend: string, next: string): string {
  const url = appUrl(basePath, ['login', backend])
  return next === '' ? url : `${url}?next=${encodeURIComponent(next)}`
}

/** An address that may be linked or posted to: a path of this site, or http(s). Anything else is null. */
export function linkUrl(url: string): string | null {
  // A browser drops tabs and newlines and reads a backslash as a slash, so such a "path" may leave the site.
  if (/^\/(?![/\\])[^\t\r\n\\]*$/.test(url)) return url
  return webUrl(url, ['https:', 'http:'])
}

/** The address of a person's picture, or null if it is not one that a browser merely fetches. */
export function pictureUrl(picture: string | null): string | null {
  return picture === null ? null : webUrl(picture, ['https:'])
}

function webUrl(value: string, protocols: readonly string[]): string | null {
  if (!URL.canParse(value)) return null
  const url = new URL(value)
  return protocols.includes(url.protocol) ? url.href : null
}
