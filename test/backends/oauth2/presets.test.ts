import type { DatabaseKind } from '../../support/database.js'
import { presetAt } from '../../support/preset-at.js'
import {
  discord,
  facebook,
  github,
  type Op,
  type Provider,
  startProvider,
} from '../../support/provider/index.js'
import { type Site, startSite } from '../../support/site.js'

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

  test('GitHub signs somebody in, twice, as one user', async () => {
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

  test('GitHub signs somebody in: by number, with the primary address, which GitHub says is verified', async () => {
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

  test('Facebook signs somebody in, whose address is never taken for verified', async () => {
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

  test('Discord signs somebody in, with a picture put together from its parts', async () => {
    chat.person({
      ...{
        sub: '80351110224678912',
        username: 'nelly',
        name: 'Nelly',
        avatar: '8342729096ea3675442027381ff50dfe',
      },
      ...{ email: 'nelly@example.test', verified: true },
    })
    await site.visitor().signIn('discord')
    const account = await accountOf('discord', '80351110224678912')
    expect(account?.user).toMatchObject({ name: 'Nelly', provenEmail: 'nelly@example.test' })
    expect(account?.user.picture).toBe(
      'https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png',
    )
    expect(chat.lastAuthorization.get('scope')).toBe('identify email')
  })
})
