import { existsSync } from 'node:fs'
import { type AdminActionKind, CLI_ACTOR, toAuditEvent } from '../audit/audit-event.js'
import { sqliteFile } from '../settings/database-url.js'
import { readDatabaseSettings } from '../settings/read-settings.js'
import type { SessionStoreKind } from '../settings/sessions.js'
import { EventSink } from '../store/event-recording.js'
import type { EventRow } from '../store/events.js'
import { assertMigrated } from '../store/migration-state.js'
import type { User } from '../store/models.js'
import { openStore, type Queries, type Store } from '../store/store.js'
import { CommandError } from './command.js'
import type { Terminal } from './terminal.js'

/** Shown for every error of the database that `isUnavailable` recognizes. */
export const DATABASE_UNAVAILABLE = 'The database does not respond or refuses access.'

/**
 * Opens the database of DATABASE_URL, runs `run` and closes the database. A server may use it at the same time;
 * `sessionStore` says where that server stores its sessions.
 * @throws SettingsError, MigrationError; CommandError when the SQLite file does not exist, because opening would create
 * it
 */
export async function withStore<T>(
  terminal: Terminal,
  run: (store: Store, sessionStore: SessionStoreKind) => Promise<T>,
): Promise<T> {
  const { databaseUrl, databasePrepared, sessionStore } = readDatabaseSettings(terminal.env, terminal.cwd)
  const file = sqliteFile(databaseUrl)
  if (file !== null && !existsSync(file)) {
    throw new CommandError(
      `There is no database at ${file}. Set DATABASE_URL to the database of the server, or create one with "portcullis migrate".`,
    )
  }
  const events = new EventSink(terminal.clock)
  const store = await openStore(databaseUrl, { prepared: databasePrepared, events })
  try {
    await assertMigrated(databaseUrl)
    await addStoredReceivers(store, events)
    return await run(store, sessionStore)
  } finally {
    await store.close()
  }
}

/** Records what a command does for the server's receivers of events. The server delivers it. */
async function addStoredReceivers(
  store: Pick<Store, 'listEventReceivers'>,
  events: EventSink,
): Promise<void> {
  const receivers = await store.listEventReceivers()
  events.setReceivers(receivers.map(({ key, events: types }) => ({ key, events: types.split(' ') })))
}

/** Finds the user with this name. @throws CommandError when there is none */
export async function requireUser(store: Pick<Queries, 'findUserByName'>, name: string): Promise<User> {
  const user = await store.findUserByName(name.toLowerCase())
  if (user === null) throw new CommandError(`There is no user named ${JSON.stringify(name)}.`)
  return user
}

/** The audit event of an action on a user from the command line. */
export function cliAuditEvent(
  kind: AdminActionKind,
  { id: userId, username }: Pick<User, 'id' | 'username'>,
  now: Date,
): EventRow {
  return toAuditEvent({ kind, actor: CLI_ACTOR, userId, detail: { username } }, now)
}
