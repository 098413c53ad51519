import type { Identity, ProviderTokens } from '../../identity.js'
import type { ClaimNames, Definition } from '../definition.js'
import { claim } from './claims.js'
import type { Claims } from './claims.js'

const MAX_TEXT = 200
const MAX_EMAIL = 254
const MAX_PICTURE = 2000

/** Control characters, broken ones, and marks that turn the direction of the text around them. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One line that can be shown: trimmed, and cut at 200 characters. */
export function shownText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const clean = value
    .slice(0, 10 * MAX_TEXT)
    .replace(UNSEEN, '')
    .trim()
  return clean === '' ? null : Array.from(clean).slice(0, MAX_TEXT).join('').trim()
}

/** One plain address; a list, a display name or an address that needs quotes is none. */
function emailAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_EMAIL) return null
  const address = value.trim()
  return /^[^\s@,;:<>()[\]\\"\p{C}]+@[^\s@,;:<>()[\]\\"\p{C}]+$/u.test(address) ? address : null
}

function pictureAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_PICTURE || !URL.canParse(value)) return null
  const url = new URL(value)
  return url.protocol === 'https:' && url.username === '' && url.href.length <= MAX_PICTURE ? url.href : null
}

/**
 * Whether the provider says that this address is verified. Its word (Core §5.1) is about the claim "email", so an
 * address that is read from another claim has it only when it is the same.
 */
function isVerified(email: string | null, claims: Claims): boolean {
  const word = claim(claims, 'email_verified')
  return (
    email !== null && (word === true || word === 'true') && emailAddress(claim(claims, 'email')) === email
  )
}

/** Turns claims into an identity. Nothing a provider claims can make this fail: what is unfit is null. */
export function toIdentity(
  definition: Pick<Definition, 'name' | 'issuer'> & { readonly claims: ClaimNames },
  subject: string,
  claims: Claims,
  tokens: ProviderTokens | null,
): Identity {
  const names = definition.claims
  const username = claim(claims, names.username)
  const givenName = shownText(claim(claims, names.givenName))
  const familyName = shownText(claim(claims, names.familyName))
  const email = emailAddress(claim(claims, names.email))
  return {
    backend: definition.name,
    issuer: definition.issuer,
    subject,
    email,
    emailVerified: isVerified(email, claims),
    preferredUsername: typeof username === 'string' && username !== '' ? username : null,
    // Some providers tell the parts only.
    name:
      shownText(claim(claims, names.name)) ?? shownText([givenName, familyName].filter(Boolean).join(' ')),
    givenName,
    familyName,
    picture: pictureAddress(claim(claims, names.picture)),
    claims,
    tokens,
  }
}
