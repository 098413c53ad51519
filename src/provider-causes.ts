import { z } from 'zod'
import { en } from './locales/en.js'
import type { Message, ParamsArgs, Sentence } from './locales/messages.js'
import { placeholdersOf } from './locales/translator.js'

/**
 * Why a sign-in fails at a provider, as far as an administrator can do something about it. What to do is in the catalogues of
 * src/locales, as `advice.CAUSE`; without that text, a cause does not compile. The detail of an error says the same more
 * exactly, for people; programs never read it.
 */
const CAUSES = [
  // The metadata and the signing keys.
  'metadata_not_found',
  'metadata_moved',
  'metadata_not_json',
  'metadata_invalid',
  'issuer_slash',
  'issuer_placeholder',
  'issuer_differs',
  'no_asymmetric_algorithm',
  'secret_jwt_only',
  'client_certificate_only',
  'no_secret_method',
  'client_key_algorithm',
  'signed_requests_required',
  'no_push_endpoint',
  'no_introspection_endpoint',
  'verified_email_not_listed',
  'keys_unreadable',
  // The callback.
  'redirect_uri',
  'scope_refused',
  'client_not_allowed',
  'code_flow_off',
  'response_mode_refused',
  'request_refused',
  'interaction_required',
  'provider_internal_error',
  'user_not_assigned',
  'provider_words',
  'callback_malformed',
  'callback_issuer',
  'callback_issuer_missing',
  // The token endpoint, and others that get our credentials.
  'client_rejected',
  'client_unauthorized',
  'code_rejected',
  'push_rejected',
  'dpop_required',
  'endpoint_not_found',
  'response_not_json',
  'token_response_invalid',
  'no_id_token',
  // Tokens.
  'token_unsigned',
  'token_symmetric',
  'token_algorithm',
  'token_encrypted',
  'token_encryption_algorithm',
  'token_decryption',
  'token_unreadable',
  'token_type',
  'signature_key_unknown',
  'signature_wrong_secret',
  'signature_invalid',
  'signing_key_short',
  'clock_behind',
  'token_expired',
  'token_audience',
  'token_client',
  'token_issuer',
  'token_tenant',
  'token_nonce',
  'token_unexpected_nonce',
  'token_access_hash',
  'auth_time',
  'claim_missing',
  'claim_malformed',
  'subject_claim_missing',
  // UserInfo, and the profile of OAuth 2.
  'user_info_token_rejected',
  'user_info_forbidden',
  'user_info_other_user',
  'user_info_unreadable',
  'profile_subject_missing',
  'profile_unreadable',
  'profile_forbidden',
  'email_list_unreadable',
  // Rules of the definition.
  'tenant_not_allowed',
  'email_missing',
  'email_unverified',
  'required_value',
  // The network.
  'network_private_address',
  'network_insecure_url',
  'network_refused',
  'network_unknown_host',
  'network_unreachable',
  'network_closed',
  'network_proxy',
  'network_authority',
  'network_certificate',
  'network_coding',
  'network_too_large',
  'network_slow',
  'server_busy',
  'server_failed',
] as const

/** A cause by its stable name. */
export type ProviderCauseCode = (typeof CAUSES)[number]

type AdviceKey<Code extends ProviderCauseCode> = `advice.${Code}`

/** A cause, with the values that its advice names, such as an algorithm. */
export interface ProviderCause {
  readonly code: ProviderCauseCode
  readonly params: Readonly<Record<string, string>>
}

/** Makes a cause; the compiler wants the values that its advice names. */
export function providerCause<Code extends ProviderCauseCode>(
  code: Code,
  ...[params]: ParamsArgs<AdviceKey<Code>>
): ProviderCause {
  const values = Object.entries<string | number>(params ?? {})
  return { code, params: Object.fromEntries(values.map(([name, value]) => [name, String(value)])) }
}

/** What to do about a cause, for the administrator. */
export function toAdvice({ code, params }: ProviderCause): Message {
  return { key: `advice.${code}`, params }
}

/** What is wrong at a provider, as options of a PortcullisError. */
export interface ProviderProblem {
  /** A sentence for administrators, without secrets. */
  readonly detail: string | Sentence
  /** Null for one that has no advice of its own. */
  readonly providerCause: ProviderCause | null
}

/** Makes a problem, for functions that say what is wrong. */
export function toProblem(detail: string | Sentence, providerCause: ProviderCause | null): ProviderProblem {
  return { detail, providerCause }
}

/** A stored cause. One that another release has written, and this one does not know, counts as none. */
export const StoredCause = z
  .object({ code: z.enum(CAUSES), params: z.record(z.string(), z.string().max(200)) })
  .refine(({ code, params }) =>
    [...placeholdersOf(en[`advice.${code}`])].every((name) => Object.hasOwn(params, name)),
  )
  .nullable()
  .catch(null)
