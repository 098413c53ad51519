import type { OutboundFetch } from '../../outbound/outbound.js'

/** What a backend that talks to a provider is given besides its definition. */
export interface BackendOptions {
  /** Where the provider sends people back to, as registered there. */
  readonly redirectUri: string
  /** The way to the provider; its limits hold for each call. */
  readonly fetch: OutboundFetch
  /** Allows endpoints of http. */
  readonly allowInsecure: boolean
  readonly now: () => Date
  /** Milliseconds for all calls of one begin or finish together. */
  readonly deadlineMs: number
}

/** The same, where `now` may be left to the system's clock and `deadlineMs` to 9000. */
export type GivenOptions = Omit<BackendOptions, 'now' | 'deadlineMs'> &
  Partial<Pick<BackendOptions, 'now' | 'deadlineMs'>>

/** The options with what was left out. */
export function withDefaults(given: GivenOptions): BackendOptions {
  return { now: () => new Date(), deadlineMs: 9000, ...given }
}
