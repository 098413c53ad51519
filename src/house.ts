import type { Encrypter } from './crypto/vault.js'
import { normalizeEmail } from './email.js'
import type { SitePolicy } from './pipeline/facts.js'
import type { Settings } from './settings/settings.js'

/** The rules of the house, as the settings have them. */
export function createSitePolicy(
  { registration, adminEmails, terms }: Pick<Settings, 'registration' | 'adminEmails' | 'terms'>,
  { encrypter, canSendMail }: { readonly encrypter: Encrypter; readonly canSendMail: boolean },
): SitePolicy {
  const emails = adminEmails.map(normalizeEmail).filter((email) => email !== null)
  return { registration, adminEmails: emails, terms, canSendMail, encrypter }
}
