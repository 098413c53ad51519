import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { sql } from './sql.js'
import { SqliteDatabase } from './sqlite-database.js'

/**
 * Writes a copy of a SQLite database that is consistent even while servers write to it, and reaches the disk before this
 * returns. Only its owner can read it. If it fails, nothing of it stays.
 * @param path the file of the database
 * @param target the file of the copy, which must not exist
 * @throws an error with the code EEXIST when it exists; other errors of the file system; DatabaseError
 */
export async function backUpSqlite(path: string, target: string): Promise<void> {
  // SQLite would create it with the permissions of the umask, and accepts an empty file.
  closeSync(openSync(target, 'wx', 0o600))
  const database = new SqliteDatabase(path)
  try {
    await database.run(sql`VACUUM INTO ${target}`)
    const file = openSync(target, 'r+')
    fsyncSync(file)
    closeSync(file)
  } catch (error) {
    rmSync(target, { force: true })
    throw error
  } finally {
    await database.close()
  }
}
