import { type EmailAddress, parseEmailAddress } from '../../src/mail/email-address.js'

/** @throws Error when the text is not an address */
export function toEmailAddress(text: string): EmailAddress {
  const address = parseEmailAddress(text)
  if (address === null) throw new Error(`${text} is not an address`)
  return address
}
