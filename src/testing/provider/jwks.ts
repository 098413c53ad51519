import type { Claims } from './faults.js'
import type { Op } from './op.js'
import { json } from './reply.js'
import type { Reply } from './reply.js'

/** The useless keys of C40, around the key that signs. */
async function withUselessKeys(op: Op, key: Claims): Promise<Claims[]> {
  const other = await op.keys.second()
  return [
    { kty: 'XYZ', kid: 'of-an-unknown-type', use: 'sig', alg: 'XY256', xy: 'AQAB' },
    { ...other.jwk, kid: key['kid'], use: 'enc', alg: 'RSA-OAEP' },
    { kty: 'RSA', kid: 'without-numbers', use: 'sig', alg: 'RS256' },
    { ...key, x5c: ['this is no certificate'], x_extra: { deep: ['member'] } },
  ]
}

/** Serves the public keys, changed by the faults. */
export async function jwks(op: Op): Promise<Reply> {
  const { sign, twoKeysNoKid, extraJwks, keyIssuer, keySet = (honest: Claims[]) => honest } = op.faults
  const { jwk } = await op.keys.current()
  const keys: Claims[] = extraJwks === true ? await withUselessKeys(op, { ...jwk }) : [{ ...jwk }]
  if (extraJwks !== undefined && extraJwks !== true) keys.unshift(...extraJwks)
  if (twoKeysNoKid) keys.unshift({ ...(await op.keys.second()).jwk })
  if (sign === 'weak-key') keys.push({ ...(await op.keys.weak()).jwk })
  if (sign === 'PS256' || sign === 'ES256' || sign === 'ES384' || sign === 'EdDSA')
    keys.push({ ...(await op.keys.alternative(sign)).jwk })
  return json(200, {
    keys: keySet(keyIssuer === undefined ? keys : keys.map((key) => ({ ...key, issuer: keyIssuer }))),
  })
}
