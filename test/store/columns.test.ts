import { ACCOUNT_COLUMNS, SESSION_COLUMNS, USER_COLUMNS } from '../../src/store/models.js'
import { openStore, type Store } from '../../src/store/store.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { openClient } from '../support/open-client.js'

const NOW = new Date('2026-11-24T12:00:00Z')
const NOTHING = { email: null, emailVerified: false, name: null, givenName: null, familyName: null }

/** A row of the columns: the names of the SELECT list, with a value for each column that the model has. */
function toRow(alias: string, model: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(model).map(([name, value]) => [`${alias}_${name}`, value]))
}

describe.each(DATABASES)('rows on %s', (database) => {
  let url: string
  let store: Store

  beforeAll(async () => {
    url = await freshDatabase(database)
    store = await openStore(url)
  })

  afterAll(async () => {
    await store.close()
  })

  test('the columns of a statement are the same as those that Prisma returns', async () => {
    const user = {
      ...NOTHING,
      id: 'u',
      username: 'ann',
      provenEmail: null,
      picture: null,
      acceptedTerms: null,
      language: null,
    }
    await store.createUser({ ...user, email: 'ann@acme.test', emailVerified: true }, NOW)
    const account = { id: 'a', userId: 'u', backend: 'acme', subject: 's', issuer: 'https://acme.test' }
    const details = { label: null, tokens: null, extraData: '{}', lastLoginAt: NOW }
    await store.createAccount({ ...account, ...details })
    const end = new Date(NOW.getTime() + 60_000)
    const times = {
      createdAt: NOW,
      authenticatedAt: NOW,
      lastSeenAt: NOW,
      idleExpiresAt: end,
      expiresAt: end,
    }
    const owner = { id: 's', tokenHash: 'hash', userId: 'u', accountId: 'a', backend: 'acme', sid: null }
    await store.createSession({
      ...owner,
      ...times,
      kind: 'browser',
      label: null,
      userAgent: 'Firefox',
      address: null,
      epoch: 0,
    })
    const client = openClient(url)
    const found = await store.findSession('hash', NOW)
    expect(await client.session.findUnique({ where: { id: 's' } })).toMatchObject({ ...found?.session })
    expect(await client.user.findUnique({ where: { id: 'u' } })).toMatchObject({ ...found?.user })
    expect(found?.user.emailVerified).toBe(true)
    const match = await store.findAccount(account)
    expect(await client.account.findUnique({ where: { id: 'a' } })).toMatchObject({ ...match?.account })
    await client.$disconnect()

    for (const [alias, columns, model] of [
      ['s', SESSION_COLUMNS, found?.session],
      ['u', USER_COLUMNS, found?.user],
      ['a', ACCOUNT_COLUMNS, match?.account],
    ] as const) {
      const row = toRow(alias, model ?? {})
      expect(columns.parse(row)).toEqual(model)
      for (const name of Object.keys(row))
        for (const wrong of [undefined, {}, Number.NaN, new Date(Number.NaN)])
          expect(() => columns.parse({ ...row, [name]: wrong })).toThrow(TypeError)
    }
  })
})
