const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * JSON, in which a whole number that JavaScript would round is the text of its digits: many providers number people,
 * and two of them must not become one.
 * @throws SyntaxError
 */
export function parseLosslessJson(json: string): unknown {
  // First as it is, so that what is no JSON cannot become some.
  const plain: unknown = JSON.parse(json)
  const exact = json.replace(STRING_OR_NUMBER, (token) => {
    const isWhole = /^-?\d+$/.test(token)
    return isWhole && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token
  })
  return exact === json ? plain : (JSON.parse(exact) as unknown)
}
