import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Definition } from '../definition/definition.js'
import { ENGLISH } from '../../locales/locales.js'
import { message } from '../../locales/messages.js'
import { type Mark, MAX_MARK_BYTES, parseMark } from './mark.js'

/** Where marks are served, below the base path. */
export const MARKS_PATH = '/marks/'

/** The path of a mark, below the base path. It changes with the picture, so browsers may cache it without limit. */
export function markPath({ hash, type }: Pick<Mark, 'hash' | 'type'>): string {
  return `${MARKS_PATH}${hash}.${type}`
}

/**
 * The pictures of the backends, by the name of the backend: those of files that the settings name, and those that
 * administrators have given. Pages ask for their paths while they are rendered, so both are in memory.
 */
export class Marks {
  #static: ReadonlyMap<string, Mark> = new Map()
  #dynamic: ReadonlyMap<string, Pick<Mark, 'hash' | 'type'>> = new Map()

  setStatic(marks: ReadonlyMap<string, Mark>): void {
    this.#static = marks
  }

  setDynamic(marks: ReadonlyMap<string, Pick<Mark, 'hash' | 'type'>>): void {
    this.#dynamic = marks
  }

  /** The path of the picture of this backend; null without one. */
  pathOf(name: string): string | null {
    const mark = this.#static.get(name) ?? this.#dynamic.get(name)
    return mark === undefined ? null : markPath(mark)
  }

  /** The picture of a file; null for one of the database, and for none. */
  findStatic(hash: string, type: string): Mark | null {
    return [...this.#static.values()].find((mark) => mark.hash === hash && mark.type === type) ?? null
  }
}

/**
 * Reads the files of the marks of backends of the settings. A relative path starts from the working directory.
 * @returns the marks by the name of the backend, and a sentence for each file that is not accepted
 */
export function readMarkFiles(definitions: readonly Definition[]): {
  readonly marks: ReadonlyMap<string, Mark>
  readonly errors: readonly string[]
} {
  const marks = new Map<string, Mark>()
  const errors: string[] = []
  for (const { name, mark: path } of definitions) {
    if (path === null) continue
    const result = readMark(resolve(path))
    if ('mark' in result) marks.set(name, result.mark)
    else
      errors.push(
        `Backend ${JSON.stringify(name)}, field "mark": the picture is refused: ${ENGLISH.format(result.problem)}. Name an SVG or PNG file of at most 32 KB.`,
      )
  }
  return { marks, errors }
}

function readMark(path: string): ReturnType<typeof parseMark> {
  try {
    const stats = statSync(path)
    if (!stats.isFile()) return { problem: message('markProblem.notAFile') }
    return stats.size > MAX_MARK_BYTES
      ? { problem: message('markProblem.tooLarge') }
      : parseMark(readFileSync(path))
  } catch {
    return { problem: message('markProblem.unreadable') }
  }
}
