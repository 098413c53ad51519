import { cpus } from 'node:os'
import { openClient } from '../support/open-client.js'
import { openStore, type Store } from '../../src/store/store.js'
import { freshDatabase } from '../support/database.js'
import { newUser } from '../support/new-user.js'

const NOW = new Date('2026-03-01T12:00:00Z')

/** A door that opens once. */
function door(): { readonly opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('SQLite', () => {
  let url: string
  let store: Store

  beforeEach(async () => {
    url = await freshDatabase('sqlite')
    store = await openStore(url)
  })

  afterEach(async () => {
    await store.close()
  })

  /** Writes `a` in a transaction, lets `meanwhile` begin while it is open, and rolls it back. */
  async function rollBackDuring<T>(meanwhile: () => Promise<T>): Promise<T> {
    const written = door()
    const leave = door()
    const undone = store.atomically(async (db) => {
      await db.createUser(newUser('a'), NOW)
      written.open()
      await leave.opened
      throw new Error('undo it')
    })
    const failed = expect(undone).rejects.toThrow('undo it')
    await written.opened
    const other = meanwhile()
    await turn()
    leave.open()
    await failed
    return other
  }

  test('R47: a write that was acknowledged outlives the rollback of another request', async () => {
    await rollBackDuring(() => store.createUser(newUser('b'), NOW))
    expect(await store.findUser('a')).toBeNull()
    expect(await store.findUser('b')).toMatchObject({ id: 'b' })
  })

  test('R47: so do changes of many rows, and another transaction', async () => {
    await store.createUser(newUser('b'), NOW)
    await rollBackDuring(() =>
      Promise.all([
        store.lockUser('b', new Date('2026-03-02T00:00:00Z')),
        store.updateUser('b', { name: 'Bee' }, NOW),
        store.atomically((db) => db.createUser(newUser('c'), NOW)),
      ]),
    )
    expect(await store.findUser('a')).toBeNull()
    expect(await store.findUser('b')).toMatchObject({ name: 'Bee' })
    expect(await store.findUser('c')).toMatchObject({ id: 'c' })
  })

  test('R47: no one reads rows that are not committed', async () => {
    expect(await rollBackDuring(() => store.findUser('a'))).toBeNull()
  })

  test('R47: fifty plain writes among transactions that roll back are all there', async () => {
    const undone = Array.from({ length: 50 }, (_, index) =>
      store
        .atomically(async (db) => {
          await db.createUser(newUser(`undone-${index}`), NOW)
          throw new Error('undo it')
        })
        .catch(() => undefined),
    )
    const plain = Array.from({ length: 50 }, (_, index) => store.createUser(newUser(`plain-${index}`), NOW))
    await Promise.all([...undone, ...plain])
    const rows = await store.queryRows('SELECT "id" FROM "User"')
    expect(rows).toHaveLength(50)
    expect(JSON.stringify(rows)).not.toContain('undone')
  })

  test.each([cpus().length + 1, 4 * cpus().length])(
    'R46: %i transactions at once all finish',
    async (count) => {
      await store.createUser(newUser('shared'), NOW)
      await Promise.all(
        Array.from({ length: count }, (_, index) =>
          store.atomically(async (db) => {
            await db.lockUser('shared', NOW)
            await db.findUser('shared')
            await db.createUser(newUser(`user-${index}`), NOW)
          }),
        ),
      )
      expect(await store.queryRows('SELECT "id" FROM "User"')).toHaveLength(count + 1)
    },
  )

  test('a conflict inside a transaction leaves the connection usable', async () => {
    await store.createUser(newUser('b'), NOW)
    const conflict = store.atomically(async (db) => {
      await db.createUser(newUser('a'), NOW)
      await db.createUser(newUser('b'), NOW)
    })
    await expect(conflict).rejects.toMatchObject({ kind: 'unique', code: 'SQLITE_CONSTRAINT_UNIQUE' })
    expect(await store.findUser('a')).toBeNull()
    await store.createUser(newUser('a'), NOW)
  })

  test('it enforces foreign keys', async () => {
    const client = openClient(url)
    try {
      const pragmas = await client.$queryRawUnsafe('PRAGMA foreign_keys')
      expect(
        JSON.stringify(pragmas, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
      ).toBe('[{"foreign_keys":1}]')
    } finally {
      await client.$disconnect()
    }
  })
})
