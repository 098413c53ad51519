/** What differs from run to run, and what stands in its place. */
const REPLACED: readonly (readonly [what: RegExp, stead: string])[] = [
  // Ports.
  [/(?<=<bdi>)\d{5}(?=<\/bdi>)/g, '3000'],
  [/\b(localhost|127\.0\.0\.1):\d{4,5}\b/g, '$1:3000'],
  // References, codes of emails, and codes of devices; not the X in their places, nor a part of the name of a setting.
  [/(?<!<wbr>)\b(?!X{8})[2-9A-HJ-NP-Z]{8}\b/g, 'K7QM2XHD'],
  [/\b(?!XXX-)[2-9A-HJ-NP-Z]{3}(?:-[2-9A-HJ-NP-Z]{3}){2}\b/g, 'K7Q-M2X-HD4'],
  [/\b(?!XXXX-)[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}\b/g, 'WDJB-MJHT'],
  // Identifiers of rows, where they are shown, and tokens in addresses.
  [/(<bdi>)[\w-]{22}(<\/bdi>)/g, '$1hGq3vS0bX5nT8kLw2ZcYdA$2'],
  [/\/[\w-]{43}(?![\w-])/g, '/8YqfJ2Lr0cGmXw5sVtKd7hBzN1pEoUi4aT9R3yQ6kWx'],
  // How long something took, and the seconds of a moment.
  [/\b\d+(?:[.,]\d+)?(\s|&nbsp;)(?:ms|s)\b/g, '12$1ms'],
  [/(\d\d:\d\d):\d\d(?:\.\d+)?Z/g, '$1:00.000Z'],
]

/** The page with the same text in each run, so that its picture is the same. */
export function steady(html: string): string {
  return REPLACED.reduce((text, [what, stead]) => text.replace(what, stead), html)
}
