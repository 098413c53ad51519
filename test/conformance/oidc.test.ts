import type { DatabaseKind } from '../support/database.js'
import {
  type ClientAuthentication,
  type Op,
  type Provider,
  startProvider,
} from '../support/provider/index.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { backendContract, FRESH_BACKENDS } from './contract.js'
import type { Scene } from './trip.js'

const startSite = useSites()

let provider: Provider

beforeAll(async () => {
  provider = await startProvider()
})

afterAll(async () => {
  await provider.close()
})

interface Variant {
  readonly authentication: Exclude<ClientAuthentication, 'private_key_jwt'>
  readonly responseMode: 'query' | 'form_post'
  readonly database: DatabaseKind
}

const VARIANTS: readonly Variant[] = [
  { authentication: 'client_secret_basic', responseMode: 'query', database: 'sqlite' },
  { authentication: 'client_secret_basic', responseMode: 'form_post', database: 'postgres' },
  { authentication: 'client_secret_post', responseMode: 'query', database: 'sqlite' },
  { authentication: 'none', responseMode: 'query', database: 'sqlite' },
]

describe.each(VARIANTS)('$authentication, $responseMode, $database', (variant) => {
  const { authentication, responseMode, database } = variant

  let site: Site
  const waiting: Scene[] = []
  const fresh = (): Scene => {
    const scene = waiting.pop()
    if (scene === undefined) throw new Error('there are too few backends')
    return scene
  }

  beforeAll(async () => {
    const names = Array.from({ length: FRESH_BACKENDS + 1 }, (_, index) => `acme${index}`)
    const ops = names.map((name) => {
      const op = provider.alias(`${authentication}/${responseMode}/${database}/${name}`)
      op.clientAuthentication = authentication
      return op
    })
    site = await startSite({
      database,
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
      backends: Object.fromEntries(names.map((name, index) => [name, definition(ops[index])])),
    })
    waiting.push(...ops.map((op, index) => ({ site, op, backend: names[index] ?? '' })))
  })

  afterAll(async () => {
    await site.close()
  })

  function definition(op: Op | undefined) {
    if (op === undefined) throw new Error('every name has a provider')
    const isPublic = authentication === 'none'
    const client = isPublic ? { clientSecret: null, clientAuthentication: 'none' } : {}
    return backendAt(op, { trustEmail: true, responseMode, ...client })
  }

  backendContract(fresh)

  test('C19, C20: the client authenticates in the way that the metadata demand, and in no other', async () => {
    const { op, backend } = fresh()
    const page = await site.visitor().signIn(backend)
    expect(page.status).toBe(200)
    const { form, headers, body } = op.lastTokenRequest
    expect(form).toBe(authentication)
    const parts = { authorization: headers.authorization, secret: body.get('client_secret') }
    expect(parts.authorization !== undefined).toBe(authentication === 'client_secret_basic')
    expect(parts.secret !== null).toBe(authentication === 'client_secret_post')
    // As it is written, where nothing must be encoded: some providers, Glewlwyd among them, forget to decode.
    const [, credentials = ''] = parts.authorization?.split(' ') ?? []
    const plain =
      parts.authorization === undefined ? '' : `${op.clientId}:${op.clientSecret.replaceAll('/', '%2F')}`
    expect(Buffer.from(credentials, 'base64').toString()).toBe(plain)
  })
})
