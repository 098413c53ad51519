import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { withTimeout } from '../../timeout.js'

/** What a backend that talks to a provider is given besides its definition. */
export interface BackendOptions {
  /** Where the provider sends people back to, as registered there. */
  readonly redirectUri: string
  /** The way to the provider; its limits hold for each call. */
  readonly fetch: HttpFetch
  /** Allows endpoints of http. */
  readonly allowInsecure: boolean
  readonly clock: () => Date
  /** Milliseconds for all calls of one begin or finish together. */
  readonly deadlineMs: number
}

/** The same, where `now` may be left to the system's clock and `deadlineMs` to 9000. */
export type BackendOptionsInput = Omit<BackendOptions, 'clock' | 'deadlineMs'> &
  Partial<Pick<BackendOptions, 'clock' | 'deadlineMs'>>

/** The options with what was left out. */
export function withDefaults(input: BackendOptionsInput): BackendOptions {
  return { clock: () => new Date(), deadlineMs: 9000, ...input }
}

/**
 * Gives work with a provider a limited time, in milliseconds. A call that is shared with others goes on for them.
 * @throws PortcullisError provider_timeout, or what the work throws
 */
export function withProviderTimeout<Result>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const detail = `not finished within ${timeoutMs} ms`
  return withTimeout(timeoutMs, () => new PortcullisError('provider_timeout', { detail }), work)
}
