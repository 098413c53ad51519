import type { KeptTokens } from '../sealed-tokens.js'

/** An access token that ends within this time may have ended when it arrives. */
const MARGIN_MS = 60_000

/** Whether the access token can be used now, and ends soon enough to be replaced. */
export type Validity = 'good' | 'ending' | 'ended'

/**
 * Judges an access token by what was said of its lifetime. Of one that lives for minutes only, the last quarter counts as
 * its end; one of unknown lifetime (C31) is good until somebody finds that it is not: `rejected`.
 */
export function validityOf(tokens: KeptTokens, rejected: string | null, now: Date): Validity {
  const { expiresAt, obtainedAt, accessToken } = tokens
  if (accessToken === rejected) return 'ended'
  if (expiresAt === null) return tokens.refused ? 'ended' : 'good'
  const left = expiresAt.getTime() - now.getTime()
  if (left <= 0) return 'ended'
  const lifetime = obtainedAt === null ? Infinity : expiresAt.getTime() - obtainedAt.getTime()
  return left <= Math.min(MARGIN_MS, lifetime / 4) ? 'ending' : 'good'
}
