import type { z } from 'zod'
import { closestMatch } from '../suggest.js'

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

/** Every setting there is, apart from BACKEND_<NAME>_<FIELD>; what is not listed here cannot be read. */
export const SETTING_NAMES = [
  'NODE_ENV',
  'PORT',
  'HOST',
  'BASE_URL',
  'DATABASE_URL',
  'SESSION_KEYS',
  'ENCRYPTION_KEYS',
  'SESSION_STORE',
  'REDIS_URL',
  'SESSION_IDLE_LIFETIME',
  'SESSION_MAX_LIFETIME',
  'SESSION_COOKIE_NAME',
  'SESSION_COOKIE_DOMAIN',
  'SESSION_COOKIE_PATH',
  'SESSION_COOKIE_SECURE',
  'SESSION_COOKIE_SAMESITE',
  'BACKENDS_FILE',
  'PASSWORD_LOGIN',
  'REGISTRATION',
  'TERMS_URL',
  'TERMS_VERSION',
  'ADMIN_EMAILS',
  'TRUST_PROXY',
  'ALLOW_INSECURE_ISSUERS',
  'ALLOWED_REDIRECT_ORIGINS',
  'ALLOWED_API_ORIGINS',
  'SMTP_URL',
  'MAIL_FROM',
  'LOG_LEVEL',
  'METRICS_PORT',
  'METRICS_HOST',
] as const

export type SettingName = (typeof SETTING_NAMES)[number]

/**
 * Reports variables that are nearly a setting. Only near misses, for desktops and platforms set variables such as
 * SESSION_MANAGER; BACKEND_... is looked at by `readBackendVariables`.
 */
export function reportUnknownSettings(env: Environment): void {
  const settingNames: ReadonlySet<string> = new Set(SETTING_NAMES)
  const suspects = env.names.filter((name) => /^(?:SESSION_|BACKENDS_)/.test(name) && !settingNames.has(name))
  for (const name of suspects) {
    const suggestion = closestMatch(name, SETTING_NAMES)
    if (suggestion !== null)
      env.addError(name, 'is not a setting', `Did you mean ${suggestion}? Rename or remove it`)
  }
}

/** Everything that is wrong with the settings, at once: one sentence each with the fix, and no secret in any. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly errors: readonly string[]

  constructor(errors: readonly string[]) {
    const count = errors.length === 1 ? '1 setting needs' : `${errors.length} settings need`
    super([`${count} attention:`, ...errors.map((message) => `- ${message}`)].join('\n'))
    this.errors = errors
  }
}
