import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { faultsWithoutMail } from '../../backends/lacks-mail.js'
import { parseDefinitions, type ParsedDefinitions } from '../../backends/parse-definitions.js'
import { sendsMail } from '../../mail/open-outbox.js'
import { keyFilePath } from '../../settings/keys.js'
import { readSettings } from '../../settings/read-settings.js'
import { SettingsError } from '../../settings/settings-error.js'
import type { Settings } from '../../settings/settings.js'
import type { Terminal } from '../terminal.js'
import { failure, fine, type Finding, warning } from './finding.js'

/** The settings, if they are sound, and what is to be said of them. */
export interface JudgedSettings {
  readonly settings: Settings | null
  readonly definitions: ParsedDefinitions['definitions']
  readonly findings: readonly Finding[]
}

/** Reads all settings as a start of the server would, but makes no keys: to look must not change anything. */
export function judgeSettings({ env, folder }: Terminal): JudgedSettings {
  try {
    return sound(env, folder)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return { settings: null, definitions: [], findings: faulty(error.faults) }
  }
}

function sound(env: Terminal['env'], folder: string): JudgedSettings {
  const place = withOtherKeys(env, folder)
  const path = keyFilePath({ databaseUrl: place.databaseUrl, folder })
  const isSet = ['SESSION_KEYS', 'ENCRYPTION_KEYS'].every((name) => env[name]?.trim())
  const absent = !place.production && !isSet && !existsSync(path)
  const settings = absent ? place : readSettings(env, folder)
  const { allowInsecureIssuers, rawBackends } = settings
  const { definitions, faults } = parseDefinitions(rawBackends, { allowInsecureIssuers })
  faults.push(...faultsWithoutMail(definitions, { sendsMail: sendsMail(settings) }))
  const findings = [
    ...faulty(faults),
    ...(absent
      ? [
          warning(
            'keys',
            'keys_absent',
            `There are no keys yet; the first start makes them, in ${path}.`,
            'Start the server once, or set SESSION_KEYS and ENCRYPTION_KEYS.',
          ),
        ]
      : []),
  ]
  return {
    settings,
    definitions,
    findings: faults.length > 0 ? findings : [fine('settings', 'All settings are sound.'), ...findings],
  }
}

/** The same settings with keys of the moment, so that it is known where the file of keys would be. */
function withOtherKeys(env: Terminal['env'], folder: string): Settings {
  const made = () => randomBytes(32).toString('base64url')
  try {
    return readSettings({ ...env, SESSION_KEYS: made(), ENCRYPTION_KEYS: made() }, folder)
  } catch (error) {
    // Something else is wrong. Then no file is made, and all faults are told together, those of the keys too.
    if (error instanceof SettingsError) readSettings(env, folder)
    throw error
  }
}

function faulty(faults: readonly string[]): Finding[] {
  return faults.map((fault) =>
    failure('settings', 'settings_invalid', fault, 'The server does not start until this is mended.'),
  )
}
