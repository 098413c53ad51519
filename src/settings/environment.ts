import type { z } from 'zod'
import type { SettingName } from './setting-names.js'

/**
 * The environment, and what was found wrong with it. Reading goes on after a fault, with the default in place of the
 * faulty value, so that all faults are listed together; `readSettings` throws them at the end.
 */
export class Environment {
  readonly #values = new Map<string, string>()
  readonly #errors: string[] = []

  /** Values are trimmed, and empty ones count as not set: that is how compose files and shells unset a variable. */
  constructor(values: Readonly<Record<string, string | undefined>>) {
    for (const [name, value] of Object.entries(values)) {
      const text = value?.trim() ?? ''
      if (text !== '') this.#values.set(name, text)
    }
  }

  /** The names of all variables that are set, ours or not, in alphabetical order. */
  get names(): readonly string[] {
    return [...this.#values.keys()].sort()
  }

  get errors(): readonly string[] {
    return this.#errors
  }

  text(name: SettingName): string | null {
    return this.variable(name)
  }

  /** Like `text`, for variables whose names operators choose in part. */
  variable(name: string): string | null {
    return this.#values.get(name) ?? null
  }

  /** The parsed value; `fallback` when it is not set, or faulty and reported. Messages of `schema` hold the fix. */
  read<T>(name: SettingName, schema: z.ZodType<T, string>, fallback: T): T {
    const text = this.text(name)
    return text === null ? fallback : this.parse(name, text, schema, fallback)
  }

  parse<T>(setting: string, text: string, schema: z.ZodType<T, string>, fallback: T): T {
    const result = schema.safeParse(text)
    if (result.success) return result.data
    for (const issue of result.error.issues)
      this.#errors.push(`${describeSetting(setting, issue.path)} ${issue.message}`)
    return fallback
  }

  /** Reports a fault: `${setting} ${wrong}. ${fix}.` Neither may hold a secret. */
  addError(setting: string, problem: string, fix: string): void {
    this.#errors.push(`${setting} ${problem}. ${fix}.`)
  }
}

// Lists may hold secrets, so that their entries are named by number.
function describeSetting(setting: string, path: readonly PropertyKey[]): string {
  const index = path[0]
  return typeof index === 'number' ? `${setting} (entry ${index + 1})` : setting
}
