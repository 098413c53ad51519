import type { DatabaseKind } from '../../support/database.js'
import { presetAt } from '../../support/preset-at.js'
import {
  discord,
  facebook,
  type Faults,
  github,
  type Op,
  type Provider,
  startProvider,
} from '../../support/provider/index.js'
import { type Site } from '../../support/site.js'
import { useSites } from '../../support/use-site.js'

const startSite = useSites()

let provider: Provider
let hub: Op
let face: Op
let chat: Op
let site: Site

const octocat = {
  sub: '583231',
  id: 583231,
  login: 'octocat',
  name: 'The Octocat',
  public_email: 'in.the.profile@example.test',
  emails: [
    { email: 'octocat@users.noreply.github.com', primary: false, verified: true, visibility: null },
    { email: 'octocat@example.test', primary: true, verified: true, visibility: 'private' },
  ],
}

async function start(database: DatabaseKind): Promise<void> {
  provider = await startProvider()
  hub = provider.alias('hub').speak(github)
  face = provider.alias('face').speak(facebook)
  chat = provider.alias('chat').speak(discord)
  site = await startSite({
    database,
    env: { ALLOW_INSECURE_ISSUERS: 'true' },
    backends: {
      github: presetAt('github', hub),
      'github-at-work': presetAt('github', hub, { label: 'GitHub at work' }),
      facebook: presetAt('facebook', face),
      discord: presetAt('discord', chat),
    },
  })
}

async function stop(): Promise<void> {
  await site.close()
  await provider.close()
}

function accountOf(backend: string, subject: string) {
  return site.rows.account.findFirst({ where: { backend, subject }, include: { user: true } })
}

describe('on Postgres', () => {
  beforeAll(() => start('postgres'))
  afterAll(stop)

  test('GitHub signs a user in, twice, as one user', async () => {
    hub.person(octocat)
    const first = await site.visitor().signIn('github')
    expect(first.url).toMatch(/\/account$/)
    await site.visitor().signIn('github')
    expect(await site.counts()).toMatchObject({ users: 1, accounts: 1, sessions: 2 })
  })
})

