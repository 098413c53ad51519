import type { OutboundFetch } from '../../outbound/outbound.js'

/** What an OpenID Connect backend is given besides its definition. */
export interface OidcOptions {
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
