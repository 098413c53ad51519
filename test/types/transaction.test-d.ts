/** Proofs for `tsc --noEmit`: what a transaction has not, and what is no SQL. Nothing here is ever run. */
import type { Executor } from '../../src/store/executor.js'
import { sql } from '../../src/store/sql.js'
import type { ListQueries, Queries, Store } from '../../src/store/store.js'

// Lists use Prisma's models, which would wait for the transaction that waits for them, and a transaction has none of its
// own inside.
type InTransaction = Parameters<Parameters<Store['atomically']>[0]>[0]
export const lists: keyof InTransaction extends Exclude<keyof Store, keyof ListQueries | 'atomically'>
  ? true
  : false = true
export const queries: keyof Queries extends keyof InTransaction ? true : false = true

export async function statements(db: Executor, name: string | undefined): Promise<void> {
  // @ts-expect-error -- a text is no statement, however it was put together
  await db.rows('SELECT 1')
  // @ts-expect-error -- nor is a template without the tag
  await db.run(`DELETE FROM "User" WHERE "username" = ${name ?? ''}`)
  // @ts-expect-error -- a missing value must not become a condition that is never or always true
  await db.rows(sql`SELECT "id" FROM "User" WHERE "username" = ${name}`)
  // @ts-expect-error -- nor does an object become a value
  await db.rows(sql`SELECT "id" FROM "User" WHERE "username" = ${{ not: name }}`)
}
