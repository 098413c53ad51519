import {
  type DatabaseOptions,
  type MeasureStatement,
  TRANSACTION_TIMEOUT_MS,
  WAIT_TIMEOUT_MS,
} from './executor.js'
import type { PrismaClient } from './generated/sqlite/client.js'
import { measureAdapterStatements } from './measure-statements.js'
import type { PostgresDatabase } from './postgres-database.js'
import type { SqliteDatabase } from './sqlite-database.js'

/** Loads Prisma's models, for lists and counts that administrators ask for. They are loaded when first used. */
export type LoadModels = () => Promise<PrismaClient>

const TRANSACTION_OPTIONS = { maxWait: WAIT_TIMEOUT_MS, timeout: TRANSACTION_TIMEOUT_MS }
const LOG: [{ emit: 'event'; level: 'query' }] = [{ emit: 'event', level: 'query' }]

const runUnmeasured: MeasureStatement = (work) => work()

/** Opens Prisma's models on the connection and the lock of this database. */
export async function openSqliteModels(
  database: SqliteDatabase,
  { onStatement, measure = runUnmeasured }: DatabaseOptions,
): Promise<PrismaClient> {
  const [{ PrismaClient: SqliteClient }, { SqliteAdapterFactory }] = await Promise.all([
    import('./generated/sqlite/client.js'),
    import('./sqlite-adapter.js'),
  ])
  const adapter = measureAdapterStatements(new SqliteAdapterFactory(database), measure)
  const client = new SqliteClient({ adapter, log: LOG, transactionOptions: TRANSACTION_OPTIONS })
  return reportStatements(client, onStatement)
}

/** Opens Prisma's models on the pool of this database. */
export async function openPostgresModels(
  database: PostgresDatabase,
  { onStatement, measure = runUnmeasured }: DatabaseOptions,
): Promise<PrismaClient> {
  const [{ PrismaClient: PostgresClient }, { PrismaPg }] = await Promise.all([
    import('./generated/postgres/client.js'),
    import('@prisma/adapter-pg'),
  ])
  const adapter = measureAdapterStatements(
    new PrismaPg(database.pool, database.schema === null ? {} : { schema: database.schema }),
    measure,
  )
  const client = new PostgresClient({ adapter, log: LOG, transactionOptions: TRANSACTION_OPTIONS })
  // Both clients are generated from one description of the models, and a test compares the two schemas with it. Their
  // types differ only in features of one database, which this code does not use.
  return reportStatements(client as unknown as PrismaClient<'query'>, onStatement)
}

function reportStatements(
  client: PrismaClient<'query'>,
  onStatement: DatabaseOptions['onStatement'],
): PrismaClient {
  if (onStatement) {
    client.$on('query', (event) => {
      onStatement(event.query)
    })
  }
  return client
}
