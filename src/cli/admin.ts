import { normalizeEmail } from '../email.js'
import { cliAuditEvent } from './command-event.js'
import type { Command, CommandResult } from './command.js'
import { CommandError } from './command.js'
import { withStore } from './on-database.js'
import type { Terminal } from './terminal.js'

/** Makes an administrator. */
export const adminGrant: Command = {
  name: 'admin grant',
  summary: 'Makes the user who has proven this e-mail address an administrator',
  positionals: ['EMAIL'],
  options: {},
  details: 'An address is proven when a backend with "trustEmail" has verified it, or a code in a mail.',
  run: (args, terminal) => setAdmin(terminal, args.positional(0), true),
}

/** Takes administration away. */
export const adminRevoke: Command = {
  name: 'admin revoke',
  summary: 'Makes an administrator an ordinary user again',
  positionals: ['EMAIL'],
  options: {},
  details: 'An address that stands in ADMIN_EMAILS gets it back at its next sign-in: remove it there first.',
  run: (args, terminal) => setAdmin(terminal, args.positional(0), false),
}

function setAdmin(terminal: Terminal, email: string, admin: boolean): Promise<CommandResult> {
  const address = normalizeEmail(email)
  if (address === null) throw new CommandError(`${JSON.stringify(email)} is not an e-mail address.`)
  return withStore(terminal, async (store) => {
    const user = await store.findUserByTrustedEmail(address)
    if (user === null) throw new CommandError(`No user has proven the address ${address}.`)
    const { id: userId, username } = user
    const kind = admin ? 'admin.granted' : 'admin.revoked'
    await store.atomically(async (tx) => {
      await tx.setAdmin(userId, admin, terminal.clock())
      await tx.createEvents([cliAuditEvent(kind, user, terminal.clock())])
    })
    const text = `${username} is ${admin ? 'an administrator' : 'no administrator'}.`
    return { text, json: { username, admin } }
  })
}
