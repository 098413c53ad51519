import { parseDefinitions } from '../../../src/backends/definition/parse.js'
import { CONTOSO, entraMultitenant, FABRIKAM } from '../../support/provider/accents/entra.js'
import { settle, type Settled, spoil } from '../../support/provider/accents/oidc-accent.js'
import type { Claims } from '../../support/provider/index.js'
import { lastRefusal } from '../../support/refusal.js'
import { backendAt } from '../../support/site.js'
import { keep } from '../../support/stored-tokens.js'
import { expectRefusal, expectSession, trade } from '../../support/token-exchange.js'
import { useSite } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

const TEAM = 'https://slack.com/team_id'
const AUDIENCE = 'https://portcullis.example'

let entra: Settled

const { site, provider, startAnother } = useSite({
  database: 'sqlite',
  resetProviders: false,
  backends: ({ provider }) => {
    const raw = {
      entra: {
        ...entraMultitenant.backend,
        clientId: 'portcullis',
        clientSecret: 'a secret',
        allowedTenants: 'any',
      },
    }
    const { definitions } = parseDefinitions(raw, { allowInsecureIssuers: false })
    entra = settle(provider, 'entra', entraMultitenant, { ...definitions[0] })
    return {
      entra: { ...entra.backend, allowedTenants: 'any', frontChannelLogout: true },
      programs: { ...entra.backend, allowedTenants: [CONTOSO], audience: AUDIENCE },
      slack: backendAt(provider.alias('slack'), { subjectClaims: [TEAM, 'sub'] }),
    }
  },
})
const slack = provider.alias('slack')

const issuerOf = (tenant: string): string => entra.moved(`https://login.microsoftonline.com/${tenant}/v2.0`)
const of = (tenant: string): Claims => ({ tid: tenant, iss: issuerOf(tenant) })

/** Somebody of a tenant, in a session of this name there. */
async function signedIn(tenant: string, sub: string, sid: string): Promise<Visitor> {
  const { op } = entra
  op.person({ sub, name: `${sub} of ${tenant}` })
  spoil(op, { idTokenClaims: (claims) => ({ ...claims, ...of(tenant), sid, email: undefined }) })
  const visitor = site.visitor()
  await visitor.signIn('entra')
  expect(await visitor.isSignedIn()).toBe(true)
  return visitor
}

const send = (token: string, backend = 'entra'): Promise<Answer> =>
  site.visitor().ask(`/logout/backchannel/${backend}`, { form: { logout_token: token } })
const standing = (...visitors: readonly Visitor[]): Promise<readonly boolean[]> =>
  Promise.all(visitors.map((visitor) => visitor.isSignedIn()))

