import { type ProviderCause, type ProviderCauseCode, providerCause } from '../../provider-causes.js'
import type { ProviderWords } from './provider-words.js'

/** Causes without values of their own. */
type PlainCause = Exclude<
  ProviderCauseCode,
  'token_symmetric' | 'token_algorithm' | 'profile_subject_missing' | 'subject_claim_missing'
>

/** Error codes that mean the same at every endpoint (RFC 6749 §4.1.2.1, §5.2; RFC 9449 §5; the names of GitHub and others). */
const COMMON: readonly (readonly [code: string, cause: PlainCause])[] = [
  ['invalid_client', 'client_rejected'],
  ['incorrect_client_credentials', 'client_rejected'],
  ['invalid_scope', 'scope_refused'],
  ['redirect_uri_mismatch', 'redirect_uri'],
  ['invalid_redirect_uri', 'redirect_uri'],
  ['invalid_dpop_proof', 'dpop_required'],
  ['use_dpop_nonce', 'dpop_required'],
  ['server_error', 'provider_internal_error'],
  ['temporarily_unavailable', 'provider_internal_error'],
  ['slow_down', 'server_busy'],
]

/** Error codes of the authorization endpoint (RFC 6749 §4.1.2.1, Core §3.1.2.6). */
const OF_CALLBACK: readonly (readonly [code: string, cause: PlainCause])[] = [
  ...COMMON,
  ['unauthorized_client', 'client_not_allowed'],
  ['unsupported_response_type', 'code_flow_off'],
  ['unsupported_response_mode', 'response_mode_refused'],
  ['invalid_request', 'request_refused'],
  ['invalid_request_object', 'request_refused'],
  ['invalid_request_uri', 'request_refused'],
  ['request_not_supported', 'request_refused'],
  ['login_required', 'interaction_required'],
  ['interaction_required', 'interaction_required'],
  ['consent_required', 'interaction_required'],
  ['account_selection_required', 'interaction_required'],
]

/**
 * Error codes of the token endpoint (RFC 6749 §5.2; the others are those of GitHub and Slack). Keycloak and Glewlwyd say
 * `unauthorized_client` about a wrong secret.
 */
const OF_TOKEN_ENDPOINT: readonly (readonly [code: string, cause: PlainCause])[] = [
  ...COMMON,
  ['unauthorized_client', 'client_unauthorized'],
  ['invalid_grant', 'code_rejected'],
  ['bad_verification_code', 'code_rejected'],
  ['invalid_code', 'code_rejected'],
  ['code_already_used', 'code_rejected'],
]

const CALLBACK_CAUSES: ReadonlyMap<string, PlainCause> = new Map(OF_CALLBACK)
const TOKEN_ENDPOINT_CAUSES: ReadonlyMap<string, PlainCause> = new Map(OF_TOKEN_ENDPOINT)

/** Many providers report a redirect URI that is not registered as `invalid_request`, and only the description says why. */
const ABOUT_REDIRECT_URI = /redirect[\s_-]?ur[il]/i

/** Microsoft Entra ID: the application is for assigned users only. */
const NOT_ASSIGNED = /\bAADSTS50105\b/

function find(
  { code, description }: Pick<ProviderWords, 'code' | 'description'>,
  causes: ReadonlyMap<string, PlainCause>,
): ProviderCause | null {
  const text = description ?? ''
  const known = causes.get(code.toLowerCase())
  if (known !== 'client_rejected' && ABOUT_REDIRECT_URI.test(text)) return providerCause('redirect_uri')
  if (NOT_ASSIGNED.test(text)) return providerCause('user_not_assigned')
  return known === undefined ? null : providerCause(known)
}

/** The cause that an authorization response names. Other words than the known ones are for the administrator to read. */
export function callbackCause(words: ProviderWords): ProviderCause | null {
  return find(words, CALLBACK_CAUSES) ?? (words.description === null ? null : providerCause('provider_words'))
}

/** The cause that the error response of the token endpoint, or of one like it, names; null for an unknown one. */
export function tokenEndpointCause(words: Pick<ProviderWords, 'code' | 'description'>): ProviderCause | null {
  return find(words, TOKEN_ENDPOINT_CAUSES)
}

/** The cause that a status names, at any endpoint; null for one that can mean many things. */
export function statusCause(status: number): ProviderCause | null {
  if (status === 429) return providerCause('server_busy')
  if (status >= 500) return providerCause('server_failed')
  const isElsewhere = (status >= 300 && status < 400) || status === 404 || status === 405 || status === 410
  return isElsewhere ? providerCause('endpoint_not_found') : null
}
