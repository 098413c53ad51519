import type { Session } from '../store/records.js'
import { type Command, CommandError } from './command.js'
import { table } from './help.js'
import { onDatabase, userNamed } from './on-database.js'
import { plainText } from '../views/wording.js'

/** Lists where a user is signed in. */
export const sessionsList: Command = {
  name: 'sessions list',
  summary: 'Lists where a user is signed in',
  parameters: [],
  options: { user: { value: 'NAME', summary: 'the user', required: true } },
  run: (given, terminal) =>
    onDatabase(terminal, async (store, sessionStore) => {
      if (sessionStore !== 'database') {
        throw new CommandError(
          `Sessions are not in the database, since SESSION_STORE is ${sessionStore}. "portcullis sessions end" ends them all the same.`,
        )
      }
      const { id, username } = await userNamed(store, given.required('user'))
      const sessions = await store.sessionsOf(id, terminal.now())
      const rows = [HEADINGS, ...sessions.map(rowOf)]
      const text = sessions.length === 0 ? `${username} is not signed in anywhere.` : table(rows)
      return { text, json: { username, sessions: sessions.map(jsonOf) } }
    }),
}

const HEADINGS = ['KIND', 'WITH', 'SINCE', 'LAST USED', 'FROM', 'NAME OR PROGRAM']

function rowOf(session: Session): readonly string[] {
  const { kind, backend, createdAt, lastSeenAt, address, label, userAgent } = session
  const name = plainText(label ?? userAgent ?? '').slice(0, 60)
  return [kind, backend, minute(createdAt), minute(lastSeenAt), plainText(address ?? '-'), name || '-']
}

function minute(moment: Date): string {
  return `${moment.toISOString().slice(0, 16)}Z`
}

function jsonOf({ id, kind, backend, label, userAgent, address, ...moments }: Session) {
  const { createdAt, lastSeenAt, expiresAt } = moments
  return { id, kind, backend, label, userAgent, address, createdAt, lastSeenAt, expiresAt }
}
