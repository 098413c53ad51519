import { readBackendVariables } from './backend-variables.js'
import { readBackendsFile } from './backends-file.js'
import type { Environment } from './environment.js'
import { withoutPrototype } from './without-prototype.js'

/** Backends by name, and which of them stand in the file. */
export interface ConfiguredBackends {
  readonly rawBackends: Readonly<Record<string, unknown>>
  readonly namesInFile: ReadonlySet<string>
}

/** Reads BACKENDS_FILE and BACKEND_<NAME>_<FIELD>, which win. Whether a definition makes sense is judged elsewhere. */
export function readBackends(env: Environment, folder: string): ConfiguredBackends {
  const backends = readBackendsFile(env, folder)
  const namesInFile = new Set(backends.keys())
  readBackendVariables(env, backends)
  const entries = [...backends].map(([name, fields]) => [name, withoutPrototype(fields)] as const)
  return { rawBackends: withoutPrototype(entries), namesInFile }
}
