import type { Context } from 'koa'
import type Router from 'koa-router'
import { toAuditEvent } from '../../audit/audit-event.js'
import { newId } from '../../crypto/tokens.js'
import { PortcullisError } from '../../errors.js'
import { INVITATION_TTL_DAYS, issueInvitation } from '../../flows/invitations.js'
import { parseName } from '../../flows/edit-profile.js'
import { message } from '../../locales/messages.js'
import { type EmailAddress, parseEmailAddress } from '../../mail/email-address.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { requestContext } from '../../middleware/request-context.js'
import type { AdminUserNewPage, AdminUserPage, FormError } from '../../pages/render.js'
import { requireChoosableUsername } from '../../pipeline/steps/choose-username.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { User } from '../../store/models.js'
import type { Queries } from '../../store/store.js'
import { toRoleColumn } from '../../user-extension.js'
import { isRecentlyAuthenticated } from '../current-user.js'
import { addressLimits } from '../email-codes.js'
import { withFlash } from '../flash.js'
import { renderErrorsOnForm } from '../form-errors.js'
import { redirect, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin, requireRecentAdminForm, toActor } from './access.js'
import type { UserActionContext } from './user-actions.js'

const NEW_PATH = '/admin/users/new'

/** The form that creates a user, and what it does. These routes come before those of single users. */
export function createUserRoutes(router: Router, services: Services): void {
  router.get(NEW_PATH, (ctx) => {
    const current = requireAdmin(services, ctx)
    sendPage(services, ctx, newUserPage(services, ctx, current, new URLSearchParams(), null))
  })

  router.post('/admin/users', async (ctx) => {
    const current = requireRecentAdminForm(services, ctx, NEW_PATH)
    const form = readForm(ctx)
    renderErrorsOnForm(ctx, (error) => newUserPage(services, ctx, current, form, error))
    const entered = readNewUser(services, form)
    const user = await services.store.atomically((tx) => createUser(services, tx, current, entered))
    requestContext(ctx).renderError = null
    if (singleParam(form, 'then', 20) === 'invite') await inviteUser({ services, ctx, current, user })
    else redirect(ctx, withFlash(`${services.site.basePath}/admin/users/${user.id}`, 'user-created'))
  })
}

/** How an invitation would reach a user; null for one who can sign in, or is disabled. */
export function invitationKind(
  { mail }: Pick<Services, 'mail'>,
  { active, email }: Pick<User, 'active' | 'email'>,
  { hasAccount }: { readonly hasAccount: boolean },
): AdminUserPage['invitation'] {
  if (hasAccount || !active) return null
  return mail !== null && parseEmailAddress(email) !== null ? 'email' : 'link'
}

/**
 * Invites a user who has no account: by email where that is possible, otherwise on a page that has the link, which is shown
 * once. The link before it stops working. Responds to the request.
 * @throws PortcullisError user_has_account, too_many_requests
 */
export async function inviteUser({
  services,
  ctx,
  current,
  user,
}: Omit<UserActionContext, 'user'> & {
  readonly user: Pick<User, 'id' | 'username' | 'email' | 'active' | 'language'>
}): Promise<void> {
  const { store, mail, rateLimiter, site, clock } = services
  const to = mail === null ? null : parseEmailAddress(user.email)
  const issue = () =>
    store.atomically(async (tx) => {
      await tx.lockUser(user.id, clock())
      const token = await issueInvitation(tx, { userId: user.id, email: to }, clock())
      const detail = { username: user.username, by: to === null ? 'link' : 'email' }
      const event = { kind: 'user.invited', actor: toActor(current), userId: user.id, detail } as const
      await tx.createEvents([toAuditEvent(event, clock())])
      return `${site.origin}${site.basePath}/invitation/${token}`
    })
  if (mail !== null && to !== null) {
    const link = await rateLimiter.run(addressLimits(to), issue)
    mail.mailQueue.enqueue({ to, ...mail.emailTemplates(ctx, user).invitation(link, INVITATION_TTL_DAYS) })
    redirect(ctx, withFlash(`${site.basePath}/admin/users/${user.id}`, 'user-invited'))
    return
  }
  const link = await issue()
  ctx.set('Referrer-Policy', 'no-referrer')
  sendPage(services, ctx, {
    name: 'admin/user-link',
    ...adminLayout(ctx, current, 'users'),
    person: { id: user.id, username: user.username },
    link,
    days: INVITATION_TTL_DAYS,
  })
}

interface NewUserForm {
  readonly username: string
  readonly name: string | null
  readonly email: EmailAddress | null
  readonly language: string | null
  readonly roles: readonly string[]
}

/** @throws PortcullisError username_rejected, profile_rejected, email_invalid, bad_request */
function readNewUser(
  { site, http, userExtension }: Pick<Services, 'site' | 'http' | 'userExtension'>,
  form: URLSearchParams,
): NewUserForm {
  const username = (singleParam(form, 'username', 100) ?? '').trim().toLowerCase()
  requireChoosableUsername(username, site.reservedUsernames)
  const text = (singleParam(form, 'email', 320) ?? '').trim()
  const email = parseEmailAddress(text)
  if (text !== '' && email === null)
    throw new PortcullisError('email_invalid', { detail: message('detail.address.notOne') })
  const roles = form.getAll('role')
  if (roles.some((role) => !userExtension.roles.includes(role)))
    throw new PortcullisError('bad_request', { detail: 'the configuration has no such role' })
  // The default of the site is chosen like any other, where there is a choice.
  const language = http.languages.offered.find(({ locale }) => locale === form.get('language')) ?? null
  const name = parseName(form.get('name') ?? '')
  return { username, name, email, language: language?.locale ?? null, roles }
}

/** The address is not proven yet, so it may be that of another user, who keeps it. */
async function createUser(
  { clock }: Pick<Services, 'clock'>,
  tx: Queries,
  current: CurrentSession,
  { username, name, email, language, roles }: NewUserForm,
): Promise<User> {
  const now = clock()
  if ((await tx.listTakenUsernames([username])).length > 0)
    throw new PortcullisError('username_rejected', { text: message('setup.usernameTaken') })
  const nothing = { emailVerified: false, provenEmail: null, givenName: null, familyName: null }
  const more = { picture: null, acceptedTerms: null, language }
  const user = await tx.createUser({ id: newId(), username, name, email, ...nothing, ...more }, now)
  if (roles.length > 0) await tx.setAdminRoles(user.id, toRoleColumn(roles), now)
  const detail = { username, ...(roles.length > 0 ? { roles: roles.join(' ') } : {}) }
  const event = { kind: 'user.created', actor: toActor(current), userId: user.id, detail } as const
  await tx.createEvents([toAuditEvent(event, now)])
  return user
}

function newUserPage(
  { userExtension, http, mail, clock }: Pick<Services, 'userExtension' | 'http' | 'mail' | 'clock'>,
  ctx: Context,
  current: CurrentSession,
  form: URLSearchParams,
  error: FormError | null,
): AdminUserNewPage {
  const field = (name: string) => (form.get(name) ?? '').slice(0, 320)
  const chosen = form.getAll('role')
  return {
    name: 'admin/user-new',
    ...adminLayout(ctx, current, 'users'),
    entered: {
      username: field('username'),
      personName: field('name'),
      email: field('email'),
      language: field('language'),
    },
    languages: http.languages.offered.map(({ locale, label }) => ({ locale, label })),
    roles: userExtension.roles.map((name) => ({ name, isChosen: chosen.includes(name) })),
    canSendMail: mail !== null,
    isRecent: isRecentlyAuthenticated(current, clock()),
    error,
  }
}
