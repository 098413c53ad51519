import Sqlite from 'better-sqlite3'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeFileSync } from 'node:fs'
import {
  isForeignKeyError,
  isRetryable,
  isUnavailable,
  isUniqueConflict,
  type OpenedDatabase,
  openDatabase,
} from '../../src/store/database.js'
import { DatabaseError } from '../../src/store/database-error.js'
import type { Database, Executor } from '../../src/store/executor.js'
import { join, quoteName, raw, type Sql, sql, type SqlValue } from '../../src/store/sql.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, type DatabaseKind, freshDatabase } from '../support/database.js'
import { openClient } from '../support/open-client.js'
import { type Column, readModels } from '../support/schema.js'

const NOW = new Date('2031-02-03T04:05:06.078Z')
const MODELS = readModels()

/** Values that are references to other rows. */
const REFERENCES: Readonly<Record<string, string>> = {
  'Password.userId': 'User.id',
  'Device.userId': 'User.id',
  'Account.userId': 'User.id',
  'Session.userId': 'User.id',
  'Session.accountId': 'Account.id',
  'BackendVersion.name': 'Backend.name',
  'BackendMark.name': 'Backend.name',
}
/** Tables in an order in which rows can be written. */
const TABLES = [...new Set(['User', 'Account', 'Backend', ...MODELS.keys()])]

function sample(table: string, { name, type }: Column): SqlValue {
  const place = `${table}.${name}`
  switch (type) {
    case 'String':
      return REFERENCES[place] ?? place
    case 'Int':
      return 2_147_483_647
    case 'BigInt':
      return Number.MAX_SAFE_INTEGER
    case 'Boolean':
      return true
    case 'DateTime':
      return NOW
    case 'Bytes':
      return Uint8Array.of(0, 255, 128, 10)
  }
}

/** Rows of Prisma, which has a BigInt of Postgres as a bigint. */
function withNumbers(rows: readonly object[]): readonly object[] {
  const toNumber = (value: unknown) => (typeof value === 'bigint' ? Number(value) : value)
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toNumber(value)])),
  )
}

function columnsOf(table: string): readonly Column[] {
  const columns = MODELS.get(table) ?? []
  if (columns.length === 0) throw new Error(`there is no model ${table}`)
  return columns
}

function insert(table: string, row: Readonly<Record<string, SqlValue>>): Sql {
  const names = Object.keys(row).map((name) => raw(quoteName(name)))
  return sql`INSERT INTO ${raw(quoteName(table))} (${join(names)}) VALUES (${join(Object.values(row))})`
}

function insertNonce(key: string): Sql {
  return sql`INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${key}, ${NOW})`
}

async function countNonces(db: Executor, key: string): Promise<unknown> {
  const [row] = await db.rows(sql`SELECT COUNT(*) AS "count" FROM "Nonce" WHERE "key" = ${key}`)
  return row?.['count']
}

/** The error that this promise is rejected with. */
async function errorOf(promise: Promise<unknown>): Promise<DatabaseError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DatabaseError)) throw new Error(`expected a DatabaseError, not ${String(error)}`)
  return error
}

