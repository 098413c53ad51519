import { message } from '../../locales/messages.js'
import type { Start, WithUser } from '../facts.js'
import { mergeFields, toRoleColumn } from '../../user-extension.js'
import { proceed, type StepResult } from '../pipeline.js'

type Needs = Pick<Start, 'own' | 'intent' | 'now'> &
  WithUser & { readonly store: Pick<Start['store'], 'updateUser'> }

/**
 * Keeps the roles and fields that steps of the site's own gave. Roles take the place of those that steps granted before;
 * those of administrators stay. Connecting an account changes no roles, because another provider may know nothing of them.
 */
export async function saveGranted(facts: Needs): Promise<StepResult<WithUser & Pick<Start, 'own'>>> {
  const { user, own, intent, now, store } = facts
  const saved = { ...own, isSaved: true }
  const { roles, fields } = own
  const stepRoles = roles === null || intent === 'connect' ? user.stepRoles : toRoleColumn(roles)
  const merged = fields === null ? user.fields : mergeFields(user.fields, fields)
  const changes = {
    ...(stepRoles === user.stepRoles ? {} : { stepRoles }),
    ...(merged === user.fields ? {} : { fields: merged }),
  }
  if (Object.keys(changes).length === 0)
    return proceed(message('because.granted.nothing'), { user, own: saved })
  const updated = await store.updateUser(user.id, changes, now)
  const reason = !('fields' in changes)
    ? message('because.granted.roles')
    : 'stepRoles' in changes
      ? message('because.granted.both')
      : message('because.granted.fields')
  return proceed(reason, { user: updated, own: saved })
}
