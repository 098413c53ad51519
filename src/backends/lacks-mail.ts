import type { Definition } from './definition.js'

/** Whether mails can be sent from this site. */
interface MailAvailability {
  readonly canSendMail: boolean
}

/** Whether a backend has people prove their address, which takes a mail, where none can be sent. */
export function isMailMissing(
  { validateEmail }: Pick<Definition, 'validateEmail'>,
  { canSendMail }: MailAvailability,
): boolean {
  return validateEmail && !canSendMail
}

/** The same of backends of the settings: a sentence for each fault, with the fix. */
export function mailProblems(definitions: readonly Definition[], site: MailAvailability): readonly string[] {
  return definitions
    .filter((definition) => isMailMissing(definition, site))
    .map(
      ({ name }) =>
        `Backend ${JSON.stringify(name)}, field "validateEmail": needs mail; set SMTP_URL and MAIL_FROM, or remove it.`,
    )
}
