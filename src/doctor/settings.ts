import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { ParsedDefinitions } from '../backends/definition/parse.js'
import { parseStaticDefinitions } from '../backends/static-backends.js'
import { message } from '../locales/messages.js'
import { SettingsError } from '../settings/settings-error.js'
import { keyFilePath } from '../settings/keys.js'
import { readSettings } from '../settings/read-settings.js'
import type { Settings } from '../settings/settings.js'
import { failure, type Finding, pass, warning } from './finding.js'

/** The settings, null when they are invalid, and the findings about them. */
export interface SettingsCheck {
  readonly settings: Settings | null
  readonly definitions: ParsedDefinitions['definitions']
  readonly findings: readonly Finding[]
}

/** Where settings are read: the environment, and the folder that relative paths start from. */
export interface SettingsPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/**
 * Reads all settings as the server does at its start, but creates no keys, because the doctor must not change anything.
 */
export function checkSettings({ env, cwd }: SettingsPlace): SettingsCheck {
  try {
    return validSettings(env, cwd)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return { settings: null, definitions: [], findings: settingsErrors(error.errors) }
  }
}

function validSettings(env: SettingsPlace['env'], cwd: string): SettingsCheck {
  const preliminary = withPlaceholderKeys(env, cwd)
  const path = keyFilePath({ databaseUrl: preliminary.databaseUrl, folder: cwd })
  const isSet = ['SESSION_KEYS', 'ENCRYPTION_KEYS'].every((name) => env[name]?.trim())
  const isKeyFileMissing = !preliminary.production && !isSet && !existsSync(path)
  const settings = isKeyFileMissing ? { ...preliminary, keyFile: path } : readSettings(env, cwd)
  const checked = checkReadSettings(settings)
  if (!isKeyFileMissing) return checked
  const absent = warning(
    'keys',
    'keys_absent',
    message('doctor.keys_absent.message', { path }),
    message('doctor.keys_absent.advice'),
  )
  return { ...checked, findings: [...checked.findings, absent] }
}

/** The same for settings that a server has read at its start. */
export function checkReadSettings(settings: Settings): SettingsCheck {
  const { definitions, errors } = parseStaticDefinitions(settings)
  const findings =
    errors.length > 0 ? settingsErrors(errors) : [pass('settings', message('doctor.settings.ok'))]
  return { settings, definitions, findings }
}

/** Reads the settings with temporary keys, to learn the path of the key file without creating it. */
function withPlaceholderKeys(env: SettingsPlace['env'], cwd: string): Settings {
  const newKey = () => randomBytes(32).toString('base64url')
  try {
    return readSettings({ ...env, SESSION_KEYS: newKey(), ENCRYPTION_KEYS: newKey() }, cwd)
  } catch (error) {
    // Another setting is invalid. Reading again creates no file then, and reports all errors, those of the keys too.
    if (error instanceof SettingsError) readSettings(env, cwd)
    throw error
  }
}

function settingsErrors(errors: readonly string[]): Finding[] {
  return errors.map((error) =>
    failure(
      'settings',
      'settings_invalid',
      message('doctor.settings_invalid.message', { problem: error }),
      message('doctor.settings_invalid.advice'),
    ),
  )
}
