/** Foreign text without control characters and without those that turn or hide the text around them. */
export function toPlainText(text: string): string {
  return text
    .replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

// Making one costs a tenth of a page.
const GRAPHEMES = new Intl.Segmenter('en')

/** The first letter of a name, for where there is no picture. */
export function initial(name: string): string {
  const [first] = GRAPHEMES.segment(toPlainText(name))
  return first === undefined ? '?' : first.segment.toUpperCase()
}

const DATE_TIME_FORMAT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** A moment for people to read: `23 Nov 2025, 09:43 UTC`. */
export function formatDateTime(moment: Date): string {
  return `${DATE_TIME_FORMAT.format(moment)} UTC`
}

/** How long ago something was, in words: `just now`, `1 minute ago`, `9 minutes ago`. */
export function formatAgo(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return 'just now'
  return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`
}

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
