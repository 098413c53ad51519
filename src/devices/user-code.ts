import { randomInt } from 'node:crypto'

// RFC 8628 section 6.1: consonants only, so that no word comes out, nothing is mistaken for a digit, and every
// keyboard has them. Eight of twenty are 34 bits, for ten minutes and a few guesses.
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8

/** A fresh user code in its normal form, such as `WDJBMJHT`. */
export function newUserCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
}

/** As people read and type it: `WDJB-MJHT`. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`
}

/** What somebody typed in its normal form, whatever its case, hyphens and blanks; null when it cannot be a code. */
export function normalUserCode(typed: string): string | null {
  if (typed.length > 40) return null
  const code = typed.replace(/[\s\p{Pd}.]/gu, '').toUpperCase()
  return code.length === LENGTH && Array.from(code).every((letter) => LETTERS.includes(letter)) ? code : null
}
