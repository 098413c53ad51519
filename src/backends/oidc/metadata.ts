import { joinTexts, type Message, message } from '../../locales/messages.js'
import { z } from 'zod'
import type { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { type ProviderCause, providerCause, toProblem } from '../../provider-causes.js'
import type { OidcDefinition } from '../definition/oidc.js'
import { type Claims, readMembers } from '../protocol/claims.js'
import { parseMembers, type Rejection, sendJsonRequest } from '../protocol/json.js'
import { providerError, quoteMember } from '../protocol/provider-errors.js'
import { metadataIssuerProblem } from './issuers.js'

const LABEL = message('detail.of.metadata')

function endpointSchema(allowInsecure: boolean): z.ZodString {
  return z
    .string()
    .max(2000)
    .refine((value) => {
      if (!URL.canParse(value)) return false
      const { protocol, username, password, hash } = new URL(value)
      const isAllowed = protocol === 'https:' || (protocol === 'http:' && allowInsecure)
      return isAllowed && username === '' && password === '' && hash === ''
    }, 'is not a URL that may be called')
}

const MAX_DISPLAYED_ENTRIES = 100
const MAX_DISPLAYED_LENGTH = 200

/** For display only, so entries that cannot be displayed are dropped. */
const displayedListSchema = z
  .array(z.string().max(MAX_DISPLAYED_LENGTH).catch(''))
  .transform((entries) => entries.filter((entry) => entry !== '').slice(0, MAX_DISPLAYED_ENTRIES))
  .catch([])
  .default([])

const displayedFlagSchema = z.boolean().catch(false).default(false)

const issuerSchema = z.string().max(2000)

/**
 * A list of names. Entries that are not text are left out. Some providers write the names as one text with spaces. An empty
 * list stands for one that is left out (Discovery §4.2).
 */
const listSchema = z
  .union([z.array(z.unknown()), z.string().transform((names) => names.split(/[\s,]+/).filter(Boolean))])
  .transform((entries: readonly unknown[]) => entries.filter((entry) => typeof entry === 'string'))
  .transform((names) => (names.length === 0 ? undefined : names))
  .optional()

/** A flag, which some providers write as a text or a number. Anything else counts as absent. */
const flagSchema = z.preprocess(
  (value) => FLAG_VALUES.get(String(value).toLowerCase()),
  z.boolean().optional(),
)

const FLAG_VALUES: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes'].map((text) => [text, true] as const),
  ...['false', '0', 'no'].map((text) => [text, false] as const),
])

/** The part of a definition that decides which members of the metadata are used. */
type MetadataUse = Pick<
  OidcDefinition,
  | ('clientAuthentication' | 'clientKey' | 'clientSecret' | 'idTokenAlgorithm' | 'introspection')
  | ('audience' | 'pushedAuthorization' | 'userInfo')
>

/**
 * The members of a provider's metadata (Discovery §3, RFC 8414 §2, RP-Initiated Logout §2.1, Back-Channel and
 * Front-Channel Logout §2) that are used. All others are dropped, because small metadata are cheap to copy. An invalid
 * member that this definition does not need counts as absent.
 */
function metadataSchema(allowInsecure: boolean, use: MetadataUse) {
  const endpoint = endpointSchema(allowInsecure)
  const optional = z.union([z.literal('').transform(() => undefined), endpoint]).optional()
  const endpointIf = (isNeeded: boolean) => (isNeeded ? optional : lenient(optional))
  const listIf = (isNeeded: boolean) => (isNeeded ? listSchema : lenient(listSchema))
  // With a symmetric algorithm, only the exchange of access tokens needs keys.
  const needsKeys = use.audience !== null || use.idTokenAlgorithm?.startsWith('HS') !== true
  const authenticatesByMetadata = use.clientAuthentication === null && use.clientSecret !== null
  return z.object({
    // Strict: a sign-in needs these.
    issuer: issuerSchema,
    authorization_endpoint: endpoint,
    token_endpoint: endpoint,
    jwks_uri: needsKeys ? endpoint : lenient(endpoint.optional()),
    authorization_response_iss_parameter_supported: flagSchema,
    require_pushed_authorization_requests: flagSchema,
    require_signed_request_object: flagSchema,
    // Strict where the definition needs them.
    userinfo_endpoint: endpointIf(use.userInfo !== 'never'),
    userinfo_signing_alg_values_supported: listIf(false),
    pushed_authorization_request_endpoint: endpointIf(use.pushedAuthorization),
    introspection_endpoint: endpointIf(use.introspection),
    token_endpoint_auth_methods_supported: listIf(authenticatesByMetadata),
    token_endpoint_auth_signing_alg_values_supported: listIf(use.clientKey !== null),
    id_token_signing_alg_values_supported: listIf(use.idTokenAlgorithm === null),
    // Lenient: sign-ins work without these.
    revocation_endpoint: endpointIf(false),
    end_session_endpoint: endpointIf(false),
    scopes_supported: displayedListSchema,
    claims_supported: displayedListSchema,
    code_challenge_methods_supported: displayedListSchema,
    id_token_encryption_alg_values_supported: displayedListSchema,
    backchannel_logout_supported: displayedFlagSchema,
    frontchannel_logout_supported: displayedFlagSchema,
  })
}

