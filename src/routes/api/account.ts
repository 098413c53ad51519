import { z } from 'zod'
import { MAX_NAME_LENGTH, MAX_PICTURE_LENGTH } from '../../flows/edit-profile.js'
import { readJson } from '../../middleware/body.js'
import { requireRecentAuthentication } from '../../recent-authentication.js'
import { editOwnProfile, renameOwnUser } from '../profile.js'
import { type Operation, requireBrowserSession, requireSession } from './operation.js'
import { toUserObject, UserObject } from './schemas.js'

const AccountSchema = z
  .object({
    id: z.string(),
    backend: z.string().describe('The name of the backend; `password` for a local password.'),
    label: z
      .string()
      .nullable()
      .describe('Distinguishes two accounts of one backend, such as an email address.'),
    lastLoginAt: z.string().meta({ format: 'date-time' }),
    mustReconnect: z
      .boolean()
      .describe('Whether the provider issues no more tokens until the user reconnects the account.'),
  })
  .meta({ id: 'Account' })

const AccountListSchema = z.object({ accounts: z.array(AccountSchema) })

export const listAccounts: Operation = {
  method: 'GET',
  path: '/api/accounts',
  summary: 'List your accounts',
  description: 'Provider tokens never leave the server.',
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
        id,
        backend,
        label,
        lastLoginAt: lastLoginAt.toISOString(),
        mustReconnect: refusedIds.has(id),
      })),
    }
    ctx.body = response
  },
}

const ProfileSchema = z.strictObject({
  name: z
    .string()
    .max(MAX_NAME_LENGTH)
    .nullish()
    .describe('Empty for none; null for what the provider says.'),
  picture: z
    .string()
    .max(MAX_PICTURE_LENGTH)
    .nullish()
    .describe('An https URL; empty for none; null for what the provider says.'),
  username: z.string().max(100).optional().describe('Can be changed once, within ten minutes of a sign-in.'),
})

const ProfileResponseSchema = z.object({ user: UserObject })

export const editProfile: Operation = {
  method: 'POST',
  path: '/api/profile',
  summary: 'Change your name, picture or user name',
  description:
    'Members that are missing stay as they are. What was changed stays at the next sign-in. The session of a device or a ' +
    'program cannot do this.',
  security: ['cookie', 'bearer'],
  request: { type: 'application/json', schema: ProfileSchema },
  responses: { 200: { description: 'The user as it is now.', schema: ProfileResponseSchema } },
  errors: [
    'login_required',
    'origin_rejected',
    'browser_session_required',
    'bad_request',
    'reauthentication_required',
    'too_many_requests',
    'wrong_content_type',
    'profile_rejected',
    'username_rejected',
  ],
  handler: (services) => async (ctx) => {
    const current = requireBrowserSession(requireSession(services, ctx))
    const { name, picture, username } = readJson(ctx, ProfileSchema)
    const edit = { ...(name === undefined ? {} : { name }), ...(picture === undefined ? {} : { picture }) }
    if (username === undefined) await editOwnProfile(services, current, edit)
    else {
      const proof = requireRecentAuthentication(current, services.clock())
      await renameOwnUser(services, ctx, { ...current, proof }, { ...edit, username })
    }
    const user = (await services.store.findUser(current.user.id)) ?? current.user
    const response: z.infer<typeof ProfileResponseSchema> = {
      user: toUserObject(user, services.userExtension),
    }
    ctx.body = response
  },
}

const BackendSchema = z
  .object({
    name: z.string(),
    label: z.string(),
    icon: z.string().nullable().describe('A slug of simple-icons, or null.'),
    mark: z
      .string()
      .meta({ format: 'uri' })
      .nullable()
      .describe('A picture to show instead of the icon, or null.'),
    loginUrl: z.string().meta({ format: 'uri' }).describe('Open it as a page; you may add `next`.'),
  })
  .meta({ id: 'Backend' })

const LoginMethodsSchema = z.object({
  backends: z.array(BackendSchema),
  passwords: z.boolean().describe('Whether `POST /api/login` accepts passwords.'),
})

export const listBackends: Operation = {
  method: 'GET',
  path: '/api/backends',
  summary: 'List the ways to sign in',
  description: 'The data for login buttons on a page.',
  security: [],
  responses: { 200: { description: 'Backends in the order of the login page.', schema: LoginMethodsSchema } },
  errors: [],
  handler:
    ({ backends: { registry, marks, password }, site }) =>
    (ctx) => {
      const toMark = (path: string | null) => path && `${site.origin}${site.basePath}${path}`
      const backends = registry.listOffered().map(({ name, label, icon }) => ({
        name,
        label,
        icon,
        mark: toMark(marks.pathOf(name)),
        loginUrl: `${site.origin}${site.basePath}/login/${name}`,
      }))
      const response: z.infer<typeof LoginMethodsSchema> = { backends, passwords: password !== null }
      ctx.body = response
    },
}
