import { Marks } from '../../src/backends/marks/marks.js'
import { fileURLToPath } from 'node:url'
import { Encrypter } from '../../src/crypto/encryption.js'
import { NO_EXTENSIONS } from '../../src/extensions.js'
import { createLogger } from '../../src/logging.js'
import { openBackends } from '../../src/open-backends.js'
import { createHttpClient } from '../../src/http-client/http-client.js'
import { readSettings } from '../../src/settings/read-settings.js'
import { openStore } from '../../src/store/store.js'
import { Metrics } from '../../src/metrics.js'
import { Locales } from '../../src/locales/locales.js'
import { createViews } from '../../src/pages/render.js'
import { freshDatabase } from '../support/database.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const KEY = 'a test key of more than thirty-two bytes '

async function open(more: Readonly<Record<string, string>>): ReturnType<typeof openBackends> {
  const env = {
    NODE_ENV: 'production',
    BASE_URL: 'https://login.example.com',
    DATABASE_URL: 'file:./nowhere.db',
    SESSION_KEYS: `${KEY}1`,
    ENCRYPTION_KEYS: `${KEY}2`,
    BACKEND_ACME_KIND: 'oidc',
    BACKEND_ACME_ISSUER: 'https://id.acme.example',
    BACKEND_ACME_CLIENT_ID: 'us',
    BACKEND_ACME_CLIENT_SECRET: 'secret',
    BACKEND_ACME_REQUIRE_VERIFIED_EMAIL: 'true',
    ...more,
  }
  const locales = new Locales()
  const views = createViews({ folder: ROOT, basePath: '', production: true, locales })
  const store = await openStore(await freshDatabase('sqlite'))
  const log = createLogger({ production: true, level: 'silent' })
  const world = { metrics: new Metrics(), clock: () => new Date(), httpClientFactory: createHttpClient }
  const settings = readSettings(env, ROOT)
  const encrypter = new Encrypter(settings.encryptionKeys)
  return openBackends({
    extensions: NO_EXTENSIONS,
    settings,
    store,
    encrypter,
    views,
    log,
    marks: new Marks(),
    ...world,
  })
}

test('a backend that must send codes is an error without a mail server', async () => {
  await expect(open({})).rejects.toMatchObject({
    errors: [
      'Backend "acme", field "requireVerifiedEmail": needs email; set SMTP_URL and MAIL_FROM, or remove it.',
    ],
  })
  const mail = { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'gate@example.com' }
  const backends = await open(mail)
  expect(backends.registry.get('acme')?.policy.requireVerifiedEmail).toBe(true)
  backends.close()
})

test.each([
  [{ TERMS_URL: 'https://example.com/terms' }, 'TERMS_VERSION is not set'],
  [{ TERMS_VERSION: '1' }, 'TERMS_URL is not set'],
  [{ TERMS_URL: 'javascript:alert(1)', TERMS_VERSION: '1' }, 'TERMS_URL is not an http'],
])('%j is half a setting', (env, error) => {
  expect(() => readSettings(env, ROOT)).toThrow(error)
})
