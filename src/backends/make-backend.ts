import type { Backend } from './backend.js'
import type { Definition } from './definition.js'
import { oauth2Backend } from './oauth2/backend.js'
import { oidcBackend } from './oidc/backend.js'
import type { GivenOptions } from './protocol/backend-options.js'

/** The backend that a definition describes, whatever its kind. Nothing is fetched yet. */
export function makeBackend(definition: Definition, options: GivenOptions): Backend {
  switch (definition.kind) {
    case 'oidc':
      return oidcBackend(definition, options)
    case 'oauth2':
      return oauth2Backend(definition, options)
  }
}
