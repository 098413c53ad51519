import { domainToASCII } from 'node:url'
import { z } from 'zod'

/**
 * The one normal form in which addresses are compared: compatibility characters folded (NFKC), lower case, domain in
 * ASCII. Dots and plus-tags stay: only the provider of a mailbox knows whether they matter. Null for what is no address.
 */
export function normalizeEmail(email: string): string | null {
  const at = email.lastIndexOf('@')
  if (at < 1) return null
  const folded = email.slice(0, at).normalize('NFKC').toLowerCase()
  // Small letters may compose where the capital did not: a capital J with a caron is two characters, a small one is one.
  const local = folded.normalize('NFKC')
  const domainText = email.slice(at + 1)
  // Read as a part of a URL, "example.com/x" and "%65xample.com" would be the domain example.com.
  const domain = /[/\\?#%\p{Cc}]/u.test(domainText) ? '' : domainToASCII(domainText)
  return domain === '' || local.includes('@') ? null : `${local}@${domain}`
}

/** The domain of an address in normal form, or null. */
export function emailDomain(email: string): string | null {
  const normal = normalizeEmail(email)
  return normal ? normal.slice(normal.lastIndexOf('@') + 1) : null
}

// A dot-atom (RFC 5322 section 3.2.3, RFC 6531) and a host name: nothing that could end a header, name a second
// recipient or carry a display name. Quoted local parts, which could, are refused: hardly anybody has one.
const LOCAL_PART = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN_PART = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const MAX_LOCAL_PART_LENGTH = 64
const MAX_ADDRESS_LENGTH = 254

/**
 * One address that mail can be sent to, in normal form: what a code proves is the very address that it was sent to,
 * and not another spelling that some mail server might deliver elsewhere.
 */
export const EmailAddressSchema = z
  .string()
  .max(MAX_ADDRESS_LENGTH)
  .transform((text, context) => {
    const normalized = normalizeEmail(text.trim())
    if (normalized !== null && isDotAtomAddress(normalized)) return normalized
    context.addIssue({ code: 'custom', message: 'not an address that mail can be sent to' })
    return z.NEVER
  })
  .brand<'EmailAddress'>()
export type EmailAddress = z.infer<typeof EmailAddressSchema>

/** The mailbox of what somebody typed, or null when that is not exactly one plain address. */
export function parseEmailAddress(text: string | null): EmailAddress | null {
  return EmailAddressSchema.safeParse(text).data ?? null
}

/** An address for logs: enough to recognise one that is known, too little to write to it. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return `${Array.from(address)[0] ?? ''}***${address.slice(at)}`
}

function isDotAtomAddress(normalized: string): boolean {
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
