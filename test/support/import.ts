import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { emptyPostgres } from './database.js'
import { insertMany } from './insert-many.js'

const FIXTURES = join(import.meta.dirname, '../import/fixtures')

/** A folder for the files of a test, which is deleted with those of the system. */
export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'portcullis-import-'))
}

/** The SQLite database of another system, from its dump. */
export function databaseOf(system: string): string {
  const path = join(scratchFolder(), `${system}.db`)
  const database = new Sqlite(path)
  database.exec(readFileSync(join(FIXTURES, `${system}.sql`), 'utf8'))
  database.close()
  return path
}

/**
 * The Postgres database of another system: its own tables, with the rows of its SQLite database.
 * @param tables those with rows, in an order that references allow
 */
export async function postgresDatabaseOf(system: string, tables: readonly string[]): Promise<string> {
  const url = await emptyPostgres(readFileSync(join(FIXTURES, `${system}.postgres.sql`), 'utf8'))
  const source = new Sqlite(databaseOf(system), { readonly: true })
  for (const table of tables) {
    const rows = source.prepare<[], Record<string, string | number | null>>(`SELECT * FROM "${table}"`).all()
    await insertMany(url, table, rows.map(withZones))
  }
  source.close()
  return url
}

/** SQLite has no type for times, and Django writes them in UTC without saying so. */
function withZones(row: Readonly<Record<string, string | number | null>>) {
  const entries = Object.entries(row).map(([column, value]) => [
    column,
    typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+$/.test(value) ? `${value}+00` : value,
  ])
  return Object.fromEntries(entries) as typeof row
}

/** A file of JSON lines. */
export function linesOf(people: readonly unknown[]): string {
  const path = join(scratchFolder(), 'people.jsonl')
  writeFileSync(path, people.map((each) => `${JSON.stringify(each)}\n`).join(''))
  return path
}
