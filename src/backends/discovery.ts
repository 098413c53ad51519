import { z } from 'zod'
import { PortcullisError } from '../errors.js'
import type { HttpFetch } from '../http-client/http-client.js'
import { probeBackend } from './create-backend.js'
import type { Definition } from './definition/definition.js'
import { issuerProblem } from './definition/validators.js'
import { type EndpointParams, withParams } from './oidc/metadata.js'
import { httpGet, readJson } from './protocol/json.js'
import { type BackendOptions, withTimeout } from './protocol/options.js'
import { toProviderError } from './protocol/provider-errors.js'

const WELL_KNOWN = '/.well-known/openid-configuration'
const LABEL = 'the metadata'

const urlSchema = z.string().max(2000).nullable().catch(null)
const stringListSchema = z
  .array(z.string().max(200).catch(''))
  .transform((list) => list.filter((word) => word !== '').slice(0, 100))
  .catch([])

/** What is only shown may be missing or odd; what a sign-in needs is judged by `checkBackend`. */
const DiscoveryDocumentSchema = z.object({
  issuer: z.string().max(2000),
  authorization_endpoint: urlSchema.default(null),
  token_endpoint: urlSchema.default(null),
  userinfo_endpoint: urlSchema.default(null),
  jwks_uri: urlSchema.default(null),
  end_session_endpoint: urlSchema.default(null),
  revocation_endpoint: urlSchema.default(null),
  scopes_supported: stringListSchema.default([]),
  claims_supported: stringListSchema.default([]),
  // Discovery §3: silence means "basic".
  token_endpoint_auth_methods_supported: stringListSchema.default(['client_secret_basic']),
  backchannel_logout_supported: z.boolean().catch(false).default(false),
  frontchannel_logout_supported: z.boolean().catch(false).default(false),
})

/** What a provider says about itself (Discovery §3, RP-Initiated, Back- and Front-Channel Logout), for people to read. */
export type ProviderMetadataSummary = Readonly<z.output<typeof DiscoveryDocumentSchema>>

export interface ProviderDiscoveryDeps extends Pick<
  BackendOptions,
  'allowInsecure' | 'clock' | 'deadlineMs'
> {
  /** A new way out for each inquiry, so that one that hangs holds up nobody. */
  readonly createFetch: () => HttpFetch
}

/** Asks providers about themselves, for the administrator who adds one. */
export class ProviderDiscovery {
  readonly #deps: ProviderDiscoveryDeps

  constructor(deps: ProviderDiscoveryDeps) {
    this.#deps = deps
  }

  /**
   * The issuer behind what somebody has pasted: an issuer, a bare host, or the address of the metadata. It becomes what
   * the provider itself calls its issuer where that differs by a slash at its end; any other difference is refused, since
   * the tokens would name an issuer that nobody here has chosen (Discovery §4.3).
   * @throws PortcullisError provider_misconfigured with a sentence, provider_unavailable, provider_timeout
   */
  async resolveIssuer(input: string): Promise<string> {
    const issuer = normalizeIssuerInput(input)
    const problem = issuerProblem(issuer, this.#deps.allowInsecure)
    if (problem !== null)
      throw new PortcullisError('provider_misconfigured', { detail: `the issuer ${problem}` })
    const { issuer: statedIssuer } = await this.#fetchDocument(issuer)
    if (stripTrailingSlash(statedIssuer) === stripTrailingSlash(issuer)) return statedIssuer
    throw new PortcullisError('provider_misconfigured', {
      detail:
        `the document at ${metadataUrl(issuer)} names the issuer ${JSON.stringify(statedIssuer.slice(0, 200))}, ` +
        `and what was written is ${JSON.stringify(issuer)}; paste the one that is meant, exactly`,
    })
  }

  /**
   * Checks a provider as a sign-in would, metadata, algorithms and keys, and tells what it says about itself; null where
   * a provider of OAuth 2 says nothing, or not at the usual place.
   * @throws PortcullisError provider_misconfigured, provider_unavailable, provider_timeout
   */
  async inspect(definition: Definition): Promise<ProviderMetadataSummary | null> {
    const fetch = this.#deps.createFetch()
    try {
      await probeBackend(definition, { ...this.#deps, fetch })
    } finally {
      fetch.destroy()
    }
    if (definition.kind !== 'oidc') return null
    // That it can be used is known by now; what is only shown may be missing.
    return this.#fetchDocument(definition.issuer, definition.endpointParams).catch(() => null)
  }

  async #fetchDocument(issuer: string, params: EndpointParams = {}): Promise<ProviderMetadataSummary> {
    const fetch = this.#deps.createFetch()
    try {
      return await withTimeout(this.#deps.deadlineMs, async () => {
        const url = withParams(metadataUrl(issuer), params)
        const response = await httpGet({ fetch, url, label: LABEL })
        const parsed = DiscoveryDocumentSchema.safeParse(await readJson(response, LABEL))
        if (parsed.success) return parsed.data
        throw new PortcullisError('provider_misconfigured', { detail: `${LABEL}: they name no issuer` })
      })
    } catch (error) {
      throw toProviderError(error, LABEL, 'provider_misconfigured')
    } finally {
      fetch.destroy()
    }
  }
}

function metadataUrl(issuer: string): string {
  return stripTrailingSlash(issuer) + WELL_KNOWN
}

function stripTrailingSlash(issuer: string): string {
  return issuer.replace(/\/$/, '')
}

/** What was meant: without blanks around it, with a scheme, and without what only leads to the metadata. */
function normalizeIssuerInput(input: string): string {
  const trimmed = input.trim()
  const absolute =
    /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/]*:\d/.test(trimmed) ? trimmed : `https://${trimmed}`
  return absolute.replace(/\/\.well-known\/openid-configuration\/?(?:[?#].*)?$/i, '')
}
