import { cliAuditEvent } from './command-event.js'
import type { Command } from './command.js'
import { formatEnded, endAllSessions } from './end-every-session.js'
import { withStore, requireUser } from './on-database.js'

/** Signs a user out everywhere. */
export const sessionsEnd: Command = {
  name: 'sessions end',
  summary: 'Signs a user out everywhere, on every carrier',
  positionals: [],
  options: { user: { valueName: 'NAME', summary: 'the user', required: true } },
  run: (args, terminal) =>
    withStore(terminal, async (store, sessionStore) => {
      const { id, username } = await requireUser(store, args.required('user'))
      const ended = await store.atomically(async (tx) => {
        await tx.createEvents([cliAuditEvent('user.sessions-ended', { id, username }, terminal.clock())])
        return endAllSessions(tx, id, terminal.clock())
      })
      return { text: formatEnded(ended, sessionStore, ` of ${username}`), json: { username, ended } }
    }),
}
