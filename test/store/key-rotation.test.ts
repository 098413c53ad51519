import { Encrypter, KEY_PREFIX_BYTES, readKeyId } from '../../src/crypto/encryption.js'
import { DATABASES } from '../support/database.js'
import { type Provider, startProvider } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { reply } from '../support/pauses.js'
import { backendAt, KEYS, type Site } from '../support/site.js'
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

  function start(
    keys: string,
    databaseUrl?: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Site> {
    return startSite({
      database,
      env: { ALLOW_INSECURE_ISSUERS: 'true', ENCRYPTION_KEYS: keys, ...more },
      backends: { acme: backendAt(provider.alias('acme')) },
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    })
  }

  test('keys are counted although a sign-in that was paused has emptied its data', async () => {
    const site = await start(OLD, undefined, { TERMS_URL: 'https://x.example', TERMS_VERSION: '1' })
    const visitor = site.visitor()
    const page = await reply(visitor, await visitor.signIn('acme'), 'accept')
    expect(page.url).toBe(`${site.url}/account`)
    const counts = await site.store.countEncrypted(KEY_PREFIX_BYTES, new Date())
    const known = new Encrypter([OLD]).keyIds
    expect(counts.map(({ keyPrefix }) => readKeyId(keyPrefix))).toEqual(counts.map(() => known[0]))
    expect(counts.map(({ kind }) => kind)).toContain('account tokens')
  })

  test('R83: after a start with a new key, values are encrypted again with it, and the old key can be removed', async () => {
    const before = await start(OLD)
    const visitor = before.visitor()
    await visitor.signIn('acme')
    await before.close()

    const metricsPort = await freePort()
    const during = await start(`${NEW},${OLD}`, before.databaseUrl, {
      METRICS_PORT: String(metricsPort),
      SESSION_KEYS: `a new key for signatures that is long enough,${KEYS.SESSION_KEYS}`,
    })
    const encrypter = new Encrypter([NEW])
    await until(async () => tokensIn(encrypter, await firstAccount(during)) !== null)
    const oldKeyUses = async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
      return metrics.match(/^portcullis_old_key_uses_total\{.*$/gm)
    }
    // The tokens needed the old key; the cookie of a visitor from before does, and those of new ones do not.
    expect(await oldKeyUses()).toEqual(['portcullis_old_key_uses_total{keys="ENCRYPTION_KEYS"} 1'])
    const again = during.visitor()
    again.setCookie('portcullis', visitor.cookie('portcullis') ?? '')
    expect(await again.isSignedIn()).toBe(true)
    const uses = await oldKeyUses()
    expect(uses).toContainEqual(expect.stringMatching(/keys="SESSION_KEYS"\} [1-9]/))
    await during.visitor().ask('/login')
    expect(await oldKeyUses()).toEqual(uses)
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
