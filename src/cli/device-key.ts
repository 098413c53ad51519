import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { newId } from '../crypto/token.js'

/** Makes proofs of a key that exists in this process only (RFC 9449), for POST requests. */
export async function createDpopSigner(): Promise<(url: string, now: Date) => Promise<string>> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  return (url, now) =>
    new SignJWT({ htm: 'POST', htu: url, jti: newId() })
      .setIssuedAt(now)
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .sign(privateKey)
}
