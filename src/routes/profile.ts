import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { chooseOwnUsername, editProfile, type ProfileEdit } from '../flows/edit-profile.js'
import { PASSWORD_BACKEND } from '../identity.js'
import { readForm } from '../middleware/body.js'
import { requestContext } from '../middleware/request-context.js'
import type { AccountProfilePage, ProfileFieldView } from '../pages/render.js'
import { readEditedProfile } from '../pipeline/edited-profile.js'
import type { RateLimitRule } from '../rate-limit/rate-limiter.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import type { CurrentSession } from '../sessions/session-store.js'
import type { User } from '../store/models.js'
import { notifyRenamed } from './account-notices.js'
import {
  isRecentlyAuthenticated,
  requireRecentLogin,
  sessionOrLogin,
  signInAgainPath,
  toUserSummary,
} from './current-user.js'
import { withFlash } from './flash.js'
import { renderErrorsOnForm } from './form-errors.js'
import { redirect, requireCsrf, sendPage, type Services } from './services.js'

/** Each change is an event, which is sent to webhooks. */
const USER_LIMIT: RateLimitRule = { name: 'profile changes of one user', max: 30, windowMs: 3600_000 }

const FIELDS = ['name', 'picture'] as const

/** Users change their name and their picture, and once their user name. */
export function profileRoutes(router: Router, services: Services): void {
  const { basePath } = services.site

  router.get('/account/profile', async (ctx) => {
    const current = sessionOrLogin(services, ctx)
    if (current !== null) sendPage(services, ctx, await profilePage(services, current, {}))
  })

  router.post('/account/profile', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const form = readForm(ctx)
    await showErrors(services, ctx, current, { form: 'profile', entered: form })
    await editOwnProfile(services, current, readEdit(form, current.user))
    redirect(ctx, withFlash(`${basePath}/account`, 'profile-saved'))
  })

  router.post('/account/username', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const form = readForm(ctx)
    await showErrors(services, ctx, current, { form: 'username', entered: form })
    const next = `${basePath}/account/profile`
    const proof = requireRecentLogin(services, ctx, current, next)
    await renameOwnUser(services, ctx, { ...current, proof }, { username: readField(form, 'username') ?? '' })
    redirect(ctx, withFlash(`${basePath}/account`, 'username-changed'))
  })
}

/** Changes the profile of the signed-in user, at most thirty times an hour. @throws PortcullisError profile_rejected */
export async function editOwnProfile(
  services: Services,
  current: CurrentSession,
  edit: ProfileEdit,
): Promise<void> {
  await withUserLimit(services, current, () => editProfile(services, current.user.id, edit))
}

/**
 * Gives the signed-in user the user name that they have chosen, once, together with what else of the profile changes, and
 * tells them by email.
 * @throws PortcullisError username_rejected, profile_rejected; then nothing has changed
 */
export async function renameOwnUser(
  services: Services,
  ctx: Context,
  current: CurrentSession & { readonly proof: RecentlyAuthenticated },
  { username, ...edit }: ProfileEdit & { readonly username: string },
): Promise<void> {
  await withUserLimit(services, current, () => chooseOwnUsername(services, current.proof, username, edit))
  notifyRenamed(services, ctx, current.user, 'user')
}

function withUserLimit(
  { rateLimiter }: Pick<Services, 'rateLimiter'>,
  { user }: CurrentSession,
  work: () => Promise<unknown>,
): Promise<unknown> {
  return rateLimiter.run([{ rule: USER_LIMIT, subject: user.id }], work)
}

/** What the form changes: a value that stays, such as one that a provider has set, is not checked again. */
function readEdit(form: URLSearchParams, user: User): ProfileEdit {
  const reset = readField(form, 'reset')
  if (reset !== null) {
    if (reset !== 'name' && reset !== 'picture')
      throw new PortcullisError('bad_request', { detail: 'there is no such field to reset' })
    return { [reset]: null }
  }
  const entered = FIELDS.map((field) => [field, readField(form, field)] as const)
  return Object.fromEntries(
    entered.filter(([field, value]) => value !== null && value !== (user[field] ?? '')),
  )
}

/** The field as it was sent, which may be empty; null without it. @throws PortcullisError bad_request when it is repeated */
function readField(form: URLSearchParams, name: string): string | null {
  const [value = null, ...more] = form.getAll(name)
  if (more.length > 0) throw new PortcullisError('bad_request', { detail: `the field ${name} is repeated` })
  return value
}

interface SentForm {
  readonly form: 'profile' | 'username'
  readonly entered: URLSearchParams
}

async function showErrors(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  { form, entered }: SentForm,
): Promise<void> {
  const page = await profilePage(services, current, {
    name: entered.get('name'),
    picture: entered.get('picture'),
    username: entered.get('username'),
  })
  const context = requestContext(ctx)
  context.retryPath = signInAgainPath(`${services.site.basePath}/account/profile`)
  renderErrorsOnForm(ctx, (shown) => ({ ...page, error: { form, shown } }))
}

type EnteredProfile = Readonly<Partial<Record<'name' | 'picture' | 'username', string | null>>>

async function profilePage(
  { store, site, clock }: Pick<Services, 'store' | 'site' | 'clock'>,
  current: CurrentSession,
  entered: EnteredProfile,
): Promise<AccountProfilePage> {
  const { user, csrf } = current
  const accounts = await store.listAccounts(user.id)
  const edited = readEditedProfile(user)
  const hasProvider = accounts.some(({ backend }) => backend !== PASSWORD_BACKEND)
  const toField = (field: 'name' | 'picture'): ProfileFieldView => {
    const provided = hasProvider ? edited[field] : undefined
    return {
      value: entered[field] ?? user[field] ?? '',
      provided: provided === undefined ? null : { value: provided },
    }
  }
  return {
    name: 'account-profile',
    user: toUserSummary(user),
    csrf,
    editable: site.profileEditing,
    fields: { name: toField('name'), picture: toField('picture') },
    username: {
      current: user.username,
      value: entered.username ?? user.username,
      isFinal: user.formerUsername !== null,
    },
    isRecent: isRecentlyAuthenticated(current, clock()),
    error: null,
  }
}
