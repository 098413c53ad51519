import { type Attempt, NO_VERSION } from '../attempt.js'
import { createBackend } from '../backends/create-backend.js'
import { redirectUriFor } from '../backends/redirect-uri.js'
import type { Definition } from '../backends/definition/definition.js'
import { newReference, newToken } from '../crypto/tokens.js'
import { createHttpClient, type HttpFetch } from '../http-client/http-client.js'
import { type Message, message } from '../locales/messages.js'
import { isLoopback } from '../settings/http.js'
import { type DoctorContext, type Finding, pass, warning } from './finding.js'

const CHECK = 'callbacks'

/** Checks that the provider of each backend accepts its redirect URI, as far as that can be found out. */
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
    const text = message('doctor.callback_local.message', { uri: redirectUri })
    return warning(CHECK, 'callback_local', text, message('doctor.callback_local.advice'), { subject })
  }
  if (definition.kind === 'request') return pass(CHECK, message('doctor.callbacks.request'), { subject })
  if (definition.kind === 'redirect') return pass(CHECK, registrationNote(redirectUri), { subject })
  const { timeout: callTimeoutMs } = definition
  const fetch = createHttpClient({ allowPrivate: allowInsecure, callTimeoutMs, ...settings.network })
  try {
    const { status, error } = await probeRedirectUri(definition, redirectUri, { fetch, allowInsecure, clock })
    if (error !== null) {
      const text = message('doctor.authorization_refused.message', { error })
      const advice = message('doctor.authorization_refused.advice')
      return warning(CHECK, 'authorization_refused', text, advice, { subject })
    }
    switch (status) {
      case 'accepted':
        return pass(CHECK, message('doctor.callbacks.accepted', { uri: redirectUri }), { subject })
      case 'unknown':
        return pass(CHECK, registrationNote(redirectUri), { subject })
      case 'refused': {
        const text = message('doctor.callback_refused.message', { uri: redirectUri })
        const advice = message('doctor.callback_refused.advice')
        return warning(CHECK, 'callback_refused', text, advice, { subject })
      }
    }
  } finally {
    fetch.destroy()
  }
}

function registrationNote(redirectUri: string): Message {
  return message('doctor.callbacks.register', { uri: redirectUri })
}

/** What a provider makes of an authorization request. */
export interface AuthorizationResult {
  /** Whether it accepts the redirect URI; `unknown` when its response does not show that. */
  readonly status: 'accepted' | 'refused' | 'unknown'
  /** The error that it sends to the redirect URI, if that does not come from `prompt=none`. */
  readonly error: string | null
}

/** Errors that say something about the client, not about the user (RFC 6749 section 4.1.2.1). */
const CLIENT_ERRORS: ReadonlySet<string> = new Set([
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
])

/**
 * Sends an authorization request that the provider must answer without user interaction (`prompt=none`, OpenID Connect
 * Core section 3.1.2.1). If it redirects to the redirect URI, the URI is registered, because a provider must not
 * redirect to an unregistered one (RFC 6749 section 4.1.2.1).
 */
async function probeRedirectUri(
  definition: Definition,
  redirectUri: string,
  options: { readonly fetch: HttpFetch; readonly allowInsecure: boolean; readonly clock: () => Date },
): Promise<AuthorizationResult> {
  try {
    const response = await options.fetch(await buildAuthorizationUrl(definition, redirectUri, options))
    const location = response.headers.get('location')
    if (location !== null && redirectsTo(redirectUri, location))
      return { status: 'accepted', error: readClientError(location) }
    // With form_post, the response is a page with a form that is sent to the redirect URI.
    if (response.status === 200 && (await response.text()).includes(redirectUri))
      return { status: 'accepted', error: null }
    const isRefused =
      (response.status >= 400 && response.status < 500) || (location !== null && isErrorPage(location))
    return { status: isRefused ? 'refused' : 'unknown', error: null }
  } catch {
    // The check of the providers reports a provider that does not respond.
    return { status: 'unknown', error: null }
  }
}

function readClientError(location: string): string | null {
  const error = new URL(location).searchParams.get('error')
  return error !== null && CLIENT_ERRORS.has(error) ? error : null
}

/** Whether a provider redirects to an error page of its own, as it does when it must not use the redirect URI. */
function isErrorPage(location: string): boolean {
  const url = URL.parse(location, 'https://provider.invalid')
  return (
    url !== null && (url.searchParams.has('error') || /\/(?:oauth-?)?error(?:[/.]|$)/i.test(url.pathname))
  )
}

/** An attempt that no browser has started, for requests to the provider of this backend. */
export function createProbeAttempt({ name, issuer }: Pick<Definition, 'name' | 'issuer'>): Attempt {
  return {
    reference: newReference(),
    backend: name,
    ...NO_VERSION,
    issuer,
    intent: 'sign-in',
    userId: null,
    returnTo: '/',
    state: newToken(),
    nonce: newToken(),
    codeVerifier: newToken(),
  }
}

async function buildAuthorizationUrl(
  definition: Definition,
  redirectUri: string,
  options: Parameters<typeof probeRedirectUri>[2],
): Promise<URL> {
  const attempt = createProbeAttempt(definition)
  const url = await createBackend(definition, { ...options, redirectUri }).begin(attempt, {
    recordCall: () => undefined,
  })
  url.searchParams.set('prompt', 'none')
  return url
}

function redirectsTo(redirectUri: string, location: string): boolean {
  return location.startsWith(`${redirectUri}?`) || location.startsWith(`${redirectUri}#`)
}
