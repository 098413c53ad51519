import type { Definition } from '../backends/definition.js'
import { parseDefinitions } from '../backends/parse-definitions.js'
import { readBackendSettings } from '../settings/read-part.js'
import { SettingsError } from '../settings/settings-error.js'
import type { Terminal } from './terminal.js'

/** The sound backends of the settings. @throws SettingsError with all faults */
export function definitionsOf({ env, folder }: Terminal): {
  readonly definitions: readonly Definition[]
  readonly allowInsecureIssuers: boolean
} {
  const { rawBackends, allowInsecureIssuers } = readBackendSettings(env, folder)
  const { definitions, faults } = parseDefinitions(rawBackends, { allowInsecureIssuers })
  if (faults.length > 0) throw new SettingsError(faults)
  return { definitions, allowInsecureIssuers }
}
