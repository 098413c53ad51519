import { readFileSync } from 'node:fs'
import { ERROR_KINDS, type ErrorCode } from '../errors.js'

/** What a code means for whoever runs the site, and what they can do. */
export interface ErrorHelp {
  readonly meaning: string
  readonly remedy: string
}

/** Explains a code; null for one that no longer exists, as in an event of an older release. */
export type ExplainError = (code: string) => ErrorHelp | null

/**
 * Reads the explanations where operators read them, too: in the table of `docs/errors.md`, which a test holds against
 * the codes. Where the documents were not installed, the words for visitors have to do.
 */
export function loadErrorHelp(file: string): ExplainError {
  const rows = new Map(readText(file).split('\n').flatMap(parseRow))
  return (code) => {
    if (!isErrorCode(code)) return null
    const { message, advice } = ERROR_KINDS[code]
    return rows.get(code) ?? { meaning: message, remedy: advice }
  }
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_KINDS, code)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

// | `code` | status | what happened | what to do |
function parseRow(line: string): readonly (readonly [string, ErrorHelp])[] {
  const [, code = '', , meaning, remedy] = line.split('|').map((cell) => cell.trim())
  const name = /^`(\w+)`$/.exec(code)?.[1]
  if (name === undefined || meaning === undefined || remedy === undefined) return []
  return [[name, { meaning: stripMarkdown(meaning), remedy: stripMarkdown(remedy) }]]
}

/** Markdown without its marks: links by their text, code as it is. */
function stripMarkdown(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '')
}
