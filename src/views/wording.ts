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
