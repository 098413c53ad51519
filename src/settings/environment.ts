import type { z } from 'zod'
import { closestMatch } from '../suggest.js'
import {
  type Configured,
  CONFIGURED,
  NOT_CONFIGURED,
  type SettingSource,
  type SettingValues,
} from './configured.js'
import { isSecret, readSecretFile } from './secret-files.js'

/**
 * The environment variables, and the errors found in them. After an error, reading continues with the default value, so
 * that all errors are found; `readSettings` throws them together at the end.
 */
export class Environment {
  readonly #values = new Map<string, string>()
  readonly #fromKubernetes: string[] = []
  /** The names of the settings that were read from files. */
  readonly #fromFiles = new Set<string>()
  readonly #errors: string[] = []
  /** What the configuration says beside the values. */
  readonly configured: Configured

  /** Values are trimmed. Empty ones count as not set, because compose files and shells unset a variable like that. */
  constructor(values: SettingValues, folder: string) {
    this.configured = values[CONFIGURED] ?? NOT_CONFIGURED
    this.#errors.push(...this.configured.errors)
    for (const [name, value] of Object.entries(values)) {
      const text = value?.trim() ?? ''
      if (text === '') continue
      if (isFromKubernetes(name, text)) this.#fromKubernetes.push(name)
      else this.#values.set(name, text)
    }
    for (const name of this.names) this.#readSecretFile(name, folder)
  }

  /** Replaces a variable such as SESSION_KEYS_FILE by the secret in the file that it names. */
  #readSecretFile(variable: string, folder: string): void {
    const path = this.#values.get(variable) ?? ''
    const secret = readSecretFile(variable, path, folder, (name) => this.#values.has(name))
    if (secret === null) return
    this.#values.delete(variable)
    if (secret.name === null) this.addError(variable, secret.problem, secret.fix)
    else {
      this.#values.set(secret.name, secret.value)
      this.#fromFiles.add(secret.name)
    }
  }

  /** Where the value of each setting comes from. It contains no secret. */
  get sources(): readonly SettingSource[] {
    return SETTING_NAMES.map((name) => {
      const text = this.#values.get(name) ?? null
      // The address of a receiver often has its key in the path.
      const isHidden = isSecret(name) || /^[a-z+]+:\/\/[^/]*@/i.test(text ?? '') || name === 'WEBHOOK_URL'
      return { name, source: this.#sourceOf(name), value: isHidden ? null : text }
    })
  }

  #sourceOf(name: string): SettingSource['source'] {
    if (!this.#values.has(name)) return 'default'
    if (this.#fromFiles.has(name)) return 'file'
    return this.configured.members.has(name) ? 'configuration' : 'environment'
  }

  /** Names of settings that Kubernetes has set for a service of that name, and which therefore do not count. */
  get ignored(): readonly string[] {
    return this.#fromKubernetes.filter((name) => SETTING_NAMES.some((setting) => setting === name))
  }

  /** The names of all variables that are set, not only of settings, in alphabetical order. */
  get names(): readonly string[] {
    return [...this.#values.keys()].sort()
  }

  get errors(): readonly string[] {
    return this.#errors
  }

  text(name: SettingName): string | null {
    return this.variable(name)
  }

  /** Like `text`, for variables whose names contain the name of a backend. */
  variable(name: string): string | null {
    return this.#values.get(name) ?? null
  }

  /**
   * Returns the parsed value, or `fallback` when it is not set or invalid. Messages of `schema` must contain the fix.
   */
  read<T>(name: SettingName, schema: z.ZodType<T, string>, fallback: T): T {
    const text = this.text(name)
    return text === null ? fallback : this.parse(name, text, schema, fallback)
  }

  parse<T>(setting: string, text: string, schema: z.ZodType<T, string>, fallback: T): T {
    const result = schema.safeParse(text)
    if (result.success) return result.data
    for (const issue of result.error.issues)
      this.#errors.push(`${describeSetting(this.#nameOf(setting), issue.path)} ${issue.message}`)
    return fallback
  }

  /** Adds the error `${setting} ${problem}. ${fix}.` It must not contain a secret. */
  addError(setting: string, problem: string, fix: string): void {
    this.#errors.push(`${this.#nameOf(setting)} ${problem}. ${fix}.`)
  }

  /** What the administrator knows a setting by: the member of the configuration that its value comes from, if any. */
  #nameOf(setting: string): string {
    return this.configured.members.get(setting) ?? setting
  }
}

/**
 * Whether Kubernetes adds this variable to every container: for a service named `metrics` METRICS_PORT with a URL,
 * METRICS_SERVICE_HOST, METRICS_PORT_9100_TCP and so on.
 */
function isFromKubernetes(name: string, text: string): boolean {
  return (
    (name.endsWith('_PORT') && /^(?:tcp|udp|sctp):\/\//.test(text)) ||
    /_SERVICE_(?:HOST|PORT(?:_\w+)?)$|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?$/.test(name)
  )
}

// Entries of lists may be secret, so errors name them by number.
function describeSetting(setting: string, path: readonly PropertyKey[]): string {
  const index = path[0]
  return typeof index === 'number' ? `${setting} (entry ${index + 1})` : setting
}

/** All settings except BACKEND_<NAME>_<FIELD>. A variable that is not listed here cannot be read. */
export const SETTING_NAMES = [
  'NODE_ENV',
  'PORT',
  'HOST',
  'BASE_URL',
  'DATABASE_URL',
  'DATABASE_SCHEMA',
  'DATABASE_PREPARED',
  'DATABASE_POOL_SIZE',
  'SHUTDOWN_DELAY',
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
  'EMAIL_LOGIN',
  'LOGIN_START',
  'LOGIN_BUTTONS',
  'REGISTRATION',
  'TERMS_URL',
  'TERMS_VERSION',
  'SECURITY_CONTACT',
  'ADMIN_EMAILS',
  'RESERVED_USERNAMES',
  'PROFILE_EDITING',
  'TRUST_PROXY',
  'ALLOW_INSECURE_ISSUERS',
  'ALLOWED_PRIVATE_NETWORKS',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'ALLOWED_REDIRECT_ORIGINS',
  'ALLOWED_API_ORIGINS',
  'SMTP_URL',
  'MAIL_FROM',
  'SIGN_IN_MAILS',
  'SITE_NAME',
  'SITE_LOGO',
  'SITE_COLOR',
  'SITE_CSS',
  'SITE_TEMPLATES',
  'SITE_LINKS',
  'SUPPORT_EMAIL',
  'LOCALES',
  'LOG_LEVEL',
  'EVENT_RETENTION',
  'EVENT_LIMIT',
  'METRICS_PORT',
  'METRICS_HOST',
  'WEBHOOKS',
  'WEBHOOK_URL',
  'WEBHOOK_SECRET',
  'WEBHOOK_EVENTS',
] as const

export type SettingName = (typeof SETTING_NAMES)[number]

/**
 * Reports variables whose name is almost a setting. Others are ignored, because desktops and platforms set variables
 * such as SESSION_MANAGER. `readBackendVariables` checks BACKEND_….
 */
export function reportUnknownSettings(env: Environment): void {
  const settingNames: ReadonlySet<string> = new Set(SETTING_NAMES)
  const suspects = env.names.filter(
    (name) => /^(?:SESSION_|BACKENDS_|WEBHOOK)/.test(name) && !settingNames.has(name),
  )
  for (const name of suspects) {
    const suggestion = closestMatch(name, SETTING_NAMES)
    if (suggestion !== null)
      env.addError(name, 'is not a setting', `Did you mean ${suggestion}? Rename or remove it`)
  }
}
