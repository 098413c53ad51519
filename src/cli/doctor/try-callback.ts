import type { Definition } from '../../backends/definition.js'
import { createBackend } from '../../backends/make-backend.js'
import { newReference, newToken } from '../../crypto/token.js'
import type { HttpFetch } from '../../outbound/outbound.js'

/** What a provider says of a callback address: it took it, it refused the request, or one cannot tell. */
export type RedirectUriStatus = 'taken' | 'refused' | 'unknown'

/**
 * Sends the provider an authorization request that it must answer without a person (`prompt=none`, Core §3.1.2.1), and
 * looks where it would send them: to an address that it does not know it may send nobody (RFC 6749 §4.1.2.1).
 */
export async function probeRedirectUri(
  definition: Definition,
  redirectUri: string,
  options: { readonly fetch: HttpFetch; readonly allowInsecure: boolean; readonly clock: () => Date },
): Promise<RedirectUriStatus> {
  try {
    const response = await options.fetch(await buildAuthorizationUrl(definition, redirectUri, options))
    const location = response.headers.get('location')
    if (redirectsTo(redirectUri, location)) return 'taken'
    // An answer by form_post is a page that sends a form there.
    if (response.status === 200 && (await response.text()).includes(redirectUri)) return 'taken'
    return response.status >= 400 && response.status < 500 ? 'refused' : 'unknown'
  } catch {
    // That the provider is in trouble is told by the check of providers.
    return 'unknown'
  }
}

async function buildAuthorizationUrl(
  definition: Definition,
  redirectUri: string,
  options: Parameters<typeof probeRedirectUri>[2],
): Promise<URL> {
  const attempt = {
    reference: newReference(),
    backend: definition.name,
    version: null,
    intent: 'sign-in',
    userId: null,
    returnTo: '/',
    state: newToken(),
    nonce: newToken(),
    codeVerifier: newToken(),
  } as const
  const url = await createBackend(definition, { ...options, redirectUri }).begin(attempt, [])
  url.searchParams.set('prompt', 'none')
  return url
}

function redirectsTo(redirectUri: string, location: string | null): boolean {
  return (
    location !== null && (location.startsWith(`${redirectUri}?`) || location.startsWith(`${redirectUri}#`))
  )
}