/** The same value, but an invalid one counts as absent. */
function lenient<Schema extends z.ZodType>(schema: z.ZodOptional<Schema>) {
  return schema.catch(undefined)
}

/** The metadata of a provider, with the members that are used. */
export type ProviderMetadata = Readonly<z.output<ReturnType<typeof metadataSchema>>>

/** Where metadata come from. */
export interface MetadataSource {
  /** `endpointParams` are added to this call and to every endpoint in the metadata. */
  readonly definition: OidcDefinition
  readonly fetch: HttpFetch
  readonly allowInsecure: boolean
}

/** The error for metadata that do not allow a sign-in; `detail` says what is wrong. */
export function metadataError(detail: Message, cause: ProviderCause): PortcullisError {
  return providerError('provider_misconfigured', LABEL, toProblem(detail, cause))
}

/** What a status means here and not at other endpoints. */
function rejection(status: number): Rejection {
  const code = 'provider_unavailable'
  if (status >= 300 && status < 400) return { code, cause: providerCause('metadata_moved') }
  const isPassing = status === 429 || status >= 500
  return isPassing ? { code } : { code, cause: providerCause('metadata_not_found') }
}

/** The URL of the metadata (Discovery §4.1). */
export function metadataUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

/** Some servers redirect to the same address with a slash at the end. */
async function fetchDocument(url: string, fetch: HttpFetch): Promise<Claims | null> {
  const response = await sendJsonRequest({ fetch, url, label: LABEL, followsRedirect: true, rejection })
  return parseMembers(await response.text(), LABEL, providerCause('metadata_not_json'))
}

/** The members that the definition sets by hand, which replace those of the metadata. */
function definedMembers(definition: OidcDefinition): Claims {
  const members = {
    authorization_endpoint: definition.authorizationEndpoint,
    token_endpoint: definition.tokenEndpoint,
    userinfo_endpoint: definition.userInfoEndpoint,
    jwks_uri: definition.jwksUri,
    end_session_endpoint: definition.endSessionEndpoint,
    revocation_endpoint: definition.revocationEndpoint,
  }
  return readMembers(members) ?? {}
}

/**
 * Fetches and checks the metadata. openid-client's discovery is not used, because it normalizes issuers before it
 * compares them, and exempts some hosts. Here the issuer is compared exactly (Discovery §4.3), including the case of
 * the host and a slash at the end. The detail of an error says what to configure.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchMetadata(source: MetadataSource): Promise<ProviderMetadata> {
  const { definition, fetch, allowInsecure } = source
  const { issuer, endpointParams } = definition
  const url = withParams(definition.metadataUrl ?? metadataUrl(issuer), endpointParams)
  const document = await fetchDocument(url, fetch)
  const parsed = metadataSchema(allowInsecure, definition).safeParse(
    document && { ...document, ...definedMembers(definition) },
  )
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path: [name] }) => quoteMember(name, document ?? {}))
    throw metadataError(
      message('detail.metadata.invalid', { members: joinTexts('because.list', fields) }),
      providerCause('metadata_invalid'),
    )
  }
  const problem = metadataIssuerProblem(parsed.data.issuer, definition)
  if (problem !== null) throw providerError('provider_misconfigured', LABEL, problem)
  return withEndpointParams(parsed.data, endpointParams)
}

const statedIssuerSchema = z.object({ issuer: issuerSchema })

/**
 * Fetches the metadata of an issuer, and returns the issuer that they name, which may be another one. No other member
 * is checked.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchStatedIssuer(issuer: string, fetch: HttpFetch): Promise<string> {
  const parsed = statedIssuerSchema.safeParse(await fetchDocument(metadataUrl(issuer), fetch))
  if (parsed.success) return parsed.data.issuer
  throw metadataError(message('detail.metadata.noIssuer'), providerCause('issuer_differs'))
}

/** Query parameters by name, such as the realm that some providers require at every endpoint. */
export type EndpointParams = Readonly<Record<string, string>>

/** The URL with the parameters in its query. They replace parameters of the same name. */
function withParams(address: string, params: EndpointParams): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return url.href
}

/**
 * The metadata with the parameters added to every endpoint (`authorization_endpoint` and the like), but not to
 * `jwks_uri`.
 */
function withEndpointParams<Source extends object>(metadata: Source, params: EndpointParams): Source {
  if (Object.keys(params).length === 0) return metadata
  const endpoints: Record<string, string> = {}
  const members: [string, unknown][] = Object.entries(metadata)
  for (const [name, value] of members) {
    if (name.endsWith('_endpoint') && typeof value === 'string') endpoints[name] = withParams(value, params)
  }
  return { ...metadata, ...endpoints }
}
