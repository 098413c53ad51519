import { randomInt } from 'node:crypto'

// RFC 8628 section 6.1: consonants only, so that no word comes out, nothing is mistaken for a digit, and every
// keyboard has them. Eight of twenty are 34 bits, for ten minutes and a few guesses.
const USER_CODE_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ'
const USER_CODE_LENGTH = 8

/** A fresh user code in its normal form, such as `WDJBMJHT`. */
export function newUserCode(): string {
  return Array.from({ length: USER_CODE_LENGTH }, () =>
    USER_CODE_ALPHABET.charAt(randomInt(USER_CODE_ALPHABET.length)),
  ).join('')
}

/** As people read and type it: `WDJB-MJHT`. */
export function formatUserCode(code: string): string {
  return `${code.slice(0, USER_CODE_LENGTH / 2)}-${code.slice(USER_CODE_LENGTH / 2)}`
}

/** What somebody typed in its normal form, whatever its case, hyphens and blanks; null when it cannot be a code. */
export function parseUserCode(input: string): string | null {
  if (input.length > 40) return null
  const code = input.replace(/[\s\p{Pd}.]/gu, '').toUpperCase()
  return code.length === USER_CODE_LENGTH &&
    Array.from(code).every((char) => USER_CODE_ALPHABET.includes(char))
    ? code
    : null
}
