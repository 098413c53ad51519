import { toPlainText } from '../pages/format.js'
import type { SessionStoreKind } from '../settings/sessions.js'
import type { Session } from '../store/models.js'
import type { Queries } from '../store/store.js'
import { type Command, CommandError } from './command.js'
import { formatTable } from './terminal.js'
import { cliAuditEvent, requireUser, withStore } from './with-store.js'

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

/**
 * Ends all sessions of a user, wherever they are kept: the new epoch makes each of them worthless, and rows go at once.
 * Returns how many rows there were.
 */
export async function endAllSessions(
  store: Pick<Queries, 'incrementSessionEpoch' | 'deleteUserSessions'>,
  userId: string,
  now: Date,
): Promise<number> {
  await store.incrementSessionEpoch(userId, now)
  return store.deleteUserSessions(userId, null)
}

/** What is told of it, `whose` if need be: how many there were is known only where sessions are rows. */
export function formatEnded(ended: number, sessionStore: SessionStoreKind, owner = ''): string {
  return sessionStore === 'database'
    ? `Sessions${owner} ended: ${ended}.`
    : `All sessions${owner} have ended.`
}
