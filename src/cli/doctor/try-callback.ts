import type { Definition } from '../../backends/definition.js'
import { makeBackend } from '../../backends/make-backend.js'
import { newReference, newToken } from '../../crypto/token.js'
import type { OutboundFetch } from '../../outbound/outbound.js'

/** What a provider says of a callback address: it took it, it refused the request, or one cannot tell. */
export type Taken = 'taken' | 'refused' | 'unknown'

/**
 * Sends the provider an authorization request that it must answer without a person (`prompt=none`, Core §3.1.2.1), and
 * looks where it would send them: to an address that it does not know it may send nobody (RFC 6749 §4.1.2.1).
 */
export async function tryCallback(
  definition: Definition,
  callback: string,
  given: { readonly fetch: OutboundFetch; readonly allowInsecure: boolean; readonly now: () => Date },
): Promise<Taken> {
  try {
    const response = await given.fetch(await trial(definition, callback, given))
    const location = response.headers.get('location')
    if (leadsTo(callback, location)) return 'taken'
    // An answer by form_post is a page that sends a form there.
    if (response.status === 200 && (await response.text()).includes(callback)) return 'taken'
    return response.status >= 400 && response.status < 500 ? 'refused' : 'unknown'
  } catch {
    // That the provider is in trouble is told by the check of providers.
    return 'unknown'
  }
}

async function trial(
  definition: Definition,
  callback: string,
  given: Parameters<typeof tryCallback>[2],
): Promise<URL> {
  const attempt = {
    reference: newReference(),
    backend: definition.name,
    version: null,
    intent: 'sign-in',
    userId: null,
    next: '/',
    state: newToken(),
    nonce: newToken(),
    verifier: newToken(),
  } as const
  const url = await makeBackend(definition, { ...given, redirectUri: callback }).begin(attempt, [])
  url.searchParams.set('prompt', 'none')
  return url
}

function leadsTo(callback: string, location: string | null): boolean {
  return location !== null && (location.startsWith(`${callback}?`) || location.startsWith(`${callback}#`))
}
