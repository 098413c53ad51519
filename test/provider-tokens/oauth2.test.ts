import { accountOf, keep, storedTokensOf } from '../support/stored-tokens.js'
import { presetAt } from '../support/preset-at.js'
import { discord } from '../support/provider/index.js'
import { useSite } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

describe('provider tokens of a backend without OpenID Connect', () => {
  const { site, provider } = useSite({
    database: 'sqlite',
    backends: ({ provider }) => ({ discord: presetAt('discord', provider.alias('chat')) }),
  })
  const chat = provider.alias('chat').speak(discord)

  beforeEach(() => {
    chat.reset()
    site.logged.length = 0
  })

  test('are refreshed once, and given up when the provider refuses', async () => {
    const person = { sub: '80351110224678912', id: '80351110224678912', username: 'nelly', verified: true }
    chat.person(person)
    await site.visitor().signIn('discord')
    const { id } = await accountOf(site, person.sub)
    await keep(site, id, { expiresAt: new Date(0) })
    chat.counts.token = 0
    const results = await Promise.all(Array.from({ length: 5 }, () => site.providerTokens.accessToken(id)))
    const { accessToken, refreshToken } = await storedTokensOf(site, id)
    expect(results).toMatchObject(Array(5).fill({ ok: true, accessToken }))
    expect(chat.counts.token).toBe(1)
    await keep(site, id, { expiresAt: new Date(0) })
    chat.refreshTokens.void(refreshToken)
    expect(await site.providerTokens.accessToken(id)).toMatchObject({ reason: 'reconnect_needed' })
  })

  async function expired(sub: string): Promise<{ visitor: Visitor; id: string }> {
    chat.person({ sub, username: 'nora', verified: true })
    const visitor = site.visitor()
    await visitor.signIn('discord')
    const { id } = await accountOf(site, sub)
    await keep(site, id, { expiresAt: new Date(0) })
    return { visitor, id }
  }

  test('C29: those of another person are not stored, and the sessions of the account end', async () => {
    const { visitor, id } = await expired('80351110224678914')
    const alien = await chat.accessToken({ person: { sub: '80351110224678999' }, scope: 'identify email' })
    chat.misbehave({ tokenResponse: (response) => ({ ...response, access_token: alien }) })
    const reconnect = { ok: false, reason: 'reconnect_needed' }
    expect(await site.providerTokens.accessToken(id)).toMatchObject(reconnect)
    expect(await storedTokensOf(site, id)).toMatchObject({ refreshToken: null, refused: true })
    expect((await storedTokensOf(site, id)).accessToken).not.toBe(alien)
    expect(await site.providerTokens.accessToken(id)).toMatchObject(reconnect)
    expect(await visitor.isSignedIn()).toBe(false)
    expect(site.logged.join('')).toContain('the tokens belong to another user')
  })

  test('are never sent to another issuer than the one that issued them', async () => {
    const { id } = await expired('80351110224678917')
    await site.rows.account.update({ where: { id }, data: { issuer: 'https://before.example' } })
    chat.counts.token = 0
    expect(await site.providerTokens.accessToken(id)).toMatchObject({ reason: 'reconnect_needed' })
    expect(chat.counts.token).toBe(0)
  })

  test('C29: tokens that belong to no user are not stored', async () => {
    const { visitor, id } = await expired('80351110224678915')
    chat.misbehave({
      at: { userinfo: { contentType: 'application/json', body: '{"id":null}', status: 200 } },
    })
    expect(await site.providerTokens.accessToken(id)).toMatchObject({ reason: 'reconnect_needed' })
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('a profile endpoint that fails for a moment costs no user their tokens', async () => {
    const { id } = await expired('80351110224678916')
    chat.counts.userinfo = 0
    chat.misbehave({ at: { userinfo: { status: 503 } } })
    const first = await site.providerTokens.accessToken(id)
    expect(first).toMatchObject({ ok: true, accessToken: (await storedTokensOf(site, id)).accessToken })
    expect(site.logged.join('')).toContain('the provider did not say whose the new tokens are')
    // One question a refresh, and none a use.
    expect(await site.providerTokens.accessToken(id)).toEqual(first)
    expect(chat.counts.userinfo).toBe(1)
    await keep(site, id, { expiresAt: new Date(0) })
    chat.behave()
    expect(await site.providerTokens.accessToken(id)).toMatchObject({ ok: true })
  })
})
