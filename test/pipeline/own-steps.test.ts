import { verbatim } from '../../src/locales/messages.js'
import { z } from 'zod'
import {
  answerTo,
  ask,
  proceed,
  refuse,
  type Start,
  step,
  type WithUser,
} from '../../src/exports/pipeline.js'
import { type Extensions, NO_EXTENSIONS } from '../../src/extensions.js'
import { createDisconnection } from '../../src/pipeline/disconnect.js'
import { dryRunSignIn } from '../../src/pipeline/dry-run.js'
import { createSignIn } from '../../src/pipeline/sign-in.js'
import { DATABASES } from '../support/database.js'
import { headingOf, reply } from '../support/pauses.js'
import { lastRefusal } from '../support/refusal.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Answer } from '../support/visitor.js'
import { encrypter, identity, policy, site as policyOfSite } from './facts.js'

type Hook = (facts: Record<string, unknown> & Start & WithUser) => Promise<unknown>

const nothing: Hook = () => Promise.resolve(proceed('nothing to do', {}))

/** What the steps of the site do, which each test sets. */
const hooks: Record<'early' | 'late' | 'leaving', Hook> = { early: nothing, late: nothing, leaving: nothing }

// A program in JavaScript could return anything.
function hook(name: keyof typeof hooks) {
  return step(name, (facts: object) => hooks[name](facts as Parameters<Hook>[0]) as never)
}

const user = {
  fields: z.object({ tenantId: z.string().default('main'), visits: z.number().default(0) }),
  roles: ['editor', 'viewer'],
}

/** The texts of the question `team`, which has none in German. */
const french = {
  'questions.team.title': 'Votre <équipe>',
  'questions.team.text': 'De quelle équipe faites-vous partie\u202f?',
  'questions.team.button': 'Poursuivre',
}

const extensions: Extensions = {
  ...NO_EXTENSIONS,
  user,
  locales: { ...NO_EXTENSIONS.locales, messages: new Map([['fr', french]]) },
  pipelines: {
    signIn: createSignIn(
      (steps) => steps.before('findAccount', hook('early')).after('createUser', hook('late')),
      user,
    ),
    disconnect: createDisconnection((steps) => steps.before('deleteAccount', hook('leaving'))),
  },
}

const TeamSchema = z.object({
  team: z.string().min(2, 'A team has a name.'),
  lead: z.boolean(),
  size: z.string(),
})
const team = {
  key: 'team',
  title: 'Your <team>',
  text: 'Which team are you in?',
  button: 'Continue',
  fields: {
    team: { type: 'text', label: 'Team', hint: 'As in the directory' },
    lead: { type: 'checkbox', label: 'I lead it' },
    size: {
      type: 'select',
      label: 'Size',
      options: [
        { value: 's', label: 'Small' },
        { value: 'l', label: 'Large' },
      ],
    },
  },
  schema: TeamSchema,
} as const

