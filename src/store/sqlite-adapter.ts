import {
  type ArgScalarType,
  type ArgType,
  type ColumnType,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils'
import type Sqlite from 'better-sqlite3'
import { DatabaseError } from './database-error.js'
import type { SqliteConnection } from './sqlite-connection.js'
import type { SqliteDatabase, SqliteTransaction } from './sqlite-database.js'
import { toSqliteValue } from './sqlite-values.js'

const ADAPTER = { provider: 'sqlite', adapterName: 'portcullis-better-sqlite3' } as const

/**
 * Lets Prisma's models use the connection and the lock of a SQLite database. Prisma's own adapter would open a second
 * connection, and would run a single statement inside whatever transaction another request has open.
 */
export class SqliteAdapterFactory implements SqlDriverAdapterFactory {
  readonly provider = ADAPTER.provider
  readonly adapterName = ADAPTER.adapterName
  readonly #database: SqliteDatabase

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  connect(): Promise<SqlDriverAdapter> {
    const database = this.#database
    return Promise.resolve({
      ...ADAPTER,
      queryRaw: (query) =>
        asPrismaError(() => database.exclusively((connection) => readRows(connection, query))),
      executeRaw: (query) =>
        asPrismaError(() => database.exclusively((connection) => execute(connection, query))),
      executeScript: (script) =>
        asPrismaError(() =>
          database.exclusively((connection) => {
            connection.driver.exec(script)
          }),
        ),
      // SQLite has one isolation level, serializable, so the argument for it is ignored.
      startTransaction: () => asPrismaError(async () => toPrismaTransaction(await database.begin())),
      getConnectionInfo: () => ({ supportsRelationJoins: false }),
      // The connection belongs to the database, which closes it.
      dispose: () => Promise.resolve(),
    })
  }
}

function toPrismaTransaction(transaction: SqliteTransaction): Transaction {
  const runScript = (text: string) =>
    asPrismaError(() => {
      transaction.use((connection) => connection.driver.exec(text))
    })
  return {
    ...ADAPTER,
    // Prisma then leaves BEGIN, COMMIT and ROLLBACK to this object.
    options: { usePhantomQuery: true },
    queryRaw: (query) => asPrismaError(() => transaction.use((connection) => readRows(connection, query))),
    executeRaw: (query) => asPrismaError(() => transaction.use((connection) => execute(connection, query))),
    commit: () =>
      asPrismaError(() => {
        transaction.commit()
      }),
    rollback: () =>
      asPrismaError(() => {
        transaction.rollback()
      }),
    createSavepoint: (name) => runScript(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => runScript(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => runScript(`RELEASE SAVEPOINT ${name}`),
  }
}

function readRows(connection: SqliteConnection, { sql, args, argTypes }: SqlQuery): SqlResultSet {
  const statement = connection.driver.prepare(sql)
  const values = toValues(args, argTypes)
  if (!statement.reader) {
    statement.run(...values)
    return { columnNames: [], columnTypes: [], rows: [] }
  }
  const columns = statement.columns()
  const rows = statement.raw().all(...values) as unknown[][]
  const columnTypes = columns.map((column, index) => toColumnType(column, rows, index))
  return {
    columnNames: columns.map(({ name }) => name),
    columnTypes,
    rows: rows.map((row) => row.map((value, index) => toPrismaValue(value, columnTypes[index]))),
  }
}

function execute(connection: SqliteConnection, { sql, args, argTypes }: SqlQuery): number {
  return connection.driver.prepare(sql).run(...toValues(args, argTypes)).changes
}

function toValues(args: readonly unknown[], argTypes: readonly ArgType[]): unknown[] {
  return args.map((value, index) => {
    if (typeof value !== 'string') return isStorable(value) ? toSqliteValue(value) : value
    const convert = FROM_TEXT[argTypes[index]?.scalarType ?? 'string']
    return convert === undefined ? value : convert(value)
  })
}

/** How to read arguments that Prisma passes as text. */
const FROM_TEXT: Readonly<Partial<Record<ArgScalarType, (text: string) => unknown>>> = {
  datetime: (text) => toSqliteValue(new Date(text)),
  bytes: (text) => Buffer.from(text, 'base64'),
  bigint: BigInt,
  int: Number,
  float: Number,
  decimal: Number,
}

function isStorable(value: unknown): value is boolean | Date {
  return typeof value === 'boolean' || value instanceof Date
}

/** The declared types of columns in the migrations. */
const COLUMN_TYPES: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ['TEXT', ColumnTypeEnum.Text],
  ['INTEGER', ColumnTypeEnum.Int32],
  ['BIGINT', ColumnTypeEnum.Int64],
  ['REAL', ColumnTypeEnum.Double],
  ['BOOLEAN', ColumnTypeEnum.Boolean],
  ['DATETIME', ColumnTypeEnum.DateTime],
  ['BLOB', ColumnTypeEnum.Bytes],
  ['JSONB', ColumnTypeEnum.Json],
])

/** The type of a column; that of an expression follows from its first value. */
function toColumnType(
  { type }: Sqlite.ColumnDefinition,
  rows: readonly (readonly unknown[])[],
  index: number,
): ColumnType {
  const declared = COLUMN_TYPES.get(type?.toUpperCase() ?? '')
  if (declared !== undefined) return declared
  const value = rows.map((row) => row[index]).find((each) => each !== null)
  if (typeof value === 'string') return ColumnTypeEnum.Text
  if (value instanceof Uint8Array) return ColumnTypeEnum.Bytes
  return value === undefined ? ColumnTypeEnum.Int32 : ColumnTypeEnum.UnknownNumber
}

function toPrismaValue(value: unknown, type: ColumnType | undefined): unknown {
  return typeof value === 'number' && type === ColumnTypeEnum.DateTime ? new Date(value).toISOString() : value
}

/** Prisma gives its errors numbers by this description. */
async function asPrismaError<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const original = { originalCode: error.code ?? '', originalMessage: error.message }
    if (error.kind === 'unique')
      throw new DriverAdapterError({ ...original, kind: 'UniqueConstraintViolation' })
    if (error.kind === 'foreign-key') {
      throw new DriverAdapterError({ ...original, kind: 'ForeignKeyConstraintViolation' })
    }
    if (error.kind === 'unavailable') throw new DriverAdapterError({ ...original, kind: 'SocketTimeout' })
    throw new DriverAdapterError({ ...original, kind: 'sqlite', extendedCode: 1, message: error.message })
  }
}
