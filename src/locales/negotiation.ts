const MAX_HEADER_LENGTH = 1000
const MAX_RANGES = 20

const LANGUAGE_TAG = /^[a-z]{1,8}(?:-[a-z0-9]{1,8}){0,5}$/i
const QUALITY = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i

/**
 * The languages of an `Accept-Language` header (RFC 9110 section 12.5.4), the preferred one first. Only the first thousand
 * characters and twenty ranges are read; what is malformed is left out, and so is `*`, which every language satisfies.
 */
export function parseAcceptLanguage(header: string): readonly string[] {
  return header
    .slice(0, MAX_HEADER_LENGTH)
    .split(',', MAX_RANGES)
    .flatMap((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
      const quality = parameters[0] === undefined ? '1' : QUALITY.exec(parameters[0])?.[1]
      return LANGUAGE_TAG.test(tag) && quality !== undefined && Number(quality) > 0
        ? [{ tag, quality: Number(quality) }]
        : []
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

const MAX_UI_LOCALES_LENGTH = 200

/** The languages of a `ui_locales` parameter (OpenID Connect Core section 3.1.2.1), the preferred one first. */
export function parseUiLocales(text: string): readonly string[] {
  return text
    .slice(0, MAX_UI_LOCALES_LENGTH)
    .split(' ', MAX_RANGES)
    .filter((tag) => LANGUAGE_TAG.test(tag))
}

/**
 * The offered language that fits best, by lookup (RFC 4647 section 3.4): `fr-CA` is served by `fr`. Where only a variant
 * such as `pt-BR` is offered, it serves `pt` as well. Null when none fits.
 */
export function matchLanguage(wanted: readonly string[], offered: readonly string[]): string | null {
  for (const tag of wanted) {
    const subtags = tag.toLowerCase().split('-')
    for (let length = subtags.length; length > 0; length -= 1) {
      const range = subtags.slice(0, length).join('-')
      const match =
        offered.find((each) => each.toLowerCase() === range) ??
        offered.find((each) => each.toLowerCase().startsWith(`${range}-`))
      if (match !== undefined) return match
    }
  }
  return null
}
