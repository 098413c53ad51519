import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

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

/** A file of JSON lines. */
export function linesOf(people: readonly unknown[]): string {
  const path = join(scratchFolder(), 'people.jsonl')
  writeFileSync(path, people.map((each) => `${JSON.stringify(each)}\n`).join(''))
  return path
}