describe.each(DATABASES)('the executor on %s', (kind) => {
  let url: string
  let opened: OpenedDatabase
  let db: Database

  beforeAll(async () => {
    url = await freshDatabase(kind)
    opened = await openDatabase(url)
    db = opened.database
  })

  afterAll(async () => {
    await opened.close()
  })

  describe('values', () => {
    let client: ReturnType<typeof openClient>

    beforeAll(() => {
      client = openClient(url)
    })

    afterEach(async () => {
      for (const table of [...TABLES].reverse()) await db.run(sql`DELETE FROM ${raw(quoteName(table))}`)
    })

    afterAll(async () => {
      await client.$disconnect()
    })

    const rowOf = (table: string, isFilled: boolean) =>
      Object.fromEntries(
        columnsOf(table).map((column) => [
          column.name,
          column.isOptional && !isFilled ? null : sample(table, column),
        ]),
      )

    async function writeReferenced(): Promise<void> {
      for (const table of ['User', 'Account', 'Backend']) await db.run(insert(table, rowOf(table, true)))
    }

    /** Prisma's delegate of a model, by name. */
    const model = (table: string) => {
      const name = table.charAt(0).toLowerCase() + table.slice(1)
      return Reflect.get(client, name) as {
        findMany: () => Promise<Record<string, unknown>[]>
        create: (args: { data: unknown }) => Promise<unknown>
      }
    }
    const asText = (table: string) => {
      const text = (name: string) => (kind === 'sqlite' ? `quote("${name}")` : `CAST("${name}" AS TEXT)`)
      const columns = columnsOf(table).map(({ name }) => `${text(name)} AS "${name}"`)
      return db.rows(raw(`SELECT ${columns.join(', ')} FROM "${table}"`))
    }

    test.each(TABLES.flatMap((table) => [true, false].map((isFilled) => [table, isFilled] as const)))(
      'each column of %s is stored as Prisma stores it (filled: %s), and read with its type',
      async (table, isFilled) => {
        const isReferenced = ['User', 'Account', 'Backend'].includes(table)
        const row = rowOf(table, isFilled)
        if (isReferenced) {
          if (table === 'Account') await db.run(insert('User', rowOf('User', true)))
        } else await writeReferenced()
        await db.run(insert(table, row))
        const stored = await asText(table)
        const names = columnsOf(table).map(({ name }) => raw(quoteName(name)))
        const select = sql`SELECT ${join(names)} FROM ${raw(quoteName(table))}`
        expect(await db.rows(select)).toEqual([row])
        expect(withNumbers(await model(table).findMany())).toEqual([row])

        const returned = await db.rows(sql`DELETE FROM ${raw(quoteName(table))} RETURNING ${join(names)}`)
        expect(returned).toEqual([row])
        await model(table).create({ data: row })
        expect(await asText(table)).toEqual(stored)
        expect(await db.rows(select)).toEqual([row])
      },
    )

    test('a column that the previous release does not know has its default, a time in UTC', async () => {
      await writeReferenced()
      const columns = Object.entries(rowOf('Session', true)).filter(([name]) => name !== 'authenticatedAt')
      await db.run(insert('Session', Object.fromEntries(columns)))
      const [row] = await db.rows(sql`SELECT "authenticatedAt" FROM "Session"`)
      const age = Date.now() - Number(row?.['authenticatedAt'])
      expect(Math.abs(age)).toBeLessThan(60_000)
    })

    test('counts are numbers, and text is text, whatever it looks like', async () => {
      const awkward = `'; DROP TABLE "User"; -- $1 ? \u0001 \u{1F600} %`
      await db.run(insertNonce(awkward))
      await db.run(insertNonce('2031-02-03 04:05:06'))
      expect(await db.rows(sql`SELECT COUNT(*) AS "count" FROM "Nonce"`)).toEqual([{ count: 2 }])
      const keys = await db.rows(sql`SELECT "key" FROM "Nonce" ORDER BY "key"`)
      expect(keys).toEqual([{ key: awkward }, { key: '2031-02-03 04:05:06' }])
    })

    test('a value that cannot be stored is refused before the database sees it', () => {
      expect(() => raw(quoteName('id" --'))).toThrow('is not the name')
      expect(() => join([])).toThrow('at least one')
    })
  })

  describe('errors', () => {
    test('a value that exists is a unique conflict, in the primary key or not', async () => {
      await db.run(insertNonce('taken'))
      const primary = await errorOf(db.run(insertNonce('taken')))
      expect(primary.kind).toBe('unique')
      expect(primary.code).toMatch(/^(?:SQLITE_CONSTRAINT_(?:PRIMARYKEY|UNIQUE)|23505)$/)
      const user = (id: string) => ({ id, username: 'ada', createdAt: NOW, updatedAt: NOW })
      await db.run(insert('User', user('one')))
      const error = await errorOf(db.run(insert('User', user('two'))))
      expect([isUniqueConflict(error), isForeignKeyError(error), isRetryable(error)]).toEqual([
        true,
        false,
        true,
      ])
    })

    test('a row without the one it refers to is a foreign key error', async () => {
      const row = { userId: 'nobody', hash: 'x', changedAt: NOW }
      const error = await errorOf(db.run(insert('Password', row)))
      expect(error.code).toMatch(/^(?:SQLITE_CONSTRAINT_FOREIGNKEY|23503)$/)
      expect([isUniqueConflict(error), isForeignKeyError(error), isRetryable(error)]).toEqual([
        false,
        true,
        false,
      ])
    })

    test('words in a message do not decide the kind of an error', async () => {
      const error = await errorOf(db.rows(sql`SELECT 1 FROM "unique foreign key deadlock timeout"`))
      expect(error.kind).toBe('other')
      expect([isUniqueConflict(error), isForeignKeyError(error), isRetryable(error)]).toEqual([
        false,
        false,
        false,
      ])
    })

    test('a required column without a value is neither', async () => {
      const error = await errorOf(db.run(sql`INSERT INTO "Nonce" ("key") VALUES (${'no expiry'})`))
      expect(error.kind).toBe('other')
    })

    test('a closed database is unavailable', async () => {
      const other = await openDatabase(url)
      await other.database.rows(sql`SELECT 1 AS "one"`)
      await other.close()
      const error = await errorOf(other.database.rows(sql`SELECT 1 AS "one"`))
      expect([error.kind, isUnavailable(error)]).toEqual(['unavailable', true])
    })

    test('a database that cannot be reached is unavailable, also for a transaction', async () => {
      const nowhere = kind === 'sqlite' ? 'file:/no/such/folder/here.db' : 'postgres://localhost:1/nothing'
      const other = await openDatabase(nowhere)
      expect((await errorOf(other.database.rows(sql`SELECT 1 AS "one"`))).kind).toBe('unavailable')
      expect((await errorOf(other.database.transaction(() => Promise.resolve()))).kind).toBe('unavailable')
      await other.close()
    })
  })

  describe('transactions', () => {
    test('all of the writes are there, and the result is returned', async () => {
      const count = await db.transaction(async (tx) => {
        await tx.run(insertNonce('both 1'))
        await tx.run(insertNonce('both 2'))
        return countNonces(tx, 'both 1')
      })
      expect([count, await countNonces(db, 'both 1'), await countNonces(db, 'both 2')]).toEqual([1, 1, 1])
    })

    test('an error undoes all writes, and the connection is usable', async () => {
      const undone = db.transaction(async (tx) => {
        await tx.run(insertNonce('undone'))
        throw new Error('undo it')
      })
      await expect(undone).rejects.toThrow('undo it')
      expect(await countNonces(db, 'undone')).toBe(0)
      await db.run(insertNonce('undone'))
    })

    test('after a failed statement nothing is committed, even if the error is ignored', async () => {
      await db.run(insertNonce('there'))
      const ignoring = db.transaction(async (tx) => {
        await tx.run(insertNonce('ignored'))
        await tx.run(insertNonce('there')).catch(() => undefined)
        await tx.run(insertNonce('ignored too')).catch(() => undefined)
      })
      expect((await errorOf(ignoring)).kind).toBe('unique')
      expect([await countNonces(db, 'ignored'), await countNonces(db, 'ignored too')]).toEqual([0, 0])
    })

    describe('writes that nothing waits for', () => {
      const setExpiry = (key: string) => sql`UPDATE "Nonce" SET "expiresAt" = ${NOW} WHERE "key" = ${key}`

      test('are there after the transaction, and are seen by its own statements, in order', async () => {
        const count = await db.transaction(async (tx) => {
          await tx.write(insertNonce('waits 1'))
          await tx.write(insertNonce('waits 2'))
          const seen = await countNonces(tx, 'waits 2')
          await tx.write(setExpiry('waits 1'), { mustChange: true })
          await tx.write(insertNonce('waits 3'))
          return seen
        })
        const rows = await db.rows(sql`SELECT "key" FROM "Nonce" WHERE "key" LIKE 'waits %' ORDER BY "key"`)
        expect([count, ...rows.map(({ key }) => key)]).toEqual([1, 'waits 1', 'waits 2', 'waits 3'])
      })

      test('need no transaction', async () => {
        await db.write(insertNonce('alone'), { mustChange: true })
        await db.sendWrites()
        expect(await countNonces(db, 'alone')).toBe(1)
        const error = await errorOf(db.write(setExpiry('not there'), { mustChange: true }))
        expect([error.kind, isRetryable(error)]).toEqual(['conflict', true])
        await db.write(setExpiry('not there'))
      })

      test('are undone with their transaction, sent or not', async () => {
        for (const isSent of [false, true]) {
          const undone = db.transaction(async (tx) => {
            await tx.write(insertNonce('unsent'))
            if (isSent) await tx.sendWrites()
            throw new Error('undo it')
          })
          await expect(undone).rejects.toThrow('undo it')
          expect(await countNonces(db, 'unsent')).toBe(0)
        }
      })

      test('that change no row, although they must, undo everything before and after them', async () => {
        const losing = db.transaction(async (tx) => {
          await tx.write(insertNonce('before it'))
          await tx.write(setExpiry('not there'), { mustChange: true })
          await tx.write(insertNonce('after it'))
        })
        const error = await errorOf(losing)
        expect([error.kind, isRetryable(error)]).toEqual(['conflict', true])
        expect([await countNonces(db, 'before it'), await countNonces(db, 'after it')]).toEqual([0, 0])
      })

      test('that fail undo everything, even if the statement with which the error comes is caught', async () => {
        await db.run(insertNonce('is there'))
        const failing = db.transaction(async (tx) => {
          await tx.write(insertNonce('with it'))
          await tx.write(insertNonce('is there')).catch(() => undefined)
          await countNonces(tx, 'with it').catch(() => undefined)
          await tx.write(insertNonce('later')).catch(() => undefined)
        })
        expect((await errorOf(failing)).kind).toBe('unique')
        expect([await countNonces(db, 'with it'), await countNonces(db, 'later')]).toEqual([0, 0])
        await db.run(insertNonce('with it'))
      })

      test('fail with the error of their own statement, and of no other', async () => {
        const toError = (error: DatabaseError) => new RangeError(`mapped ${error.kind}`)
        const row = { userId: 'nobody', hash: 'x', changedAt: NOW }
        const mapped = db.transaction(async (tx) => {
          await tx.write(insertNonce('mapped'))
          await tx.write(insert('Password', row), { toError })
          await tx.write(insertNonce('mapped, too'))
        })
        await expect(mapped).rejects.toThrow(new RangeError('mapped foreign-key'))
        const other = db.transaction(async (tx) => {
          await tx.write(insertNonce('mapped'), { toError })
          await tx.write(insertNonce('mapped'))
        })
        expect((await errorOf(other)).kind).toBe('unique')
        const sent = db.transaction(async (tx) => {
          await tx.write(insert('Password', row), { toError })
          await tx.sendWrites()
        })
        await expect(sent).rejects.toThrow('mapped foreign-key')
        await expect(db.write(insert('Password', row), { toError })).rejects.toThrow('mapped foreign-key')
        expect(await countNonces(db, 'mapped')).toBe(0)
      })

      test('lose no race: of many transactions that change one row once, one is committed', async () => {
        await db.run(insertNonce('raced'))
        const take = (index: number) =>
          db.transaction(async (tx) => {
            await tx.write(insertNonce(`winner ${index}`))
            await tx.write(sql`DELETE FROM "Nonce" WHERE "key" = 'raced'`, { mustChange: true })
          })
        const results = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => take(index)))
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        const rows = await db.rows(sql`SELECT "key" FROM "Nonce" WHERE "key" LIKE 'winner %'`)
        expect(rows).toHaveLength(1)
      })
    })

    test('a statement after the end of its transaction is refused', async () => {
      let escaped: Executor | null = null
      await db.transaction((tx) => {
        escaped = tx
        return Promise.resolve()
      })
      const late = (escaped as Executor | null)?.run(insertNonce('late')) ?? Promise.resolve()
      expect((await errorOf(late)).kind).toBe('unavailable')
      expect(await countNonces(db, 'late')).toBe(0)
    })

    test('work that was not waited for writes nothing after the end of its transaction', async () => {
      const stray: Promise<unknown>[] = []
      const strayWork = async (tx: Executor, key: string) => {
        await tx.rows(sql`SELECT 1 AS "one"`)
        await tx.run(insertNonce(key))
        await tx.run(insertNonce(`${key}, again`))
        await sleep(10)
        await tx.run(insertNonce(`${key}, late`))
      }
      await db.run(insertNonce('failing'))
      const failing = db.transaction(async (tx) => {
        stray.push(strayWork(tx, 'after a rollback').catch(() => undefined))
        await tx.run(insertNonce('failing'))
      })
      expect((await errorOf(failing)).kind).toBe('unique')
      const committed = db.transaction((tx) => {
        stray.push(strayWork(tx, 'after a commit').catch(() => undefined))
        return Promise.resolve()
      })
      await committed
      await Promise.all(stray)
      const rows = await db.rows(sql`SELECT "key" FROM "Nonce" WHERE "key" LIKE 'after a %'`)
      expect(rows.filter(({ key }) => String(key).includes('after a rollback'))).toEqual([])
      expect(rows.filter(({ key }) => String(key).includes('late'))).toEqual([])
    })

    test('a commit fails if a statement that was not waited for has failed', async () => {
      await db.run(insertNonce('in flight'))
      const unnoticed = db.transaction(async (tx) => {
        await tx.run(insertNonce('lost'))
        void tx.run(insertNonce('in flight')).catch(() => undefined)
      })
      expect((await errorOf(unnoticed)).kind).toBe('unique')
      expect(await countNonces(db, 'lost')).toBe(0)
    })

    test('writes that were acknowledged stay, among transactions that are rolled back', async () => {
      const keys = Array.from({ length: 30 }, (_, index) => `acknowledged ${index}`)
      const undone = keys.map((key) =>
        db
          .transaction(async (tx) => {
            await tx.run(insertNonce(`${key} undone`))
            await sleep(1)
            throw new Error('undo it')
          })
          .catch(() => undefined),
      )
      await Promise.all([...undone, ...keys.map((key) => db.run(insertNonce(key)))])
      const rows = await db.rows(sql`SELECT "key" FROM "Nonce" WHERE "key" LIKE 'acknowledged %'`)
      expect(rows.map(({ key }) => key).sort()).toEqual([...keys].sort())
    })

    test('no other request sees a write before it is committed, through Prisma neither', async () => {
      const models = await opened.loadModels()
      await models.nonce.count()
      const seen: unknown[] = []
      const reading = await db.transaction(async (tx) => {
        await tx.run(insertNonce('hidden'))
        const count = models.nonce.count({ where: { key: 'hidden' } }).then((hidden) => seen.push(hidden))
        // On Postgres it reads at once; on SQLite it has to wait for the end of this transaction.
        if (kind === 'postgres') await count
        else await sleep(30)
        seen.push('commit')
        return { count }
      })
      await reading.count
      expect(seen).toEqual(kind === 'sqlite' ? ['commit', 1] : [0, 'commit'])
    })

    test("a transaction of Prisma's models is as isolated, and is rolled back as a whole", async () => {
      const models = await opened.loadModels()
      const undone = models.$transaction(async (tx) => {
        await tx.nonce.create({ data: { key: 'of Prisma', expiresAt: NOW } })
        throw new Error('undo it')
      })
      const write = db.run(insertNonce('meanwhile'))
      await expect(undone).rejects.toThrow('undo it')
      await write
      expect([await countNonces(db, 'of Prisma'), await countNonces(db, 'meanwhile')]).toEqual([0, 1])
      const conflict = models.nonce.create({ data: { key: 'meanwhile', expiresAt: NOW } })
      const error: unknown = await conflict.catch((reason: unknown) => reason)
      expect([isUniqueConflict(error), isForeignKeyError(error)]).toEqual([true, false])
    })

    test('two that lock the same rows in opposite order both finish', async () => {
      const store = await openStore(url)
      for (const id of ['x', 'y'])
        await db.run(insert('User', { id, username: id, createdAt: NOW, updatedAt: NOW }))
      const retries: number[] = []
      let withOne = 0
      const untilBothHaveOne = async () => {
        withOne += 1
        while (withOne < 2) await sleep(5)
      }
      const lockBoth = (first: string, second: string) =>
        store.atomically(async (tx, retry) => {
          retries.push(retry)
          await tx.lockUser(first, NOW)
          // On SQLite only one of them gets here before the other ends.
          if (kind === 'postgres' && retry === 0) await untilBothHaveOne()
          await tx.lockUser(second, NOW)
        })
      await Promise.all([lockBoth('x', 'y'), lockBoth('y', 'x')])
      // Postgres ends one of the two because of the deadlock (40P01); on SQLite the second waits for the first.
      expect(Math.max(...retries) > 0).toBe(kind === 'postgres')
      await store.close()
    })
  })

  test('statements are reported as the database gets them', async () => {
    const statements: string[] = []
    const other = await openDatabase(url, { onStatement: (text) => statements.push(text) })
    await other.database.transaction((tx) => tx.run(insertNonce('reported')))
    const placeholders = kind === 'sqlite' ? '?, ?' : '$1, $2'
    expect(statements).toEqual([
      expect.stringMatching(/^BEGIN/),
      `INSERT INTO "Nonce" ("key", "expiresAt") VALUES (${placeholders})`,
      'COMMIT',
    ])
    await other.close()
  })

  test('a statement with * has the columns that its table has now', async () => {
    await db.run(raw('CREATE TABLE "starred" ("a" TEXT, "b" TEXT)'))
    await db.run(raw(`INSERT INTO "starred" VALUES ('A', 'B')`))
    const select = raw('SELECT * FROM "starred"')
    const seen: unknown[] = await Promise.all([db.rows(select)])
    for (const change of ['ADD COLUMN "c" BOOLEAN', 'DROP COLUMN "a"', 'RENAME COLUMN "b" TO "d"']) {
      await db.run(raw(`ALTER TABLE "starred" ${change}`))
      seen.push(await db.rows(select))
    }
    expect(seen).toEqual([
      [{ a: 'A', b: 'B' }],
      [{ a: 'A', b: 'B', c: null }],
      [{ b: 'B', c: null }],
      [{ d: 'B', c: null }],
    ])
  })

  test('prepared statements survive a migration, and their number has a limit', async () => {
    const select = sql`SELECT "key" FROM "Nonce" WHERE "key" = ${'taken'}`
    await db.rows(select)
    await db.run(raw('ALTER TABLE "Nonce" ADD COLUMN "added" TEXT'))
    expect(await db.rows(select)).toEqual([{ key: 'taken' }])
    for (let index = 0; index < 600; index += 1) await db.rows(raw(`SELECT ${index} AS "number"`))
    expect(await db.rows(select)).toEqual([{ key: 'taken' }])
  })
})

