import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../outbound/outbound.js'
import { type EndpointParams, withEndpointParams, withParams } from './endpoint-params.js'
import { httpGet, readJson } from '../protocol/json-call.js'
import type { IssuerRules } from './issuers.js'
import { metadataIssuerProblem } from './metadata-issuer.js'

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
