import { hash, randomFillSync, randomInt } from 'node:crypto'

const pool = Buffer.alloc(2048)
let used = pool.length

/**
 * Random bytes from the system, which are fetched for many calls at once, because each fetch takes longer than the rest of
 * the work on a token. No byte is given twice, and none stays in memory here.
 * @param size at most 64
 */
export function takeRandomBytes(size: number): Buffer<ArrayBuffer> {
  if (used + size > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.from(pool.subarray(used, used + size))
  pool.fill(0, used, used + size)
  used += size
  return bytes
}

/** Creates a secret of 256 random bits: 43 characters of base64url. */
export function newToken(): string {
  return takeRandomBytes(32).toString('base64url')
}

/** Creates a row ID of 128 random bits: 22 characters of base64url. IDs are public, tokens are not. */
export function newId(): string {
  return takeRandomBytes(16).toString('base64url')
}

/**
 * The hash under which a token, a code or a state is stored: SHA-256, base64url. Tokens are random, so no salt is
 * needed.
 */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url')
}

// Without letters and digits that look or sound alike.
const READABLE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Random text for people. @param length at most 9 */
function readableText(length: number): string {
  let rest = randomInt(READABLE_ALPHABET.length ** length)
  let text = ''
  for (let index = 0; index < length; index += 1) {
    text += READABLE_ALPHABET.charAt(rest % READABLE_ALPHABET.length)
    rest = Math.floor(rest / READABLE_ALPHABET.length)
  }
  return text
}

/**
 * Creates a code for an email, such as `K7Q-M2X-HD4`: 44 bits. Its three groups tell it apart from a reference, which has no
 * hyphen, and from the code of a device, which has one (RFC 8628 section 6.1).
 */
export function newEmailCode(): string {
  return formatEmailCode(readableText(9))
}

/** The code in groups, as it is in the email; links have it without hyphens. Codes of earlier releases have two groups. */
export function formatEmailCode(code: string): string {
  const chars = code.replaceAll('-', '')
  return (chars.match(chars.length === 8 ? /.{4}/g : /.{1,3}/g) ?? []).join('-')
}

const REFERENCE_LENGTH = 8

/** Creates a reference number that people can read out, such as `K7QM2XHD`. It is not secret. */
export function newReference(): string {
  return readableText(REFERENCE_LENGTH)
}

/**
 * Normalizes a typed reference, ignoring case, hyphens, blanks and the word before it; null when it is not a reference.
 */
export function parseReference(input: string): string | null {
  if (input.length > 40) return null
  const chars = input.replace(/[\s\p{Pd}:]/gu, '').toUpperCase()
  const text = chars.length > REFERENCE_LENGTH ? chars.replace(/^REF(?:ERENCE)?/, '') : chars
  const isValid =
    text.length === REFERENCE_LENGTH && Array.from(text).every((char) => READABLE_ALPHABET.includes(char))
  return isValid ? text : null
}

/** How a reference may be stored: earlier releases wrote it with a hyphen in its middle. */
export function referenceSpellings(reference: string): readonly string[] {
  const chars = reference.replaceAll('-', '')
  return [chars, `${chars.slice(0, 4)}-${chars.slice(4)}`]
}
