import type { BackendSummary, BackendPolicy } from '../../backends/backend.js'
import type { Identity } from '../../identity.js'
import type { PausedSignIn } from '../../partials/partials.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../../policy.js'
import { resolveBackend } from '../begin.js'
import type { Services } from '../parts.js'

/** Who vouches for a paused sign-in, and by which rules. */
export interface PausedBackend {
  readonly summary: BackendSummary
  readonly policy: BackendPolicy
}

/**
 * The backend of a paused sign-in, in the version that it began with.
 * @throws PortcullisError unknown_backend when it is gone, backend_disabled when it was switched off meanwhile
 */
export async function resolvePausedBackend(
  services: Services,
  { backend: name, version }: Pick<PausedSignIn, 'backend' | 'version'>,
): Promise<PausedBackend> {
  if (name === PASSWORD_BACKEND && services.passwordBackend !== null)
    return { summary: { name, label: 'Password', icon: 'key' }, policy: PASSWORD_POLICY }
  const backend = await resolveBackend(services, { backend: name, version })
  return { summary: backend, policy: backend.policy }
}

/** What to call the person whom the provider has named; foreign. */
export function identityLabel({ email, preferredUsername, name }: Identity): string | null {
  return email ?? preferredUsername ?? name
}
