#!/usr/bin/env node
// Prisma's schema engine for machines on which the native one cannot be downloaded. The Prisma CLI starts this program
// in its place and sends it JSON-RPC, one message a line. The same engine, compiled to WebAssembly, computes the answers
// on the database drivers that the application uses too. scripts/migrate.js decides when it is needed.
//
//   schema-engine.js --datasource '{"url":"..."}' [--datamodels FILE]...     answers requests until stdin ends
//   schema-engine.js --datasource '{"url":"..."}' cli can-connect-to-database | create-database
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg'

/** How long to wait for a server, and for another process that holds the SQLite file. */
const WAIT_MS = 10_000

/** OIDs of the Postgres types "char" (with the quotes) and text. */
const INTERNAL_CHAR = 18
const TEXT = 25

/** SQLSTATE of Postgres: the database does not exist. */
const INVALID_CATALOG_NAME = '3D000'

/** @typedef {import('@prisma/driver-adapter-utils').SqlDriverAdapter} Adapter */
/** @typedef {import('@prisma/driver-adapter-utils').SqlMigrationAwareDriverAdapterFactory} Factory */

/** An error that Prisma has a number for; the CLI acts on the number. */
class KnownError extends Error {
  /**
   * @param {string} code such as P1003
   * @param {string} message
   */
  constructor(code, message) {
    super(message)
    this.code = code
  }
}

/** @param {string} name */
function options(name) {
  return process.argv.filter((_, index) => process.argv[index - 1] === name)
}

function databaseUrl() {
  const [json] = options('--datasource')
  const url = json === undefined ? undefined : JSON.parse(json).url
  if (typeof url !== 'string' || url === '')
    throw new Error('The schema engine was started without a database URL.')
  return url
}

/**
 * The path of a SQLite file, or undefined for a server.
 *
 * @param {string} url
 */
function sqliteFile(url) {
  return url.startsWith('file:') ? url.slice('file:'.length) : undefined
}

/**
 * @param {string} url
 * @returns {Factory}
 */
function adapterFactory(url) {
  return sqliteFile(url) === undefined ? new PostgresFactory(url) : new SqliteFactory(url)
}

/**
 * For comparing schema files, which needs no database: it connects to nothing and creates no file.
 *
 * @param {string} url
 * @returns {Factory}
 */
function nowhere(url) {
  if (sqliteFile(url) !== undefined) return new SqliteFactory(':memory:')
  const refuse = () => Promise.reject(new Error('Comparing schema files should not need the database.'))
  const adapter = {
    provider: /** @type {const} */ ('postgres'),
    adapterName: '@prisma/adapter-pg',
    // The engine begins with one query: whether the schema exists, and which version of Postgres this is.
    queryRaw: () =>
      Promise.resolve({
        columnNames: ['exists', 'version', 'numeric_version'],
        columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
        rows: [[true, 'PostgreSQL 14.0', 140_000]],
      }),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
  }
  const { provider, adapterName } = adapter
  return { provider, adapterName, connect: () => Promise.resolve(adapter), connectToShadowDb: refuse }
}

/**
 * Prisma's SQLite adapter with four changes. It accepts scripts in place of statements. The name of a partial index, which the
 * engine writes in double quotes, is a string: better-sqlite3 takes such quotes for those of a column, as SQL does. A script that fails leaves no
 * transaction open; otherwise the engine's record of the failure would be lost with it. Simultaneous migrations wait for
 * each other at a file beside the database; the engine itself would lock out running servers.
 *
 * @implements {Factory}
 */
class SqliteFactory {
  provider = /** @type {const} */ ('sqlite')
  adapterName = '@prisma/adapter-better-sqlite3'

  /** @param {string} url */
  constructor(url) {
    this.lockFile = url === ':memory:' ? url : `${sqliteFile(url)}-migration-lock`
    this.inner = new PrismaBetterSqlite3({ url, timeout: WAIT_MS, fileMustExist: url !== ':memory:' })
    this.shadow = new PrismaBetterSqlite3({ url: ':memory:' })
  }

  async connect() {
    return forScripts(await this.inner.connect(), this.lockFile)
  }

  async connectToShadowDb() {
    return forScripts(await this.shadow.connect(), ':memory:')
  }
}

/**
 * @param {Adapter} adapter
 * @param {string} lockFile
 */
function forScripts(adapter, lockFile) {
  const run = adapter.executeScript.bind(adapter)
  const executeRaw = adapter.executeRaw.bind(adapter)
  // The engine sends a migration to a shadow database as if it were one statement.
  adapter.executeRaw = (query) => {
    if (query.args.length > 0) return executeRaw(query)
    return adapter.executeScript(query.sql).then(() => 0)
  }
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = (query) => {
    const sql = query.sql.replace(/(?<=^SELECT sql FROM sqlite_master WHERE .* name = )"(\w+)"/, "'$1'")
    return queryRaw({ ...query, sql })
  }
  adapter.executeScript = async (script) => {
    if (/\blocking_mode\b/i.test(script)) return waitForOthers(lockFile)
    try {
      await run(script)
    } catch (error) {
      await run('ROLLBACK').catch(() => undefined)
      throw error
    }
  }
  return adapter
}

