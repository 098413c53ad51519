import type { Context } from 'koa'
import type { AdminActionKind } from '../../audit/audit-event.js'
import { PortcullisError } from '../../errors.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { readRoleNames, toRoleColumn } from '../../user-extension.js'
import { toUserEvent, type UserAction, type UserActionContext } from './user-actions.js'

/** Actions on roles, by the last segment of the form's path. Administrators may change their own roles, too. */
export const ROLE_ACTIONS: Readonly<Record<string, UserAction>> = {
  'give-role': async (context) => {
    const role = readRoleField(context.ctx)
    if (!context.services.userExtension.roles.includes(role))
      throw new PortcullisError('bad_request', { detail: 'the configuration has no such role' })
    await changeRoles(context, 'user.role-given', role, ({ stepRoles, adminRoles }) => ({
      stepRoles,
      adminRoles: [...adminRoles, role],
    }))
    return 'role-given'
  },
  // It takes what a sign-in granted, too. A role that the configuration does not list any more can be taken as well.
  'take-role': async (context) => {
    const role = readRoleField(context.ctx)
    await changeRoles(context, 'user.role-taken', role, ({ stepRoles, adminRoles }) => ({
      stepRoles: stepRoles.filter((each) => each !== role),
      adminRoles: adminRoles.filter((each) => each !== role),
    }))
    return 'role-taken'
  },
}

const MAX_ROLE_LENGTH = 60

/** @throws PortcullisError bad_request */
function readRoleField(ctx: Context): string {
  const role = singleParam(readForm(ctx), 'role', MAX_ROLE_LENGTH)
  if (role === null) throw new PortcullisError('bad_request', { detail: 'the form names no role' })
  return role
}

/** The names of the roles of a user, from both sources. */
interface RoleNames {
  readonly stepRoles: readonly string[]
  readonly adminRoles: readonly string[]
}

/** A change without an effect is not an event. */
async function changeRoles(
  context: UserActionContext,
  kind: AdminActionKind,
  role: string,
  change: (roles: RoleNames) => RoleNames,
): Promise<void> {
  const { store, clock } = context.services
  const { id } = context.user
  await store.atomically(async (tx) => {
    await tx.lockUser(id, clock())
    const user = await tx.findUser(id)
    if (user === null) throw new PortcullisError('unknown_user', { detail: 'the user was deleted meanwhile' })
    const changed = change({
      stepRoles: readRoleNames(user.stepRoles),
      adminRoles: readRoleNames(user.adminRoles),
    })
    const columns = {
      stepRoles: toRoleColumn(changed.stepRoles),
      adminRoles: toRoleColumn(changed.adminRoles),
    }
    if (columns.stepRoles === user.stepRoles && columns.adminRoles === user.adminRoles) return
    await tx.setRoles(id, columns, toUserEvent(context, kind, { role }), clock())
  })
}
