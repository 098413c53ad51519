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
    ...[...fields].map(([name, count]) =>
      warning(
        CHECK,
        'user_field_outdated',
        `${count} of ${users.length} users have a value of the field ${name} that its schema does not accept, so they have its default.`,
        'Let the schema in user.fields accept the old values, too, or change the values with a step.',
        { subject: name },
      ),
    ),
    ...[...roles].map(([name, count]) =>
      warning(
        CHECK,
        'user_role_unknown',
        `${count} of ${users.length} users have the role ${JSON.stringify(name)}, which user.roles does not list, so it means nothing.`,
        'Add the role to user.roles again, or take it from the users at /admin/users.',
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