describe('a provider with tenants', () => {
  test('ends the sessions of the person of that tenant, and not those of their namesake in another', async () => {
    const [one, too] = [await signedIn(CONTOSO, 'pat', 's1'), await signedIn(CONTOSO, 'pat', 's2')]
    const [other, third] = [await signedIn(FABRIKAM, 'pat', 's1'), await signedIn(CONTOSO, 'sam', 's3')]
    const answer = await send(await entra.op.logoutToken({ ...of(CONTOSO), sub: 'pat', sid: undefined }))
    expect(answer.status).toBe(200)
    expect(await standing(one, too, other, third)).toEqual([false, false, true, true])
  })

  test('need not name the tenant besides its issuer, as no logout token has to', async () => {
    const [one, other] = [await signedIn(CONTOSO, 'kim', 's1'), await signedIn(FABRIKAM, 'kim', 's1')]
    const claims = { iss: issuerOf(FABRIKAM), sub: 'kim', sid: undefined }
    expect((await send(await entra.op.logoutToken(claims))).status).toBe(200)
    expect(await standing(one, other)).toEqual([true, false])
  })

  test('ends a session by its sid, and not the one of that sid in another tenant', async () => {
    const [one, other] = [await signedIn(CONTOSO, 'lee', 'same'), await signedIn(FABRIKAM, 'max', 'same')]
    const claims = { iss: issuerOf(CONTOSO), sub: undefined, sid: 'same' }
    expect((await send(await entra.op.logoutToken(claims))).status).toBe(200)
    expect(await standing(one, other)).toEqual([false, true])
    const both = { iss: issuerOf(FABRIKAM), sub: 'max', sid: 'same' }
    expect((await send(await entra.op.logoutToken(both))).status).toBe(200)
    expect(await standing(other)).toEqual([false])
  })

  test('ends a session from a frame by iss and sid, of this tenant only', async () => {
    const [one, other] = [await signedIn(CONTOSO, 'ira', 'frame'), await signedIn(FABRIKAM, 'ira', 'frame')]
    const query = new URLSearchParams({ iss: issuerOf(FABRIKAM), sid: 'frame' })
    await site.visitor().ask(`/logout/frontchannel/entra?${query.toString()}`)
    expect(await standing(one, other)).toEqual([true, false])
  })

  test('gets its own ID Token as a hint when a user signs out here', async () => {
    const visitor = await signedIn(CONTOSO, 'uma', 'hint')
    const out = await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect(new URL(out.location ?? '').searchParams.get('id_token_hint')).toBe(entra.op.idTokens.at(-1))
  })

  test.each<[what: string, claims: () => Claims, detail: string]>([
    [
      'tid is of another tenant than iss',
      () => ({ tid: FABRIKAM, iss: issuerOf(CONTOSO), sub: 'noa' }),
      'but with this tid it must be',
    ],
    ['iss is the template', () => ({ iss: issuerOf('{tenantid}'), sub: 'noa' }), 'iss names another issuer'],
    ['iss is of another host', () => ({ iss: 'https://evil.example/x/v2.0', sub: 'noa' }), 'another issuer'],
  ])('ends nothing when %s', async (_, claims, detail) => {
    const visitor = await signedIn(CONTOSO, 'noa', 's1')
    expect((await send(await entra.op.logoutToken({ sid: undefined, ...claims() }))).status).toBe(400)
    expect(lastRefusal(site).detail).toContain(detail)
    expect(await standing(visitor)).toEqual([true])
  })

  test('ends nothing with a key of another tenant', async () => {
    const visitor = await signedIn(CONTOSO, 'eva', 's1')
    const { keyIssuer } = entra.op.faults
    entra.op.misbehave({ keyIssuer: issuerOf(FABRIKAM) })
    entra.op.rotateKeys()
    const token = await entra.op.logoutToken({ ...of(CONTOSO), sub: 'eva', sid: undefined })
    expect((await send(token)).status).toBe(400)
    expect(lastRefusal(site).detail).toContain('signed with a key of the issuer')
    entra.op.misbehave({ keyIssuer: keyIssuer ?? '' })
    entra.op.rotateKeys()
    expect(await standing(visitor)).toEqual([true])
  })

  test('refreshes no tokens for a user of the same subject in another tenant, whose sessions end', async () => {
    const visitor = await signedIn(CONTOSO, 'ned', 's1')
    const { id } = await site.rows.account.findFirstOrThrow({
      where: { backend: 'entra', issuer: issuerOf(CONTOSO) },
      orderBy: { createdAt: 'desc' },
    })
    await keep(site, id, { expiresAt: new Date(0) })
    spoil(entra.op, { idTokenClaims: (claims) => ({ ...claims, ...of(FABRIKAM), email: undefined }) })
    expect(await site.providerTokens.accessToken(id)).toMatchObject({ ok: false, reason: 'reconnect_needed' })
    expect(await standing(visitor)).toEqual([false])
  })

  test('refreshes no tokens for people of a tenant that is no longer allowed', async () => {
    const visitor = await signedIn(CONTOSO, 'ola', 's1')
    const { id } = await site.rows.account.findFirstOrThrow({
      where: { backend: 'entra', issuer: issuerOf(CONTOSO) },
      orderBy: { createdAt: 'desc' },
    })
    const strict = await startAnother({
      backends: { entra: { ...entra.backend, allowedTenants: [FABRIKAM], frontChannelLogout: true } },
    })
    await keep(site, id, { expiresAt: new Date(0) })
    expect(await strict.providerTokens.accessToken(id)).toMatchObject({
      ok: false,
      reason: 'reconnect_needed',
    })
    expect(strict.logged.join('')).toContain(`tid is \\"${CONTOSO}\\", which is not in`)
    expect(await standing(visitor)).toEqual([true])
  })

  describe('exchanges access tokens', () => {
    const tokenOf = (tenant: string, claims: Claims = {}): Promise<string> => {
      entra.op.person({ sub: `program of ${tenant}`, name: 'Pro Gram' })
      return entra.op.accessToken({
        format: 'jwt',
        audience: AUDIENCE,
        claims: (honest) => ({ ...honest, ...of(tenant), ...claims }),
      })
    }

    test('of an allowed tenant', async () => {
      expectSession(await trade(site, await tokenOf(CONTOSO), { backend: 'programs' }))
    })

    test('and of no other', async () => {
      const token = await tokenOf(FABRIKAM)
      expectRefusal(await trade(site, token, { backend: 'programs' }), 'not_allowed', token)
      expect(lastRefusal(site).detail).toContain('which is not in "allowedTenants"')
    })

    test.each<[what: string, claims: () => Claims]>([
      ['whose iss is of another tenant than tid', () => ({ iss: issuerOf(FABRIKAM) })],
      ['without a tenant', () => ({ tid: undefined })],
      ['whose iss is the template', () => ({ iss: issuerOf('{tenantid}') })],
    ])('and none %s', async (_, claims) => {
      const token = await tokenOf(CONTOSO, claims())
      expectRefusal(await trade(site, token, { backend: 'programs' }), 'invalid_token', token)
    })

    test('and none that is signed with a key of another tenant', async () => {
      const { keyIssuer } = entra.op.faults
      entra.op.misbehave({ keyIssuer: issuerOf(FABRIKAM) })
      entra.op.rotateKeys()
      const token = await tokenOf(CONTOSO)
      expectRefusal(await trade(site, token, { backend: 'programs' }), 'invalid_token', token)
      expect(lastRefusal(site).detail).toContain('signed with a key of the issuer')
      entra.op.misbehave({ keyIssuer: keyIssuer ?? '' })
      entra.op.rotateKeys()
    })
  })
})

