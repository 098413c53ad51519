import type { Context } from 'koa'
import type Router from 'koa-router'
import { PASSWORD_BACKEND } from '../../identity.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { browserName } from '../../middleware/client-info.js'
import { translatorOf } from '../../middleware/language.js'
import type { AdminUserPage } from '../../pages/admin-user-pages.js'
import type { Page } from '../../pages/render.js'
import type { UserListItem } from '../../store/user-lists.js'
import { readFields, readRoleNames, type UserExtension } from '../../user-extension.js'
import { findUndoableMerge } from '../../flows/merge-users.js'
import { findIdEnd, sessionBackendLabel } from '../account-page.js'
import { type FlashCode, type UndoForms, withFlash } from '../flash.js'
import { backendSummary } from '../login-methods.js'
import { redirect, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin, requireRecentAdminForm } from './access.js'
import { editUserRoutes } from './edit-user.js'
import { readId, requireAccount, requireUser } from './find-user.js'
import { createUserRoutes, invitationKind, inviteUser } from './create-user.js'
import { toUserView, userListRoutes } from './user-list.js'
import { mergeUserRoutes } from './merge-users.js'
import {
  accountQuestionPage,
  requireConfirmation,
  selfActionError,
  sessionQuestionPage,
  USER_QUESTIONS,
  userQuestionPage,
} from './questions.js'
import { ROLE_ACTIONS } from './role-actions.js'
import { toSignInViews } from './sign-in-rows.js'
import {
  canSendReset,
  deleteOtherUser,
  disconnectAccount,
  endOneSession,
  isListedAdmin,
  moveAccount,
  revokeAdmin,
  sendReset,
  USER_ACTIONS,
  type UserAction,
} from './user-actions.js'

const MAX_RECENT_SIGN_INS = 10
const MAX_FIELD_LENGTH = 500

/** The list of users, the page of one, and the actions on users. */
export function userRoutes(router: Router, services: Services): void {
  userListRoutes(router, services)
  createUserRoutes(router, services)
  editUserRoutes(router, services)
  mergeUserRoutes(router, services)

  router.get('/admin/users/:id', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const user = await requireUser(services, ctx)
    const [accounts, sessions, events] = await Promise.all([
      services.store.listAccounts(user.id),
      services.sessions.list(user.id, current.user.id === user.id ? current : null),
      services.store.listEvents({ area: 'sign-in', userId: user.id }, MAX_RECENT_SIGN_INS),
    ])
    const page: Page = {
      name: 'admin/user',
      ...adminLayout(ctx, current, 'users', undoForms(services, user)),
      person: toUserView(user),
      language: languageLabel(services, user),
      isSelf: current.user.id === user.id,
      isListedAdmin: isListedAdmin(services, user),
      roles: listRoles(user, services.userExtension),
      fields: listFields(user, services.userExtension),
      provenEmail: user.provenEmail,
      merge: await findUndoableMerge(services.store, user, services.clock()),
      invitation: invitationKind(services, user, { hasAccount: accounts.length > 0 }),
      canSendReset: canSendReset(services, user),
      accounts: accounts.map(({ id, backend, label, subject, lastLoginAt }) => ({
        id,
        label,
        idEnd: findIdEnd({ id, backend, label, subject }, accounts),
        lastLoginAt,
        backend: backendSummary(services, backend, translatorOf(ctx)),
        canDisconnect: true,
        canMove: backend !== PASSWORD_BACKEND,
        mustReconnect: false,
      })),
      sessions: sessions.map((each) => ({
        id: each.id,
        kind: each.kind,
        label: each.label,
        address: each.address,
        current: each.id === current.session.id,
        browser: browserName(each.userAgent, translatorOf(ctx)),
        createdAt: each.createdAt,
        lastSeenAt: each.lastSeenAt,
        backend: sessionBackendLabel(services, each, translatorOf(ctx)),
      })),
      canListSessions: services.sessions.canList,
      signIns: await toSignInViews(services, events, translatorOf(ctx)),
    }
    sendPage(services, ctx, page)
  })

  router.get('/admin/users/:id/sessions/:session/end', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const [user, id] = [await requireUser(services, ctx), readId(ctx, 'session', 'bad_request')]
    sendPage(services, ctx, sessionQuestionPage(services, ctx, current, { user, id }))
  })
  router.post('/admin/users/:id/sessions/:session/end', (ctx) =>
    runAction(services, ctx, (each) => endOneSession(each, readId(ctx, 'session', 'bad_request'))),
  )
  router.get('/admin/users/:id/accounts/:account/disconnect', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const user = await requireUser(services, ctx)
    const account = await requireAccount(services.store, user, readId(ctx, 'account', 'unknown_account'))
    sendPage(services, ctx, accountQuestionPage(services, ctx, current, { user, account }))
  })
  router.post('/admin/users/:id/accounts/:account/disconnect', (ctx) =>
    runAction(services, ctx, (each) => disconnectAccount(each, readId(ctx, 'account', 'unknown_account'))),
  )
  router.post('/admin/users/:id/accounts/:account/move', (ctx) => {
    const username = (singleParam(readForm(ctx), 'username', 100) ?? '').trim().toLowerCase()
    return runAction(services, ctx, (each) =>
      moveAccount(each, readId(ctx, 'account', 'unknown_account'), username),
    )
  })
  for (const [name, action] of Object.entries(ROLE_ACTIONS)) {
    router.post(`/admin/users/:id/${name}`, (ctx) =>
      runAction(services, ctx, action, { isAllowedOnSelf: true }),
    )
  }
  for (const action of USER_QUESTIONS) {
    router.get(`/admin/users/:id/${action}`, async (ctx) => {
      const current = requireAdmin(services, ctx)
      const user = await requireUser(services, ctx)
      sendPage(services, ctx, userQuestionPage(services, ctx, current, { user, action }))
    })
  }
  router.post('/admin/users/:id/revoke', (ctx) =>
    runAction(services, ctx, revokeAdmin, { isAllowedOnSelf: true }),
  )
  router.post('/admin/users/:id/send-reset', (ctx) => runAction(services, ctx, sendReset))
  router.post('/admin/users/:id/invite', async (ctx) => {
    const current = requireRecentAdminForm(services, ctx, `/admin/users/${readId(ctx, 'id', 'unknown_user')}`)
    await inviteUser({ services, ctx, current, user: await requireUser(services, ctx) })
  })
  router.post('/admin/users/:id/delete', (ctx) =>
    runAction(services, ctx, (context) => {
      const { current, user } = context
      requireConfirmation(ctx, userQuestionPage(services, ctx, current, { user, action: 'delete' }))
      return deleteOtherUser(context)
    }),
  )
  for (const [name, action] of Object.entries(USER_ACTIONS)) {
    router.post(`/admin/users/:id/${name}`, (ctx) => runAction(services, ctx, action))
  }
}

