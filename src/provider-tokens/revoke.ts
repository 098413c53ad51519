import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { supportsRevocation } from '../backends/capabilities.js'
import type { Registry } from '../backends/registry.js'
import type { Encrypter } from '../crypto/encryption.js'
import type { TokenRow } from '../store/accounts.js'
import { decryptTokens, type StoredTokens } from './stored-tokens.js'

/** How long a person who disconnects an account waits for the provider. */
const REVOCATION_TIMEOUT_MS = 3000

/** The result of a revocation at the provider. */
export type RevocationResult = 'revoked' | 'nothing_to_revoke' | 'not_offered' | 'failed'

export interface RevocationDeps {
  readonly registry: Registry
  readonly encrypter: Encrypter
  readonly log: Logger
}

type TokenOwner = Pick<TokenRow, 'id' | 'backend' | 'issuer'>

/**
 * Asks the provider to revoke the tokens of an account that was just deleted (RFC 7009). Waits at most three seconds, and
 * never throws: the account stays deleted.
 * @param ciphertext the encrypted tokens of the account
 */
export async function revokeTokens(
  deps: RevocationDeps,
  account: TokenOwner,
  ciphertext: Uint8Array | null,
): Promise<RevocationResult> {
  const tokens = ciphertext && decryptTokens(deps.encrypter, account.id, ciphertext)
  if (tokens === null || tokens.refused) return 'nothing_to_revoke'
  const timeout = new AbortController()
  const timedOut = sleep(REVOCATION_TIMEOUT_MS, 'failed' as const, { signal: timeout.signal }).catch(
    () => 'failed' as const,
  )
  return Promise.race([revokeAtProvider(deps, account, tokens), timedOut]).finally(() => {
    timeout.abort()
  })
}

/** Asks the provider to revoke these tokens, for as long as the HTTP client allows. Never throws. */
export async function revokeAtProvider(
  { registry, log }: Pick<RevocationDeps, 'registry' | 'log'>,
  { id, backend: name, issuer }: TokenOwner,
  { accessToken, refreshToken, origins }: StoredTokens,
): Promise<RevocationResult> {
  const backend = registry.get(name)
  if (backend === null || !supportsRevocation(backend)) return 'not_offered'
  try {
    const isRevoked = await backend.revoke({ accessToken, refreshToken, issuer, origins })
    return isRevoked ? 'revoked' : 'not_offered'
  } catch (error) {
    log.warn({ account: id, backend: name, err: error }, 'tokens could not be revoked')
    return 'failed'
  }
}
