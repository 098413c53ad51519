import { Encrypter } from '../../src/crypto/encryption.js'
import { newReference } from '../../src/crypto/tokens.js'
import { Attempts } from '../../src/flows/attempts.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { openClient } from '../support/open-client.js'

const NOW = new Date('2026-11-24T12:00:00Z')

describe.each(DATABASES)('attempts on %s', (database) => {
  let url: string
  let store: Store
  let attempts: Attempts

  beforeAll(async () => {
    url = await freshDatabase(database)
    store = await openStore(url)
    const encrypter = new Encrypter(['a test key of more than thirty-two bytes'])
    attempts = new Attempts({ store, encrypter, clock: () => NOW })
  })

  afterAll(async () => {
    await store.close()
  })

  const start = async (reference?: string) => {
    const options = { backend: 'acme', version: null, versionId: null, issuer: null, userId: null }
    const prepared = attempts.prepare({ ...options, intent: 'sign-in', returnTo: '/' })
    const attempt = { ...prepared, reference: reference ?? prepared.reference }
    await attempts.save(attempt, 'browser')
    return attempt
  }

  test('administrators find an attempt by its reference, also as earlier releases stored it', async () => {
    const { reference } = await start()
    expect(await store.getAttemptByReference(reference)).toMatchObject({ reference, intent: 'sign-in' })

    const other = newReference()
    const stored = `${other.slice(0, 4)}-${other.slice(4)}`
    const client = openClient(url)
    await client.attempt.updateMany({ where: { reference }, data: { id: 'random', reference: stored } })
    await client.$disconnect()
    expect(await store.getAttemptByReference(other)).toMatchObject({ reference: stored })
    expect(await store.getAttemptByReference(reference)).toBeNull()
  })

  test('two attempts with the same reference are both usable, each once', async () => {
    const first = await start()
    const second = await start(first.reference)
    for (const { state, codeVerifier } of [first, second]) {
      const key = { state, backend: 'acme', browserIds: ['browser'] }
      expect((await attempts.consume(key)).attempt).toMatchObject({ codeVerifier })
      await expect(attempts.consume(key)).rejects.toMatchObject({ code: 'attempt_used' })
    }
  })
})
