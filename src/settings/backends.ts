import { readBackendVariables } from './backend-variables.js'
import { readBackendsFile } from './backends-file.js'
import type { Environment } from './environment.js'
import { withoutPrototype } from './without-prototype.js'

/** Reads BACKENDS_FILE and BACKEND_<NAME>_<FIELD>, which win. Whether a definition makes sense is judged elsewhere. */
export function readBackends(env: Environment, folder: string): Readonly<Record<string, unknown>> {
  const backends = readBackendsFile(env, folder)
  readBackendVariables(env, backends)
  return withoutPrototype([...backends].map(([name, fields]) => [name, withoutPrototype(fields)] as const))
}
