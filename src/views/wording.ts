/** Foreign text without control characters and without those that turn or hide the text around them. */
export function plainText(text: string): string {
  return text
    .replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

// Making one costs a tenth of a page.
const LETTERS = new Intl.Segmenter('en')

/** The first letter of a name, for where there is no picture. */
export function initialOf(name: string): string {
  const [first] = LETTERS.segment(plainText(name))
  return first === undefined ? '?' : first.segment.toUpperCase()
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** A moment for people to read: `23 Nov 2025, 09:43 UTC`. */
export function readableMoment(moment: Date): string {
  return `${MOMENT.format(moment)} UTC`
}

/** How long ago something was, in words: `just now`, `1 minute ago`, `9 minutes ago`. */
export function agoOf(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return 'just now'
  return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`
}
