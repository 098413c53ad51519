import { createHash } from 'node:crypto'
import { encryptedForClient } from './encryption.js'
import type { Claims, GrantType } from './faults.js'
import { now } from './grants.js'
import type { Grant } from './grants.js'
import type { Op } from './op.js'
import { claimsFor } from './person.js'
import { signed } from './signing.js'

const ID_TOKEN_TTL_S = 3600

/** The left half of the hash (Core §3.1.3.6): Ed25519 is over SHA-512, all other algorithms here over SHA-256. */
function atHash(op: Op, accessToken: string): string {
  const { sign } = op.faults
  const algorithm =
    sign === 'EdDSA' || sign === 'HS512-secret' ? 'sha512' : sign === 'ES384' ? 'sha384' : 'sha256'
  const hash = createHash(algorithm).update(accessToken).digest()
  return hash.subarray(0, hash.length / 2).toString('base64url')
}

function atHashClaim(op: Op, accessToken: string): Claims {
  if (op.faults.atHash === 'absent') return {}
  return { at_hash: atHash(op, op.faults.atHash === 'wrong' ? `not ${accessToken}` : accessToken) }
}

/** Makes the ID Token of a grant, with all faults that concern it. */
export async function idToken(op: Op, grant: Grant, accessToken: string, type: GrantType): Promise<string> {
  const { faults } = op
  if (faults.rotateBeforeSigning) op.rotateKeys()
  const issuedAt = now(op)
  const claims: Claims = {
    ...(op.claimsInIdToken ? claimsFor(grant.person, grant.scope) : {}),
    iss: op.issuer,
    sub: grant.person.sub,
    aud: grant.clientId,
    exp: issuedAt + ID_TOKEN_TTL_S,
    iat: issuedAt,
    auth_time: grant.authTime,
    sid: grant.sid,
    ...(grant.nonce === null || type === 'refresh_token' ? {} : { nonce: grant.nonce }),
    ...atHashClaim(op, accessToken),
  }
  const header = (usual: Claims): Claims => {
    const named = faults.noKid || faults.twoKeysNoKid ? { ...usual, kid: undefined } : usual
    return faults.idTokenHeader?.(named) ?? named
  }
  const token = await signed(
    {
      claims: op.says('idTokenClaims', claims, type),
      keys: op.keys,
      clientSecret: op.clientSecret,
      header,
      typ: 'JWT',
    },
    faults.sign,
  )
  const sent = faults.idTokenEncryption === undefined ? token : await encryptedForClient(op, token)
  op.idTokens.push(sent)
  return sent
}
