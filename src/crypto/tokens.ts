import { createHash, randomBytes, randomInt } from 'node:crypto'

/** Creates a secret of 256 random bits: 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Creates a row ID of 128 random bits: 22 characters of base64url. IDs are public, tokens are not. */
export function newId(): string {
  return randomBytes(16).toString('base64url')
}

/**
 * The hash under which a token, a code or a state is stored: SHA-256, base64url. Tokens are random, so no salt is
 * needed.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('base64url')
}

// Without letters and digits that look or sound alike.
const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Creates a reference number that people can read out, such as `K7QM-2XHD`. It is not secret. */
export function newReference(): string {
  const chars = Array.from({ length: 8 }, () =>
    REFERENCE_ALPHABET.charAt(randomInt(REFERENCE_ALPHABET.length)),
  )
  return `${chars.slice(0, 4).join('')}-${chars.slice(4).join('')}`
}

/** Normalizes a typed reference, ignoring case, hyphens and blanks; null when it is not a reference. */
export function parseReference(input: string): string | null {
  if (input.length > 40) return null
  const chars = input.replace(/[\s\p{Pd}]/gu, '').toUpperCase()
  const isValid = chars.length === 8 && Array.from(chars).every((char) => REFERENCE_ALPHABET.includes(char))
  return isValid ? `${chars.slice(0, 4)}-${chars.slice(4)}` : null
}
