import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { translatorOf } from '../../middleware/language.js'
import { requestContext } from '../../middleware/request-context.js'
import type { AdminQuestionPage } from '../../pages/render.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { Account } from '../../store/models.js'
import type { UserListItem } from '../../store/user-lists.js'
import { isRecentlyAuthenticated } from '../current-user.js'
import { methodLabel } from '../login-methods.js'
import type { Services } from '../services.js'
import { adminLayout } from './access.js'

/** The actions on users that are asked about first, by the last segment of the path of both the page and its form. */
export const USER_QUESTIONS = ['disable', 'end-sessions', 'free-email', 'revoke', 'delete'] as const
export type UserQuestion = (typeof USER_QUESTIONS)[number]

/** The name of the field in which administrators enter the name of what they delete. */
const CONFIRMATION_FIELD = 'confirmation'

/**
 * The page that asks before an action on a user. Its form leads to the route of the action.
 * @throws PortcullisError self_action_forbidden for what administrators cannot do to themselves
 */
export function userQuestionPage(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  { user, action }: { readonly user: UserListItem; readonly action: UserQuestion },
): AdminQuestionPage {
  const isSelf = current.user.id === user.id
  return {
    ...aboutUser(services, ctx, current, { user, action, isAllowedOnSelf: action === 'revoke' }),
    kind: isSelf ? 'step-down' : action,
    part: action === 'free-email' ? user.provenEmail : null,
    confirmation: action === 'delete' ? user.username : null,
  }
}

/** The page that asks before one session of a user is ended. */
export function sessionQuestionPage(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  { user, id }: { readonly user: UserListItem; readonly id: string },
): AdminQuestionPage {
  return {
    ...aboutUser(services, ctx, current, { user, action: `sessions/${id}/end` }),
    kind: 'end-session',
  }
}

/** The page that asks before a sign-in method of a user is removed. */
export function accountQuestionPage(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  { user, account }: { readonly user: UserListItem; readonly account: Account },
): AdminQuestionPage {
  const method = methodLabel(services, account.backend, translatorOf(ctx))
  return {
    ...aboutUser(services, ctx, current, { user, action: `accounts/${account.id}/disconnect` }),
    kind: 'disconnect',
    part: account.label === null ? method : `${method}, ${account.label}`,
  }
}

/** The page that asks before a provider is deleted. */
export function providerQuestionPage(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  provider: { readonly name: string; readonly label: string; readonly revision: number },
): AdminQuestionPage {
  const back = `${services.site.basePath}/admin/providers/${encodeURIComponent(provider.name)}`
  return {
    ...questionPage(services, ctx, current, { section: 'providers', path: `${back}/delete`, back }),
    kind: 'delete-provider',
    target: provider.label,
    confirmation: provider.name,
    fields: { revision: String(provider.revision) },
  }
}

/** What the questions about a user share. @param action the path of the form, below that of the user */
function aboutUser(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  about: { readonly user: UserListItem; readonly action: string; readonly isAllowedOnSelf?: boolean },
) {
  const { user, action, isAllowedOnSelf = false } = about
  if (current.user.id === user.id && !isAllowedOnSelf) throw selfActionError()
  const back = `${services.site.basePath}/admin/users/${user.id}`
  return {
    ...questionPage(services, ctx, current, { section: 'users', path: `${back}/${action}`, back }),
    target: user.username,
    fields: {},
    confirmation: null,
  }
}

function questionPage(
  { clock }: Pick<Services, 'clock'>,
  ctx: Context,
  current: CurrentSession,
  { section, path, back }: Pick<AdminQuestionPage, 'section' | 'path' | 'back'>,
) {
  return {
    name: 'admin/question',
    ...adminLayout(ctx, current, section),
    path,
    action: path,
    back,
    part: null,
    isRecent: isRecentlyAuthenticated(current, clock()),
    error: null,
  } as const
}

/**
 * Demands that the form has the name of what is deleted. A wrong one is shown on the page that asked.
 * @param page that page
 * @throws PortcullisError confirmation_wrong
 */
export function requireConfirmation(ctx: Context, page: AdminQuestionPage): void {
  if (singleParam(readForm(ctx), CONFIRMATION_FIELD, 100)?.trim() === page.confirmation) return
  requestContext(ctx).renderError = ({ code }) => {
    if (code !== 'confirmation_wrong') return null
    const text = translatorOf(ctx).t('errors.confirmation_wrong.advice')
    return { ...page, error: { text, reference: null } }
  }
  throw new PortcullisError('confirmation_wrong', {
    detail: 'the form has another name than what it deletes',
  })
}

/** For what administrators cannot do to themselves. */
export function selfActionError(): PortcullisError {
  return new PortcullisError('self_action_forbidden', {
    detail: 'an administrator acted on their own account',
  })
}
