import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Environment } from './environment.js'
import { isObject } from './json-object.js'
import { jsonPosition } from './json-position.js'
import { quoteValue } from './quote.js'
import { errnoCode } from './system-code.js'

/** Backends by name, and their fields by name: maps, for which no name is special. */
export type RawBackends = Map<string, Map<string, unknown>>

const DEFAULT_FILE = 'backends.json'

/** Reads the file that BACKENDS_FILE names; `backends.json` in `folder` may be missing, a named file may not. */
export function readBackendsFile(env: Environment, folder: string): RawBackends {
  const configuredFile = env.text('BACKENDS_FILE')
  const text = readText(env, resolve(folder, configuredFile ?? DEFAULT_FILE), configuredFile)
  const backends: RawBackends = new Map()
  for (const [name, definition] of Object.entries(
    text === null ? {} : readObject(env, text, configuredFile ?? DEFAULT_FILE),
  )) {
    if (isObject(definition)) backends.set(name, new Map(Object.entries(definition)))
    else
      env.addError(
        describeFile(configuredFile ?? DEFAULT_FILE),
        `has ${quoteValue(name)}, which is not an object`,
        'Write { } with its fields',
      )
  }
  return backends
}

function readText(env: Environment, path: string, configuredFile: string | null): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const code = errnoCode(error)
    if (code === 'ENOENT' && configuredFile === null) return null
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`
    env.addError(
      describeFile(configuredFile ?? DEFAULT_FILE),
      problem,
      `Put a file there that this process may read: ${path}`,
    )
    return null
  }
}

function readObject(env: Environment, text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
    env.addError(
      describeFile(file),
      'is not a JSON object',
      'Write { "name": { ... } }, with one entry for each backend',
    )
  } catch {
    const { line, column } = jsonPosition(text)
    env.addError(
      describeFile(file),
      `is not JSON: see line ${line}, column ${column}`,
      'Correct it there, or just before',
    )
  }
  return {}
}

function describeFile(file: string): string {
  return `BACKENDS_FILE ${quoteValue(file)}`
}
