import { closest } from './closest.js'
import type { Environment } from './environment.js'
import { SETTING_NAMES } from './setting-names.js'

/**
 * Reports variables that are nearly a setting. Only near misses, for desktops and platforms set variables such as
 * SESSION_MANAGER; BACKEND_... is looked at by `readBackendVariables`.
 */
export function reportMisspelt(env: Environment): void {
  const known: ReadonlySet<string> = new Set(SETTING_NAMES)
  const suspects = env.names.filter((name) => /^(?:SESSION_|BACKENDS_)/.test(name) && !known.has(name))
  for (const name of suspects) {
    const meant = closest(name, SETTING_NAMES)
    if (meant !== null) env.fault(name, 'is not a setting', `Did you mean ${meant}? Rename or remove it`)
  }
}
