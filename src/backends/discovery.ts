import { PortcullisError } from '../errors.js'
import type { HttpFetch } from '../http-client/http-client.js'
import { message } from '../locales/messages.js'
import { probeBackend } from './create-backend.js'
import type { Definition } from './definition/definition.js'
import { type Problem, problem } from './definition/problem.js'
import { issuerProblem } from './definition/validators.js'
import { providerCause } from '../provider-causes.js'
import { fetchStatedIssuer, metadataUrl, type ProviderMetadata } from './oidc/metadata.js'
import { type BackendOptions, deadlineFor, withProviderTimeout } from './protocol/options.js'
import { toProviderError } from './protocol/provider-errors.js'

export interface ProviderDiscoveryDeps extends Pick<BackendOptions, 'allowInsecure' | 'clock'> {
  /**
   * Creates an HTTP client for each question, so that a provider that hangs does not hold up others. Each call may take
   * `callTimeoutMs` milliseconds.
   */
  readonly createFetch: (callTimeoutMs: number) => HttpFetch
}

/** The time limit of a call, in milliseconds, while there is no definition yet. It is the default of `timeout`. */
const DEFAULT_TIMEOUT_MS = 5000
/** In characters, as in a definition. */
const MAX_ISSUER_LENGTH = 500

/** Asks a provider for its metadata while an administrator adds it. */
export class ProviderDiscovery {
  readonly #deps: ProviderDiscoveryDeps

  constructor(deps: ProviderDiscoveryDeps) {
    this.#deps = deps
  }

  /**
   * Reads what an administrator has entered.
   * @param input an issuer, a bare host name, or the address of the metadata
   */
  readIssuer(input: string): { readonly issuer: string } | { readonly problem: Problem } {
    const issuer = normalizeIssuerInput(input)
    const found =
      issuer.length > MAX_ISSUER_LENGTH
        ? problem('fieldProblem.tooLong', { max: String(MAX_ISSUER_LENGTH) })
        : issuerProblem(issuer, this.#deps.allowInsecure)
    return found === null ? { issuer } : { problem: found }
  }

  /**
   * Asks the provider how it writes its issuer.
   * @param issuer from `readIssuer`
   * @returns the issuer exactly as the provider writes it. It may differ from the input by a slash at its end; any
   *   other difference is rejected, because the tokens would name an issuer that the administrator did not choose
   *   (Discovery §4.3).
   * @throws PortcullisError provider_misconfigured with a sentence, provider_unavailable, provider_timeout
   */
  async resolveIssuer(issuer: string): Promise<string> {
    const statedIssuer = await this.#fetchStatedIssuer(issuer)
    if (stripTrailingSlash(statedIssuer) === stripTrailingSlash(issuer)) return statedIssuer
    throw new PortcullisError('provider_misconfigured', {
      text: message('discovery.issuerDiffers', {
        url: metadataUrl(issuer),
        stated: JSON.stringify(statedIssuer.slice(0, 200)),
        entered: JSON.stringify(issuer),
      }),
      providerCause: providerCause('issuer_differs'),
    })
  }

  /**
   * Checks a provider as a sign-in would: metadata, algorithms and keys, within the `timeout` of the definition.
   * @returns the provider's metadata; null for OAuth 2, which has none
   * @throws PortcullisError provider_misconfigured, provider_unavailable, provider_timeout
   */
  inspect(definition: Definition): Promise<ProviderMetadata | null> {
    const { timeout } = definition
    return this.#withFetch(timeout, (fetch) => probeBackend(definition, { ...this.#deps, fetch }))
  }

  async #fetchStatedIssuer(issuer: string): Promise<string> {
    try {
      return await this.#withFetch(DEFAULT_TIMEOUT_MS, (fetch) =>
        withProviderTimeout(deadlineFor(DEFAULT_TIMEOUT_MS), () => fetchStatedIssuer(issuer, fetch)),
      )
    } catch (error) {
      throw toProviderError(error, message('detail.of.metadata'), 'provider_misconfigured')
    }
  }

  async #withFetch<Result>(
    callTimeoutMs: number,
    work: (fetch: HttpFetch) => Promise<Result>,
  ): Promise<Result> {
    const fetch = this.#deps.createFetch(callTimeoutMs)
    try {
      return await work(fetch)
    } finally {
      fetch.destroy()
    }
  }
}

function stripTrailingSlash(issuer: string): string {
  return issuer.replace(/\/$/, '')
}

/** Adds a missing scheme, and removes spaces around the input and the path of the metadata. */
function normalizeIssuerInput(input: string): string {
  const trimmed = input.trim()
  const absolute =
    /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/]*:\d/.test(trimmed) ? trimmed : `https://${trimmed}`
  return absolute.replace(/\/\.well-known\/openid-configuration\/?(?:[?#].*)?$/i, '')
}
