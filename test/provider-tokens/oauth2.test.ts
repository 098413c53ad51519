import { accountOf, keep, keptFor } from '../support/kept-tokens.js'
import { presetAt } from '../support/preset-at.js'
import { discord, type Op, type Provider, startProvider } from '../support/provider/index.js'
import { backendAt, type Site, startSite } from '../support/site.js'

describe('provider tokens of a backend without OpenID Connect', () => {
  let provider: Provider
  let chat: Op
  let acme: Op
  let site: Site

  beforeAll(async () => {
    provider = await startProvider()
    chat = provider.alias('chat').speak(discord)
    acme = provider.alias('acme')
    site = await startSite({
      database: 'sqlite',
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
      backends: { discord: presetAt('discord', chat), acme: backendAt(acme) },
    })
  })

  afterAll(async () => {
    await site.close()
    await provider.close()
  })

  test('are refreshed once, and given up when the provider refuses', async () => {
    const person = { sub: '80351110224678912', id: '80351110224678912', username: 'nelly', verified: true }
    chat.person(person)
    await site.visitor().signIn('discord')
    const { id } = await accountOf(site, person.sub)
    await keep(site, id, { expiresAt: new Date(0) })
    chat.counts.token = 0
    const results = await Promise.all(Array.from({ length: 5 }, () => site.providerTokens.accessToken(id)))
    const { accessToken, refreshToken } = await keptFor(site, id)
    expect(results).toMatchObject(Array(5).fill({ ok: true, accessToken }))
    expect(chat.counts.token).toBe(1)
    await keep(site, id, { expiresAt: new Date(0) })
    chat.refreshTokens.void(refreshToken)
    expect(await site.providerTokens.accessToken(id)).toMatchObject({ reason: 'reconnect_needed' })
  })

  test('are revoked where the provider says how, when the account is disconnected', async () => {
    const person = { sub: '80351110224678913', id: '80351110224678913', username: 'norman', verified: true }
    chat.person(person)
    acme.person({ sub: 'norman' })
    const visitor = site.visitor()
    await visitor.signIn('discord')
    await visitor.open('/connect/acme', { form: { _csrf: await visitor.csrf() } })
    const { id } = await accountOf(site, person.sub)
    const { refreshToken } = await keptFor(site, id)
    const page = await visitor.open(`/disconnect/discord/${id}`, { form: { _csrf: await visitor.csrf() } })
    expect(page.body).toContain('That account is disconnected.')
    expect(chat.refreshTokens.find(refreshToken)).toBeUndefined()
  })
})
