import { z } from 'zod'
import { PortcullisError } from '../errors.js'
import type { OutboundFetch } from '../outbound/outbound.js'
import { checkBackend } from './check-backend.js'
import type { Definition } from './definition.js'
import { faultInIssuer } from './issuer.js'
import { type EndpointParams, withParams } from './oidc/endpoint-params.js'
import type { BackendOptions } from './protocol/backend-options.js'
import { withinDeadline } from './protocol/deadline.js'
import { providerFailure } from './protocol/failures.js'
import { get, readJson } from './protocol/json-call.js'

const WELL_KNOWN = '/.well-known/openid-configuration'
const WHAT = 'the metadata'

const address = z.string().max(2000).nullable().catch(null)
const words = z
  .array(z.string().max(200).catch(''))
  .transform((list) => list.filter((word) => word !== '').slice(0, 100))
  .catch([])

/** What is only shown may be missing or odd; what a sign-in needs is judged by `checkBackend`. */
const Document = z.object({
  issuer: z.string().max(2000),
  authorization_endpoint: address.default(null),
  token_endpoint: address.default(null),
  userinfo_endpoint: address.default(null),
  jwks_uri: address.default(null),
  end_session_endpoint: address.default(null),
  revocation_endpoint: address.default(null),
  scopes_supported: words.default([]),
  claims_supported: words.default([]),
  // Discovery §3: silence means "basic".
  token_endpoint_auth_methods_supported: words.default(['client_secret_basic']),
  backchannel_logout_supported: z.boolean().catch(false).default(false),
  frontchannel_logout_supported: z.boolean().catch(false).default(false),
})

/** What a provider says about itself (Discovery §3, RP-Initiated, Back- and Front-Channel Logout), for people to read. */
export type ProviderFacts = Readonly<z.output<typeof Document>>

export interface InquiryParts extends Pick<BackendOptions, 'allowInsecure' | 'now' | 'deadlineMs'> {
  /** A new way out for each inquiry, so that one that hangs holds up nobody. */
  readonly open: () => OutboundFetch
}

/** Asks providers about themselves, for the administrator who adds one. */
export class Inquiry {
  readonly #parts: InquiryParts

  constructor(parts: InquiryParts) {
    this.#parts = parts
  }

  /**
   * The issuer behind what somebody has pasted: an issuer, a bare host, or the address of the metadata. It becomes what
   * the provider itself calls its issuer where that differs by a slash at its end; any other difference is refused, since
   * the tokens would name an issuer that nobody here has chosen (Discovery §4.3).
   * @throws PortcullisError provider_misconfigured with a sentence, provider_unavailable, provider_timeout
   */
  async issuerOf(pasted: string): Promise<string> {
    const issuer = tidied(pasted)
    const fault = faultInIssuer(issuer, this.#parts.allowInsecure)
    if (fault !== null) throw new PortcullisError('provider_misconfigured', { detail: `the issuer ${fault}` })
    const { issuer: named } = await this.#document(issuer)
    if (withoutSlash(named) === withoutSlash(issuer)) return named
    throw new PortcullisError('provider_misconfigured', {
      detail:
        `the document at ${metadataAddress(issuer)} names the issuer ${JSON.stringify(named.slice(0, 200))}, ` +
        `and what was written is ${JSON.stringify(issuer)}; paste the one that is meant, exactly`,
    })
  }

  /**
   * Checks a provider as a sign-in would, metadata, algorithms and keys, and tells what it says about itself; null where
   * a provider of OAuth 2 says nothing, or not at the usual place.
   * @throws PortcullisError provider_misconfigured, provider_unavailable, provider_timeout
   */
  async lookUp(definition: Definition): Promise<ProviderFacts | null> {
    const fetch = this.#parts.open()
    try {
      await checkBackend(definition, { ...this.#parts, fetch })
    } finally {
      fetch.destroy()
    }
    if (definition.kind !== 'oidc') return null
    // That it can be used is known by now; what is only shown may be missing.
    return this.#document(definition.issuer, definition.endpointParams).catch(() => null)
  }

  async #document(issuer: string, params: EndpointParams = {}): Promise<ProviderFacts> {
    const fetch = this.#parts.open()
    try {
      return await withinDeadline(this.#parts.deadlineMs, async () => {
        const url = withParams(metadataAddress(issuer), params)
        const response = await get({ fetch, url, what: WHAT })
        const parsed = Document.safeParse(await readJson(response, WHAT))
        if (parsed.success) return parsed.data
        throw new PortcullisError('provider_misconfigured', { detail: `${WHAT}: they name no issuer` })
      })
    } catch (error) {
      throw providerFailure(error, WHAT, 'provider_misconfigured')
    } finally {
      fetch.destroy()
    }
  }
}

function metadataAddress(issuer: string): string {
  return withoutSlash(issuer) + WELL_KNOWN
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '')
}

/** What was meant: without blanks around it, with a scheme, and without what only leads to the metadata. */
function tidied(pasted: string): string {
  const trimmed = pasted.trim()
  const whole =
    /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/]*:\d/.test(trimmed) ? trimmed : `https://${trimmed}`
  return whole.replace(/\/\.well-known\/openid-configuration\/?(?:[?#].*)?$/i, '')
}
