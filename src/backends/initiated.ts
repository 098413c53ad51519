import type { Backend } from './backend.js'
import type { Registry } from './registry.js'

/** A backend whose provider may send people here to sign in (Core §4); it says who it is by its issuer. */
export interface ThirdPartyInitiatedBackend extends Backend {
  readonly issuer: string
}

function supportsThirdPartyInitiation(backend: Backend): backend is ThirdPartyInitiatedBackend {
  return 'issuer' in backend
}

/** The first backend of this issuer, letter for letter; null when there is none. */
export function findBackendByIssuer(
  registry: Pick<Registry, 'list'>,
  issuer: string,
): ThirdPartyInitiatedBackend | null {
  return (
    registry
      .list()
      .filter(supportsThirdPartyInitiation)
      .find((backend) => backend.issuer === issuer) ?? null
  )
}
