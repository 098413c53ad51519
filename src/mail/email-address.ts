import { domainToASCII } from 'node:url'

/**
 * Converts an address to the normal form for comparisons: compatibility characters folded (NFKC), lower case, domain in
 * ASCII. Dots and plus-tags stay, because only the mail provider knows whether they matter. Null when it is not an
 * address.
 */
export function normalizeEmail(email: string): string | null {
  const at = email.lastIndexOf('@')
  if (at < 1) return null
  const folded = email.slice(0, at).normalize('NFKC').toLowerCase()
  // Normalize again: a lower-case letter may compose where its capital did not. J with a caron is two characters, j is
  // one.
  const local = folded.normalize('NFKC')
  const domainText = email.slice(at + 1)
  // Refuse what a URL parser would accept: it reads "example.com/x" and "%65xample.com" as the domain example.com.
  const domain = /[/\\?#%\p{Cc}]/u.test(domainText) ? '' : domainToASCII(domainText)
  return domain === '' || local.includes('@') ? null : `${local}@${domain}`
}

/** The domain of an address, in normal form; null when it is not an address. */
export function emailDomain(email: string): string | null {
  const normal = normalizeEmail(email)
  return normal ? normal.slice(normal.lastIndexOf('@') + 1) : null
}

// A dot-atom (RFC 5322 section 3.2.3, RFC 6531) and a host name. They cannot end a header, add a recipient or contain a
// display name. Quoted local parts could, and are refused; they are very rare.
const LOCAL_PART = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN_PART = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const MAX_LOCAL_PART_LENGTH = 64
const MAX_ADDRESS_LENGTH = 254

declare const isEmailAddress: unique symbol

/**
 * One address that can receive email, in normal form. Codes are sent to this form, because a mail server might deliver
 * another spelling to someone else, and a code must prove exactly the address it was sent to.
 */
export type EmailAddress = string & { readonly [isEmailAddress]: true }

/** Parses a typed address; null when it is not exactly one address without a display name. */
export function parseEmailAddress(text: string | null): EmailAddress | null {
  if (text === null || text.length > MAX_ADDRESS_LENGTH) return null
  const normalized = normalizeEmail(text.trim())
  return normalized !== null && isDotAtomAddress(normalized) ? normalized : null
}

/** Shortens an address for logs: a known address can be recognised, an unknown one cannot be used. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return `${Array.from(address)[0] ?? ''}***${address.slice(at)}`
}

function isDotAtomAddress(normalized: string): normalized is EmailAddress {
  const at = normalized.lastIndexOf('@')
  const localPart = normalized.slice(0, at)
  const domain = normalized.slice(at + 1)
  return (
    Buffer.byteLength(normalized) <= MAX_ADDRESS_LENGTH &&
    Buffer.byteLength(localPart) <= MAX_LOCAL_PART_LENGTH &&
    LOCAL_PART.test(localPart) &&
    DOMAIN_PART.test(domain)
  )
}
