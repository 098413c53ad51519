import type { Mailbox } from './mailbox.js'

/** What a mail says. Nothing that a visitor typed belongs in here, or strangers could write mails in our name. */
export interface Letter {
  readonly subject: string
  readonly text: string
}

/** A letter and the one mailbox it goes to. */
export interface Mail extends Letter {
  readonly to: Mailbox
}

/** A way to send mail. */
export interface Mailer {
  /** Resolves when somebody else has taken the mail over; rejects after a bounded time otherwise. */
  send(mail: Mail): Promise<void>
}
