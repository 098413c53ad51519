/** The value of a JSON text; undefined, which JSON cannot say, for any other text. For texts that a schema checks next. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
