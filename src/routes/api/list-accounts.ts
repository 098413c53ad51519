import { z } from 'zod'
import type { Operation } from './operation.js'
import { requireSession } from './signed-in.js'

const AccountSchema = z
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

const AccountListSchema = z.object({ accounts: z.array(AccountSchema) })

export const listAccounts: Operation = {
  method: 'GET',
  path: '/api/accounts',
  summary: 'One’s own connected accounts',
  description: 'The tokens of the providers never leave the server.',
  security: ['cookie', 'bearer'],
  responses: {
    200: { description: 'In the order in which they were connected.', schema: AccountListSchema },
  },
  errors: ['login_required'],
  handler: (services) => async (ctx) => {
    const { user } = requireSession(services, ctx)
    const [accounts, refusedIds] = await Promise.all([
      services.store.listAccounts(user.id),
      services.providerTokens.listAccountsNeedingReconnect(user.id),
    ])
    const response: z.infer<typeof AccountListSchema> = {
      accounts: accounts.map(({ id, backend, label, lastLoginAt }) => ({
        ...{ id, backend, label },
        lastLoginAt: lastLoginAt.toISOString(),
        mustReconnect: refusedIds.has(id),
      })),
    }
    ctx.body = response
  },
}
