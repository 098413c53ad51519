import { DATABASES } from '../support/database.js'
import { type ClientAuthentication, type Provider, startProvider } from '../support/provider/index.js'
import { backendAt, startSite } from '../support/site.js'
import { backendContract } from './contract.js'

let provider: Provider
let aliases = 0

beforeAll(async () => {
  provider = await startProvider()
})

afterAll(async () => {
  await provider.close()
})

interface Variant {
  readonly authentication: Exclude<ClientAuthentication, 'private_key_jwt'>
  readonly responseMode: 'query' | 'form_post'
  readonly database: (typeof DATABASES)[number]
}

const VARIANTS: readonly Variant[] = [
  ...DATABASES.map((database): Variant => ({
    authentication: 'client_secret_basic',
    responseMode: 'query',
    database,
  })),
  { authentication: 'client_secret_post', responseMode: 'query', database: 'sqlite' },
  { authentication: 'none', responseMode: 'query', database: 'sqlite' },
  { authentication: 'client_secret_basic', responseMode: 'form_post', database: 'sqlite' },
]

describe.each(VARIANTS)('$authentication, $responseMode, $database', (variant) => {
  const { authentication, responseMode, database } = variant

  const start = async () => {
    aliases += 1
    const op = provider.alias(`op${aliases}`)
    op.clientAuthentication = authentication
    const isPublic = authentication === 'none'
    const site = await startSite({
      database,
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
      backends: {
        acme: backendAt(op, {
          trustEmail: true,
          responseMode,
          ...(isPublic ? { clientSecret: null, clientAuthentication: 'none' } : {}),
        }),
      },
    })
    return { site, op, backend: 'acme' }
  }

  backendContract(start)

  test('C19, C20: who the client is, is said in the form the metadata want and in no other', async () => {
    const { site, op } = await start()
    try {
      const page = await site.visitor().signIn('acme')
      expect(page.status).toBe(200)
      const { form, headers, body } = op.lastTokenRequest
      expect(form).toBe(authentication)
      const parts = { authorization: headers.authorization, secret: body.get('client_secret') }
      expect(parts.authorization !== undefined).toBe(authentication === 'client_secret_basic')
      expect(parts.secret !== null).toBe(authentication === 'client_secret_post')
    } finally {
      await site.close()
    }
  })
})
