import { generateKeyPairSync } from 'node:crypto'
import type { JSONWebKeySet } from 'jose'

/** A key pair of a client: the private half as PEM for the settings, the public one for the provider. */
export interface SigningPair {
  readonly pem: string
  readonly published: JSONWebKeySet
}

/** Makes one, by default on the curve P-256. */
export function signingPair(kid: string, type: 'ec' | 'rsa' | 'ed25519' = 'ec'): SigningPair {
  const { privateKey, publicKey } = pairOf(type)
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { pem, published: { keys: [{ kty: '', ...publicKey.export({ format: 'jwk' }), kid }] } }
}

function pairOf(type: 'ec' | 'rsa' | 'ed25519') {
  switch (type) {
    case 'ec':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
    case 'ed25519':
      return generateKeyPairSync('ed25519')
  }
}
