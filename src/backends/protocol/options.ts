/*
 * What OpenID Connect and OAuth 2 share; ../oidc and ../oauth2 are built on it.
 *
 * In the order of a sign-in: options.ts (what a backend needs, and its time limit), callback.ts (checks the authorization
 * response), code-grant.ts (exchanges the code for tokens), token-endpoint.ts (tolerates deviations in token responses),
 * claims.ts and identity.ts (turn claims into an identity), authentication.ts (when the user authenticated). Later:
 * refresh-grant.ts (refreshes and revokes tokens). json.ts sends GET requests, and provider-errors.ts translates every
 * error into a PortcullisError.
 */
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { message } from '../../locales/messages.js'
import { providerCause } from '../../provider-causes.js'
import { withTimeout } from '../../timeout.js'

/** What a backend needs besides its definition. */
export interface BackendOptions {
  /** Where the provider sends users back to, as registered there. */
  readonly redirectUri: string
  /** The HTTP client for calls to the provider; it limits each call. */
  readonly fetch: HttpFetch
  /** Whether endpoints may use http. */
  readonly allowInsecure: boolean
  readonly clock: () => Date
  /** In milliseconds: the time limit for all calls of one `begin` or `finish` together. */
  readonly deadlineMs: number
}

/**
 * The options as callers give them: the default of `clock` is the system's clock, that of `deadlineMs` is nearly twice
 * the time limit of one call.
 */
export type BackendOptionsInput = Omit<BackendOptions, 'clock' | 'deadlineMs'> &
  Partial<Pick<BackendOptions, 'clock' | 'deadlineMs'>>

/** Of all calls together, compared with one call: 9 seconds for 5. */
const DEADLINE_FACTOR = 1.8

/** The options with their defaults. */
export function withDefaults(
  input: BackendOptionsInput,
  { timeout }: { readonly timeout: number },
): BackendOptions {
  return { clock: () => new Date(), deadlineMs: deadlineFor(timeout), ...input }
}

/** In milliseconds: the time limit for all calls of one piece of work, from that of one call. */
export function deadlineFor(timeoutMs: number): number {
  return Math.round(DEADLINE_FACTOR * timeoutMs)
}

/**
 * Limits the time of work with a provider, in milliseconds. A call that is shared with other sign-ins continues for
 * them.
 * @throws PortcullisError provider_timeout, or what the work throws
 */
export function withProviderTimeout<Result>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const problem = {
    detail: message('detail.notFinished', { timeout: String(timeoutMs) }),
    providerCause: providerCause('network_slow'),
  }
  return withTimeout(timeoutMs, () => new PortcullisError('provider_timeout', problem), work)
}