/** A proxy in front of this Postgres, which tells of each Sync how many statements are bound before it. */
async function countFlights(url: string, onFlight: (statements: string[]) => void) {
  const target = new URL(url)
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    let [rest, isStarted, bound]: [Buffer, boolean, string[]] = [Buffer.alloc(0), false, []]
    client.on('data', (data) => {
      upstream.write(data)
      rest = Buffer.concat([rest, data])
      // The first message has no type.
      for (let at = isStarted ? 1 : 0; rest.length >= at + 4; at = 1) {
        const length = at + rest.readInt32BE(at)
        if (rest.length < length) break
        const type = isStarted ? rest.toString('latin1', 0, 1) : ''
        if (type === 'B') bound.push(type)
        if (type === 'S') {
          onFlight(bound)
          bound = []
        }
        isStarted = true
        rest = rest.subarray(length)
      }
    })
    upstream.pipe(client)
    for (const socket of [client, upstream]) socket.on('error', () => undefined)
    client.on('close', () => upstream.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const proxied = new URL(url)
  proxied.hostname = '127.0.0.1'
  proxied.port = String(Reflect.get(server.address() ?? {}, 'port'))
  return { url: proxied.href, close: () => new Promise((resolve) => server.close(resolve)) }
}

describe('the executor on Postgres only', () => {
  const open = async (prepared: boolean) => {
    const url = await freshDatabase('postgres')
    return await openDatabase(url, { prepared })
  }
  const countPrepared = async ({ database }: OpenedDatabase) => {
    const one = sql`SELECT ${'x'} AS "text"`
    for (let index = 0; index < 3; index += 1) await database.rows(one)
    const rows = await database.rows(
      raw(`SELECT name FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1%'`),
    )
    return rows.length
  }

  test('statements are prepared once for a connection, and not at all with DATABASE_PREPARED=false', async () => {
    const [prepared, unprepared] = await Promise.all([open(true), open(false)])
    expect([await countPrepared(prepared), await countPrepared(unprepared)]).toEqual([1, 0])
    await Promise.all([prepared.close(), unprepared.close()])
  })

  test('a name of a prepared statement has one text in all processes, because a pooler lets them share connections', async () => {
    const opened = await Promise.all([open(true), open(true)])
    const statements = [sql`SELECT ${'x'} AS "a"`, sql`SELECT ${'x'} AS "b"`]
    const namesOf = async ({ database }: OpenedDatabase, order: readonly Sql[]) => {
      for (const statement of order) await database.rows(statement)
      const rows = await database.rows(
        raw(`SELECT statement, name FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1%'`),
      )
      return Object.fromEntries(rows.map(({ statement, name }) => [String(statement), String(name)]))
    }
    const [one, other] = opened
    const names = await namesOf(one, statements)
    expect(await namesOf(other, [...statements].reverse())).toEqual(names)
    expect(new Set(Object.values(names)).size).toBe(2)
    await Promise.all(opened.map(({ close }) => close()))
  })

  describe('a statement that the server refuses only because of how it was prepared is sent again', () => {
    const SELECT = 'SELECT "key", "added" FROM "Nonce"'
    const alone = async (store: Store) => (await store.queryRows(SELECT)).length
    const inTransaction = async (store: Store) =>
      (await store.atomically((tx) => tx.runOwnStatement(raw(SELECT)))).length

    test.each([
      ['a column has another type', 'ALTER TABLE "Nonce" ALTER COLUMN "added" TYPE bigint'],
      ['a pooler has removed all statements', 'DEALLOCATE ALL'],
      ['a pooler has reset the connection', 'DISCARD ALL'],
    ])('%s', async (_reason, change) => {
      const url = await freshDatabase('postgres')
      // One connection, so that the change is made on that of the statements.
      const store = await openStore(url, { poolSize: 1 })
      await store.queryRows('ALTER TABLE "Nonce" ADD COLUMN "added" INTEGER')
      await store.queryRows(`INSERT INTO "Nonce" ("key", "expiresAt", "added") VALUES ('a', now(), 7)`)
      for (const read of [alone, inTransaction]) {
        expect(await read(store)).toBe(1)
        await store.queryRows(change)
        expect([await read(store), await read(store)]).toEqual([1, 1])
      }
      await store.close()
    })

    test('another process has prepared it on this connection', async () => {
      const url = await freshDatabase('postgres')
      let warnings = 0
      const onPreparingStopped = () => {
        warnings += 1
      }
      const options = { poolSize: 1, onPreparingStopped }
      const [known, store] = await Promise.all([openStore(url, options), openStore(url, options)])
      const read = 'SELECT 42 AS "answer"'
      await known.queryRows(read)
      const [row] = await known.queryRows(
        `SELECT name AS "name" FROM pg_prepared_statements WHERE statement = '${read}'`,
      )
      const { name } = row as { readonly name: string }
      await store.queryRows(`PREPARE "${name}" AS ${read}`)
      expect(warnings).toBe(0)
      expect(await store.queryRows(read)).toEqual([{ answer: 42 }])
      expect(await store.queryRows(read)).toEqual([{ answer: 42 }])
      expect(warnings).toBe(1)
      await Promise.all([known.close(), store.close()])
    })
  })

  test('a statement that returns no number has changed no rows', async () => {
    const opened = await open(true)
    const { database } = opened
    expect(await database.run(raw('CREATE TABLE "a" ("b" INTEGER)'))).toBe(0)
    expect(await database.run(raw('-- nothing'))).toBe(0)
    const rows = database.transaction(async (tx) => {
      await tx.write(raw('-- nothing'))
      return tx.rows(raw('SELECT 1 AS "one"'))
    })
    expect(await rows).toEqual([{ one: 1 }])
    expect(await database.run(raw('INSERT INTO "a" VALUES (1), (2)'))).toBe(2)
    await opened.close()
  })

  test('of statements that were sent together, the error is that of the one that failed first', async () => {
    const opened = await open(true)
    const { database } = opened
    await database.run(insertNonce('first'))
    const failing = database.transaction(async (tx) => {
      await Promise.allSettled([tx.run(insertNonce('first')), tx.run(insertNonce('second'))])
    })
    expect((await errorOf(failing)).kind).toBe('unique')
    await opened.close()
  })

  test('a connection that the server has closed is given to no other statement', async () => {
    const url = await freshDatabase('postgres')
    const [opened, admin] = await Promise.all([openDatabase(url, { poolSize: 1 }), openDatabase(url)])
    const dying = errorOf(opened.database.rows(raw('SELECT pg_sleep(5)')))
    const waiting = opened.database.rows(raw('SELECT 1 AS "one"'))
    let killed = 0
    while (killed === 0) {
      await sleep(5)
      const rows = await admin.database.rows(
        raw(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE query = 'SELECT pg_sleep(5)' AND datname = current_database()`),
      )
      killed = rows.length
    }
    expect((await dying).code).toBe('57P01')
    expect(await waiting).toEqual([{ one: 1 }])
    await Promise.all([opened.close(), admin.close()])
  })

  test('a statement that fails at its first use is usable afterwards, alone and as the first one of a transaction', async () => {
    for (const prepared of [true, false]) {
      const opened = await open(prepared)
      const { database } = opened
      await database.run(sql`INSERT INTO "Nonce" ("key", "expiresAt") VALUES ('taken', ${NOW})`)
      // The server prepares this one, and then refuses it; it does not even prepare the other one.
      const [taken, malformed] = [insertNonce('taken'), raw('SELEC')]
      for (let times = 0; times < 2; times += 1) {
        expect((await errorOf(database.transaction((tx) => tx.run(taken)))).kind).toBe('unique')
        expect((await errorOf(database.run(taken))).kind).toBe('unique')
        expect((await errorOf(database.transaction((tx) => tx.rows(malformed)))).code).toBe('42601')
        expect((await errorOf(database.rows(malformed))).code).toBe('42601')
      }
      await database.transaction(async (tx) => {
        await tx.run(insertNonce('free'))
        expect(await countNonces(tx, 'free')).toBe(1)
        expect(await countNonces(database, 'free')).toBe(0)
      })
      expect(await countNonces(database, 'free')).toBe(1)
      await database.transaction(() => Promise.resolve())
      await opened.close()
    }
  })

  test('writes and the end of their transaction are sent at once, prepared or not, also the same statement twice', async () => {
    for (const prepared of [true, false]) {
      const url = await freshDatabase('postgres')
      const flights: string[][] = []
      const proxy = await countFlights(url, (statements) => flights.push(statements))
      const opened = await openDatabase(proxy.url, { prepared })
      for (let times = 0; times < 2; times += 1)
        await opened.database.transaction(async (tx) => {
          await tx.write(insertNonce(`one ${times}`))
          await tx.write(insertNonce(`two ${times}`))
          await tx.write(sql`UPDATE "Nonce" SET "expiresAt" = ${NOW}`, { mustChange: true })
        })
      expect(flights.slice(-2)).toEqual([
        ['B', 'B', 'B', 'B', 'B'],
        ['B', 'B', 'B', 'B', 'B'],
      ])
      const [row] = await opened.database.rows(sql`SELECT COUNT(*) AS "count" FROM "Nonce"`)
      expect(row).toEqual({ count: 4 })
      await opened.close()
      await proxy.close()
    }
  })

  test('a connection that dies fails what it was doing as unavailable, and is replaced', async () => {
    const opened = await open(true)
    const admin = await open(true)
    const kill = async () => {
      await admin.database.rows(
        raw(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()
             AND query NOT LIKE '%pg_stat_activity%' AND backend_type = 'client backend'
             AND application_name = 'doomed'`),
      )
    }
    const dying = opened.database.transaction(async (tx) => {
      await tx.rows(raw(`SET application_name = 'doomed'`))
      await tx.run(insertNonce('dies'))
      await kill()
      await sleep(50)
      await tx.run(insertNonce('after'))
    })
    const error = await errorOf(dying)
    expect([error.kind, isUnavailable(error)]).toEqual(['unavailable', true])
    await opened.database.run(insertNonce('dies'))
    expect(await countNonces(opened.database, 'dies')).toBe(1)
    await Promise.all([opened.close(), admin.close()])
  })

  test('a statement that takes too long is unavailable', async () => {
    const opened = await open(true)
    const error = await errorOf(
      opened.database.transaction(async (tx) => {
        await tx.rows(raw('SET LOCAL statement_timeout = 50'))
        await tx.rows(raw('SELECT pg_sleep(10)'))
      }),
    )
    expect([error.kind, error.code]).toEqual(['unavailable', '57014'])
    await opened.close()
  })
})

describe('the executor on SQLite only', () => {
  const fileOf = (url: string) => url.slice('file:'.length)

  test('while another process writes, the process answers, reads, and writes when it is its turn', async () => {
    const url = await freshDatabase('sqlite')
    const { database, close } = await openDatabase(url)
    await database.run(insertNonce('before'))
    const otherProcess = new Sqlite(fileOf(url))
    otherProcess.exec('BEGIN IMMEDIATE')
    let isWritten = false
    const writing = Promise.all([
      database.run(insertNonce('waits')),
      database.transaction((tx) => tx.run(insertNonce('waits, too'))),
    ]).then(() => {
      isWritten = true
    })
    let ticks = 0
    for (let index = 0; index < 10; index += 1) {
      await sleep(10)
      ticks += 1
      expect(await countNonces(database, 'before')).toBe(1)
    }
    expect([ticks, isWritten]).toEqual([10, false])
    otherProcess.exec('COMMIT')
    otherProcess.close()
    await writing
    expect([await countNonces(database, 'waits'), await countNonces(database, 'waits, too')]).toEqual([1, 1])
    await close()
  })

  test('a file that is not a database is unavailable', async () => {
    const url = await freshDatabase('sqlite')
    writeFileSync(
      fileOf(url),
      'this is a text and not a database, and long enough to be read as one '.repeat(9),
    )
    const { database, close } = await openDatabase(url)
    const error = await errorOf(database.rows(sql`SELECT 1 FROM "User"`))
    expect([error.kind, error.code]).toEqual(['unavailable', 'SQLITE_NOTADB'])
    await close()
  })

  test('a database that may only be read is unavailable for writes', async () => {
    const { database, close } = await openDatabase(await freshDatabase('sqlite' satisfies DatabaseKind))
    await database.rows(raw('PRAGMA query_only = ON'))
    const error = await errorOf(database.run(insertNonce('no')))
    expect([error.kind, error.code]).toEqual(['unavailable', 'SQLITE_READONLY'])
    await close()
  })
})
