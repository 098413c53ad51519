import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { GenerateKeyPairResult, JWK } from 'jose'
import { randomUUID } from 'node:crypto'

/** A key of a device, and the proofs that it makes. */
export interface DeviceKey {
  readonly thumbprint: string
  /** A sound proof for a POST to this address, spoiled by what is given. */
  prove(url: string, spoil?: Spoil): Promise<string>
}

/** What is different from a sound proof; undefined takes a member away. */
export interface Spoil {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  /** Members of the public key in the header. */
  readonly jwk?: Readonly<Record<string, unknown>>
  /** Signs with another key than that of the header. */
  readonly signedBy?: GenerateKeyPairResult
}

export async function newDeviceKey(alg = 'ES256'): Promise<DeviceKey> {
  const pair = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(pair.publicKey)
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    prove: (url, spoil = {}) => {
      const now = Math.floor(Date.now() / 1000)
      const claims = { jti: randomUUID(), htm: 'POST', htu: url, iat: now, ...spoil.claims }
      const key: JWK = { ...jwk, ...spoil.jwk }
      const header = { typ: 'dpop+jwt', alg, jwk: key, ...spoil.header }
      const signer = new SignJWT(claims).setProtectedHeader(header)
      return signer.sign((spoil.signedBy ?? pair).privateKey, { crit: { 'urn:example:extension': true } })
    },
  }
}
