// Steps of a site's own: who may sign in, what new people are asked, and which roles they get.

import {
  answerTo,
  ask,
  type LinkDecided,
  proceed,
  refuse,
  type Start,
  step,
  type WithUser,
} from 'portcullis/pipeline'
import { z } from 'zod'

/** Only the staff may sign in. The provider must send the claim: `extraScopes` of the backend asks for it. */
export const checkStaff = step('checkStaff', async ({ identity }: Pick<Start, 'identity'>) => {
  const groups = z.array(z.string()).catch([]).parse(identity.claims['groups'])
  if (!groups.includes('staff'))
    refuse('the provider did not name the group staff', {
      title: 'For staff only',
      message: 'This site is for our staff.',
      advice: 'If you are new here, ask your manager for an invitation.',
    })
  return proceed('the provider named the group staff', { groups })
})

const teamQuestion = {
  key: 'team',
  title: 'Your team',
  text: 'Which team do you work in?',
  button: 'Continue',
  fields: {
    team: {
      type: 'select',
      label: 'Team',
      options: [
        { value: 'sales', label: 'Sales' },
        { value: 'support', label: 'Support' },
      ],
    },
    phone: { type: 'tel', label: 'Phone extension', hint: 'Four digits', maxLength: 4 },
  },
  schema: z.object({
    team: z.enum(['sales', 'support'], 'Please choose your team.'),
    phone: z.string().regex(/^\d{4}$/, 'An extension has four digits.'),
  }),
} as const

/** Asks new people for their team. */
export const askTeam = step(
  'askTeam',
  async ({ answers, mayCreate }: Pick<Start, 'answers'> & LinkDecided) => {
    if (!mayCreate) return proceed('known people were asked before', { newTeam: null })
    const answer = answerTo(answers, teamQuestion)
    return answer === null
      ? ask(teamQuestion, 'new people are asked for their team')
      : proceed('the team is known', { newTeam: answer })
  },
)

interface Team {
  readonly newTeam: { readonly team: 'sales' | 'support'; readonly phone: string } | null
}

/** Roles follow the groups of the provider at each sign-in; the team stays as it was answered. */
export const grant = step(
  'grant',
  async ({ groups, newTeam }: Team & { readonly groups: readonly string[] }) =>
    proceed('roles from the groups', {
      roles: groups.includes('editors') ? (['editor'] as const) : [],
      fields: newTeam === null ? {} : newTeam,
    }),
)

/** Keeps a row of the site's own beside the user, in the same transaction. */
export const welcome = step('welcome', async ({ user, sql, now }: WithUser & Pick<Start, 'sql' | 'now'>) => {
  await sql`INSERT INTO "Colleague" ("userId", "since") VALUES (${user.id}, ${now.toISOString()}) ON CONFLICT DO NOTHING`
  return proceed('the user is in the list of colleagues', {})
})
