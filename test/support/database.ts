import { randomBytes } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type DatabaseKind = 'sqlite' | 'postgres'

/** Both databases, for `describe.each`. */
export const DATABASES: readonly DatabaseKind[] = ['sqlite', 'postgres']

/**
 * For `describe.each` of what no database can change, such as what a provider answers and what a form contains: SQLite.
 * ALL_DATABASES=true, which the workflow sets, makes it both.
 */
export const ANY_DATABASE: readonly DatabaseKind[] =
  process.env['ALL_DATABASES'] === 'true' ? DATABASES : ['sqlite']

/** A fresh, migrated database of its own; returns its URL. */
export async function freshDatabase(kind: DatabaseKind): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const folder = setting('TEST_FOLDER')
  if (kind === 'sqlite') {
    copyFileSync(join(folder, 'template.db'), join(folder, `${name}.db`))
    return `file:${join(folder, `${name}.db`)}`
  }
  const server = setting('TEST_POSTGRES')
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    // Otherwise Postgres would write each page of the template to its log, too.
    await client.query(`CREATE DATABASE ${name} TEMPLATE template_portcullis STRATEGY FILE_COPY`)
  } finally {
    await client.end()
  }
  return `${server}/${name}`
}

/** An empty Postgres database with what this script creates. */
export async function emptyPostgres(script: string): Promise<string> {
  const server = setting('TEST_POSTGRES')
  const name = `test_${randomBytes(8).toString('hex')}`
  for (const [database, text] of [
    ['postgres', `CREATE DATABASE ${name} TEMPLATE template0`],
    [name, script],
  ] as const) {
    const client = new pg.Client({ connectionString: `${server}/${database}` })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  return `${server}/${name}`
}

function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined)
    throw new Error(`${name} is not set: these tests run under the global setup of Jest`)
  return value
}
