import type { BackendFace, BackendPolicy } from '../../backends/backend.js'
import type { Identity } from '../../identity.js'
import type { Paused } from '../../partials/partials.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../../policy.js'
import { backendOf } from '../begin.js'
import type { Parts } from '../parts.js'

/** Who vouches for a paused sign-in, and by which rules. */
export interface Party {
  readonly face: BackendFace
  readonly policy: BackendPolicy
}

/**
 * The backend of a paused sign-in, in the version that it began with.
 * @throws PortcullisError unknown_backend when it is gone, backend_disabled when it was switched off meanwhile
 */
export async function partyOf(
  parts: Parts,
  { backend: name, version }: Pick<Paused, 'backend' | 'version'>,
): Promise<Party> {
  if (name === PASSWORD_BACKEND && parts.passwordBackend !== null)
    return { face: { name, label: 'Password', icon: 'key' }, policy: PASSWORD_POLICY }
  const backend = await backendOf(parts, { backend: name, version })
  return { face: backend, policy: backend.policy }
}

/** What to call the person whom the provider has named; foreign. */
export function labelOf({ email, preferredUsername, name }: Identity): string | null {
  return email ?? preferredUsername ?? name
}
