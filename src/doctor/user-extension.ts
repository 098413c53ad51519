import { message } from '../locales/messages.js'
import { listInvalidFields, readRoleNames } from '../user-extension.js'
import { type DoctorContext, type Finding, warning } from './finding.js'

const CHECK = 'database'
const SAMPLE_SIZE = 500

/** Warns of stored roles and fields, of a sample of users, that do not fit `user` of the configuration any more. */
export async function checkUserExtension({
  store,
  userExtension: extension,
}: Pick<DoctorContext, 'store' | 'userExtension'>): Promise<readonly Finding[]> {
  if (store === null || extension === null) return []
  const { users } = await store.searchUsers({}, null, SAMPLE_SIZE)
  const fields = countNames(users.map((user) => listInvalidFields(user, extension)))
  const roles = countNames(
    users.map((user) =>
      [...readRoleNames(user.stepRoles), ...readRoleNames(user.adminRoles)].filter(
        (role) => !extension.roles.includes(role),
      ),
    ),
  )
  return [
    ...[...fields].map(([name, affected]) =>
      warning(
        CHECK,
        'user_field_outdated',
        message('doctor.user_field_outdated.message', { affected, users: users.length, field: name }),
        message('doctor.user_field_outdated.advice'),
        { subject: name },
      ),
    ),
    ...[...roles].map(([name, affected]) =>
      warning(
        CHECK,
        'user_role_unknown',
        message('doctor.user_role_unknown.message', {
          ...{ affected, users: users.length, role: JSON.stringify(name) },
        }),
        message('doctor.user_role_unknown.advice'),
        { subject: name },
      ),
    ),
  ]
}

/** For how many users each name occurs. */
function countNames(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const names of lists) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
