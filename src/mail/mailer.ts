import type { EmailAddress } from './mailbox.js'

/** What a mail says. Nothing that a visitor typed belongs in here, or strangers could write mails in our name. */
export interface EmailMessage {
  readonly subject: string
  readonly text: string
}

/** A letter and the one mailbox it goes to. */
export interface AddressedEmail extends EmailMessage {
  readonly to: EmailAddress
}

/** A way to send mail. */
export interface Mailer {
  /** Resolves when somebody else has taken the mail over; rejects after a bounded time otherwise. */
  send(mail: AddressedEmail): Promise<void>
}
