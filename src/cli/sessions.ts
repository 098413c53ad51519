import { ENGLISH } from '../locales/locales.js'
import { CLI_ACTOR, toAuditEvent } from '../audit/audit-event.js'
import { browserName } from '../middleware/client-info.js'
import { stripControls } from '../pages/format.js'
import type { SessionStoreKind } from '../settings/sessions.js'
import { sessionBackend } from '../sessions/derive-session.js'
import type { Session } from '../store/models.js'
import type { Queries } from '../store/store.js'
import { type RunCommand, type CommandArgs, CommandError, type CommandResult, UsageError } from './command.js'
import { formatTable, type Terminal } from './terminal.js'
import { cliAuditEvent, requireUser, withStore } from './with-store.js'

/** Lists the sessions of a user. */
export const sessionsList: RunCommand = (args, terminal) =>
  withStore(terminal, async (store, sessionStore) => {
    if (sessionStore !== 'database') {
      throw new CommandError(
        `Sessions cannot be listed, because SESSION_STORE is ${sessionStore}. "portcullis sessions end" can still end them.`,
      )
    }
    const { id, username } = await requireUser(store, args.required('user'))
    const sessions = await store.listSessions(id, terminal.clock())
    const rows = [HEADINGS, ...sessions.map(toRow)]
    const text = sessions.length === 0 ? `${username} is not signed in anywhere.` : formatTable(rows)
    return { text, json: { username, sessions: sessions.map(toJson) } }
  })

const HEADINGS = ['KIND', 'PROVIDER', 'CREATED', 'LAST USED', 'ADDRESS', 'DEVICE']

function toRow(session: Session): readonly string[] {
  const { kind, createdAt, lastSeenAt, address, label, userAgent } = session
  return [
    kind,
    sessionBackend(session) ?? '-',
    formatMinute(createdAt),
    formatMinute(lastSeenAt),
    stripControls(address ?? '-'),
    stripControls(label ?? browserName(userAgent, ENGLISH)),
  ]
}

function formatMinute(moment: Date): string {
  return `${moment.toISOString().slice(0, 16)}Z`
}

function toJson(session: Session) {
  const { id, kind, label, userAgent, address, createdAt, lastSeenAt, expiresAt } = session
  const backend = sessionBackend(session)
  return { id, kind, backend, label, userAgent, address, createdAt, lastSeenAt, expiresAt }
}

/** Ends all sessions of a user, or of all users. */
export const sessionsEnd: RunCommand = (args, terminal) => {
  const isForAll = args.has('all')
  if (isForAll === (args.option('user') !== null)) throw new UsageError('Use either --user NAME or --all.')
  return isForAll ? endSessionsOfAll(terminal) : endSessionsOfOne(args, terminal)
}

/** Sessions that a backup has brought back end, too, in every session store. */
function endSessionsOfAll(terminal: Terminal): Promise<CommandResult> {
  return withStore(terminal, async (store) => {
    const now = terminal.clock()
    await store.createEvents([toAuditEvent({ kind: 'sessions.ended', actor: CLI_ACTOR }, now)])
    const users = await store.endSessionsOfAllUsers(now)
    return { text: `All sessions of ${users} ${users === 1 ? 'user' : 'users'} ended.`, json: { users } }
  })
}

function endSessionsOfOne(args: CommandArgs, terminal: Terminal): Promise<CommandResult> {
  return withStore(terminal, async (store, sessionStore) => {
    const { id, username } = await requireUser(store, args.required('user'))
    const ended = await store.atomically(async (tx) => {
      await tx.createEvents([cliAuditEvent('user.sessions-ended', { id, username }, terminal.clock())])
      return endAllSessions(tx, sessionStore, id, terminal.clock())
    })
    return { text: formatEnded(ended, sessionStore, username), json: { username, ended } }
  })
}

/**
 * Ends all sessions of a user in every session store: incrementing the epoch invalidates them, wherever they are
 * stored.
 * @returns the number of deleted rows, which is 0 when sessions are not stored in the database
 */
export async function endAllSessions(
  store: Queries,
  sessionStore: SessionStoreKind,
  userId: string,
  now: Date,
): Promise<number> {
  if (store.isRecorded('signed-out')) {
    const ending = sessionStore === 'database' ? await store.listSessions(userId, now) : [null]
    for (const session of ending)
      await store.recordEvent({ type: 'signed-out', userId, session, reason: 'administrator' })
  }
  await store.incrementSessionEpoch(userId, now)
  return store.deleteUserSessions(userId, null)
}

/** The result of `endAllSessions` as a sentence. The number of sessions is known only if they are database rows. */
export function formatEnded(ended: number, sessionStore: SessionStoreKind, username?: string): string {
  const owner = username === undefined ? '' : ` of ${username}`
  if (sessionStore !== 'database') return `All sessions${owner} ended.`
  return `${ended} ${ended === 1 ? 'session' : 'sessions'}${owner} ended.`
}
