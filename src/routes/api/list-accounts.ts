import { z } from 'zod'
import type { Operation } from './operation.js'
import { signedIn } from './signed-in.js'

const Account = z
  .object({
    id: z.string(),
    backend: z.string().describe('The name of the backend; `password` for a local password.'),
    label: z
      .string()
      .nullable()
      .describe('What tells two accounts of one backend apart, such as an address.'),
    lastLoginAt: z.string().meta({ format: 'date-time' }),
    mustReconnect: z
      .boolean()
      .describe('Whether the provider gives out no more tokens until the person connects it again.'),
  })
  .meta({ id: 'Account' })

const List = z.object({ accounts: z.array(Account) })

export const listAccounts: Operation = {
  method: 'GET',
  path: '/api/accounts',
  summary: 'One’s own connected accounts',
  description: 'The tokens of the providers never leave the server.',
  proofs: ['cookie', 'bearer'],
  answers: { 200: { description: 'In the order in which they were connected.', schema: List } },
  errors: ['login_required'],
  handler: (parts) => async (ctx) => {
    const { user } = signedIn(parts, ctx)
    const [accounts, refused] = await Promise.all([
      parts.store.accountsOf(user.id),
      parts.providerTokens.refusedOf(user.id),
    ])
    const answer: z.infer<typeof List> = {
      accounts: accounts.map(({ id, backend, label, lastLoginAt }) => ({
        ...{ id, backend, label },
        lastLoginAt: lastLoginAt.toISOString(),
        mustReconnect: refused.has(id),
      })),
    }
    ctx.body = answer
  },
}
