/** Proofs for `tsc --noEmit`: what a configuration writes about steps, and what must not compile. Nothing here is ever run. */
import { z } from 'zod'
import { defineConfig } from '../../src/exports/index.js'
import {
  answerTo,
  ask,
  builtIn,
  type LinkDecided,
  proceed,
  refuse,
  type Start,
  step,
  type WithUser,
} from '../../src/exports/pipeline.js'

const checkStaff = step('checkStaff', async ({ identity }: Pick<Start, 'identity'>) => {
  const groups = z.array(z.string()).catch([]).parse(identity.claims['groups'])
  if (!groups.includes('staff'))
    refuse('the provider did not name the group staff', { title: 'Staff only', message: 'For staff.' })
  return Promise.resolve(proceed('of the staff', { groups }))
})
const grant = step(
  'grant',
  async ({ identity, groups }: Pick<Start, 'identity'> & { readonly groups: readonly string[] }) =>
    Promise.resolve(
      proceed('roles from groups', {
        roles: groups.includes('ops') ? (['editor'] as const) : [],
        fields: {
          tenantId: typeof identity.claims['tenant'] === 'string' ? identity.claims['tenant'] : 'main',
        },
      }),
    ),
)
const bill = step('bill', async ({ user, sql }: WithUser & Pick<Start, 'sql'>) => {
  await sql`INSERT INTO customer (user_id) VALUES (${user.id}) ON CONFLICT DO NOTHING`
  return proceed('there is a customer', {})
})
const confirmAge = step('confirmAge', async ({ answers, mayCreate }: Pick<Start, 'answers'> & LinkDecided) =>
  Promise.resolve(
    !mayCreate || answers.confirmed.includes('age')
      ? proceed('of age', { oldEnough: true as const })
      : ask(
          { key: 'age', title: 'Age', text: 'Over 18 only.', button: 'I am over 18' },
          'new people are asked',
        ),
  ),
)
const team = {
  key: 'team',
  title: 'Your team',
  text: 'Which team are you on?',
  button: 'Continue',
  fields: { name: { type: 'text', label: 'Team' }, lead: { type: 'checkbox', label: 'I lead it' } },
  schema: z.object({ name: z.string().min(2), lead: z.boolean() }),
} as const
const askTeam = step('askTeam', async ({ answers }: Pick<Start, 'answers'>) => {
  const answer = answerTo(answers, team)
  return Promise.resolve(
    answer === null ? ask(team, 'no team yet') : proceed('a team', { team: answer.name }),
  )
})
const wantsTeam = step('wantsTeam', async ({ team }: { readonly team: string }) =>
  Promise.resolve(proceed(team, {})),
)

const site = { baseUrl: 'https://shop.example/auth', database: 'file:./shop.db' } as const
const user = {
  fields: z.object({ tenantId: z.string().default('main') }),
  roles: ['editor', 'viewer'],
} as const

export const config = defineConfig({
  ...site,
  user,
  pipeline: (steps) =>
    steps
      .after('checkAllowed', checkStaff)
      .after('decideUser', confirmAge)
      .before('createUser', grant)
      .after('createUser', bill)
      .before('checkActive', askTeam)
      .after('askTeam', wantsTeam),
})

// Steps that nothing needs may be left out, and one that gives the same facts may take the place of another.
const allowAll = step('allowAll', async () =>
  Promise.resolve(proceed('everyone', { allowed: true as const })),
)
export const others = [
  defineConfig({ ...site, pipeline: (steps) => steps.without('updateUser').without('grantAdmin') }),
  defineConfig({ ...site, pipeline: (steps) => steps.replace('checkAllowed', allowAll) }),
  defineConfig({
    ...site,
    pipeline: (steps) =>
      steps
        .empty()
        .append(builtIn.checkRequiredClaims)
        .append(allowAll)
        .append(builtIn.findAccount)
        .append(builtIn.resolveEmail)
        .append(builtIn.decideUser)
        .append(builtIn.acceptTerms)
        .append(builtIn.chooseUsername)
        .append(builtIn.createUser)
        .append(builtIn.associateAccount)
        .append(builtIn.checkActive),
  }),
  // The facts of a step that is written in place have their types.
  defineConfig({
    ...site,
    pipeline: (steps) =>
      steps.before(
        'checkActive',
        step('inPlace', async ({ user: { username } }) => Promise.resolve(proceed(username, {}))),
      ),
  }),
]

defineConfig({
  ...site,
  // @ts-expect-error -- bill needs a user
  pipeline: (steps) => steps.before('createUser', bill),
})
defineConfig({
  ...site,
  // @ts-expect-error -- resolveEmail would lack `allowed`
  pipeline: (steps) => steps.without('checkAllowed'),
})
defineConfig({
  ...site,
  // @ts-expect-error -- no session without `active`
  pipeline: (steps) => steps.without('checkActive'),
})
defineConfig({
  ...site,
  // @ts-expect-error -- there is no such step
  pipeline: (steps) => steps.after('checkStuff', allowAll),
})
defineConfig({
  ...site,
  // @ts-expect-error -- grant needs `groups`, which no step gives
  pipeline: (steps) => steps.before('createUser', grant),
})
defineConfig({
  ...site,
  // @ts-expect-error -- checkStaff does not give `allowed`
  pipeline: (steps) => steps.replace('checkAllowed', checkStaff),
})
const liar = step('liar', async () => Promise.resolve(proceed('a lie', { allowed: 'yes' })))
defineConfig({
  ...site,
  // @ts-expect-error -- liar spoils the fact `allowed`
  pipeline: (steps) => steps.after('checkAllowed', liar),
})
const thief = step('thief', async () => Promise.resolve(proceed('a theft', { identity: { subject: 'ada' } })))
defineConfig({
  ...site,
  // @ts-expect-error -- no step gives what every step gets
  pipeline: (steps) => steps.before('findAccount', thief),
})
const boss = step('boss', async ({ identity }: Pick<Start, 'identity'>) =>
  Promise.resolve(proceed(identity.subject, { roles: ['boss'] as const })),
)
defineConfig({
  ...site,
  user: { roles: ['editor'] },
  // @ts-expect-error -- boss is no role of the config
  pipeline: (steps) => steps.before('createUser', boss),
})
const wrongField = step('wrongField', async () => Promise.resolve(proceed('x', { fields: { tenantId: 7 } })))
defineConfig({
  ...site,
  user: { fields: z.object({ tenantId: z.string() }) },
  // @ts-expect-error -- tenantId is a text
  pipeline: (steps) => steps.before('createUser', wrongField),
})
const wantsNumber = step('wantsNumber', async (facts: { readonly linkedNow: number }) =>
  Promise.resolve(proceed(String(facts.linkedNow), {})),
)
defineConfig({
  ...site,
  // @ts-expect-error -- `linkedNow` is a boolean; a fact of another type is no fact
  pipeline: (steps) => steps.before('checkActive', wantsNumber),
})
const forge = step('forge', async () =>
  Promise.resolve(proceed('forged', { account: { id: 'a' }, linkedNow: true })),
)
defineConfig({
  ...site,
  // @ts-expect-error -- an account is what Portcullis has found; no step makes one
  pipeline: (steps) => steps.replace('associateAccount', forge),
})
defineConfig({
  ...site,
  // @ts-expect-error -- users could lock themselves out
  disconnection: (steps) => steps.without('requireOtherLoginMethod'),
})
