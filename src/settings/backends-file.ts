import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Environment } from './environment.js'
import { isObject } from './json-object.js'
import { jsonPosition } from './json-position.js'
import { quote } from './quote.js'
import { systemCode } from './system-code.js'

/** Backends by name, and their fields by name: maps, for which no name is special. */
export type RawBackends = Map<string, Map<string, unknown>>

const STANDARD = 'backends.json'

/** Reads the file that BACKENDS_FILE names; `backends.json` in `folder` may be missing, a named file may not. */
export function readBackendsFile(env: Environment, folder: string): RawBackends {
  const named = env.text('BACKENDS_FILE')
  const text = readText(env, resolve(folder, named ?? STANDARD), named)
  const backends: RawBackends = new Map()
  for (const [name, definition] of Object.entries(
    text === null ? {} : readObject(env, text, named ?? STANDARD),
  )) {
    if (isObject(definition)) backends.set(name, new Map(Object.entries(definition)))
    else
      env.fault(
        where(named ?? STANDARD),
        `has ${quote(name)}, which is not an object`,
        'Write { } with its fields',
      )
  }
  return backends
}

function readText(env: Environment, path: string, named: string | null): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' && named === null) return null
    const wrong = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`
    env.fault(where(named ?? STANDARD), wrong, `Put a file there that this process may read: ${path}`)
    return null
  }
}

function readObject(env: Environment, text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
    env.fault(
      where(file),
      'is not a JSON object',
      'Write { "name": { ... } }, with one entry for each backend',
    )
  } catch {
    const { line, column } = jsonPosition(text)
    env.fault(
      where(file),
      `is not JSON: see line ${line}, column ${column}`,
      'Correct it there, or just before',
    )
  }
  return {}
}

function where(file: string): string {
  return `BACKENDS_FILE ${quote(file)}`
}