describe('on SQLite', () => {
  beforeAll(() => start('sqlite'))
  afterAll(stop)

  beforeEach(() => {
    for (const op of [hub, face, chat]) op.reset()
  })

  test('GitHub signs a user in: by number, with the primary address, which GitHub says is verified', async () => {
    hub.person(octocat)
    const page = await site.visitor().signIn('github')
    expect(page.body).toContain('The Octocat')
    const account = await accountOf('github', '583231')
    expect(account?.user).toMatchObject({ username: 'octocat', provenEmail: 'octocat@example.test' })
    expect(account?.user.picture).toBe('https://avatars.githubusercontent.com/u/583231?v=4')
    expect(hub.lastAuthorization.get('scope')).toBe('read:user user:email')
    expect(hub.lastAuthorization.get('code_challenge_method')).toBe('S256')
    expect(hub.lastAuthorization.has('nonce')).toBe(false)
    expect(hub.lastTokenRequest.form).toBe('client_secret_post')
    expect(hub.counts).toMatchObject({ token: 1, userinfo: 1, emails: 1 })
  })

  test('Facebook signs a user in, and the address is never taken for verified', async () => {
    face.person({
      sub: '10158',
      name: 'Fay Book',
      given_name: 'Fay',
      family_name: 'Book',
      email: 'fay@example.test',
    })
    const page = await site.visitor().signIn('facebook')
    expect(page.body).toContain('Fay Book')
    const account = await accountOf('facebook', '10158')
    expect(account?.user).toMatchObject({ email: 'fay@example.test', provenEmail: null, givenName: 'Fay' })
    expect(account?.user.picture).toBe('https://platform-lookaside.fbsbx.com/pic.jpg')
    expect(face.lastAuthorization.get('scope')).toBe('public_profile,email')
  })

  test('Discord signs a user in, with a picture that is put together from its parts', async () => {
    chat.person({
      sub: '80351110224678912',
      username: 'nelly',
      name: 'Nelly',
      avatar: '8342729096ea3675442027381ff50dfe',
      email: 'nelly@example.test',
      verified: true,
    })
    await site.visitor().signIn('discord')
    const account = await accountOf('discord', '80351110224678912')
    expect(account?.user).toMatchObject({ name: 'Nelly', provenEmail: 'nelly@example.test' })
    expect(account?.user.picture).toBe(
      'https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png',
    )
    expect(chat.lastAuthorization.get('scope')).toBe('identify email')
  })

  test('two backends of one preset exist side by side, each with its own accounts and its own redirect URI', async () => {
    hub.person({ ...octocat, sub: '42', id: 42, login: 'side', emails: [] })
    await site.visitor().signIn('github')
    expect(hub.lastAuthorization.get('redirect_uri')).toMatch(/\/complete\/github$/)
    await site.visitor().signIn('github-at-work')
    expect(hub.lastAuthorization.get('redirect_uri')).toMatch(/\/complete\/github-at-work$/)
    const [one, other] = [await accountOf('github', '42'), await accountOf('github-at-work', '42')]
    expect(one?.userId).toBeDefined()
    expect(other?.userId).not.toBe(one?.userId)
    const { body } = await site.visitor().ask('/login')
    expect(body).toContain('GitHub at work')
  })

  test('S4: a response for one of them is refused at the other, whose token endpoint is not called', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('github')
    const { body } = await visitor.ask(callback.replace('/complete/github', '/complete/github-at-work'))
    expect(body).toContain('attempt_other_backend')
    expect(hub.counts.token).toBe(0)
  })

  test('S73: a number, its digits as text, and numbers too large for JavaScript are distinguished exactly', async () => {
    for (const id of ['12345', '"12345"', '9007199254740993', '9007199254740992']) {
      hub.misbehave({ at: { userinfo: { body: `{"login":"s73","id":${id}}` } } })
      expect((await site.visitor().signIn('github')).url).toMatch(/\/account$/)
    }
    const found = await site.rows.account.findMany({ where: { user: { username: { startsWith: 's73' } } } })
    expect(found.map(({ subject }) => subject).sort()).toEqual([
      '12345',
      '9007199254740992',
      '9007199254740993',
    ])
  })

  test('S76: the name of an account that another person had before does not sign a user in', async () => {
    hub.person({ sub: '761', id: 761, login: 'renamed' })
    await site.visitor().signIn('github')
    hub.person({ sub: '762', id: 762, login: 'renamed' })
    await site.visitor().signIn('github')
    const [one, other] = [await accountOf('github', '761'), await accountOf('github', '762')]
    expect(other?.userId).not.toBe(one?.userId)
  })

  test('S140: an access token of GitHub is not exchanged, and a sentence says why', async () => {
    const named = await site.visitor().ask('/api/session?backend=github', {
      method: 'POST',
      headers: { authorization: `Bearer ${await hub.accessToken()}` },
    })
    expect([named.status, named.body]).toEqual([400, expect.stringContaining('token_exchange_unsupported')])
    expect(site.logged.join()).toContain(
      'github is an OAuth 2 backend, whose access tokens do not name the client they were issued to',
    )
    expect(hub.counts.userinfo).toBe(0)
  })

  test('an address that GitHub does not call verified is not verified, and no public one replaces it', async () => {
    const emails = [{ email: 'open@example.test', primary: true, verified: false, visibility: 'public' }]
    hub.person({
      ...octocat,
      sub: '77',
      id: 77,
      login: 'unverified',
      public_email: 'other@example.test',
      emails,
    })
    await site.visitor().signIn('github')
    expect((await accountOf('github', '77'))?.user).toMatchObject({
      email: 'open@example.test',
      provenEmail: null,
    })
  })

  test('users whose address Facebook and Discord withhold sign in without one', async () => {
    face.person({ sub: '2', name: 'No Address' })
    await site.visitor().signIn('facebook')
    chat.person({ sub: '3', name: 'No Picture', email: 'three@example.test', verified: false })
    await site.visitor().signIn('discord')
    expect((await accountOf('facebook', '2'))?.user).toMatchObject({ email: null, provenEmail: null })
    const { user } = (await accountOf('discord', '3')) ?? {}
    expect(user).toMatchObject({ email: 'three@example.test', provenEmail: null, picture: null })
  })

  test('a user who cancels at Facebook reads that they have cancelled', async () => {
    face.misbehave({ authorizeError: { error: 'access_denied', error_description: 'Permissions error' } })
    expect((await site.visitor().signIn('facebook')).body).toContain('access_denied')
  })

  const atToken = (body: unknown, more: object = {}): Faults => ({
    at: { token: { body: typeof body === 'string' ? body : JSON.stringify(body), ...more } },
  })
  const atProfile = (body: unknown): Faults => ({ at: { userinfo: { body: JSON.stringify(body) } } })
  const token = { access_token: 'opaque', token_type: 'bearer' }

  test.each<[what: string, backend: string, faults: Faults, code: string, detail: string]>([
    [
      'S38: GitHub tells an error with the status 200',
      'github',
      atToken({
        error: 'bad_verification_code',
        error_description: 'The code passed is incorrect or expired.',
      }),
      'provider_error',
      'the token request: error bad_verification_code',
    ],
    [
      'GitHub does not know our secret',
      'github',
      atToken({ error: 'incorrect_client_credentials' }),
      'provider_misconfigured',
      'the token request: error incorrect_client_credentials',
    ],
    [
      'an error in the form of a query',
      'github',
      atToken('error=bad_verification_code&error_uri=x', {
        contentType: 'application/x-www-form-urlencoded',
      }),
      'provider_error',
      'the token request: error bad_verification_code',
    ],
    [
      'a message that quotes the code, and with it a token of another program',
      'github',
      atToken('Wrong code: x&access_token=stolen&token_type=bearer', { contentType: 'text/plain' }),
      'provider_unavailable',
      'the token request: ',
    ],
    [
      'an error of Facebook, which is an object',
      'facebook',
      atToken({ error: { message: 'no', type: 'OAuthException', code: 100 } }, { status: 400 }),
      'provider_error',
      'the token request: error OAuthException.100',
    ],
    [
      'S38: an empty access token',
      'github',
      atToken({ ...token, access_token: '' }),
      'identity_rejected',
      'the token request: ',
    ],
    [
      'S38: no access token',
      'discord',
      atToken({ token_type: 'bearer' }),
      'identity_rejected',
      'access_token',
    ],
    ['no token type', 'discord', atToken({ access_token: 'opaque' }), 'identity_rejected', 'token_type'],
    [
      'a token that is no bearer token',
      'discord',
      atToken({ ...token, token_type: 'mac' }),
      'identity_rejected',
      'the token request: ',
    ],
    ['no id', 'github', atProfile({ login: 'x' }), 'identity_rejected', 'the profile: id is missing'],
    ['S32: an empty id', 'discord', atProfile({ id: ' ' }), 'identity_rejected', 'the profile: id is empty'],
    ['S32: id nought', 'github', atProfile({ id: 0 }), 'identity_rejected', 'id is not a valid identifier'],
    [
      'S32: half an id',
      'github',
      atProfile({ id: 1.5 }),
      'identity_rejected',
      'id is not a valid identifier',
    ],
    [
      'S32: an id that is an object',
      'github',
      atProfile({ id: {} }),
      'identity_rejected',
      'id is not a string',
    ],
    [
      'S32: an endless id',
      'discord',
      atProfile({ id: '9'.repeat(256) }),
      'identity_rejected',
      'id is not a string',
    ],
    ['a list for a profile', 'github', atProfile([1]), 'identity_rejected', 'the profile: not an object'],
    [
      'a profile that is a page',
      'github',
      { at: { userinfo: { body: '<html>', contentType: 'text/html' } } },
      'provider_unavailable',
      'the profile: not JSON',
    ],
    [
      'GitHub misses the User-Agent',
      'github',
      { at: { userinfo: { status: 403 } } },
      'provider_misconfigured',
      'the profile: status 403',
    ],
    [
      'addresses in another shape',
      'github',
      { at: { emails: { body: '{"email":"a@example.test"}' } } },
      'identity_rejected',
      'the email addresses: not a list of addresses',
    ],
    [
      'Facebook has given up this version of its API',
      'facebook',
      { at: { userinfo: { status: 400 } } },
      'provider_misconfigured',
      'the profile: status 400',
    ],
    [
      'the profile is moved elsewhere',
      'discord',
      { at: { userinfo: { redirectTo: 'https://elsewhere.example/' } } },
      'provider_unavailable',
      'the profile: status 302',
    ],
  ])('a broken quirk: %s', async (_, backend, faults, code, detail) => {
    const op = { github: hub, facebook: face, discord: chat }[backend]
    op?.person({ ...octocat, sub: '99', id: 99 })
    op?.misbehave(faults)
    site.logged.length = 0
    const visitor = site.visitor()
    expect((await visitor.signIn(backend)).body).toContain(code)
    expect(await visitor.isSignedIn()).toBe(false)
    expect(site.logged.join('\n')).toContain(detail)
  })

  test('a proof that does not fit the token is refused by Facebook, and the log names the profile', async () => {
    face.clientSecret = 'changed at Facebook meanwhile'
    face.misbehave({
      at: { token: { body: JSON.stringify({ ...token, access_token: await face.accessToken() }) } },
    })
    site.logged.length = 0
    expect((await site.visitor().signIn('facebook')).body).toContain('provider_misconfigured')
    expect(site.logged.join('\n')).toContain('the profile: status 400')
  })
})