/** Locks of this process, until it ends. @type {Database.Database[]} */
const locks = []

/** @param {string} lockFile */
function waitForOthers(lockFile) {
  const lock = new Database(lockFile, { timeout: 6 * WAIT_MS })
  lock.pragma('journal_mode = MEMORY')
  lock.exec('BEGIN EXCLUSIVE')
  locks.push(lock)
}

/**
 * Prisma's Postgres adapter with the changes that the engine needs.
 *
 * @implements {Factory}
 */
class PostgresFactory {
  provider = /** @type {const} */ ('postgres')
  adapterName = '@prisma/adapter-pg'

  /** @param {string} url */
  constructor(url) {
    this.url = url
  }

  connect() {
    return connectPostgres(this.url)
  }

  /** The original drops the shadow database while it is still connected to it, which Postgres refuses. */
  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_${crypto.randomUUID()}`
    const main = await this.connect()
    await main.executeScript(`CREATE DATABASE "${name}"`)
    const shadow = await connectPostgres(otherDatabase(this.url, name))
    const disconnect = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await disconnect()
      await main.executeScript(`DROP DATABASE "${name}"`)
      await main.dispose()
    }
    return shadow
  }
}

/**
 * @param {string} url
 * @param {string} name
 */
function otherDatabase(url, name) {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/**
 * @param {string} url
 * @returns {Promise<Adapter>}
 */
async function connectPostgres(url) {
  const schema = new URL(url).searchParams.get('schema') ?? 'public'
  const adapter = await new PrismaPg(
    {
      connectionString: url,
      connectionTimeoutMillis: WAIT_MS,
      // The lock that keeps two deployments apart belongs to one connection, so exactly one must stay open.
      max: 1,
      idleTimeoutMillis: 0,
      ...(schema === 'public' ? {} : { options: `-c search_path=${schema}` }),
    },
    { schema },
  ).connect()
  // The original splits a script at every semicolon, even inside a string or a function, and runs the parts one by one.
  // A script that is sent whole is one transaction in Postgres, as with the native engine: all of it happens or nothing.
  adapter.executeScript = async (script) => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] })
  }
  return readingInternalChars(adapter)
}

/**
 * The engine reads columns of the type "char" from the catalog, which the original adapter refuses. They pass through it as
 * text and get their type afterwards. The engine sends one query at a time, so the last result belongs to this query.
 *
 * @param {Awaited<ReturnType<PrismaPg['connect']>>} adapter
 */
function readingInternalChars(adapter) {
  const pool = adapter.underlyingDriver()
  const query = pool.query.bind(pool)
  /** @type {boolean[]} */
  let internal = []
  Object.assign(pool, {
    /** @param {import('pg').QueryConfig} config */
    query: async (config) => {
      const result = await query(config)
      const fields = result.fields ?? []
      internal = fields.map((field) => field.dataTypeID === INTERNAL_CHAR)
      for (const field of fields) if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = TEXT
      return result
    },
  })
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (request) => {
    const answer = await queryRaw(request)
    const columnTypes = answer.columnTypes.map((type, index) =>
      internal[index] ? ColumnTypeEnum.Character : type,
    )
    return { ...answer, columnTypes }
  }
  return adapter
}

/** The engine stores the reason here before it panics; the error that is thrown contains only "unreachable". */
const panicRegistry = {
  message: '',
  /** @param {string} message */
  set_message(message) {
    this.message = message
  },
}
Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panicRegistry })

/**
 * Finds a driver's error by the number that the engine has for it.
 *
 * @type {(id: number) => unknown}
 */
let findCause = () => undefined

/** @param {Factory} factory */
async function startEngine(factory) {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = readFileSync(join(dirname(entry), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': wasm })
  wasm.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const datamodels = options('--datamodels').map((file) => [file, readFileSync(file, 'utf8')])
  // An empty list would make the engine panic. The request of a comparison contains its schemas.
  const bound = bindMigrationAwareSqlAdapterFactory(factory)
  findCause = (id) => bound.errorRegistry.consumeError(id)?.error
  return wasm.SchemaEngine.new({ datamodels: datamodels.length > 0 ? datamodels : undefined }, log, bound)
}

/** The CLI reads the engine's log as JSON lines on stderr. @param {unknown} line */
function log(line) {
  process.stderr.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
}

/** @param {unknown} message */
function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

/** Creates the database if it does not exist. @param {string} url */
async function createDatabase(url) {
  const file = sqliteFile(url)
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true })
    // "a" does not change a file that another process has created meanwhile.
    writeFileSync(file, '', { flag: 'a' })
    return
  }
  const admin = await connectPostgres(otherDatabase(url, 'postgres'))
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  try {
    await admin.executeScript(`CREATE DATABASE "${name.replaceAll('"', '""')}"`)
  } catch (error) {
    // Another deployment has created it meanwhile.
    if (causeOf(error)['kind'] !== 'DatabaseAlreadyExists') throw error
  } finally {
    await admin.dispose()
  }
}

