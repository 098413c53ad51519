import { createHash } from 'node:crypto'
import type { Claims, GrantType } from './faults.js'
import { now } from './grants.js'
import type { Grant } from './grants.js'
import type { Op } from './op.js'
import { claimsFor } from './person.js'
import { signed } from './signing.js'

const LIFETIME = 3600

/** The left half of the hash, as Core §3.1.3.6 has it for algorithms over SHA-256. */
function atHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')
}

function atHashClaim(op: Op, accessToken: string): Claims {
  if (op.faults.atHash === 'absent') return {}
  return { at_hash: atHash(op.faults.atHash === 'wrong' ? `not ${accessToken}` : accessToken) }
}

/** Makes the ID Token of a grant, through all the faults that concern it. */
export async function idToken(op: Op, grant: Grant, accessToken: string, type: GrantType): Promise<string> {
  const { faults } = op
  if (faults.rotateBeforeSigning) op.rotateKeys()
  const issuedAt = now()
  const claims: Claims = {
    ...(op.claimsInIdToken ? claimsFor(grant.person, grant.scope) : {}),
    iss: op.issuer,
    sub: grant.person.sub,
    aud: grant.clientId,
    exp: issuedAt + LIFETIME,
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
  op.idTokens.push(token)
  return token
}
