// The kit as programs use it: through the functions of src/exports.
import Koa from 'koa'
import { Writable } from 'node:stream'
import { z } from 'zod'
import {
  definePreset,
  oauth2,
  oidc,
  preset,
  redirectBackend,
  requestBackend,
} from '../../src/exports/backends.js'
import { defineConfig } from '../../src/exports/index.js'
import { answerTo, ask, proceed, refuse, type Start, step } from '../../src/exports/pipeline.js'
import { type Kit, testKit } from '../../src/exports/testing.js'
import { createLogger } from '../../src/logging.js'
import { connect } from '../../src/store/connection.js'
import { DATABASES } from '../support/database.js'
import { type Answer, Visitor } from '../support/visitor.js'

const TEAM = {
  key: 'team',
  title: 'Your team',
  text: 'Which team do you work in?',
  button: 'Continue',
  fields: { team: { type: 'text', label: 'Team' } },
  schema: z.object({ team: z.string().min(3, 'Too short.') }),
} as const
const RULES = { key: 'rules', title: 'Rules', text: 'Be kind.', button: 'I am' }

const groupsOf = ({ identity }: Pick<Start, 'identity'>) =>
  z.array(z.string()).catch([]).parse(identity.claims['groups'])

const grant = step('grant', async (facts: Pick<Start, 'identity' | 'answers'>) => {
  const groups = groupsOf(facts)
  if (groups.includes('banned')) refuse('a group is banned')
  if (groups.includes('guest') && !facts.answers.confirmed.includes(RULES.key))
    return ask(RULES, 'guests agree to the rules')
  const team = groups.includes('new') ? answerTo(facts.answers, TEAM) : { team: 'none' }
  if (team === null) return ask(TEAM, 'new people say where they work')
  const roles: readonly ('editor' | 'viewer')[] = groups.includes('staff') ? ['editor'] : ['viewer']
  return Promise.resolve(proceed('by group', { roles, fields: { team: team.team } }))
})

const acme = definePreset(
  'kit-acme',
  ({ tenant, clientId }: { readonly tenant: string; readonly clientId: string }) =>
    oidc({ clientId, issuer: `https://${tenant}.acme.example`, clientSecret: 'a secret' }),
)

const handled: string[] = []
const config = defineConfig({
  baseUrl: 'https://shop.example/auth',
  database: 'postgres://nobody@nowhere.example/shop',
  user: { fields: z.object({ team: z.string().default('none') }), roles: ['editor', 'viewer'] },
  pipeline: (steps) => steps.before('saveGranted', grant),
  backends: {
    acme: oidc({
      issuer: 'https://login.acme.example/realms/staff',
      clientId: 'shop',
      clientSecret: 'not the secret',
      trustEmail: true,
      extraClaims: ['groups'],
    }),
    tenant: acme({ tenant: 'blue', clientId: 'shop' }),
    github: preset({ preset: 'github', clientId: 'shop', clientSecret: 'x', requireEmail: true }),
    entra: preset({
      preset: 'entra-multitenant',
      clientId: 'shop',
      clientSecret: 'x',
      allowedTenants: 'any',
    }),
    tool: oauth2({
      authorizationEndpoint: 'https://tool.example/authorize',
      tokenEndpoint: 'https://tool.example/token',
      profile: {
        endpoint: 'https://api.tool.example/me',
        subject: 'user.id',
        claims: { name: 'user.display' },
      },
      clientId: 'shop',
      clientSecret: 'x',
    }),
    mailed: oidc({
      issuer: 'https://mailed.example',
      clientId: 'shop',
      clientSecret: 'x',
      requireEmail: true,
      requireVerifiedEmail: true,
    }),
    cas: redirectBackend({
      begin: ({ state }) => new URL(`https://cas.example/login?state=${state}`),
      finish: () => ({ subject: 'nobody' }),
    }),
    proxy: requestBackend({ identify: ({ headers }) => ({ subject: headers.get('x-user') ?? 'none' }) }),
  },
  on: { 'user-created': ({ user }) => void handled.push(user.username) },
})