/** @throws KnownError with the number that Prisma has for the reason @param {string} url */
async function checkConnection(url) {
  const file = sqliteFile(url)
  if (file !== undefined && !existsSync(file)) {
    throw new KnownError('P1003', `Database \`${file}\` does not exist`)
  }
  const adapter = await adapterFactory(url).connect()
  try {
    await adapter.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] })
  } catch (error) {
    throw toConnectionError(error)
  } finally {
    await adapter.dispose()
  }
}

/**
 * The adapter's description of a failure.
 *
 * @param {unknown} error
 * @returns {Record<string, unknown>}
 */
function causeOf(error) {
  return error instanceof Error && isRecord(error.cause) ? error.cause : {}
}

/** @param {unknown} error */
function toConnectionError(error) {
  const cause = causeOf(error)
  const message = String(cause['originalMessage'] ?? messageOf(error))
  const kind = cause['kind']
  if (kind === 'DatabaseDoesNotExist' || cause['originalCode'] === INVALID_CATALOG_NAME) {
    return new KnownError('P1003', message)
  }
  if (kind === 'AuthenticationFailed') return new KnownError('P1000', message)
  if (kind === 'DatabaseAccessDenied') return new KnownError('P1010', message)
  if (kind === 'DatabaseNotReachable') {
    return new KnownError('P1001', `Can't reach the database server at ${cause['host']}:${cause['port']}`)
  }
  return new KnownError('P1001', `Can't reach the database: ${message}`)
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === 'object' && value !== null
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}

/** The part of a failure that the CLI shows. @param {unknown} error */
function rpcError(error) {
  const isPanic = error instanceof WebAssembly.RuntimeError
  const text = isPanic ? panicRegistry.message : messageOf(error)
  const message = text.replace(/External error id#(\d+)/, (match, id) =>
    messageOf(findCause(Number(id)) ?? match),
  )
  const code = isRecord(error) ? error['code'] : undefined
  const data = {
    is_panic: isPanic,
    message,
    ...(typeof code === 'string' ? { error_code: code, meta: {} } : {}),
  }
  return { code: 4466, message, data }
}

/**
 * A panic surfaces outside of the promise that is waited for, which then never settles. Without an answer the CLI would
 * end as if all were well, so the request is failed from here.
 *
 * @type {Promise<never>}
 */
const panic = new Promise((_, reject) => process.on('uncaughtException', reject))
panic.catch(() => undefined)

/** @param {string} line one request */
async function answer(line) {
  const { id, method, params } = JSON.parse(line)
  // The CLI also acknowledges what it was told to print; that wants no answer.
  if (typeof method !== 'string') return
  try {
    const result = (await Promise.race([call(method, params), panic])) ?? {}
    // The native engine has the CLI print what a comparison found.
    if (method === 'diff' && typeof result.stdout === 'string') {
      send({ jsonrpc: '2.0', id: `${id}-print`, method: 'print', params: { content: result.stdout } })
    }
    send({ jsonrpc: '2.0', id, result })
  } catch (error) {
    send({ jsonrpc: '2.0', id, error: rpcError(error) })
  }
}

/**
 * @param {string} method
 * @param {unknown} params
 */
function comparesFiles(method, params) {
  if (method !== 'diff' || !isRecord(params)) return false
  return [params['from'], params['to']].every(
    (side) => isRecord(side) && (side['tag'] === 'empty' || side['tag'] === 'schemaDatamodel'),
  )
}

/** @type {ReturnType<typeof startEngine> | undefined} */
let engine

/**
 * @param {string} method
 * @param {unknown} params
 */
async function call(method, params) {
  const url = databaseUrl()
  if (method === 'createDatabase') return createDatabase(url)
  engine ??= startEngine(comparesFiles(method, params) ? nowhere(url) : adapterFactory(url))
  const running = await engine
  const name = method === 'getDatabaseVersion' ? 'version' : method
  const work = running[name]
  if (typeof work !== 'function') throw new Error(`This schema engine does not know "${method}".`)
  return work.call(running, params)
}

/** Speaks as the native engine does: a line of greeting, and a failure as a line of log. @param {string} command */
async function runCommand(command) {
  const commands = { 'can-connect-to-database': checkConnection, 'create-database': createDatabase }
  log({
    level: 'INFO',
    target: 'schema_engine',
    fields: { message: `Starting schema engine CLI: ${command}` },
  })
  try {
    if (!Object.hasOwn(commands, command)) throw new Error(`This schema engine does not know "${command}".`)
    await commands[/** @type {keyof typeof commands} */ (command)](databaseUrl())
  } catch (error) {
    const { message, data } = rpcError(error)
    const fields = { message, is_panic: false, error_code: data.error_code ?? 'P1000' }
    log({ level: 'ERROR', target: 'schema_engine::logger', fields })
    process.exitCode = 1
  }
}

const [command] = options('cli')
if (command === undefined) {
  for await (const line of createInterface({ input: process.stdin })) await answer(line)
  // Connections that the engine still holds would keep the process alive.
  process.exit(0)
} else {
  await runCommand(command)
}
