import type { Vault } from './crypto/vault.js'
import { normalEmail } from './email.js'
import type { House } from './pipeline/facts.js'
import type { Settings } from './settings/settings.js'

/** The rules of the house, as the settings have them. */
export function houseOf(
  { registration, adminEmails, terms }: Pick<Settings, 'registration' | 'adminEmails' | 'terms'>,
  { vault, sendsMail }: { readonly vault: Vault; readonly sendsMail: boolean },
): House {
  const emails = adminEmails.map(normalEmail).filter((email) => email !== null)
  return { registration, adminEmails: emails, terms, sendsMail, vault }
}
