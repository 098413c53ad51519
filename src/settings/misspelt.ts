import { closestWord } from './closest.js'
import type { Environment } from './environment.js'
import { SETTING_NAMES } from './setting-names.js'

/**
 * Reports variables that are nearly a setting. Only near misses, for desktops and platforms set variables such as
 * SESSION_MANAGER; BACKEND_... is looked at by `readBackendVariables`.
 */
export function reportUnknownSettings(env: Environment): void {
  const settingNames: ReadonlySet<string> = new Set(SETTING_NAMES)
  const suspects = env.names.filter((name) => /^(?:SESSION_|BACKENDS_)/.test(name) && !settingNames.has(name))
  for (const name of suspects) {
    const suggestion = closestWord(name, SETTING_NAMES)
    if (suggestion !== null)
      env.addError(name, 'is not a setting', `Did you mean ${suggestion}? Rename or remove it`)
  }
}
