import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { httpGet, readJson } from '../protocol/json.js'
import { quoteForLog } from '../protocol/provider-errors.js'
import { expectedMetadataIssuer, type IssuerRules } from './issuers.js'

const LABEL = 'the metadata'

function endpointSchema(allowInsecure: boolean): z.ZodString {
  return z
    .string()
    .max(2000)
    .refine((value) => {
      if (!URL.canParse(value)) return false
      const { protocol, username, password, hash } = new URL(value)
      const isAllowed = protocol === 'https:' || (protocol === 'http:' && allowInsecure)
      return isAllowed && username === '' && password === '' && hash === ''
    }, 'is not an address we may call')
}

const MAX_DISPLAYED_ENTRIES = 100
const MAX_DISPLAYED_LENGTH = 200

/** For display only: entries that cannot be shown are left out. */
const displayedListSchema = z
  .array(z.string().max(MAX_DISPLAYED_LENGTH).catch(''))
  .transform((entries) => entries.filter((entry) => entry !== '').slice(0, MAX_DISPLAYED_ENTRIES))
  .catch([])
  .default([])

const displayedFlagSchema = z.boolean().catch(false).default(false)

const issuerSchema = z.string().max(2000)

/**
 * The members of a provider's metadata (Discovery §3, RFC 8414 §2, RP-Initiated Logout §2.1, Back-Channel and Front-Channel
 * Logout §2) that we know; all others are dropped, since small metadata are cheap to copy.
 */
function metadataSchema(allowInsecure: boolean) {
  const endpoint = endpointSchema(allowInsecure)
  const list = z.array(z.string())
  return z.object({
    // What a sign-in needs is judged strictly.
    issuer: issuerSchema,
    authorization_endpoint: endpoint,
    token_endpoint: endpoint,
    jwks_uri: endpoint,
    userinfo_endpoint: endpoint.optional(),
    introspection_endpoint: endpoint.optional(),
    revocation_endpoint: endpoint.optional(),
    token_endpoint_auth_methods_supported: list.optional(),
    token_endpoint_auth_signing_alg_values_supported: list.optional(),
    id_token_signing_alg_values_supported: list.optional(),
    authorization_response_iss_parameter_supported: z.boolean().optional(),
    // Without what is below everybody can sign in all the same, so a member that is not sound counts as absent.
    end_session_endpoint: endpoint.optional().catch(undefined),
    scopes_supported: displayedListSchema,
    claims_supported: displayedListSchema,
    backchannel_logout_supported: displayedFlagSchema,
    frontchannel_logout_supported: displayedFlagSchema,
  })
}

/** What a provider says about itself, as far as we know it. */
export type ProviderMetadata = Readonly<z.output<ReturnType<typeof metadataSchema>>>

/** Where metadata come from. */
export interface MetadataSource {
  readonly rules: IssuerRules
  readonly fetch: HttpFetch
  readonly allowInsecure: boolean
  /** Added to the query of this call and of every endpoint that is found. */
  readonly endpointParams: EndpointParams
}

/** The error for metadata that do not let us sign people in; `detail` says what is wrong with them. */
export function metadataError(detail: string): PortcullisError {
  return new PortcullisError('provider_misconfigured', { detail: `${LABEL}: ${detail}` })
}

/** The address of the metadata (Discovery §4.1). */
export function metadataUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

async function fetchDocument(
  issuer: string,
  { fetch, endpointParams }: Pick<MetadataSource, 'fetch' | 'endpointParams'>,
): Promise<unknown> {
  const url = withParams(metadataUrl(issuer), endpointParams)
  return readJson(await httpGet({ fetch, url, label: LABEL }), LABEL)
}

/**
 * Fetches and checks the metadata. Not with openid-client's discovery, which compares issuers after tidying them and
 * exempts some hosts: here the issuer is compared letter for letter (Discovery §4.3), so that also the case of the
 * host and a slash after it count. The detail of the error tells what to configure.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchMetadata(source: MetadataSource): Promise<ProviderMetadata> {
  const { rules, allowInsecure, endpointParams } = source
  const parsed = metadataSchema(allowInsecure).safeParse(await fetchDocument(rules.issuer, source))
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'the document')
    throw metadataError(`not valid: ${fields.join(', ')}`)
  }
  const problem = metadataIssuerProblem(parsed.data.issuer, rules)
  if (problem !== null) throw metadataError(problem)
  return withEndpointParams(parsed.data, endpointParams)
}

const statedIssuerSchema = z.object({ issuer: issuerSchema })

/**
 * What the metadata below an issuer call their issuer, which may be another one; nothing else of them is judged.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchStatedIssuer(issuer: string, fetch: HttpFetch): Promise<string> {
  const parsed = statedIssuerSchema.safeParse(await fetchDocument(issuer, { fetch, endpointParams: {} }))
  if (parsed.success) return parsed.data.issuer
  throw metadataError('they name no issuer')
}

/**
 * What is wrong with the issuer that the metadata name, and what to configure; null when it is the expected one, or
 * another spelling of it that was configured, letter for letter (Discovery §4.3).
 */
export function metadataIssuerProblem(actual: string, rules: IssuerRules): string | null {
  const expected = expectedMetadataIssuer(rules)
  if (actual === expected || rules.issuerAliases.includes(actual)) return null
  if (/\{\w+\}/.test(actual) && rules.issuerTemplate === null) {
    return `their issuer ${quoteForLog(actual)} has a place in braces; write it as "issuerTemplate", with "allowedTenants"`
  }
  const field = rules.issuerTemplate === null ? 'issuer' : 'issuerTemplate'
  const hasSlashDifference = actual.replace(/\/$/, '') === expected.replace(/\/$/, '')
  const hint = hasSlashDifference ? ': a slash at the end makes the difference' : `, ${quoteForLog(expected)}`
  return `they are of the issuer ${quoteForLog(actual)}, which is not exactly "${field}"${hint}`
}

/** Query parameters by name, such as the realm that some providers want at every endpoint. */
export type EndpointParams = Readonly<Record<string, string>>

/** The address with the parameters in its query; what the provider has put there of the same name gives way. */
export function withParams(address: string, params: EndpointParams): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return url.href
}

/** Metadata whose endpoints (`authorization_endpoint` and the like) all carry the parameters; keys have none. */
export function withEndpointParams<Source extends object>(metadata: Source, params: EndpointParams): Source {
  if (Object.keys(params).length === 0) return metadata
  const endpoints: Record<string, string> = {}
  const members: [string, unknown][] = Object.entries(metadata)
  for (const [name, value] of members) {
    if (name.endsWith('_endpoint') && typeof value === 'string') endpoints[name] = withParams(value, params)
  }
  return { ...metadata, ...endpoints }
}
