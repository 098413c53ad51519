import type { AddressedEmail, Mailer } from '../mail/mailer.js'
import type { KitMail, KitMails } from './kit-types.js'

/** Keeps emails in memory. */
export class MemoryMailer implements Mailer, KitMails {
  readonly all: KitMail[] = []

  send({ to, subject, text, html }: AddressedEmail): Promise<void> {
    // A code is alone on its line.
    const code = /^ *([A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3})$/m.exec(text)?.[1] ?? null
    this.all.push({ to, subject, text, html, code })
    return Promise.resolve()
  }

  latestTo(address: string): KitMail | null {
    return this.all.findLast(({ to }) => to.toLowerCase() === address.toLowerCase()) ?? null
  }
}
