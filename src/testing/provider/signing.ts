import { constants, createHmac, sign as signBytes } from 'node:crypto'
import { encrypted, slowKeyDerivation, zipBomb } from './encryption.js'
import type { Claims } from './faults.js'
import type { KeyRing, SigningKey } from './keys.js'

/**
 * The ways to sign wrongly. `alien-key`: an unpublished key under the published kid. `altered`: one byte of the
 * signature differs. `HS256-secret` is a correct MAC with the client secret, `HS256-broken` a wrong one;
 * `HS256-public-key` and `HS256-public-jwk` use the published key's PEM or JWK text as the MAC key. `PS256`, `ES256`,
 * `ES384`, `EdDSA`: valid, with a key that is then published as well; so is `weak-key`, of 1024 bits. `jwe`: the signed
 * token, encrypted with the client secret. `jwe-zip-bomb` and `jwe-pbes2`: JWEs that cost the recipient much work.
 */
export type Signing =
  | 'none'
  | 'alien-key'
  | 'altered'
  | 'HS256-secret'
  | 'HS512-secret'
  | 'HS256-public-key'
  | 'HS256-public-jwk'
  | 'HS256-broken'
  | 'PS256'
  | 'ES256'
  | 'ES384'
  | 'EdDSA'
  | 'weak-key'
  | 'jwe'
  | 'jwe-zip-bomb'
  | 'jwe-pbes2'

/** What is signed, and with which keys. */
export interface Signable {
  readonly claims: Claims
  readonly keys: KeyRing
  readonly clientSecret: string
  /** Changes the header after alg, typ and kid were set. */
  readonly header: (header: Claims) => Claims
  readonly typ: string
}

// JWTs are built by hand, because jose rightly refuses to make most of these.
function encode(value: string | Uint8Array): string {
  return Buffer.from(value).toString('base64url')
}

function assemble(token: Signable, header: Claims, signature: (input: string) => Uint8Array): string {
  const finished = token.header({ ...header, typ: token.typ })
  const input = `${encode(JSON.stringify(finished))}.${encode(JSON.stringify(token.claims))}`
  return `${input}.${encode(signature(input))}`
}

function signature(key: SigningKey, input: string): Uint8Array {
  const data = Buffer.from(input)
  switch (key.alg) {
    case 'RS256':
      return signBytes('sha256', data, key.privateKey)
    case 'PS256':
      return signBytes('sha256', data, {
        key: key.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      })
    case 'ES256':
      return signBytes('sha256', data, { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
    case 'ES384':
      return signBytes('sha384', data, { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
    case 'EdDSA':
      return signBytes(null, data, key.privateKey)
  }
}

function withKey(token: Signable, key: SigningKey): string {
  return assemble(token, { alg: key.alg, kid: key.kid }, (input) => signature(key, input))
}

function altered(token: Signable, key: SigningKey): string {
  return assemble(token, { alg: key.alg, kid: key.kid }, (input) => {
    const bytes = Uint8Array.from(signature(key, input))
    bytes[10] = (bytes[10] ?? 0) ^ 1
    return bytes
  })
}

function withMac(token: Signable, secret: string, header: Claims): string {
  return assemble(token, { alg: 'HS256', ...header }, (input) =>
    createHmac('sha256', secret).update(input).digest(),
  )
}

/** Makes a JWT, which is valid unless `how` names a way to sign wrongly. */
export async function signed(token: Signable, how: Signing | undefined): Promise<string> {
  const key = await token.keys.current()
  const pem = key.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  switch (how) {
    case undefined:
      return withKey(token, key)
    case 'none':
      return assemble(token, { alg: 'none' }, () => new Uint8Array())
    case 'alien-key':
      return withKey(token, await token.keys.alien())
    case 'altered':
      return altered(token, key)
    case 'HS256-secret':
      return withMac(token, token.clientSecret, {})
    case 'HS512-secret':
      return assemble(token, { alg: 'HS512' }, (input) =>
        createHmac('sha512', token.clientSecret).update(input).digest(),
      )
    case 'HS256-broken':
      return withMac(token, `not ${token.clientSecret}`, {})
    case 'HS256-public-key':
      return withMac(token, pem, { kid: key.kid })
    case 'HS256-public-jwk':
      return withMac(token, JSON.stringify(key.jwk), { kid: key.kid })
    case 'PS256':
    case 'ES256':
    case 'ES384':
    case 'EdDSA':
      return withKey(token, await token.keys.alternative(how))
    case 'weak-key':
      return withKey(token, await token.keys.weak())
    case 'jwe':
      return encrypted(withKey(token, key), token.clientSecret)
    case 'jwe-zip-bomb':
      return zipBomb(token.clientSecret)
    case 'jwe-pbes2':
      return slowKeyDerivation()
  }
}
