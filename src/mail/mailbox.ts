import { z } from 'zod'
import { normalEmail } from '../email.js'

// A dot-atom (RFC 5322 section 3.2.3, RFC 6531) and a host name: nothing that could end a header, name a second
// recipient or carry a display name. Quoted local parts, which could, are refused: hardly anybody has one.
const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const LONGEST_LOCAL = 64
const LONGEST = 254

/**
 * One address that mail can be sent to, in normal form: what a code proves is the very address that it was sent to,
 * and not another spelling that some mail server might deliver elsewhere.
 */
export const Mailbox = z
  .string()
  .max(LONGEST)
  .transform((text, context) => {
    const normal = normalEmail(text.trim())
    if (normal !== null && isPlain(normal)) return normal
    context.addIssue({ code: 'custom', message: 'not an address that mail can be sent to' })
    return z.NEVER
  })
  .brand<'Mailbox'>()
export type Mailbox = z.infer<typeof Mailbox>

/** The mailbox of what somebody typed, or null when that is not exactly one plain address. */
export function mailboxOf(text: string | null): Mailbox | null {
  return Mailbox.safeParse(text).data ?? null
}

/** An address for logs: enough to recognise one that is known, too little to write to it. */
export function masked(mailbox: string): string {
  const at = mailbox.lastIndexOf('@')
  return `${Array.from(mailbox)[0] ?? ''}***${mailbox.slice(at)}`
}

function isPlain(normal: string): boolean {
  const at = normal.lastIndexOf('@')
  const local = normal.slice(0, at)
  const domain = normal.slice(at + 1)
  return (
    Buffer.byteLength(normal) <= LONGEST &&
    Buffer.byteLength(local) <= LONGEST_LOCAL &&
    LOCAL.test(local) &&
    DOMAIN.test(domain)
  )
}