type ShopKit = Kit<NonNullable<NonNullable<typeof config.user>['fields']>, 'editor' | 'viewer'>

describe('a kit', () => {
  let kit: ShopKit
  beforeAll(async () => {
    kit = await testKit(config)
  })
  afterEach(() => kit.reset())
  afterAll(() => kit.close())

  /** Signs in at the provider of this backend, in a browser. */
  async function browse(backend: string): Promise<{ visitor: Visitor; answer: Answer }> {
    const visitor = new Visitor(kit.url)
    return { visitor, answer: await visitor.open(`/auth/login/${backend}`) }
  }

  test('signs a user in through the pipeline, with typed fields and roles', async () => {
    const ada = await kit.signIn({
      subject: 'ada',
      email: 'ada@x.example',
      emailVerified: true,
      name: 'Ada',
      claims: { groups: ['staff'] },
    })
    const roles: readonly ('editor' | 'viewer')[] = ada.user.roles
    const { team }: { team: string } = ada.user.fields
    expect([roles, team, ada.user.email, ada.user.name]).toEqual([['editor'], 'none', 'ada@x.example', 'Ada'])
    expect(kit.events.map(({ type }) => type)).toEqual([
      'user-created',
      'account-linked',
      'user-changed',
      'signed-in',
    ])
    const again = await kit.signIn({ subject: 'ada', claims: { groups: [] } })
    expect([again.user.id, again.user.roles]).toEqual([ada.user.id, ['viewer']])
    const accounts = await kit.gate.users.accounts(ada.user.id)
    expect(accounts).toMatchObject([{ backend: 'acme', issuer: 'https://login.acme.example/realms/staff' }])
  })
  test('the session of a user is valid for pages and programs of the application', async () => {
    const app = new Koa()
    app.use(kit.gate.middleware())
    app.use(kit.gate.requireRole('editor'))
    app.use((ctx: { state: { user: { username: string } }; body: unknown }) => {
      ctx.body = ctx.state.user.username
    })
    kit.serve((request, response) => void app.callback()(request, response))
    const staff = await kit.signIn({ subject: 'ada', username: 'ada', claims: { groups: ['staff'] } })
    const other = await kit.signIn({ subject: 'bob' })
    const status = async (headers: Record<string, string>) => {
      const response = await fetch(`${kit.url}/edit`, { headers: { accept: 'application/json', ...headers } })
      return [response.status, response.ok ? await response.text() : '']
    }
    expect(await status({ ...staff.headers })).toEqual([200, 'ada'])
    expect(await status({ authorization: `Bearer ${staff.bearer}` })).toEqual([200, 'ada'])
    expect((await status({ ...other.headers }))[0]).toBe(403)
    expect((await status({}))[0]).toBe(401)
    expect(staff.cookies).toMatchObject([
      { domain: 'localhost', path: '/', httpOnly: true, secure: false, sameSite: 'Lax' },
    ])
    expect(staff.headers.cookie).toBe(`${staff.cookies[0]?.name ?? ''}=${staff.bearer}`)
    kit.advance('15d')
    expect((await status({ ...staff.headers }))[0]).toBe(401)
  })

  test('a user answers questions', async () => {
    const guest = await kit.signIn({ subject: 'g', claims: { groups: ['guest'] } }, { answers: ['rules'] })
    expect(guest.user.roles).toEqual(['viewer'])
    const newcomer = await kit.signIn(
      { subject: 'n', claims: { groups: ['guest', 'new'] } },
      { answers: { rules: true, team: { team: 'sales' } } },
    )
    expect(newcomer.user.fields.team).toBe('sales')
    const mailed = await kit.signIn(
      { subject: '7' },
      { backend: 'mailed', answers: { email: 'n@x.example', 'email-code': true } },
    )
    expect(mailed.user.email).toBe('n@x.example')
  })

  test.each([
    [
      'a question without an answer',
      ['new'],
      [],
      /question "team", "Your team" \(.*\{ "team": \{ team: "…" \} \}/,
    ],
    ['an answer that is not accepted', ['new'], { team: { team: 'x' } }, /not accepted: team: Too short\./],
    ['an answer of another kind', ['new'], ['team'], /must be \{ team: "…" \}/],
    ['a field that the form does not have', ['new'], { team: { teem: 'x' } }, /has no field "teem".*"team"/],
    [
      'an answer to no question',
      ['staff'],
      ['rules'],
      /no step has asked for the answer "rules"; .* asked nothing/,
    ],
  ])('%s is an error, and leaves no user', async (_, groups, answers, message) => {
    await expect(kit.signIn({ subject: 'x', claims: { groups } }, { answers })).rejects.toThrow(message)
    expect((await kit.gate.users.list()).users).toEqual([])
    expect(kit.events).toEqual([])
  })

  test('a sign-in that is refused has the code of its error', async () => {
    await expect(kit.signIn({ subject: 'x', claims: { groups: ['banned'] } })).rejects.toMatchObject({
      code: 'refused',
    })
    await expect(kit.signIn({ subject: '' })).rejects.toMatchObject({ code: 'identity_rejected' })
  })

  test('names that do not exist are errors with those that do', async () => {
    await expect(kit.signIn({ subject: 'x' }, { backend: 'acne' })).rejects.toThrow(
      'no backend "acne"; it has "acme", "tenant"',
    )
    expect(() => kit.provider('acne')).toThrow('kit.provider: the configuration has no backend "acne"')
    const fault = (...args: readonly unknown[]): void => {
      const method: unknown = Reflect.get(kit.provider('acme'), 'fault')
      if (typeof method === 'function') Reflect.apply(method, kit.provider('acme'), args)
    }
    expect(() => {
      fault('tokens', 'down')
    }).toThrow('there is no endpoint "tokens". Write one of discovery, jwks, authorize, token, userinfo.')
    expect(() => {
      fault('token', 'wrong-nounce')
    }).toThrow('the endpoint "token" has no fault "wrong-nounce". Write one of down, slow, wrong-nonce,')
    const misspelled: object = { bakend: 'acme' }
    await expect(kit.signIn({ subject: 'x' }, misspelled)).rejects.toThrow(
      'kit.signIn: there is no option "bakend". The options are backend, answers.',
    )
    await expect(testKit(config, misspelled)).rejects.toThrow('testKit: there is no option "bakend".')
    expect(() => {
      kit.provider('tool').fault('token', 'wrong-nonce')
    }).toThrow('a provider of OAuth 2 sends no ID Token')
    expect(() => kit.provider('cas')).toThrow('functions in place of a provider')
    expect(() => {
      kit.advance('soon')
    }).toThrow('Write one such as 30m, 12h or 15d')
  })

  test.each(['acme', 'tenant', 'github', 'entra', 'tool'])(
    'a browser signs in at the fake provider of %s, as the person of the test',
    async (backend) => {
      const person = {
        subject: '42',
        name: 'Grace Hopper',
        email: 'grace@navy.example',
        emailVerified: true,
        claims: { groups: ['staff'] },
      }
      kit.provider(backend).user(person)
      const { answer } = await browse(backend)
      const { users } = await kit.gate.users.list()
      expect([answer.status, users.map(({ name }) => name)]).toEqual([200, ['Grace Hopper']])
      expect(kit.provider(backend).requests.map(({ endpoint }) => endpoint)).toEqual(
        expect.arrayContaining(['authorize', 'token']),
      )
      // The same person without a browser has the same account.
      const direct = await kit.signIn(person, { backend })
      expect(direct.user.id).toBe(users[0]?.id)
    },
  )

  test('a request backend reads what the test sends as the proxy', async () => {
    const direct = await kit.signIn({ subject: 'eve' }, { backend: 'proxy' })
    expect((await kit.gate.users.find({ backend: 'proxy', subject: 'eve' }))?.id).toBe(direct.user.id)
  })

  test.each([
    ['token', 'wrong-nonce', 'acme'],
    ['token', 'wrong-audience', 'acme'],
    ['token', 'forged-signature', 'acme'],
    ['token', 'down', 'github'],
    ['userinfo', 'other-subject', 'acme'],
    ['userinfo', 'down', 'tool'],
    ['authorize', 'denied', 'acme'],
  ] as const)(
    'with the fault "%s: %s" there is no sign-in, and without it there is again',
    async (endpoint, fault, backend) => {
      const provider = kit.provider(backend)
      // Each pair is one of `ProviderFaults`.
      if (endpoint === 'token') provider.fault(endpoint, fault)
      else if (endpoint === 'userinfo') provider.fault(endpoint, fault)
      else provider.fault(endpoint, fault)
      expect((await browse(backend)).answer.status).toBeGreaterThanOrEqual(400)
      await kit.settled()
      expect(kit.events.map(({ type }) => type)).toEqual(['sign-in-refused'])
      provider.behave()
      expect((await browse(backend)).answer.status).toBe(200)
      expect((await kit.gate.users.list()).users).toHaveLength(1)
    },
  )

  test('providers follow the clock', async () => {
    kit.advance('300d')
    expect((await browse('acme')).answer.status).toBe(200)
    const [{ at }] = [...kit.provider('acme').requests, { at: new Date(0) }] as const
    expect(at.getTime()).toBeGreaterThan(Date.now() + 299 * 86_400_000)
  })

  test('emails stay in memory, with their code', async () => {
    kit.provider('mailed').user({ subject: '9', email: 'Lin@x.example', emailVerified: false })
    await browse('mailed')
    const mail = kit.mails.latestTo('lin@x.example')
    expect(mail?.code).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}$/)
    expect(mail?.text).toContain(mail?.code)
    expect(kit.mails.latestTo('other@x.example')).toBeNull()
    await kit.reset()
    expect(kit.mails.all).toEqual([])
  })

  test('the handlers of the configuration are called', async () => {
    await kit.signIn({ subject: 'hanna', username: 'hanna' })
    for (let tries = 0; tries < 200 && !handled.includes('hanna'); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10))
    expect(handled).toContain('hanna')
  })

  test('a person whom no sign-in could accept, and an application that does not exist, are errors of the test', async () => {
    const unchecked: {
      provider(name: string): { user(person?: unknown): void }
      serve(listener?: unknown): void
    } = kit
    for (const [person, text] of [
      [{}, 'user: subject is not a string of 1 to 255 characters.'],
      [undefined, 'user: nothing was returned'],
      [{ subject: 7 }, 'user: subject is not a string'],
      [{ subject: 'a', emial: 'x' }, 'did you mean "email"'],
    ] as const)
      expect(() => {
        unchecked.provider('acme').user(person)
      }).toThrow(text)
    for (const listener of [undefined, new Koa()])
      expect(() => {
        unchecked.serve(listener)
      }).toThrow('kit.serve: write a function of request and response, such as app.callback()')
    expect((await browse('acme')).answer.status).toBe(200)
  })

  test('a reset leaves nothing', async () => {
    const ada = await kit.signIn({ subject: 'ada' })
    kit.provider('acme').fault('token', 'down')
    kit.advance('1d')
    await kit.reset()
    expect((await kit.gate.users.list()).users).toEqual([])
    expect(await kit.gate.users.get(ada.user.id)).toBeNull()
    expect(kit.events).toEqual([])
    expect((await browse('acme')).answer.status).toBe(200)
  })
})

