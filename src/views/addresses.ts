/** Builds the address of one of our own pages: each segment is encoded, so none can reach another page. */
export function ownAddress(basePath: string, segments: readonly string[]): string {
  return `${basePath}/${segments.map(encodeURIComponent).join('/')}`
}

/** The address that starts a sign-in and comes back to `next`. */
export function loginAddress(basePath: string, backend: string, next: string): string {
  const address = ownAddress(basePath, ['login', backend])
  return next === '' ? address : `${address}?next=${encodeURIComponent(next)}`
}

/** An address that may be linked or posted to: a path of this site, or http(s). Anything else is null. */
export function linkAddress(address: string): string | null {
  // A browser drops tabs and newlines and reads a backslash as a slash, so such a "path" may leave the site.
  if (/^\/(?![/\\])[^\t\r\n\\]*$/.test(address)) return address
  return webAddress(address, ['https:', 'http:'])
}

/** The address of a person's picture, or null if it is not one that a browser merely fetches. */
export function pictureAddress(picture: string | null): string | null {
  return picture === null ? null : webAddress(picture, ['https:'])
}

function webAddress(address: string, protocols: readonly string[]): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return protocols.includes(url.protocol) ? url.href : null
}
