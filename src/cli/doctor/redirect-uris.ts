import { createBackend, redirectUriFor } from '../../backends/create-backend.js'
import type { Definition } from '../../backends/definition/definition.js'
import { newReference, newToken } from '../../crypto/tokens.js'
import { createHttpClient, type HttpFetch } from '../../http-client/http-client.js'
import { isLoopback } from '../../settings/http.js'
import { type DoctorContext, type Finding, pass, warning } from './finding.js'

const CHECK = 'callbacks'

/** The redirect URI of each backend, to be compared with what is registered at its provider, and whether that takes it. */
export async function checkRedirectUris(context: DoctorContext): Promise<readonly Finding[]> {
  return Promise.all(context.definitions.map((definition) => checkRedirectUri(definition, context)))
}

async function checkRedirectUri(
  definition: Definition,
  { settings, clock }: DoctorContext,
): Promise<Finding> {
  const { baseUrl, production, allowInsecureIssuers: allowInsecure } = settings
  const subject = definition.name
  const redirectUri = redirectUriFor(baseUrl, definition)
  if (production && isLoopback(new URL(baseUrl).hostname)) {
    const message = `The provider is to send people to ${redirectUri}, which is this machine only.`
    return warning(CHECK, 'callback_local', message, 'Set BASE_URL to the public address.', { subject })
  }
  const fetch = createHttpClient({ allowPrivate: allowInsecure })
  try {
    switch (await probeRedirectUri(definition, redirectUri, { fetch, allowInsecure, clock })) {
      case 'taken':
        return pass(CHECK, `The provider takes ${redirectUri}`, { subject })
      case 'unknown':
        return pass(CHECK, `Registered at the provider must be ${redirectUri}`, { subject })
      case 'refused': {
        const message = `The provider refuses a sign-in that would come back to ${redirectUri}.`
        const advice = 'Register exactly this address there, and compare the client id.'
        return warning(CHECK, 'callback_refused', message, advice, { subject })
      }
    }
  } finally {
    fetch.destroy()
  }
}

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