describe.each(DATABASES)('steps of a site of its own on %s', (database) => {
  const { site, op, clock } = useSite({
    database,
    extensions,
    backends: ({ op: acme }) => ({
      acme: backendAt(acme, { trustEmail: true }),
      other: backendAt(acme, { label: 'Other', trustEmail: true }),
    }),
  })

  beforeAll(async () => {
    await site.rows.$executeRawUnsafe('CREATE TABLE customer (id TEXT PRIMARY KEY, note TEXT)')
  })
  beforeEach(async () => {
    await site.rows.$executeRawUnsafe('DELETE FROM customer')
    Object.assign(hooks, { early: nothing, late: nothing, leaving: nothing })
  })

  async function customers(): Promise<readonly unknown[]> {
    return site.rows.$queryRawUnsafe<unknown[]>('SELECT id, note FROM customer ORDER BY id')
  }

  async function signInAs(sub: string, backend = 'acme'): Promise<Answer> {
    op.person({ sub, email: `${sub}@example.com`, email_verified: true, preferred_username: sub })
    return site.visitor().signIn(backend)
  }

  test('see the claims of the provider, and neither tokens nor the store', async () => {
    const seen: object[] = []
    hooks.late = (facts) => {
      seen.push(facts)
      return nothing(facts)
    }
    expect((await signInAs('ada')).status).toBe(200)
    expect(seen).toHaveLength(1)
    const [facts] = seen
    expect(Object.keys(facts ?? {}).sort()).toEqual([
      'acceptedTerms',
      'account',
      'allowed',
      'answers',
      'complete',
      'email',
      'emailVerified',
      'identity',
      'intent',
      'mayCreate',
      'now',
      'provenEmail',
      'sql',
      'user',
      'username',
    ])
    expect(facts).toMatchObject({
      identity: { backend: 'acme', subject: 'ada', emailVerified: true, username: 'ada' },
      user: { username: 'ada', email: 'ada@example.com', claimedEmail: null, admin: false },
    })
    expect(JSON.stringify(facts)).not.toMatch(/token|sessionEpoch/i)
  })

  test('write in the transaction of the sign-in, with values as parameters', async () => {
    hooks.late = async ({ sql, user: { id } }) => {
      await sql`INSERT INTO customer (id, note) VALUES (${id}, ${"'); DROP TABLE customer; --"})`
      const rows = await sql<{ note: string }>`SELECT note FROM customer WHERE id = ${id}`
      return proceed(`wrote ${rows.length} row`, {})
    }
    expect((await signInAs('bob')).status).toBe(200)
    expect(await customers()).toMatchObject([{ note: "'); DROP TABLE customer; --" }])
  })

  test.each([
    ['throws', 'threw an error', () => Promise.reject(new Error('my secret'))],
    [
      'returns nothing',
      'returned neither proceed(reason, facts) nor ask(question)',
      () => Promise.resolve(undefined),
    ],
    [
      'returns facts that are no object',
      'returned neither',
      () => Promise.resolve({ reason: 'x', facts: 7 }),
    ],
    [
      'gives a user who does not exist',
      'gave a user who does not exist',
      () => Promise.resolve(proceed('x', { user: { id: 'nobody', admin: true } })),
    ],
    [
      'gives an account',
      'must not give the fact account',
      () => Promise.resolve(proceed('x', { account: null })),
    ],
    [
      'gives a role that is not listed',
      'gave the role "boss", which the configuration does not list',
      () => Promise.resolve(proceed('x', { roles: ['boss'] })),
    ],
    [
      'gives a field of another type',
      'gave unusable fields: the field "tenantId" does not fit its schema',
      () => Promise.resolve(proceed('x', { fields: { tenantId: 7 } })),
    ],
    [
      'gives a user name that is taken',
      'chose the user name ada, which is taken',
      () => Promise.resolve(proceed('x', { username: 'ada' })),
    ],
    [
      'asks a question without a key',
      'asked an unusable question',
      () => Promise.resolve(ask({ title: 'x', text: '', button: 'x' } as never, 'x')),
    ],
    [
      'runs a wrong statement',
      'ran a statement that failed',
      ({ sql }: Start) => sql`SELECT nonsense FROM nowhere`,
    ],
    [
      'catches the error of its statement',
      'ran a statement that failed',
      async ({ sql }: Start) => {
        await sql`SELECT nonsense FROM nowhere`.catch(() => undefined)
        return proceed('as if nothing had been', {})
      },
    ],
    ['ends the transaction', 'threw an error', ({ sql }: Start) => sql`COMMIT`],
    [
      'passes a text instead of a template',
      'threw an error',
      ({ sql }: Start) => (sql as unknown as (text: string) => Promise<unknown>)('DELETE FROM customer'),
    ],
    ['passes an object as a value', 'threw an error', ({ sql }: Start) => sql`SELECT ${{}}`],
  ])('that %s end the sign-in with their name, and nothing is written', async (_what, detail, work) => {
    hooks.late = async (facts) => {
      await facts.sql`INSERT INTO customer (id) VALUES ('lost')`
      return work(facts)
    }
    const users = await site.rows.user.count()
    const answer = await signInAs('eve')
    expect(answer.status).toBe(500)
    expect(answer.body).toContain('step_failed')
    expect(answer.body).not.toContain('my secret')
    const refusal = lastRefusal(site)
    expect(refusal.code).toBe('step_failed')
    expect(refusal.detail).toContain(`the step late ${detail}`)
    expect(await site.rows.user.count()).toBe(users)
    expect(await customers()).toEqual([])
  })

  test('that give null in place of the user end the sign-in at the step that needs one', async () => {
    hooks.late = () => Promise.resolve(proceed('nobody', { user: null }) as never)
    const answer = await signInAs('eve')
    expect([answer.status, answer.body]).toEqual([500, expect.stringContaining('step_failed')])
    expect(lastRefusal(site).detail).toBe('the step associateAccount lacks the fact user')
  })

  test('that never end are ended, and other people sign in meanwhile and afterwards', async () => {
    hooks.early = ({ identity, sql }) =>
      identity.subject === 'slow'
        ? new Promise((resolve) =>
            setTimeout(() => {
              resolve(sql`INSERT INTO customer (id) VALUES ('late')`)
            }, 2500),
          )
        : nothing({ identity, sql } as never)
    const slow = signInAs('slow')
    const answer = await slow
    expect(answer.status).toBe(500)
    expect(lastRefusal(site).detail).toBe('the step early took longer than 2 s')
    expect((await signInAs('quick')).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(await customers()).toEqual([])
  }, 20_000)

  test('run again when their statement loses a race', async () => {
    let tries = 0
    await site.rows.$executeRawUnsafe("INSERT INTO customer (id) VALUES ('first')")
    hooks.late = async ({ sql }) => {
      tries += 1
      await sql`INSERT INTO customer (id) VALUES (${tries === 1 ? 'first' : 'second'})`
      return proceed('a customer', {})
    }
    expect((await signInAs('racer')).status).toBe(200)
    expect(tries).toBe(2)
    expect(await customers()).toMatchObject([{ id: 'first' }, { id: 'second' }])
  })

  test('refuse with a text of their own', async () => {
    hooks.early = () =>
      refuse('the provider did not name\nthe group staff', {
        title: 'Réservé au <b>personnel</b>',
        message: 'Ce site est réservé au personnel.',
        advice: 'x'.repeat(5000),
      })
    const page = await signInAs('ada')
    expect(page.status).toBe(403)
    expect(page.body).toContain('Réservé au &lt;b&gt;personnel&lt;/b&gt;')
    expect(page.body).not.toContain('the group staff')
    expect(page.body.length).toBeLessThan(9000)
    expect(lastRefusal(site)).toEqual({
      code: 'refused',
      detail: 'the provider did not name the group staff',
    })
  })

  test('refuse without a text', async () => {
    hooks.early = () => refuse('not today')
    const page = await signInAs('ada')
    expect(page.status).toBe(403)
    expect(headingOf(page)).toBe('You can’t sign in here')
  })

  test('ask for a confirmation, and the sign-in waits for it', async () => {
    hooks.early = ({ answers }) =>
      Promise.resolve(
        answers.confirmed.includes('age')
          ? proceed('of age', {})
          : ask(
              { key: 'age', title: 'Your age', text: 'Over 18 only.', button: 'I am over 18' },
              'everyone is asked',
            ),
      )
    op.person({ sub: 'ann', email: 'ann@example.com', email_verified: true })
    const visitor = site.visitor()
    const page = await visitor.signIn('acme')
    expect(headingOf(page)).toBe('Your age')
    expect(await visitor.isSignedIn()).toBe(false)
    await reply(visitor, page, 'confirm')
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('ask with a form, whose answers their schema checks', async () => {
    hooks.early = ({ answers }) => {
      const answer = answerTo(answers, team)
      return Promise.resolve(answer === null ? ask(team, 'no team yet') : proceed('a team', { answer }))
    }
    const answered: unknown[] = []
    hooks.late = (facts) => {
      answered.push(facts['answer'])
      return nothing(facts)
    }
    op.person({ sub: 'tim', email: 'tim@example.com', email_verified: true })
    const visitor = site.visitor()
    const page = await visitor.signIn('acme')
    expect(page.status).toBe(200)
    expect(page.body).toContain('Your &lt;team&gt;')
    const again = await reply(visitor, page, 'send', {
      'field.team': ' x ',
      'field.size': 'huge',
      'field.extra': '1',
    })
    expect(again.body).toContain('A team has a name.')
    expect(again.body).toContain('value="x"')
    await reply(visitor, again, 'send', {
      'field.team': 'y'.repeat(3000),
      'field.lead': 'yes',
      'field.size': 'l',
    })
    expect(await visitor.isSignedIn()).toBe(true)
    expect(answered).toEqual([{ team: 'y'.repeat(200), lead: true, size: 'l' }])
  })

  test('ask in the language of the person where the site has translated the question, else in their own words', async () => {
    hooks.early = () => Promise.resolve(ask(team, 'always'))
    op.person({ sub: 'tim', email: 'tim@example.com', email_verified: true })
    const visitor = site.visitor()
    const { url } = await visitor.signIn('acme')
    const shown = async (language: string) => {
      const page = await visitor.ask(url, { headers: { 'accept-language': language } })
      return [headingOf(page), /<button[^>]*type="submit"[^>]*>([^<]*)</.exec(page.body)?.[1], page.body]
    }
    expect(await shown('fr')).toEqual([
      'Votre &lt;équipe&gt;',
      'Poursuivre',
      expect.stringContaining('De quelle équipe faites-vous partie\u202f?'),
    ])
    expect(await shown('de')).toEqual([
      'Your &lt;team&gt;',
      'Continue',
      expect.stringContaining('Which team are you in?'),
    ])
  })

  test('keep their question for this browser, until it expires', async () => {
    hooks.early = () => Promise.resolve(ask(team, 'always'))
    op.person({ sub: 'tim', email: 'tim@example.com', email_verified: true })
    const visitor = site.visitor()
    const page = await visitor.signIn('acme')
    expect((await site.visitor().ask(page.url)).body).toContain('partial_wrong_browser')
    clock.aheadMs = 31 * 60_000
    expect((await visitor.ask(page.url)).body).toContain('partial_expired')
  })

  test('are part of a test sign-in, which is rolled back', async () => {
    hooks.late = async ({ sql }) => {
      await sql`INSERT INTO customer (id) VALUES (${'my secret'})`
      return proceed('there is a customer', {})
    }
    const { store } = site
    const clock = () => new Date()
    const { pipelines } = extensions
    const { steps, writes, outcome } = await dryRunSignIn(
      { store, pipelines, clock, encrypter, site: policyOfSite },
      { identity: { ...identity, subject: 'tester', preferredUsername: 'tester' }, policy },
    )
    expect(outcome).toMatchObject({ kind: 'signed-in', username: 'tester', isNew: true })
    expect(steps.find(({ step: name }) => name === 'late')).toMatchObject({
      reason: verbatim('there is a customer'),
    })
    expect(writes).toContainEqual({
      verb: 'runOwnStatement',
      fields: { statement: 'INSERT INTO customer (id) VALUES (?)' },
    })
    expect(await customers()).toEqual([])
    expect(await site.rows.user.findUnique({ where: { username: 'tester' } })).toBeNull()
  })

  test('grant roles, which take the place of those that steps granted before', async () => {
    const grant = (roles: readonly string[], visits: number) => {
      hooks.late = () => Promise.resolve(proceed('granted', { roles, fields: { visits } }))
    }
    const read = async () => {
      const { stepRoles, adminRoles, fields } = await site.rows.user.findUniqueOrThrow({
        where: { username: 'gus' },
      })
      return [stepRoles, adminRoles, fields]
    }
    grant(['viewer', 'editor'], 1)
    await signInAs('gus')
    expect(await read()).toEqual(['["editor","viewer"]', '[]', '{"visits":1}'])
    await site.rows.user.update({ where: { username: 'gus' }, data: { adminRoles: '["editor"]' } })
    grant([], 2)
    await signInAs('gus')
    expect(await read()).toEqual(['[]', '["editor"]', '{"visits":2}'])
    hooks.late = nothing
    await signInAs('gus')
    expect(await read()).toEqual(['[]', '["editor"]', '{"visits":2}'])
  })

  test('may choose the user', async () => {
    const ada = await site.rows.user.findUniqueOrThrow({ where: { username: 'ada' } })
    hooks.late = () =>
      Promise.resolve(proceed('a colleague', { user: { id: ada.id, username: 'root', admin: true } }))
    op.person({ sub: 'second-of-ada' })
    const visitor = site.visitor()
    await visitor.signIn('other')
    expect((await visitor.ask('/api/session')).body).toContain('"username":"ada"')
    expect(await site.rows.user.findUniqueOrThrow({ where: { id: ada.id } })).toMatchObject({ admin: false })
  })

  test('run when an account is disconnected', async () => {
    const visitor = site.visitor()
    op.person({ sub: 'dora', email: 'dora@example.com', email_verified: true, preferred_username: 'dora' })
    await visitor.signIn('acme')
    const owner = await site.rows.user.findUniqueOrThrow({ where: { username: 'dora' } })
    await site.rows.account.create({
      data: {
        id: 'second',
        userId: owner.id,
        backend: 'other',
        subject: 'd2',
        issuer: op.issuer,
        extraData: '{}',
        lastLoginAt: new Date(),
        createdAt: new Date(),
      },
    })
    const disconnect = async () =>
      visitor.ask('/disconnect/other/second', { form: { _csrf: await visitor.csrf() } })
    hooks.leaving = () => refuse('a contract runs', { title: 'Not yet', message: 'Your contract runs.' })
    expect(headingOf(await disconnect())).toBe('Not yet')
    hooks.leaving = ({ answers }) => Promise.resolve(ask(team, JSON.stringify(answers)))
    expect((await disconnect()).status).toBe(500)
    expect(lastRefusal(site).detail).toBe('the step leaving asked a question, which it cannot do here')
    hooks.leaving = async ({ sql, ...facts }) => {
      await sql`INSERT INTO customer (id, note) VALUES ('left', ${String(facts['accountId'])})`
      return proceed('noted', {})
    }
    expect((await disconnect()).status).toBe(303)
    expect(await customers()).toEqual([{ id: 'left', note: 'second' }])
    expect(await site.rows.account.findUnique({ where: { id: 'second' } })).toBeNull()
  })
})
