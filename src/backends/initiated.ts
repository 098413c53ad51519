import type { Backend } from './backend.js'
import type { Registry } from './registry.js'

/** A backend whose provider may send people here to sign in (Core §4); it says who it is by its issuer. */
export interface InitiatedBackend extends Backend {
  readonly issuer: string
}

function isInitiated(backend: Backend): backend is InitiatedBackend {
  return 'issuer' in backend
}

/** The first backend of this issuer, letter for letter; null when there is none. */
export function backendOfIssuer(registry: Pick<Registry, 'list'>, issuer: string): InitiatedBackend | null {
  return (
    registry
      .list()
      .filter(isInitiated)
      .find((backend) => backend.issuer === issuer) ?? null
  )
}
