import type { Backend } from './backend.js'
import type { Definition } from './definition.js'
import { oauth2Backend } from './oauth2/backend.js'
import { oidcBackend } from './oidc/backend.js'
import type { BackendOptionsInput } from './protocol/backend-options.js'

/** The backend that a definition describes, whatever its kind. Nothing is fetched yet. */
export function createBackend(definition: Definition, options: BackendOptionsInput): Backend {
  switch (definition.kind) {
    case 'oidc':
      return oidcBackend(definition, options)
    case 'oauth2':
      return oauth2Backend(definition, options)
  }
}
