import { compactDecrypt, decodeProtectedHeader } from 'jose'
import { createPrivateKey } from 'node:crypto'
import type { PortcullisError } from '../../errors.js'
import { type ProviderCause, providerCause, toProblem } from '../../provider-causes.js'
import { providerError, quoteForLog } from '../protocol/provider-errors.js'

const MAX_ENCRYPTED_LENGTH = 131_072
/** Neither RSA1_5, which has padding oracles, nor a password-based algorithm, whose cost the sender chooses. */
export const KEY_ALGORITHMS = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW']
const ALGORITHM = providerCause('token_encryption_algorithm')
const CONTENT_ALGORITHMS = ['A128GCM', 'A192GCM', 'A256GCM']

/** Whether a token is encrypted (JWE, RFC 7516 §3.1): it has five parts, and a signed one has three. */
export function isEncrypted(token: string): boolean {
  return token.split('.').length === 5
}

function decryptionRejected(label: string, detail: string, cause: ProviderCause): PortcullisError {
  return providerError('identity_rejected', label, toProblem(detail, cause))
}

/**
 * Decrypts a token; one that is not encrypted is returned as it is. What was encrypted still has to be verified: anyone
 * can encrypt with a public key.
 * @param decryptionKey a private key as PEM; null when the definition has none
 * @param label begins the detail of an error, such as "the ID Token"
 * @throws PortcullisError identity_rejected; provider_misconfigured without a key
 */
export async function decryptToken(
  token: string,
  decryptionKey: string | null,
  label: string,
): Promise<string> {
  if (!isEncrypted(token)) return token
  if (decryptionKey === null) {
    const detail = `it is encrypted; add the private key as "decryptionKey", or turn encryption off at the provider`
    throw providerError('provider_misconfigured', label, toProblem(detail, providerCause('token_encrypted')))
  }
  if (token.length > MAX_ENCRYPTED_LENGTH)
    throw decryptionRejected(label, 'it is too long', providerCause('network_too_large'))
  const { alg, enc, zip } = readHeader(token, label)
  if (!KEY_ALGORITHMS.includes(String(alg)) || !CONTENT_ALGORITHMS.includes(String(enc))) {
    const used = `${quoteForLog(alg)} and ${quoteForLog(enc)}`.replaceAll('"', '')
    const allowed = `${KEY_ALGORITHMS.join(', ')} and ${CONTENT_ALGORITHMS.join(', ')}`
    throw decryptionRejected(label, `it is encrypted with ${used}; supported are ${allowed}`, ALGORITHM)
  }
  if (zip !== undefined) throw decryptionRejected(label, 'it is compressed', ALGORITHM)
  try {
    const { plaintext } = await compactDecrypt(token, createPrivateKey(decryptionKey), {
      keyManagementAlgorithms: KEY_ALGORITHMS,
      contentEncryptionAlgorithms: CONTENT_ALGORITHMS,
    })
    return new TextDecoder().decode(plaintext)
  } catch {
    throw decryptionRejected(
      label,
      '"decryptionKey" does not decrypt it; the provider may use an earlier key',
      providerCause('token_decryption'),
    )
  }
}

function readHeader(token: string, label: string): Readonly<Record<string, unknown>> {
  try {
    return { ...decodeProtectedHeader(token) }
  } catch {
    throw decryptionRejected(label, 'its header is not readable', providerCause('token_unreadable'))
  }
}
