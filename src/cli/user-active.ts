import { cliAuditEvent } from './command-event.js'
import type { Command, CommandResult } from './command.js'
import { formatEnded, endAllSessions } from './end-every-session.js'
import { withStore, requireUser } from './on-database.js'

/** Lets a user in no more. */
export const userDisable: Command = {
  name: 'user disable',
  summary: 'Lets a user in no more, and ends every session of theirs',
  positionals: ['NAME'],
  options: {},
  run: (args, terminal) =>
    withStore(terminal, async (store, sessionStore) => {
      const user = await requireUser(store, args.positional(0))
      const ended = await store.atomically(async (tx) => {
        await tx.setActive(user.id, false, terminal.clock())
        await tx.createEvents([cliAuditEvent('user.disabled', user, terminal.clock())])
        return endAllSessions(tx, user.id, terminal.clock())
      })
      return toResult(
        user.username,
        false,
        `${user.username} is disabled. ${formatEnded(ended, sessionStore)}`,
      )
    }),
}

/** Lets a user in again. */
export const userEnable: Command = {
  name: 'user enable',
  summary: 'Lets a disabled user sign in again',
  positionals: ['NAME'],
  options: {},
  run: (args, terminal) =>
    withStore(terminal, async (store) => {
      const user = await requireUser(store, args.positional(0))
      await store.atomically(async (tx) => {
        await tx.setActive(user.id, true, terminal.clock())
        await tx.createEvents([cliAuditEvent('user.enabled', user, terminal.clock())])
      })
      return toResult(user.username, true, `${user.username} may sign in.`)
    }),
}

function toResult(username: string, active: boolean, text: string): CommandResult {
  return { text, json: { username, active } }
}
