import { setTimeout as sleep } from 'node:timers/promises'
import { parseDefinitions } from '../../src/backends/definition/parse.js'
import { accountOf, keep, storedTokensOf } from '../support/stored-tokens.js'
import { presetAt } from '../support/preset-at.js'
import { type Accent, settle } from '../support/provider/accents/oidc-accent.js'
import { speakApple, TEAM } from '../support/provider/accents/apple.js'
import { orcid } from '../support/provider/accents/orcid.js'
import { twitch } from '../support/provider/accents/twitch.js'
import { yahoo } from '../support/provider/accents/yahoo.js'
import { discord, facebook, github, type Op } from '../support/provider/index.js'
import { signingPair } from '../support/signing-key.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

const ops = new Map<string, Op>()

/** A preset of OpenID Connect, speaking with its accent. */
function oidc(name: string, accent: Accent): Readonly<Record<string, unknown>> {
  const raw = { [name]: { ...accent.backend, clientId: 'portcullis', clientSecret: 'a secret' } }
  const { definitions } = parseDefinitions(raw, { allowInsecureIssuers: false })
  const { op, backend } = settle(provider, name, accent, { ...definitions[0] })
  ops.set(name, op)
  // Every person of an accent has one and the same address.
  return { ...backend, trustEmail: false }
}

/** Apple, whose client secret we sign anew for each request. */
function apple(): Readonly<Record<string, unknown>> {
  const op = provider.alias('apple')
  const { pem, published } = signingPair('KEY1234567')
  op.clientKeys = published
  speakApple(op, null)
  ops.set('apple', op)
  const { issuer, clientId } = op
  return { preset: 'apple', issuer, clientId, clientKey: { teamId: TEAM, keyId: 'KEY1234567', pem } }
}

const {
  site,
  provider,
  op: acme,
} = useSite({
  database: 'sqlite',
  resetProviders: false,
  backends: ({ op }) => ({
    acme: backendAt(op),
    discord: presetAt('discord', at('discord')),
    facebook: presetAt('facebook', at('facebook')),
    github: presetAt('github', at('github')),
    'github-enterprise': presetAt('github-enterprise', at('github-enterprise'), { domain: 'git.example' }),
    twitch: oidc('twitch', twitch),
    orcid: oidc('orcid', orcid),
    yahoo: oidc('yahoo', yahoo),
    apple: apple(),
  }),
})

const OAUTH2 = { discord, facebook, github, 'github-enterprise': github }
for (const [name, accent] of Object.entries(OAUTH2)) ops.set(name, provider.alias(`at-${name}`).speak(accent))

function at(name: string): Op {
  const op = ops.get(name)
  if (op === undefined) throw new Error(`nobody speaks as ${name}`)
  return op
}

let people = 80_351_110
/** Somebody with an account at this preset and one at `acme`, so that the first may go. */
async function connected(name: string): Promise<{ visitor: Visitor; id: string; op: Op }> {
  const op = at(name)
  // ORCID's UserInfo tells of one person only.
  const sub = name === 'orcid' ? op.who.sub : String((people += 1))
  op.person({ ...op.who, sub, id: Number(sub), login: `login-${sub}`, username: `name-${sub}` })
  acme.person({ sub: `acme-${sub}` })
  const visitor = site.visitor()
  // Twitch does not say when a person has signed in, so an ordinary sign-in is not recent.
  await visitor.open(`/login/${name}?next=/account&prompt=login`)
  await visitor.open('/connect/acme', { form: { _csrf: await visitor.csrf() } })
  const { id } = await accountOf(site, sub)
  site.logged.length = 0
  op.counts.revoke = 0
  return { visitor, id, op }
}
const disconnect = async (visitor: Visitor, name: string, id: string): Promise<Answer> =>
  visitor.open(`/disconnect/${name}/${id}`, { form: { _csrf: await visitor.csrf() } })

const REFUSED_BY_TWITCH = {
  status: 400,
  contentType: 'application/json',
  body: JSON.stringify({ status: 400, message: 'Invalid token' }),
}

