import { PortcullisError } from '../../errors.js'
import type { OAuth2Definition } from '../definition.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import { withTimeout } from '../protocol/deadline.js'
import { toProviderError } from '../protocol/failures.js'
import { apiHeaders } from './api-call.js'

/**
 * Asks whether the endpoints of a definition answer at all. There are no metadata that could tell more, and whether
 * the provider knows us shows in a sign-in only.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function probeEndpoints(
  definition: OAuth2Definition,
  { fetch, deadlineMs }: Pick<BackendOptions, 'fetch' | 'deadlineMs'>,
): Promise<void> {
  const { tokenEndpoint, userEndpoint } = definition
  const endpoints = [
    ['the token endpoint', tokenEndpoint],
    ['the profile', userEndpoint],
  ] as const
  await withTimeout(deadlineMs, async (signal) => {
    for (const [label, url] of endpoints) {
      const { status } = await fetch(url, { headers: apiHeaders(definition), signal }).catch(
        (error: unknown) => {
          throw toProviderError(error, label, 'provider_unavailable')
        },
      )
      // Without a token each refuses us; the point is that it is there to do so.
      if (status >= 500)
        throw new PortcullisError('provider_unavailable', { detail: `${label}: status ${status}` })
    }
  })
}