// The path says whose page it is; other fields of the form are ignored.
async function runAction(
  services: Services,
  ctx: Context,
  action: UserAction,
  { isAllowedOnSelf = false }: { readonly isAllowedOnSelf?: boolean } = {},
): Promise<void> {
  const returnPath = `/admin/users/${readId(ctx, 'id', 'unknown_user')}`
  const current = requireRecentAdminForm(services, ctx, returnPath)
  const user = await requireUser(services, ctx)
  // Administrators cannot take from themselves what they would need to undo it. For the rest there is the account
  // page.
  if (current.user.id === user.id && !isAllowedOnSelf) throw selfActionError()
  const notice = await action({ services, ctx, current, user })
  redirect(ctx, withFlash(services.site.basePath + (LANDING_PATHS.get(notice) ?? returnPath), notice))
}

/** Where an action leads that leaves no page of the user to see; the others lead back to it. */
const LANDING_PATHS: ReadonlyMap<FlashCode, string> = new Map([
  ['user-deleted', '/admin/users'],
  ['user-deleted-not-revoked', '/admin/users'],
  ['admin-given-up', '/account'],
  ['admin-given-up-listed', '/account'],
])

/** What can be undone at once: each form is that of the opposite action, with its own event. */
function undoForms({ site }: Pick<Services, 'site'>, { id, active, admin }: UserListItem): UndoForms {
  const undo = (action: string) => ({ action: `${site.basePath}/admin/users/${id}/${action}`, fields: {} })
  return {
    ...(active ? {} : { 'user-disabled': undo('enable') }),
    ...(admin ? {} : { 'admin-revoked': undo('grant'), 'admin-revoked-listed': undo('grant') }),
  }
}

/** The roles of the configuration, and stored ones that it does not list, which mean nothing. */
function listRoles(user: UserListItem, { roles }: UserExtension): AdminUserPage['roles'] {
  const [fromSignIn, fromAdmin] = [readRoleNames(user.stepRoles), readRoleNames(user.adminRoles)]
  return [...new Set([...roles, ...fromSignIn, ...fromAdmin])].map((name) => ({
    name,
    isKnown: roles.includes(name),
    isFromSignIn: fromSignIn.includes(name),
    isFromAdmin: fromAdmin.includes(name),
  }))
}

function listFields(user: UserListItem, extension: UserExtension): AdminUserPage['fields'] {
  return Object.entries(readFields(user, extension)).map(([label, value]) => ({
    label,
    value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MAX_FIELD_LENGTH),
  }))
}

/** The language in that language; a tag that the site no longer offers stays a tag. */
function languageLabel({ http }: Pick<Services, 'http'>, { language }: UserListItem): string | null {
  return http.languages.offered.find(({ locale }) => locale === language)?.label ?? language
}
