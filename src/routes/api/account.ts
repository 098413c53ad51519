import { z } from 'zod'
import { type Operation, requireSession } from './operation.js'

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
      services.backends.providerTokens.listAccountsNeedingReconnect(user.id),
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

const BackendSchema = z
  .object({
    name: z.string(),
    label: z.string(),
    icon: z.string().nullable().describe('A slug of simple-icons, or null.'),
    loginUrl: z
      .string()
      .meta({ format: 'uri' })
      .describe('To be opened as a page; `next` may be added to it.'),
  })
  .meta({ id: 'Backend' })

const LoginMethodsSchema = z.object({
  backends: z.array(BackendSchema),
  passwords: z.boolean().describe('Whether `POST /api/login` takes passwords.'),
})

export const listBackends: Operation = {
  method: 'GET',
  path: '/api/backends',
  summary: 'The ways to sign in',
  description: 'What a page needs to draw its buttons.',
  security: [],
  responses: { 200: { description: 'Backends in the order of the login page.', schema: LoginMethodsSchema } },
  errors: [],
  handler:
    ({ backends: { registry, password }, site }) =>
    (ctx) => {
      const backends = registry.list().map(({ name, label, icon }) => ({
        ...{ name, label, icon },
        loginUrl: `${site.origin}${site.basePath}/login/${name}`,
      }))
      const response: z.infer<typeof LoginMethodsSchema> = { backends, passwords: password !== null }
      ctx.body = response
    },
}
