/**
 * Any text as one value of a header field: visible ASCII stays as it is, everything else is percent-encoded as UTF-8,
 * and so are `%`, `,` and blanks at either end. Whoever decodes it as they would a URL gets the text back; no text can
 * end the field, begin another one, or pass for two members of a list (RFC 9110 section 5.5).
 */
export function encodeHeaderValue(text: string): string {
  return text.replace(/[^\x20-\x7e]|[%,]|^ | $/gu, percentEncode)
}

/**
 * As many of these texts as fit into `longest` characters, each encoded by `headerValue`, with commas between them. What
 * does not fit is left out as a whole: half a name could be somebody else's.
 */
export function encodeHeaderList(texts: readonly string[], maxLength: number): string {
  let list = ''
  for (const text of texts) {
    const candidate = list === '' ? encodeHeaderValue(text) : `${list},${encodeHeaderValue(text)}`
    if (candidate.length <= maxLength) list = candidate
  }
  return list
}

// A broken character is no text; its bytes become those of U+FFFD.
function percentEncode(character: string): string {
  const bytes = [...Buffer.from(character, 'utf8')]
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
