import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient as PostgresClient } from '../../src/store/generated/postgres/client.js'
import { PrismaClient } from '../../src/store/generated/sqlite/client.js'

/**
 * Opens Prisma's models on a connection of their own, with Prisma's own adapters: what the application has written must
 * be readable for any other program that uses Prisma.
 */
export function openClient(url: string): PrismaClient {
  if (url.startsWith('file:')) return new PrismaClient({ adapter: new PrismaBetterSqlite3({ url }) })
  const schema = new URL(url).searchParams.get('schema')
  const adapter = new PrismaPg({ connectionString: url }, schema === null ? {} : { schema })
  return new PostgresClient({ adapter }) as unknown as PrismaClient
}
