import type { Identity, ProviderTokens } from '../../identity.js'
import type { ClaimNames, Definition } from '../definition/definition.js'
import { type Claims, readClaim } from './claims.js'

const MAX_TEXT_LENGTH = 200
const MAX_EMAIL_LENGTH = 254
const MAX_PICTURE_URL_LENGTH = 2000

/** Control characters, invalid Unicode, and marks that change the direction of the text around them. */
const INVISIBLE_CHARS = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A text as one line for display: trimmed, and cut after 200 characters. Null for anything else. */
export function displayText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const clean = value
    .slice(0, 10 * MAX_TEXT_LENGTH)
    .replace(INVISIBLE_CHARS, '')
    .trim()
  return clean === '' ? null : Array.from(clean).slice(0, MAX_TEXT_LENGTH).join('').trim()
}

/** A single plain email address; null for a list, a display name or an address that needs quotes. */
function readEmailAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_EMAIL_LENGTH) return null
  const address = value.trim()
  return /^[^\s@,;:<>()[\]\\"\p{C}]+@[^\s@,;:<>()[\]\\"\p{C}]+$/u.test(address) ? address : null
}

function readPictureUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_PICTURE_URL_LENGTH || !URL.canParse(value)) return null
  const url = new URL(value)
  return url.protocol === 'https:' && url.username === '' && url.href.length <= MAX_PICTURE_URL_LENGTH
    ? url.href
    : null
}

/**
 * Whether the provider says that this address is verified. `email_verified` (Core §5.1) is about the claim "email", so
 * an address that was read from another claim is verified only if it is the same address.
 */
function isEmailVerified(email: string | null, claims: Claims): boolean {
  const verified = readClaim(claims, 'email_verified')
  return (
    email !== null &&
    (verified === true || verified === 'true') &&
    readEmailAddress(readClaim(claims, 'email')) === email
  )
}

/** Turns claims into an identity. A claim with an invalid value becomes null, so no claim can make this fail. */
export function toIdentity(
  definition: Pick<Definition, 'name' | 'issuer'> & { readonly claims: ClaimNames },
  subject: string,
  claims: Claims,
  tokens: ProviderTokens | null,
): Identity {
  const names = definition.claims
  const username = readClaim(claims, names.username)
  const givenName = displayText(readClaim(claims, names.givenName))
  const familyName = displayText(readClaim(claims, names.familyName))
  const email = readEmailAddress(readClaim(claims, names.email))
  return {
    backend: definition.name,
    issuer: definition.issuer,
    subject,
    email,
    emailVerified: isEmailVerified(email, claims),
    preferredUsername: typeof username === 'string' && username !== '' ? username : null,
    // Some providers send only the parts of the name.
    name:
      displayText(readClaim(claims, names.name)) ??
      displayText([givenName, familyName].filter(Boolean).join(' ')),
    givenName,
    familyName,
    picture: readPictureUrl(readClaim(claims, names.picture)),
    claims,
    tokens,
  }
}
