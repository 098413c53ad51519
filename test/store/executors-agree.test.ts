import fc from 'fast-check'
import { type OpenedDatabase, openDatabase } from '../../src/store/database.js'
import { DatabaseError } from '../../src/store/database-error.js'
import type { Executor } from '../../src/store/executor.js'
import { raw, sql } from '../../src/store/sql.js'
import { freshDatabase } from '../support/database.js'

const NOW = new Date('2031-02-03T04:05:06.078Z')

const insert = (key: string) => sql`INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${key}, ${NOW})`
const update = (key: string) => sql`UPDATE "Nonce" SET "expiresAt" = ${NOW} WHERE "key" = ${key}`

/** What a transaction can do next. */
const ACTS: Readonly<Record<string, (tx: Executor, key: string) => Promise<unknown>>> = {
  insert: (tx, key) => tx.run(insert(key)),
  'insert later': (tx, key) => tx.write(insert(key)),
  'insert twice later': async (tx, key) => {
    await Promise.all([tx.write(insert(key)), tx.write(insert(`${key}, too`))])
  },
  update: (tx, key) => tx.run(update(key)),
  'update later': (tx, key) => tx.write(update(key)),
  'update later, which must change a row': (tx, key) => tx.write(update(key), { mustChange: true }),
  'refer to no row later': (tx) =>
    tx.write(sql`INSERT INTO "Password" ("userId", "hash", "changedAt") VALUES ('nobody', 'x', ${NOW})`),
  'leave out a column later': (tx, key) => tx.write(sql`INSERT INTO "Nonce" ("key") VALUES (${key})`),
  'send what waits': (tx) => tx.sendWrites(),
  count: async (tx) => (await tx.rows(sql`SELECT COUNT(*) AS "count" FROM "Nonce"`))[0]?.['count'],
  'read what is not there': (tx) => tx.rows(raw('SELECT "nothing" FROM "nowhere"')),
  'write and read at once': async (tx, key) => {
    const [, rows] = await Promise.all([tx.write(insert(key)), tx.rows(sql`SELECT 1 AS "one"`)])
    return rows
  },
}

const step = fc.record({
  act: fc.constantFrom(...Object.keys(ACTS)),
  key: fc.constantFrom('a', 'b', 'c'),
  ignoresErrors: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** What a transaction of these steps read or why it failed, and the rows that are there afterwards. */
async function outcomeOf({ database }: OpenedDatabase, steps: readonly Step[]): Promise<unknown> {
  await database.run(raw('DELETE FROM "Nonce"'))
  const work = async (tx: Executor) => {
    const results: unknown[] = []
    for (const { act, key, ignoresErrors } of steps) {
      const result = ACTS[act]?.(tx, key)
      results.push(ignoresErrors ? await result?.catch(() => undefined) : await result)
    }
    return results
  }
  const result = await database.transaction(work).catch((error: unknown) => {
    if (error instanceof DatabaseError) return error.kind
    throw error
  })
  return { result, rows: await database.rows(raw('SELECT "key" FROM "Nonce" ORDER BY "key"')) }
}

// The errors of writes that wait come later on Postgres. Nothing else may differ: not what is committed, nor why nothing is.
test('transactions of any statements end in the same way on both databases', async () => {
  const sqlite = await openDatabase(await freshDatabase('sqlite'))
  const postgres = await openDatabase(await freshDatabase('postgres'))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 7 }), async (steps) => {
      expect(await outcomeOf(postgres, steps)).toEqual(await outcomeOf(sqlite, steps))
    }),
    { numRuns: 200 },
  )
  await Promise.all([sqlite.close(), postgres.close()])
})