describe('disconnecting revokes the access, in the way of the provider', () => {
  test.each(['discord', 'github', 'github-enterprise', 'facebook', 'twitch', 'orcid', 'yahoo', 'apple'])(
    '%s',
    async (name) => {
      const { visitor, id, op } = await connected(name)
      const { accessToken, refreshToken } = await storedTokensOf(site, id)
      expect(op.accessTokens.find(accessToken)).toBeDefined()
      const page = await disconnect(visitor, name, id)
      expect(page.body).toContain('The account was disconnected.')
      expect(op.counts.revoke).toBe(1)
      expect(op.refreshTokens.find(refreshToken) ?? op.accessTokens.find(accessToken)).toBeUndefined()
      expect(site.logged.join('\n')).toMatch(/"step":"revokeTokens","reason":"revoked"/)
    },
  )

  test.each(['discord', 'github', 'facebook'])(
    'F9: %s gets no request about tokens of another issuer, or of another host',
    async (name) => {
      const moved = await connected(name)
      await site.rows.account.update({
        where: { id: moved.id },
        data: { issuer: 'https://before.example' },
      })
      const page = await disconnect(moved.visitor, name, moved.id)
      expect(page.body).toContain('The account was disconnected.')
      expect(moved.op.counts.revoke).toBe(0)
      const elsewhere = await connected(name)
      await keep(site, elsewhere.id, { origins: ['https://before.example'] })
      await disconnect(elsewhere.visitor, name, elsewhere.id)
      expect(elsewhere.op.counts.revoke).toBe(0)
      expect(await site.rows.account.count({ where: { id: { in: [moved.id, elsewhere.id] } } })).toBe(0)
    },
  )

  test('the access token of Twitch is shown, also where there is a refresh token, and no secret of the header', async () => {
    const { visitor, id, op } = await connected('twitch')
    await keep(site, id, { refreshToken: 'of no use there' })
    await disconnect(visitor, 'twitch', id)
    expect(site.logged.join('\n')).toContain('"reason":"revoked"')
    expect(op.counts.revoke).toBe(1)
  })

  test.each([
    ['refuses', 'github', { status: 422 }, 'provider_misconfigured', 'the revocation: status 422'],
    [
      'knows no such token',
      'github',
      { status: 404 },
      'provider_misconfigured',
      'the revocation: status 404',
    ],
    ['does not know us', 'github', { status: 401 }, 'provider_misconfigured', 'the revocation: status 401'],
    ['has moved', 'github', { redirectTo: 'https://x.example/' }, 'provider_unavailable', 'status 302'],
    ['hangs up', 'facebook', { reset: 'before' }, 'provider_unavailable', 'the revocation: '],
    ['refuses', 'facebook', { status: 400 }, 'provider_misconfigured', 'the revocation: status 400'],
    [
      'says why it refuses',
      'facebook',
      {
        status: 400,
        contentType: 'application/json',
        body: '{"error":{"type":"OAuthException","code":102,"message":"Session key is wrong"}}',
      },
      'provider_misconfigured',
      'the revocation: status 400, error OAuthException.102: \\"Session key is wrong\\"',
    ],
    ['refuses', 'twitch', REFUSED_BY_TWITCH, 'provider_misconfigured', 'the revocation: status 400'],
  ] as const)('one that %s does not delay it: %s', async (_, name, fault, code, detail) => {
    const { visitor, id, op } = await connected(name)
    const { accessToken } = await storedTokensOf(site, id)
    op.misbehave({ at: { revoke: fault } })
    const page = await disconnect(visitor, name, id)
    op.misbehave({ at: {} })
    expect(page.body).toContain('We couldn’t notify its provider')
    expect(await site.rows.account.count({ where: { id } })).toBe(0)
    const log = site.logged.join('\n')
    expect(log).toContain('"step":"revokeTokens","reason":"failed"')
    expect(site.logged.find((line) => line.includes('tokens could not be revoked'))).toContain(code)
    expect(log).toContain(detail)
    expect(log).not.toContain(accessToken)
  })

  test('one that is slow is waited for a few seconds, after the account is gone', async () => {
    const { visitor, id, op } = await connected('github')
    op.misbehave({ at: { revoke: { hang: true } } })
    const done = disconnect(visitor, 'github', id)
    while (op.counts.revoke === 0) await sleep(10)
    expect(await site.rows.account.count({ where: { id } })).toBe(0)
    expect((await done).body).toContain('We couldn’t notify its provider')
    op.misbehave({ at: {} })
  })

  test('Facebook gets a proof that the token is ours, and refuses another one', async () => {
    const { visitor, id, op } = await connected('facebook')
    const secret = op.clientSecret
    op.clientSecret = 'changed at Facebook meanwhile'
    expect((await disconnect(visitor, 'facebook', id)).body).toContain('We couldn’t notify its provider')
    op.clientSecret = secret
  })
})
