import { Encrypter } from '../../src/crypto/encryption.js'
import { DATABASES } from '../support/database.js'
import { type Provider, startProvider } from '../support/provider/index.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'

const startSite = useSites()

const OLD = 'an old key for encryption that is long enough'
const NEW = 'the new key for encryption that is long enough too'

describe.each(DATABASES)('a rotation of ENCRYPTION_KEYS on %s', (database) => {
  let provider: Provider

  beforeAll(async () => {
    provider = await startProvider()
  })

  afterAll(async () => {
    await provider.close()
  })

  function start(keys: string, databaseUrl?: string): Promise<Site> {
    return startSite({
      database,
      env: { ALLOW_INSECURE_ISSUERS: 'true', ENCRYPTION_KEYS: keys },
      backends: { acme: backendAt(provider.alias('acme')) },
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    })
  }

  test('R83: after a start with a new key, values are encrypted again with it, and the old key can be removed', async () => {
    const before = await start(OLD)
    await before.visitor().signIn('acme')
    await before.close()

    const during = await start(`${NEW},${OLD}`, before.databaseUrl)
    const encrypter = new Encrypter([NEW])
    await until(async () => tokensIn(encrypter, await firstAccount(during)) !== null)
    await during.close()

    const after = await start(NEW, before.databaseUrl)
    try {
      const account = await firstAccount(after)
      expect(tokensIn(encrypter, account)).toContain('accessToken')
      expect(tokensIn(new Encrypter([OLD]), account)).toBeNull()
      expect(after.logged.join('')).not.toContain('cannot be decrypted')
    } finally {
      await after.close()
    }
  })

  test('R83: when the old key is lost, the log says so, nothing is deleted, and the next sign-in stores new tokens', async () => {
    const before = await start(OLD)
    await before.visitor().signIn('acme')
    const sealed = await firstAccount(before)
    await before.close()

    const after = await start(NEW, before.databaseUrl)
    try {
      await until(() =>
        Promise.resolve(after.logged.join('').includes('cannot be decrypted with any of ENCRYPTION_KEYS')),
      )
      expect(after.logged.join('')).toContain(`"missingKeys":["${new Encrypter([OLD]).keyIds[0] ?? ''}"]`)
      expect((await firstAccount(after)).tokens).toEqual(sealed.tokens)
      const visitor = after.visitor()
      expect((await visitor.signIn('acme')).status).toBe(200)
      expect(await visitor.isSignedIn()).toBe(true)
      expect(tokensIn(new Encrypter([NEW]), await firstAccount(after))).toContain('accessToken')
    } finally {
      await after.close()
    }
  })
})

type EncryptedAccount = { readonly id: string; readonly tokens: Uint8Array | null }

async function firstAccount(site: Site): Promise<EncryptedAccount> {
  return site.rows.account.findFirstOrThrow({ select: { id: true, tokens: true } })
}

function tokensIn(encrypter: Encrypter, { id, tokens }: EncryptedAccount): string | null {
  return tokens && encrypter.decrypt(`account:${id}:tokens`, tokens)
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen within ten seconds')
}
