import { type Provider, startProvider } from '../support/provider/index.js'
import { backendAt, type Site, startSite } from '../support/site.js'

describe('a provider that flaps', () => {
  let provider: Provider
  let site: Site

  beforeAll(async () => {
    provider = await startProvider()
    site = await startSite({
      database: 'sqlite',
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
      backends: { acme: backendAt(provider.alias('acme')) },
    })
  })

  afterAll(async () => {
    await site.close()
    await provider.close()
  })

  test('R38: every second sign-in fails cleanly, none leaves anything behind, and all go well once it is steady', async () => {
    const acme = provider.alias('acme')
    await site.visitor().signIn('acme')
    const before = await site.counts()
    acme.misbehave({ at: { token: (request) => (request % 2 === 0 ? { status: 500 } : undefined) } })
    const flapping = await signIns(40)
    expect(flapping.filter((status) => status === 200)).toHaveLength(20)
    expect(flapping.filter((status) => status === 502)).toHaveLength(20)
    expect(await site.counts()).toEqual({
      ...before,
      attempts: before.attempts + 40,
      sessions: before.sessions + 20,
    })
    acme.behave()
    expect(new Set(await signIns(10))).toEqual(new Set([200]))
  })

  function signIns(many: number): Promise<number[]> {
    return Promise.all(Array.from({ length: many }, async () => (await site.visitor().signIn('acme')).status))
  }
})
