import type { Definition } from './definition.js'

/** Whether mails can be sent from this site. */
interface Place {
  readonly sendsMail: boolean
}

/** Whether a backend has people prove their address, which takes a mail, where none can be sent. */
export function lacksMail(
  { validateEmail }: Pick<Definition, 'validateEmail'>,
  { sendsMail }: Place,
): boolean {
  return validateEmail && !sendsMail
}

/** The same of backends of the settings: a sentence for each fault, with the fix. */
export function faultsWithoutMail(definitions: readonly Definition[], place: Place): readonly string[] {
  return definitions
    .filter((definition) => lacksMail(definition, place))
    .map(
      ({ name }) =>
        `Backend ${JSON.stringify(name)}, field "validateEmail": needs mail; set SMTP_URL and MAIL_FROM, or remove it.`,
    )
}
