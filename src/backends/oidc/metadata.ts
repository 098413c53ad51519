import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { httpGet, readJson } from '../protocol/json.js'
import { quoteForLog } from '../protocol/provider-errors.js'
import { expectedMetadataIssuer, type IssuerRules } from './issuers.js'

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

function metadataSchema(allowInsecure: boolean) {
  // Only what is used: mtls_endpoint_aliases and the like say nothing to us, and small metadata are cheap to copy.
  return z.object({
    issuer: z.string(),
    authorization_endpoint: endpointSchema(allowInsecure),
    token_endpoint: endpointSchema(allowInsecure),
    jwks_uri: endpointSchema(allowInsecure),
    userinfo_endpoint: endpointSchema(allowInsecure).optional(),
    introspection_endpoint: endpointSchema(allowInsecure).optional(),
    revocation_endpoint: endpointSchema(allowInsecure).optional(),
    // A bad one keeps nobody from signing in; it is as if there was none.
    end_session_endpoint: endpointSchema(allowInsecure).optional().catch(undefined),
    token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
    token_endpoint_auth_signing_alg_values_supported: z.array(z.string()).optional(),
    id_token_signing_alg_values_supported: z.array(z.string()).optional(),
    authorization_response_iss_parameter_supported: z.boolean().optional(),
  })
}

/** The part of a provider's metadata (Discovery §3) that a sign-in needs. */
export type Metadata = Readonly<z.output<ReturnType<typeof metadataSchema>>>

/** Where metadata come from. */
export interface MetadataSource {
  readonly rules: IssuerRules
  readonly fetch: HttpFetch
  readonly allowInsecure: boolean
  /** Added to the query of this call and of every endpoint that is found. */
  readonly endpointParams: EndpointParams
}

function metadataError(detail: string): PortcullisError {
  return new PortcullisError('provider_misconfigured', { detail: `the metadata: ${detail}` })
}

/**
 * Fetches and checks the metadata. Not with openid-client's discovery, which compares issuers after tidying them and
 * exempts some hosts: here the issuer is compared letter for letter (Discovery §4.3), so that also the case of the
 * host and a slash after it count. The detail of the error tells what to configure.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchMetadata(source: MetadataSource): Promise<Metadata> {
  const { rules, fetch, allowInsecure, endpointParams } = source
  const { issuer } = rules
  const url = withParams(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, endpointParams)
  const response = await httpGet({ fetch, url, label: 'the metadata' })
  const parsed = metadataSchema(allowInsecure).safeParse(await readJson(response, 'the metadata'))
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'the document')
    throw metadataError(`not valid: ${fields.join(', ')}`)
  }
  const problem = metadataIssuerProblem(parsed.data.issuer, rules)
  if (problem !== null) throw metadataError(problem)
  return withEndpointParams(parsed.data, endpointParams)
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
