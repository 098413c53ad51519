import type { StoredTokens } from '../sealed-tokens.js'

/** An access token that ends within this time may have ended when it arrives. */
const EXPIRY_MARGIN_MS = 60_000

/** Whether the access token can be used now, and ends soon enough to be replaced. */
export type TokenValidity = 'good' | 'ending' | 'ended'

/**
 * Judges an access token by what was said of its lifetime. Of one that lives for minutes only, the last quarter counts as
 * its end; one of unknown lifetime (C31) is good until somebody finds that it is not: `rejected`.
 */
export function tokenValidity(tokens: StoredTokens, rejectedToken: string | null, now: Date): TokenValidity {
  const { expiresAt, obtainedAt, accessToken } = tokens
  if (accessToken === rejectedToken) return 'ended'
  if (expiresAt === null) return tokens.refused ? 'ended' : 'good'
  const remainingMs = expiresAt.getTime() - now.getTime()
  if (remainingMs <= 0) return 'ended'
  const lifetimeMs = obtainedAt === null ? Infinity : expiresAt.getTime() - obtainedAt.getTime()
  return remainingMs <= Math.min(EXPIRY_MARGIN_MS, lifetimeMs / 4) ? 'ending' : 'good'
}
