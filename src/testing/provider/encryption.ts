import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { CompactEncrypt } from 'jose'
import type { Op } from './op.js'

const BOMB_BYTES = 64 * 1024 * 1024

function encode(value: string | Uint8Array): string {
  return Buffer.from(value).toString('base64url')
}

/** Encrypts with a key from the client secret (Core §10.2). */
function direct(header: Record<string, string>, plaintext: Uint8Array, clientSecret: string): string {
  const protectedHeader = encode(JSON.stringify({ alg: 'dir', enc: 'A256GCM', ...header }))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', createHash('sha256').update(clientSecret).digest(), iv)
  cipher.setAAD(Buffer.from(protectedHeader))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return [protectedHeader, '', encode(iv), encode(ciphertext), encode(cipher.getAuthTag())].join('.')
}

/** Encrypts for the client with its public key. */
export function encryptedForClient({ clientEncryptionKey: key, faults }: Op, text: string): Promise<string> {
  if (key === null) throw new Error('the client has no key for encryption')
  const header = faults.idTokenEncryption ?? { alg: 'RSA-OAEP-256', enc: 'A256GCM' }
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ ...header, cty: 'JWT' }).encrypt(key)
}

/** A signed token within a valid JWE. */
export function encrypted(jwt: string, clientSecret: string): string {
  return direct({ cty: 'JWT' }, Buffer.from(jwt), clientSecret)
}

/** Made once, because that takes a third of a second. */
let deflatedBomb: Buffer | null = null

/** A small valid JWE whose contents inflate to 64 MiB (CVE-2024-28176). */
export function zipBomb(clientSecret: string): string {
  deflatedBomb ??= deflateRawSync(Buffer.alloc(BOMB_BYTES, ' '))
  return direct({ zip: 'DEF' }, deflatedBomb, clientSecret)
}

/** A JWE that demands two billion rounds of key derivation before anything else (CVE-2022-36083). */
export function slowKeyDerivation(): string {
  const header = { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2s: encode(randomBytes(16)), p2c: 2 ** 31 }
  const parts = [JSON.stringify(header), randomBytes(40), randomBytes(12), randomBytes(64), randomBytes(16)]
  return parts.map(encode).join('.')
}
