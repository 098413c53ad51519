import { readFileSync } from 'node:fs'
import { ERROR_KINDS, type ErrorCode } from '../errors.js'

/** What a code means for whoever runs the site, and what they can do. */
export interface Explanation {
  readonly means: string
  readonly remedy: string
}

/** Explains a code; null for one that no longer exists, as in an event of an older release. */
export type Explain = (code: string) => Explanation | null

/**
 * Reads the explanations where operators read them, too: in the table of `docs/errors.md`, which a test holds against
 * the codes. Where the documents were not installed, the words for visitors have to do.
 */
export function loadExplanations(file: string): Explain {
  const rows = new Map(textOf(file).split('\n').flatMap(rowOf))
  return (code) => {
    if (!isCode(code)) return null
    const { sentence, advice } = ERROR_KINDS[code]
    return rows.get(code) ?? { means: sentence, remedy: advice }
  }
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_KINDS, code)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

// | `code` | status | what happened | what to do |
function rowOf(line: string): readonly (readonly [string, Explanation])[] {
  const [, code = '', , means, remedy] = line.split('|').map((cell) => cell.trim())
  const name = /^`(\w+)`$/.exec(code)?.[1]
  if (name === undefined || means === undefined || remedy === undefined) return []
  return [[name, { means: plain(means), remedy: plain(remedy) }]]
}

/** Markdown without its marks: links by their text, code as it is. */
function plain(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '')
}