describe('a provider whose users are identified by their team, too', () => {
  async function inTeam(team: string, sub: string): Promise<{ visitor: Visitor; sid: string }> {
    slack.person({ sub })
    slack.misbehave({ idTokenClaims: (claims) => ({ ...claims, [TEAM]: team }) })
    const visitor = site.visitor()
    await visitor.signIn('slack')
    expect(await visitor.isSignedIn()).toBe(true)
    return { visitor, sid: slack.signedIn?.sid ?? '' }
  }

  test('ends the sessions of the person in that team only', async () => {
    const [one, other] = [await inTeam('T1', 'U1'), await inTeam('T2', 'U1')]
    const token = await slack.logoutToken({ sub: 'U1', sid: undefined, [TEAM]: 'T2' })
    expect((await send(token, 'slack')).status).toBe(200)
    expect(await standing(one.visitor, other.visitor)).toEqual([true, false])
  })

  test('ends a session that it names, although it does not name the team', async () => {
    const [one, other] = [await inTeam('T1', 'U2'), await inTeam('T2', 'U2')]
    const token = await slack.logoutToken({ sub: 'U2', sid: one.sid })
    expect((await send(token, 'slack')).status).toBe(200)
    expect(await standing(one.visitor, other.visitor)).toEqual([false, true])
  })

  test('ends nothing when it says neither the team nor the session, since it could be of two people', async () => {
    const [one, other] = [await inTeam('T1', 'U3'), await inTeam('T2', 'U3')]
    const token = await slack.logoutToken({ sub: 'U3', sid: undefined })
    expect((await send(token, 'slack')).status).toBe(400)
    expect(lastRefusal(site).detail).toContain(`${TEAM} is missing`)
    expect(await standing(one.visitor, other.visitor)).toEqual([true, true])
  })
})
