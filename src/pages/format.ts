/** Removes control characters from foreign text, and characters that reverse or hide the text around them. */
export function stripControls(text: string): string {
  return (
    text
      .replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, ' ')
      // A no-break space stays, as French has it before a colon.
      .replace(/[^\S\u00A0\u202F]+/g, ' ')
      .trim()
  )
}

// Creating a segmenter takes a tenth of the time of a page, so there is one for all.
const GRAPHEMES = new Intl.Segmenter('en')

/** The first letter of a name, shown where there is no picture. */
export function initial(name: string): string {
  const [first] = GRAPHEMES.segment(stripControls(name))
  return first === undefined ? '?' : first.segment.toUpperCase()
}

const TILE_COUNT = 8

/** Which of the colours of initials a name has, from 1 to 8: always the same for the same name. */
export function tileColor(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521
  return (sum % TILE_COUNT) + 1
}

/** Builds the URL path of a page of this site. Each segment is encoded, so that none can lead to another page. */
export function appUrl(basePath: string, segments: readonly string[]): string {
  return `${basePath}/${segments.map(encodeURIComponent).join('/')}`
}

/**
 * The URL that starts a sign-in and returns to `next`.
 * @param prompt "login" if the provider must ask the user to authenticate again; otherwise empty
 * @param shared "1" on a shared computer; otherwise empty
 */
export function loginUrl(basePath: string, backend: string, next: string, prompt = '', shared = ''): string {
  const url = appUrl(basePath, ['login', backend])
  const query = Object.entries({ next, prompt, shared }).filter(([, value]) => value !== '')
  const params = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return params.length === 0 ? url : `${url}?${params.join('&')}`
}

/** Returns the URL if it may be linked or posted to: a path of this site, or http(s). Otherwise null. */
export function linkUrl(url: string): string | null {
  // A browser drops tabs and newlines and reads a backslash as a slash, so such a "path" may leave the site.
  if (/^\/(?![/\\])[^\t\r\n\\]*$/.test(url)) return url
  return webUrl(url, ['https:', 'http:'])
}

/** Returns the URL of a picture if it is https, otherwise null. */
export function pictureUrl(picture: string | null): string | null {
  return picture === null ? null : webUrl(picture, ['https:'])
}

function webUrl(value: string, protocols: readonly string[]): string | null {
  if (!URL.canParse(value)) return null
  const url = new URL(value)
  return protocols.includes(url.protocol) ? url.href : null
}
