import { createReadStream, type WriteStream, createWriteStream, openSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { CLI_ACTOR } from '../audit/audit-event.js'
import { hasTenants, ownsIssuer } from '../backends/definition/definition.js'
import { findOwnUsername, type ImportRules, RejectedPerson } from '../import/candidate.js'
import { type ImportCounts, importPeople } from '../import/import-people.js'
import { readBetterAuth } from '../import/sources/better-auth.js'
import { readAllauth, readSocialAuth } from '../import/sources/django.js'
import { readJsonLines } from '../import/sources/json-lines.js'
import { readNextAuth } from '../import/sources/next-auth.js'
import type { ReadSource } from '../import/sources/rows.js'
import { readDatabaseSettings } from '../settings/read-settings.js'
import { openSourceDatabase } from '../store/source-database.js'
import { NO_USER_EXTENSION } from '../user-extension.js'
import { listBackends } from './all-backends.js'
import { type RunCommand, type CommandArgs, CommandError, type CommandResult, UsageError } from './command.js'
import { type BackendNames, NameMap } from './import-names.js'
import type { Terminal } from './terminal.js'
import { withStore } from './with-store.js'

const DATABASE_SOURCES: ReadonlyMap<string, { readonly read: ReadSource; readonly hasUsernames: boolean }> =
  new Map([
    ['social-auth', { read: readSocialAuth, hasUsernames: true }],
    ['next-auth', { read: readNextAuth, hasUsernames: false }],
    ['better-auth', { read: readBetterAuth, hasUsernames: true }],
    ['allauth', { read: readAllauth, hasUsernames: true }],
  ])
const SOURCE_NAMES = [...DATABASE_SOURCES.keys(), 'jsonl']
const MAX_LISTED = 20

/** Imports the people of another system. */
export const importUsers: RunCommand = async (args, terminal) => {
  const isDryRun = args.has('dry-run')
  const rules = await readRules(terminal)
  const names = new NameMap(args, rules)
  const rejections = new RejectedList(args, terminal)
  const source = await openSource(args, terminal, names.skipped)
  try {
    const counts = await withStore(terminal, (store) =>
      importPeople({ store, rules, clock: terminal.clock }, names.rename(source.people), {
        isDryRun,
        actor: CLI_ACTOR,
        signal: terminal.signal,
        onRejected: (rejection) => {
          rejections.add(rejection)
        },
        onProgress: ({ created, unchanged, rejected }) => {
          if (terminal.isInteractive) terminal.stderr(`\r${created + unchanged + rejected} read`)
        },
      }),
    )
    if (terminal.isInteractive) terminal.stderr('\r\u001b[K')
    if (terminal.signal.aborted) terminal.stderr('Interrupted. Run the same command again to continue.\n')
    return toResult(counts, rejections, isDryRun)
  } finally {
    await source.close()
    await rejections.close()
  }
}

async function readRules(terminal: Terminal): Promise<ImportRules & BackendNames> {
  const { backends } = await listBackends(terminal)
  const usable = backends.filter(
    ({ state }) => state !== 'overridden by the settings' && state !== 'not enabled yet',
  )
  const definitions = new Map(usable.map(({ name, definition }) => [name, definition]))
  return {
    findIssuers: (name) => {
      const definition = definitions.get(name) ?? null
      return (
        definition && {
          issuer: hasTenants(definition) ? null : definition.issuer,
          ownsIssuer: (issuer) => ownsIssuer(definition, issuer),
        }
      )
    },
    backendNames: [...definitions.keys()],
    extension: terminal.userExtension ?? NO_USER_EXTENSION,
    reservedUsernames: readDatabaseSettings(terminal.env, terminal.cwd).reservedUsernames,
  }
}

interface OpenedSource {
  readonly people: AsyncIterable<unknown>
  readonly close: () => Promise<void>
}

async function openSource(
  args: CommandArgs,
  { cwd, stdin }: Terminal,
  skipped: ReadonlySet<string>,
): Promise<OpenedSource> {
  const system = args.required('from')
  const place = args.positional(0)
  if (system === 'jsonl') {
    const close = () => Promise.resolve()
    if (place === '-') return { people: readJsonLines(stdin), close }
    const path = resolve(cwd, place)
    const read = (): AsyncIterable<unknown> => readJsonLines(openFile(path))
    // A pipe can be read once only.
    const isRegular = statSync(path, { throwIfNoEntry: false })?.isFile() === true
    return { people: isRegular ? readNamedFirst(read) : read(), close }
  }
  const source = DATABASE_SOURCES.get(system)
  if (source === undefined) throw new UsageError(`--from must be one of ${SOURCE_NAMES.join(', ')}.`)
  const database = await openSourceDatabase(toUrl(place, cwd))
  const read = () => source.read(database, { userTable: args.option('user-table'), skipped })
  return {
    people: source.hasUsernames ? readNamedFirst(read) : read(),
    close: () => database.close(),
  }
}

/** Reads the people twice, so that a name that is made for one person is not that of a later one. */
async function* readNamedFirst(read: () => AsyncIterable<unknown>): AsyncGenerator {
  for await (const person of read()) if (!isUnnamed(person)) yield person
  for await (const person of read()) if (isUnnamed(person)) yield person
}

function isUnnamed(person: unknown): boolean {
  if (typeof person !== 'object' || person === null || person instanceof RejectedPerson) return false
  const username: unknown = 'username' in person ? person.username : null
  return findOwnUsername(typeof username === 'string' ? username : null) === null
}

function openFile(path: string): Readable {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false)
    throw new CommandError(`There is no file at ${path}.`)
  return createReadStream(path, { fd: openOrRefuse(path, 'r', 'read') })
}

