import { resolve } from 'node:path'
import type { PrismaConfig } from 'prisma-cli/config'

// What `prisma migrate` works on follows from the same setting that the application reads.
const url = process.env['DATABASE_URL'] ?? 'file:./data/portcullis.db'
const folder = `prisma/${databaseOf(url)}`

const config: PrismaConfig = {
  schema: `${folder}/schema.prisma`,
  migrations: { path: `${folder}/migrations` },
  // A relative path means relative to where one stands, as it does for the application; Prisma left alone would take
  // it from the folder of this file.
  datasource: { url: url.startsWith('file:') ? `file:${resolve(url.slice('file:'.length))}` : url },
}
export default config

function databaseOf(url: string): 'sqlite' | 'postgres' {
  if (url.startsWith('file:')) return 'sqlite'
  if (/^postgres(ql)?:/.test(url)) return 'postgres'
  throw new Error('DATABASE_URL must begin with file:, postgres: or postgresql:')
}
