import { createHash } from 'node:crypto'
import type { JWTPayload } from 'jose'
import type { IdTokenExpectation } from './id-token.js'
import { quoteForLog } from '../protocol/quoted.js'
import { CLOCK_SKEW_S } from './signed-token.js'
import { subjectProblem } from '../protocol/subject.js'

function authorizedPartyProblem({ aud, azp }: JWTPayload, clientId: string): string | null {
  if (azp !== undefined && azp !== clientId) return `azp is ${quoteForLog(azp)}, another client`
  // Core §3.1.3.7, 4: who shares a token with others must be told for whom it was made.
  const isShared = Array.isArray(aud) && aud.some((audience) => audience !== clientId)
  return isShared && azp === undefined
    ? 'several audiences in aud, and no azp that says for which it was made'
    : null
}

function toHashAlgorithm(algorithm: string): 'sha256' | 'sha384' | 'sha512' {
  if (algorithm.endsWith('256')) return 'sha256'
  // EdDSA over Ed25519 hashes with SHA-512.
  return algorithm.endsWith('384') ? 'sha384' : 'sha512'
}

/** Core §3.1.3.8: optional in the code flow, so judged only when it is there. */
function accessTokenHashProblem(atHash: unknown, algorithm: string, accessToken: string): string | null {
  if (atHash === undefined) return null
  const hash = createHash(toHashAlgorithm(algorithm)).update(accessToken, 'ascii').digest()
  const half = hash.subarray(0, hash.length / 2).toString('base64url')
  return atHash === half ? null : 'at_hash does not fit the access token'
}

function authTimeProblem(authTime: unknown, maxAuthAge: number | null, now: Date): string | null {
  if (maxAuthAge === null) return null
  if (typeof authTime !== 'number' || !Number.isFinite(authTime)) return 'auth_time is missing'
  const age = now.getTime() / 1000 - authTime
  if (age < -CLOCK_SKEW_S) return 'auth_time is in the future'
  return age > maxAuthAge + CLOCK_SKEW_S ? 'the sign-in at the provider is too old' : null
}

/** The checks of claims that jose does not do itself (Core §3.1.3.7, §2): what is wrong, or null. */
export function idTokenProblem(
  claims: JWTPayload,
  algorithm: string,
  { clientId, nonce, accessToken, maxAuthAge, clock }: IdTokenExpectation,
): string | null {
  if (nonce !== null && claims['nonce'] !== nonce) return 'nonce is not the one that was sent'
  return (
    authorizedPartyProblem(claims, clientId) ??
    subjectProblem(claims.sub) ??
    accessTokenHashProblem(claims['at_hash'], algorithm, accessToken) ??
    authTimeProblem(claims['auth_time'], maxAuthAge, clock())
  )
}
