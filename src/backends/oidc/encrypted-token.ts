import { joinTexts, type Message, message, type MessageValue } from '../../locales/messages.js'
import { compactDecrypt, decodeProtectedHeader } from 'jose'
import { createPrivateKey } from 'node:crypto'
import type { PortcullisError } from '../../errors.js'
import { type ProviderCause, providerCause, toProblem } from '../../provider-causes.js'
import { providerError, quoteForLog, quoteText } from '../protocol/provider-errors.js'

const MAX_ENCRYPTED_LENGTH = 131_072
/** Neither RSA1_5, which has padding oracles, nor a password-based algorithm, whose cost the sender chooses. */
export const KEY_ALGORITHMS = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW']
const ALGORITHM = providerCause('token_encryption_algorithm')
const CONTENT_ALGORITHMS = ['A128GCM', 'A192GCM', 'A256GCM']

/** Whether a token is encrypted (JWE, RFC 7516 §3.1): it has five parts, and a signed one has three. */
export function isEncrypted(token: string): boolean {
  return token.split('.').length === 5
}

/** The name of an algorithm, without quotes. */
function toPlainName(name: unknown): MessageValue {
  return typeof name === 'string' ? quoteText(name).replaceAll('"', '') : quoteForLog(name)
}

function decryptionRejected(label: MessageValue, detail: Message, cause: ProviderCause): PortcullisError {
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
  label: MessageValue,
): Promise<string> {
  if (!isEncrypted(token)) return token
  if (decryptionKey === null) {
    const detail = message('detail.token.encrypted')
    throw providerError('provider_misconfigured', label, toProblem(detail, providerCause('token_encrypted')))
  }
  if (token.length > MAX_ENCRYPTED_LENGTH)
    throw decryptionRejected(label, message('detail.token.long'), providerCause('network_too_large'))
  const { alg, enc, zip } = readHeader(token, label)
  if (!KEY_ALGORITHMS.includes(String(alg)) || !CONTENT_ALGORITHMS.includes(String(enc))) {
    const used = joinTexts('detail.token.and', [alg, enc].map(toPlainName))
    const supported = joinTexts(
      'detail.token.and',
      [KEY_ALGORITHMS, CONTENT_ALGORITHMS].map((list) => list.join(', ')),
    )
    throw decryptionRejected(label, message('detail.token.encryption', { used, supported }), ALGORITHM)
  }
  if (zip !== undefined) throw decryptionRejected(label, message('detail.token.compressed'), ALGORITHM)
  try {
    const { plaintext } = await compactDecrypt(token, createPrivateKey(decryptionKey), {
      keyManagementAlgorithms: KEY_ALGORITHMS,
      contentEncryptionAlgorithms: CONTENT_ALGORITHMS,
    })
    return new TextDecoder().decode(plaintext)
  } catch {
    throw decryptionRejected(label, message('detail.token.decryption'), providerCause('token_decryption'))
  }
}

function readHeader(token: string, label: MessageValue): Readonly<Record<string, unknown>> {
  try {
    return { ...decodeProtectedHeader(token) }
  } catch {
    throw decryptionRejected(label, message('detail.token.header'), providerCause('token_unreadable'))
  }
}
