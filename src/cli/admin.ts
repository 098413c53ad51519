import { normalEmail } from '../email.js'
import { commandEvent } from './command-event.js'
import type { Command, Said } from './command.js'
import { CommandError } from './command.js'
import { onDatabase } from './on-database.js'
import type { Terminal } from './terminal.js'

/** Makes an administrator. */
export const adminGrant: Command = {
  name: 'admin grant',
  summary: 'Makes the user who has proven this e-mail address an administrator',
  parameters: ['EMAIL'],
  options: {},
  more: 'An address is proven when a backend with "trustEmail" has verified it, or a code in a mail.',
  run: (given, terminal) => set(terminal, given.parameter(0), true),
}

/** Takes administration away. */
export const adminRevoke: Command = {
  name: 'admin revoke',
  summary: 'Makes an administrator an ordinary user again',
  parameters: ['EMAIL'],
  options: {},
  more: 'An address that stands in ADMIN_EMAILS gets it back at its next sign-in: remove it there first.',
  run: (given, terminal) => set(terminal, given.parameter(0), false),
}

function set(terminal: Terminal, email: string, admin: boolean): Promise<Said> {
  const address = normalEmail(email)
  if (address === null) throw new CommandError(`${JSON.stringify(email)} is not an e-mail address.`)
  return onDatabase(terminal, async (store) => {
    const user = await store.findUserByProvenEmail(address)
    if (user === null) throw new CommandError(`No user has proven the address ${address}.`)
    const { id: userId, username } = user
    const kind = admin ? 'admin.granted' : 'admin.revoked'
    await store.atomically(async (verbs) => {
      await verbs.setAdmin(userId, admin, terminal.now())
      await verbs.createEvents([commandEvent(kind, user, terminal.now())])
    })
    const text = `${username} is ${admin ? 'an administrator' : 'no administrator'}.`
    return { text, json: { username, admin } }
  })
}
