import { domainToASCII } from 'node:url'

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