/** @throws CommandError with the reason of the system */
function openOrRefuse(path: string, flags: 'r' | 'w', what: 'read' | 'written'): number {
  try {
    return openSync(path, flags, 0o600)
  } catch (error) {
    throw new CommandError(
      `The file ${path} cannot be ${what}: ${error instanceof Error ? error.message : ''}`,
      { cause: error },
    )
  }
}

function toUrl(place: string, cwd: string): string {
  if (/^postgres(?:ql)?:\/\//.test(place)) {
    if (URL.canParse(place)) return place
    throw new CommandError('The address of the database to import from is not a URL.')
  }
  if (/^\w+:\/\//.test(place) && !place.startsWith('file://'))
    throw new CommandError(
      'Only Postgres and SQLite databases can be read. Export the users of another one as JSON lines; see docs/import.md.',
    )
  return `file:${resolve(cwd, place.replace(/^file:(?:\/\/)?/, ''))}`
}

function openForWriting(path: string): WriteStream {
  return createWriteStream(path, { fd: openOrRefuse(path, 'w', 'written') })
}

/** Those who are rejected: the first for the terminal, all of them for the file. */
class RejectedList {
  readonly listed: RejectedPerson[] = []
  readonly #isJson: boolean
  readonly #file: WriteStream | null

  constructor(args: CommandArgs, { cwd }: Terminal) {
    this.#isJson = args.has('json')
    const path = args.option('rejected')
    this.#file = path === null ? null : openForWriting(resolve(cwd, path))
  }

  add(rejection: RejectedPerson): void {
    const { id, reason } = rejection
    if (this.#isJson || this.listed.length < MAX_LISTED) this.listed.push(rejection)
    this.#file?.write(`${JSON.stringify({ id, reason })}\n`)
  }

  async close(): Promise<void> {
    if (this.#file === null) return
    this.#file.end()
    await once(this.#file, 'close')
  }
}

function toResult(
  counts: Readonly<ImportCounts>,
  { listed }: RejectedList,
  isDryRun: boolean,
): CommandResult {
  const { created, unchanged, rejected, accounts, withoutSignIn, withoutLoginName } = counts
  const lines = [
    isDryRun
      ? `A dry run, which writes nothing: ${created} would be created, ${unchanged} unchanged, ${rejected} rejected.`
      : `${created} created, ${unchanged} unchanged, ${rejected} rejected.`,
    ...(accounts.size > 0
      ? [`Accounts: ${[...accounts].map(([backend, count]) => `${count} of ${backend}`).join(', ')}.`]
      : []),
    ...listed.slice(0, MAX_LISTED).map(({ id, reason }) => `  ${id}: ${reason}`),
    ...(rejected > MAX_LISTED
      ? [`  and ${rejected - MAX_LISTED} more; --rejected FILE writes all of them.`]
      : []),
    ...(withoutLoginName > 0
      ? [
          `With a password, but without a verified address: ${withoutLoginName}. They sign in with a user name that was created for them.`,
        ]
      : []),
    ...(withoutSignIn > 0
      ? [`Without an account, a password or a verified address: ${withoutSignIn}. They cannot sign in yet.`]
      : []),
  ]
  return {
    text: lines.join('\n'),
    json: {
      dryRun: isDryRun,
      ...counts,
      accounts: Object.fromEntries(accounts),
      rejected: listed.map(({ id, reason }) => ({ id, reason })),
    },
    ...(rejected > 0 ? { ok: false as const } : {}),
  }
}
