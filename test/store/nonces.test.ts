import { openClient } from '../support/open-client.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, freshDatabase } from '../support/database.js'

const LATER = new Date('2030-01-01T00:00:00Z')

describe.each(DATABASES)('single-use keys on %s', (database) => {
  let url: string
  let store: Store
  let other: Store

  beforeAll(async () => {
    url = await freshDatabase(database)
    store = await openStore(url)
    other = await openStore(url)
  })

  afterAll(async () => {
    await Promise.all([store.close(), other.close()])
  })

  test('of forty at once on two processes exactly one is the first', async () => {
    const processes = Array.from({ length: 20 }, () => [store, other]).flat()
    const tries = processes.map((each) => each.consumeNonce('contested', LATER))
    const firsts = (await Promise.all(tries)).filter((first) => first)
    expect(firsts).toEqual([true])
  })

  test('keys do not affect each other', async () => {
    expect(await store.consumeNonce('one', LATER)).toBe(true)
    expect(await store.consumeNonce('another', LATER)).toBe(true)
    expect(await store.consumeNonce('one', LATER)).toBe(false)
  })

  test('a key can be used again when the transaction that used it was rolled back', async () => {
    const broken = store.atomically(async (within) => {
      await within.consumeNonce('taken back', LATER)
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect(await store.consumeNonce('taken back', LATER)).toBe(true)
  })

  test('a key is stored with its end, for purging', async () => {
    await store.consumeNonce('with an end', LATER)
    const client = openClient(url)
    const row = await client.nonce.findUnique({ where: { key: 'with an end' } })
    await client.$disconnect()
    expect(row?.expiresAt).toEqual(LATER)
    await store.purgeExpired(new Date(LATER.getTime() + 1))
    expect(await store.consumeNonce('with an end', LATER)).toBe(true)
  })
})
