import { defineConfig } from 'portcullis'
import { oidc } from 'portcullis/backends'
import { answerTo, ask, proceed, step } from 'portcullis/pipeline'
import { z } from 'zod'

const question = {
  key: 'team',
  title: 'Your team',
  text: 'Which team do you work in?',
  button: 'Continue',
  fields: { team: { type: 'text', label: 'Team' } },
  schema: z.object({ team: z.string().min(2) }),
}

/** Asks new people for their team, and makes those of the group `editors` editors. */
const grant = step('grant', async ({ identity, answers, mayCreate }) => {
  const groups = z.array(z.string()).catch([]).parse(identity.claims.groups)
  const roles = groups.includes('editors') ? ['editor'] : []
  if (!mayCreate) return proceed('the groups of the provider', { roles })
  const answer = answerTo(answers, question)
  if (answer === null) return ask(question, 'new people are asked for their team')
  return proceed('the groups of the provider, and the answer', { roles, fields: answer })
})

export default defineConfig({
  baseUrl: 'http://localhost:3000/auth',
  database: 'file:./data/portcullis.db',
  user: { fields: z.object({ team: z.string().nullable().default(null) }), roles: ['editor'] },
  pipeline: (steps) => steps.before('createUser', grant),
  backends: {
    acme: oidc({
      label: 'Acme',
      issuer: 'https://login.acme.example',
      clientId: 'shop',
      clientSecret: process.env.ACME_SECRET ?? 'set ACME_SECRET',
    }),
  },
})
