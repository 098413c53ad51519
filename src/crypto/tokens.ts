import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A fresh secret of 256 bits, as 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A fresh row id of 128 bits, as 22 characters of base64url. Ids are public; tokens are not. */
export function newId(): string {
  return randomBytes(16).toString('base64url')
}

/** What the database keeps of a token, a code or a state: SHA-256, base64url. Enough for secrets of full entropy. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('base64url')
}

// Without letters and digits that are mistaken for one another when read aloud or typed from a screen.
const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A reference number that a person can read out, such as `K7QM-2XHD`. It is no secret. */
export function newReference(): string {
  const chars = Array.from({ length: 8 }, () =>
    REFERENCE_ALPHABET.charAt(randomInt(REFERENCE_ALPHABET.length)),
  )
  return `${chars.slice(0, 4).join('')}-${chars.slice(4).join('')}`
}

/** A reference as somebody typed it, in its normal form, whatever its case, hyphen and blanks; null for what is none. */
export function parseReference(input: string): string | null {
  if (input.length > 40) return null
  const chars = input.replace(/[\s\p{Pd}]/gu, '').toUpperCase()
  const isValid = chars.length === 8 && Array.from(chars).every((char) => REFERENCE_ALPHABET.includes(char))
  return isValid ? `${chars.slice(0, 4)}-${chars.slice(4)}` : null
}
