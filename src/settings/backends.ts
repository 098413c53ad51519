import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { withCurrentFieldNames } from '../backends/definition/renamed-fields.js'
import { closestMatch } from '../suggest.js'
import { BACKEND_FIELD_NAMES, splitField, suggestField } from './backend-fields.js'
import { type Environment, SETTING_NAMES } from './environment.js'
import { findJsonError } from './json-error.js'
import { errnoCode, isObject, quoteValue, withoutPrototype } from './schemas.js'

/** The raw definitions of all backends by name, and the names of those in the file and in code. */
export interface ConfiguredBackends {
  readonly rawBackends: Readonly<Record<string, unknown>>
  readonly namesInFile: ReadonlySet<string>
  readonly namesInCode: ReadonlySet<string>
}

/**
 * Reads the backends in code, BACKENDS_FILE and BACKEND_<NAME>_<FIELD>; a variable takes precedence over the others. Whether a definition is
 * valid is checked by `parseDefinitions`.
 */
export function readBackends(env: Environment, folder: string): ConfiguredBackends {
  const backends = readBackendsFile(env, folder)
  const namesInFile = new Set(backends.keys())
  for (const [name, fields] of env.configured.backends) {
    if (namesInFile.has(name))
      env.addError(`backends.${name}`, 'is in BACKENDS_FILE, too', 'Remove one of them, or rename it')
    else backends.set(name, new Map(Object.entries(fields)))
  }
  readBackendVariables(env, backends)
  const entries = [...backends].map(([name, fields]) => [name, withoutPrototype(fields)] as const)
  return {
    rawBackends: withoutPrototype(entries),
    namesInFile,
    namesInCode: new Set(env.configured.backends.keys()),
  }
}

/**
 * Backends by name, and their fields by name. They are Maps, so that a name such as `__proto__` is a name like any
 * other.
 */
export type RawBackends = Map<string, Map<string, unknown>>

const DEFAULT_FILE = 'backends.json'

/** Reads the file that BACKENDS_FILE names; without that setting `backends.json` in `folder`, which may be missing. */
function readBackendsFile(env: Environment, folder: string): RawBackends {
  const configuredFile = env.text('BACKENDS_FILE')
  const text = readText(env, resolve(folder, configuredFile ?? DEFAULT_FILE), configuredFile)
  const backends: RawBackends = new Map()
  for (const [name, definition] of Object.entries(
    text === null ? {} : readObject(env, text, configuredFile ?? DEFAULT_FILE),
  )) {
    if (isObject(definition)) backends.set(name, new Map(Object.entries(withCurrentFieldNames(definition))))
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
      `Put a file there that this process can read: ${path}`,
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
    const { line, column } = findJsonError(text)
    env.addError(
      describeFile(file),
      `is not JSON: see line ${line}, column ${column}`,
      'Correct it there or just before',
    )
  }
  return {}
}

function describeFile(file: string): string {
  return `BACKENDS_FILE ${quoteValue(file)}`
}

/** Adds BACKEND_<NAME>_<FIELD> to the backends of the file. A variable that names no field is an error. */
function readBackendVariables(env: Environment, backends: RawBackends): void {
  const fromFile = [...backends.keys()]
  const variables = new Map<string, string>()
  for (const variable of env.names.filter((name) => name.startsWith('BACKEND_'))) {
    const split = splitField(variable.slice('BACKEND_'.length))
    if (split === null) {
      reportUnknownField(env, variable)
      continue
    }
    const name = resolveBackendName(env, variable, split.name, fromFile)
    if (name === null) continue
    const earlierVariable = variables.get(`${name} ${split.field}`)
    if (earlierVariable !== undefined) {
      env.addError(variable, `sets the same field as ${earlierVariable}`, 'Remove one of them')
      continue
    }
    variables.set(`${name} ${split.field}`, variable)
    const fields = backends.get(name) ?? new Map<string, unknown>()
    const previous = fields.get(split.field)
    fields.set(split.field, env.parse(variable, env.variable(variable) ?? '', split.schema, previous))
    backends.set(name, fields)
  }
  reportPluralName(env)
}

// The name of a variable cannot contain `-`, so `_` stands for it: BACKEND_MY_COMPANY_ISSUER is the issuer of
// `my-company`.
function resolveBackendName(
  env: Environment,
  variable: string,
  text: string,
  names: readonly string[],
): string | null {
  const lower = text.toLowerCase()
  const matches = names.filter((name) => name.toLowerCase().replaceAll('-', '_') === lower)
  if (matches.length > 1) {
    env.addError(
      variable,
      `could mean ${matches.join(' or ')}`,
      'Rename one of them, or set the field in BACKENDS_FILE',
    )
    return null
  }
  if (matches[0] !== undefined) return matches[0]
  if (/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(lower)) return lower.replaceAll('_', '-')
  env.addError(
    variable,
    'does not contain a valid name of a backend',
    'Write BACKEND_<NAME>_<FIELD>, with _ for - in the name',
  )
  return null
}

function reportUnknownField(env: Environment, variable: string): void {
  const closestName = suggestField(variable.slice('BACKEND_'.length))
  const suggestion = closestName === null ? closestMatch(variable, SETTING_NAMES) : `BACKEND_${closestName}`
  const fix =
    suggestion === null
      ? `Write BACKEND_<NAME>_<FIELD>; the fields are ${BACKEND_FIELD_NAMES.join(', ')}, in capitals with _`
      : `Did you mean ${suggestion}? Rename or remove it`
  env.addError(variable, 'does not end with a field of backends', fix)
}

function reportPluralName(env: Environment): void {
  for (const name of env.names.filter((candidate) => candidate.startsWith('BACKENDS_'))) {
    const rest = name.slice('BACKENDS_'.length)
    if (splitField(rest))
      env.addError(name, 'is not a setting', `Did you mean BACKEND_${rest}? Rename or remove it`)
  }
}