describe.each(DATABASES)('kits on %s', (kind) => {
  const server = () =>
    kind === 'sqlite' ? {} : { database: `${process.env['TEST_POSTGRES'] ?? ''}/postgres` }

  test('two at once do not affect each other, and closing one removes its database', async () => {
    const [one, other] = await Promise.all([testKit(config, server()), testKit(config, server())])
    try {
      const ada = await one.signIn({ subject: 'ada' })
      expect(await other.gate.users.get(ada.user.id)).toBeNull()
      expect((await fetch(`${other.url}/auth/api/session`, { headers: ada.headers })).status).toBe(401)
      expect((await fetch(`${one.url}/auth/api/session`, { headers: ada.headers })).status).toBe(200)
      await one.close()
      await one.close()
      await expect(one.signIn({ subject: 'ada' })).rejects.toThrow('kit.signIn: the kit is closed')
      await expect(fetch(one.url)).rejects.toThrow()
      expect((await other.signIn({ subject: 'ada' })).user.id).not.toBe(ada.user.id)
      await other.reset()
      expect((await other.gate.users.list()).users).toEqual([])
    } finally {
      await Promise.all([one.close(), other.close()])
    }
  })

  test('tables of the program are there for its steps, and a reset restores their rows', async () => {
    const invited = defineConfig({
      baseUrl: 'http://localhost:3000',
      database: 'file:./unused.db',
      pipeline: (steps) =>
        steps.after(
          'checkAllowed',
          step('useInvitation', async ({ identity, sql }: Pick<Start, 'identity' | 'sql'>) => {
            const used = await sql`DELETE FROM invitation WHERE person = ${identity.subject} RETURNING person`
            if (used.length === 0) refuse('no invitation')
            return proceed('invited', {})
          }),
        ),
      backends: { acme: oidc({ issuer: 'https://acme.example', clientId: 'shop', clientSecret: 'x' }) },
    })
    const kit = await testKit(invited, {
      ...server(),
      prepare: async (url) => {
        const connection = await connect(url, { busyTimeoutMs: 1000 })
        await connection.queryRows('CREATE TABLE invitation (person TEXT)')
        await connection.queryRows("INSERT INTO invitation VALUES ('ada')")
        await connection.close()
      },
    })
    try {
      const signIn = () => kit.signIn({ subject: 'ada' })
      await signIn()
      await expect(signIn()).rejects.toMatchObject({ code: 'refused' })
      await kit.reset()
      await signIn()
    } finally {
      await kit.close()
    }
  })
})

