import { isBackendInput } from '../backends/code/input-fields.js'
import type { Configured } from '../settings/configured.js'

/**
 * Reads the member `backends`: the fields of each backend by its name. Whether a definition is valid is checked by
 * `parseDefinitions`, together with what the environment says.
 */
export function readCodeBackends(
  reader: {
    backends: Configured['backends']
    addError(member: string, problem: string, fix: string): void
  },
  value: unknown,
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.addError('backends', 'is not an object', 'Write { name: oidc({ … }) }')
    return
  }
  const inputs: readonly (readonly [string, unknown])[] = Object.entries(value)
  reader.backends = new Map(
    inputs.flatMap(([name, backend]) => {
      if (isBackendInput(backend)) return [[name, backend.fields] as const]
      reader.addError(
        `backends.${name}`,
        'is not a backend',
        'Write oidc({ … }), or another function of portcullis/backends',
      )
      return []
    }),
  )
}
