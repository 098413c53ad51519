/** A position in a text; line and column count from 1. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

// Sticky: white space, then one token of RFC 8259.
const TOKEN =
  /[ \t\r\n]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|((?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])))/y

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end'

/**
 * Finds where a text stops being valid JSON. Errors of JSON.parse do not always say, and they quote the text, which can
 * contain secrets. For valid JSON the position is its end.
 */
export function findJsonError(text: string): TextPosition {
  const open: string[] = []
  const token = new RegExp(TOKEN)
  let expected: Expected = 'value'
  let end = 0
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const next = advance(expected, match[1] ?? (match[2] === undefined ? 'scalar' : 'string'), open)
    if (next === null) break
    expected = next
    end = token.lastIndex
  }
  const blank = /^[ \t\r\n]*/.exec(text.slice(end))?.[0].length ?? 0
  const lines = text.slice(0, end + blank).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

// One step of the grammar: what may follow `token`, or null when `token` is not allowed here. `open` has the open
// brackets.
function advance(expected: Expected, token: string, open: string[]): Expected | null {
  switch (expected) {
    case 'key or }':
      if (token === '}') return closeBracket(open)
      return token === 'string' ? 'colon' : null
    case 'key':
      return token === 'string' ? 'colon' : null
    case 'colon':
      return token === ':' ? 'value' : null
    case 'comma or end':
      return afterElement(token, open)
    case 'value or ]':
      return token === ']' ? closeBracket(open) : startValue(token, open)
    case 'value':
      return startValue(token, open)
  }
}

function startValue(token: string, open: string[]): Expected | null {
  if (token === 'string' || token === 'scalar') return 'comma or end'
  if (token !== '{' && token !== '[') return null
  open.push(token)
  return token === '{' ? 'key or }' : 'value or ]'
}

function afterElement(token: string, open: string[]): Expected | null {
  const inside = open.at(-1)
  if (inside === undefined) return null
  if (token === ',') return inside === '{' ? 'key' : 'value'
  return token === (inside === '{' ? '}' : ']') ? closeBracket(open) : null
}

function closeBracket(open: string[]): Expected {
  open.pop()
  return 'comma or end'
}