test('a wrong configuration is reported as everywhere, and a wrong database by name', async () => {
  const wrong = { ...config, home: 'nowhere' }
  await expect(testKit(wrong)).rejects.toThrow('home is neither a path nor an http or https URL')
  await expect(testKit({ ...config, baseUrl: 'shop' })).rejects.toThrow('baseUrl')
  await expect(testKit(config, { database: 'file:./x.db' })).rejects.toThrow(
    'the option "database" is not the URL of a Postgres database',
  )
})

test('settings of the environment count, but for those that lead to another site or database', async () => {
  const kit = await testKit(config, {
    env: {
      TERMS_URL: 'https://shop.example/terms',
      TERMS_VERSION: '1',
      NODE_ENV: 'production',
      BASE_URL: 'https://shop.example',
      DATABASE_URL: 'postgres://nowhere.example/shop',
      DATABASE_SCHEMA: 'shop',
      ENCRYPTION_KEYS_FILE: '/nowhere/keys',
    },
  })
  try {
    expect(kit.gate.baseUrl).toBe(`${kit.url}/auth`)
    await expect(kit.signIn({ subject: 'ada' })).rejects.toThrow('Answer it: { answers: { "terms": true } }')
    await kit.signIn({ subject: 'ada' }, { answers: ['terms'] })
    expect((await kit.gate.users.list()).users).toHaveLength(1)
  } finally {
    await kit.close()
  }
})

test('no call leaves the machine', async () => {
  let logged = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString()
      done()
    },
  })
  const calling = defineConfig({
    baseUrl: 'http://localhost:3000',
    database: 'file:./unused.db',
    backends: {
      cas: redirectBackend({
        begin: async (_, http) => {
          await http('https://elsewhere.example/')
          return new URL('https://cas.example/login')
        },
        finish: () => ({ subject: 'nobody' }),
      }),
    },
  })
  const kit = await testKit(calling, { log: createLogger({ production: true, level: 'info' }, sink) })
  try {
    const answer = await new Visitor(kit.url).open('/login/cas')
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect(logged).toContain('testKit has nothing at https://elsewhere.example/')
  } finally {
    await kit.close()
  }
})
