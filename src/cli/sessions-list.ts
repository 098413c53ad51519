import type { Session } from '../store/records.js'
import { type Command, CommandError } from './command.js'
import { formatTable } from './help.js'
import { withStore, requireUser } from './on-database.js'
import { toPlainText } from '../views/wording.js'

/** Lists where a user is signed in. */
export const sessionsList: Command = {
  name: 'sessions list',
  summary: 'Lists where a user is signed in',
  positionals: [],
  options: { user: { valueName: 'NAME', summary: 'the user', required: true } },
  run: (args, terminal) =>
    withStore(terminal, async (store, sessionStore) => {
      if (sessionStore !== 'database') {
        throw new CommandError(
          `Sessions are not in the database, since SESSION_STORE is ${sessionStore}. "portcullis sessions end" ends them all the same.`,
        )
      }
      const { id, username } = await requireUser(store, args.required('user'))
      const sessions = await store.listSessions(id, terminal.clock())
      const rows = [HEADINGS, ...sessions.map(toRow)]
      const text = sessions.length === 0 ? `${username} is not signed in anywhere.` : formatTable(rows)
      return { text, json: { username, sessions: sessions.map(toJson) } }
    }),
}

const HEADINGS = ['KIND', 'WITH', 'SINCE', 'LAST USED', 'FROM', 'NAME OR PROGRAM']

function toRow(session: Session): readonly string[] {
  const { kind, backend, createdAt, lastSeenAt, address, label, userAgent } = session
  const name = toPlainText(label ?? userAgent ?? '').slice(0, 60)
  return [
    kind,
    backend,
    formatMinute(createdAt),
    formatMinute(lastSeenAt),
    toPlainText(address ?? '-'),
    name || '-',
  ]
}

function formatMinute(moment: Date): string {
  return `${moment.toISOString().slice(0, 16)}Z`
}

function toJson({ id, kind, backend, label, userAgent, address, ...moments }: Session) {
  const { createdAt, lastSeenAt, expiresAt } = moments
  return { id, kind, backend, label, userAgent, address, createdAt, lastSeenAt, expiresAt }
}
