import { firstText, listClaimValues, readClaimPath } from '../../claim-paths.js'
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

/** The https URL of a picture, in normal form; null for anything that no page would show. */
export function readPictureUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_PICTURE_URL_LENGTH || !URL.canParse(value)) return null
  const url = new URL(value)
  return url.protocol === 'https:' && url.username === '' && url.href.length <= MAX_PICTURE_URL_LENGTH
    ? url.href
    : null
}

/** Beside `true`, what providers write into claims of their own; Microsoft's xms_edov is "1", 1 or true. */
const VERIFIED_VALUES: ReadonlySet<unknown> = new Set([true, 'true', 1, '1'])

/** Whether the flag that the definition names says that an address is verified. */
export function isVerifiedFlag(value: unknown): boolean {
  return VERIFIED_VALUES.has(value)
}

/**
 * Whether the provider says that this address is verified: by the claim that the definition names, or by
 * `email_verified` (Core §5.1). The latter is about the claim "email", so an address that was read from another claim is
 * verified only if it is the same address.
 */
function isEmailVerified(email: string | null, claims: Claims, claim: string | true | null): boolean {
  if (email === null) return false
  if (claim !== null) return claim === true || isVerifiedFlag(readClaimPath(claims, claim))
  const verified = readClaim(claims, 'email_verified')
  return (
    (verified === true || verified === 'true') &&
    readEmailAddress(firstText(readClaim(claims, 'email'))) === email
  )
}

const MAX_GROUPS = 10_000

/** The claims, with the groups of the user under the name `groups` if the definition says where they are. */
export function withGroups(claims: Claims, groupsClaim: string | null): Claims {
  if (groupsClaim === null) return claims
  const values = listClaimValues(readClaimPath(claims, groupsClaim))
  const groups = values.filter((value) => typeof value === 'string').slice(0, MAX_GROUPS)
  return { ...claims, groups }
}

/** Turns claims into an identity. A claim with an invalid value becomes null, so no claim can make this fail. */
export function toIdentity(
  definition: Pick<Definition, 'name' | 'issuer' | 'groupsClaim'> & {
    readonly emailVerified: string | true | null
    readonly claims: ClaimNames
  },
  subject: string,
  claims: Claims,
  tokens: ProviderTokens | null,
): Identity {
  const names = definition.claims
  const read = (path: string): unknown => firstText(readClaimPath(claims, path))
  const username = read(names.username)
  const givenName = displayText(read(names.givenName))
  const familyName = displayText(read(names.familyName))
  const email = readEmailAddress(read(names.email))
  return {
    backend: definition.name,
    issuer: definition.issuer,
    subject,
    email,
    emailVerified: isEmailVerified(email, claims, definition.emailVerified),
    preferredUsername: typeof username === 'string' && username !== '' ? username : null,
    // Some providers send only the parts of the name.
    name: displayText(read(names.name)) ?? displayText([givenName, familyName].filter(Boolean).join(' ')),
    givenName,
    familyName,
    picture: readPictureUrl(read(names.picture)),
    claims: withGroups(claims, definition.groupsClaim),
    tokens,
  }
}
