import {
  createHttpClient,
  type HttpFetch,
  type HttpClientOptions,
} from '../../../src/http-client/http-client.js'
import { closeServers, type Listening, tcp } from '../../http-client/servers.js'
import { type Administrator, signInAsAdmin } from '../../support/administrator.js'
import { type Op, type Provider, startProvider } from '../../support/provider/index.js'
import { backendAt, type Site } from '../../support/site.js'
import { useSites } from '../../support/use-site.js'
import type { Visitor } from '../../support/visitor.js'

const startSite = useSites()

/** What the metadata of a provider may name, and a server would call. */
const CALLED = [
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'introspection_endpoint',
  'revocation_endpoint',
] as const
type Called = (typeof CALLED)[number]

/**
 * A site as on the Internet, where private addresses are not called. `id.example.com` is a public name that leads to the
 * scripted provider, until it is bound to this machine; everything else goes the site's own way out.
 */
describe('private addresses behind providers that administrators have added', () => {
  let provider: Provider
  let bystander: Listening
  let site: Site
  let rita: Administrator
  let publicly: string
  let rebound = false

  const httpClientFactory = (options: HttpClientOptions): HttpFetch => {
    const own = createHttpClient({
      ...options,
      resolve: (_name, done) => {
        done(null, [{ address: '127.0.0.1', family: 4 }])
      },
    })
    const world = createHttpClient({ allowPrivate: true })
    const call: (...given: Parameters<HttpFetch>) => Promise<Response> = (url, request) =>
      !rebound && String(url).startsWith(publicly)
        ? world(String(url).replace(publicly, provider.origin), request)
        : own(url, request)
    const destroy = () => {
      own.destroy()
      world.destroy()
    }
    return Object.assign(call, { destroy })
  }

  beforeAll(async () => {
    provider = await startProvider()
    bystander = await tcp((socket) => socket.end())
    publicly = `https://id.example.com:${bystander.port}`
    const staff = atPublicName('staff')
    site = await startSite({
      ...siteOptions(),
      backends: { staff: backendAt(staff, { issuer: issuerOf(staff), trustEmail: true }) },
    })
    rita = await signInAsAdmin({ ...site, visitor: traveller }, staff)
  })

  afterAll(async () => {
    await site.close()
    await provider.close()
    closeServers()
  })

  beforeEach(() => {
    rebound = false
  })

  const siteOptions = () => ({
    database: 'sqlite' as const,
    httpClientFactory,
    env: { ALLOW_INSECURE_ISSUERS: 'false', ADMIN_EMAILS: 'rita@staff.example' },
  })

  const issuerOf = ({ issuer }: Op) => issuer.replace(provider.origin, publicly)

  /** The provider as it is known by its public name; with one member of its metadata at a private address. */
  function atPublicName(name: string, hostile: Called | null = null): Op {
    const op = provider.alias(name)
    op.misbehave({
      discoveryDocument: (document) => ({
        ...(JSON.parse(JSON.stringify(document).replaceAll(provider.origin, publicly)) as typeof document),
        ...(hostile === null ? {} : { [hostile]: `https://127.0.0.1:${bystander.port}/` }),
      }),
      idTokenClaims: (claims) => ({ ...claims, iss: issuerOf(op) }),
      callback: (params) => {
        params.set('iss', issuerOf(op))
        return params
      },
    })
    return op
  }

  /** A browser, to which the public name leads to the provider at all times. */
  function traveller(at = site): Visitor {
    const visitor = at.visitor()
    const ask = visitor.ask.bind(visitor)
    visitor.ask = (target, options) => ask(target.replace(publicly, provider.origin), options)
    return visitor
  }

  async function inUse(name: string, fields: Readonly<Record<string, string>> = {}): Promise<Op> {
    const op = atPublicName(name)
    const added = await rita.add(name, op, { issuer: issuerOf(op), ...fields })
    expect(added.status).toBe(303)
    await site.rows.backendVersion.updateMany({ where: { name }, data: { testedAt: new Date() } })
    expect((await rita.act(name, 'enable')).status).toBe(303)
    return op
  }

  test('S43: a name that was public when the provider was saved and is private when it is used is not called', async () => {
    await inUse('rebound')
    const [visitor, other] = [traveller(), traveller()]
    expect((await visitor.signIn('rebound')).status).toBe(200)
    const callback = await other.untilCallback('rebound')
    rebound = true
    const refused = await other.ask(callback)
    expect([refused.status, refused.body.includes('provider_misconfigured')]).toEqual([502, true])
    // Another process asks for the metadata first, and so does the page where providers are added.
    const cold = await startSite({ ...siteOptions(), databaseUrl: site.databaseUrl })
    try {
      const start = await cold.visitor().ask('/login/rebound')
      expect([start.status, start.body.includes('provider_misconfigured')]).toEqual([502, true])
      expect(cold.logged.join('')).toContain('resolves to an address that is not public')
    } finally {
      await cold.close()
    }
    const issuer = `${publicly}/another`
    expect((await rita.send('/admin/providers/new', { issuer })).status).toBe(502)
    expect((await rita.send('/admin/providers', { name: 'another', issuer, clientId: 'x' })).status).not.toBe(
      303,
    )
    expect(bystander.connections()).toBe(0)
  })

  test.each(CALLED)(
    'S44: a public issuer whose metadata put %s at a private address is not followed there',
    async (member) => {
      const name = `at-${member.replace(/_.*/, '')}`
      const more = { audience: 'api', introspection: true }
      await inUse(name, member === 'introspection_endpoint' ? { other: JSON.stringify(more) } : {})
      const op = atPublicName(name, member)
      const cold = await startSite({ ...siteOptions(), databaseUrl: site.databaseUrl })
      try {
        op.person({ sub: member })
        const visitor = traveller(cold)
        const page = await visitor.signIn(name)
        const isOfSignIn = ['token_endpoint', 'userinfo_endpoint', 'jwks_uri'].includes(member)
        expect(await visitor.isSignedIn()).toBe(!isOfSignIn)
        if (isOfSignIn) expect(page.body).toContain('provider_misconfigured')
        if (member === 'introspection_endpoint') {
          const authorization = `Bearer ${await op.accessToken({ audience: 'api' })}`
          const traded = await cold
            .visitor()
            .ask(`/api/session?backend=${name}`, { method: 'POST', headers: { authorization } })
          expect([traded.status, traded.body.includes('provider_misconfigured')]).toEqual([502, true])
        }
        if (member === 'revocation_endpoint') await disconnected(cold, visitor, name)
        expect(cold.logged.join('')).toContain('127.0.0.1 is not a public address')
      } finally {
        await cold.close()
      }
      expect(bystander.connections()).toBe(0)
    },
  )

  /** Disconnects this account, whose tokens cannot be revoked. */
  async function disconnected(at: Site, visitor: Visitor, backend: string): Promise<void> {
    const account = await at.rows.account.findFirstOrThrow({ where: { backend } })
    await at.rows.account.create({ data: { ...account, id: 'a second way in', backend: 'rebound' } })
    const form = { _csrf: await visitor.csrf() }
    const page = await visitor.open(`/disconnect/${backend}/${account.id}`, { form })
    expect(page.url).toContain('not-revoked')
  }
})
