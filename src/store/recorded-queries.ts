import type { AccountQueries } from './accounts.js'
import type { EventRecorder } from './event-recording.js'
import type { Account } from './models.js'
import type { UserDataQueries } from './user-data.js'
import type { UserAdminQueries, UserDetails, UserQueries } from './users.js'

type UserAndAccountQueries = UserQueries & UserAdminQueries & UserDataQueries & AccountQueries
type RecordingWrapper<Name extends RecordedMethod> = (
  tx: UserAndAccountQueries,
  recorder: EventRecorder,
) => UserAndAccountQueries[Name]

/** The methods that change a user or an account. Each records its event itself, so that no caller can forget it. */
export type RecordedMethod =
  | 'createUser'
  | 'updateUser'
  | 'renameUser'
  | 'setActive'
  | 'setAdmin'
  | 'setAdminRoles'
  | 'deleteUser'
  | 'createAccount'
  | 'moveAccount'
  | 'deleteAccount'

/** How each of these methods works in a transaction whose events are recorded. */
export const RECORDED_METHODS: { readonly [Name in RecordedMethod]: RecordingWrapper<Name> } = {
  createUser: (tx, recorder) => async (user, now) => {
    const created = await tx.createUser(user, now)
    recorder.record({ type: 'user-created', userId: created.id })
    return created
  },
  updateUser: (tx, recorder) => async (id, details, now) => {
    const user = await tx.updateUser(id, details, now)
    const changed = listChanged(details)
    if (changed.length > 0) recorder.record({ type: 'user-changed', userId: id, changed })
    return user
  },
  renameUser: (tx, recorder) => async (id, username, now) => {
    const hasChanged = await tx.renameUser(id, username, now)
    if (hasChanged) recorder.record({ type: 'user-changed', userId: id, changed: ['username'] })
    return hasChanged
  },
  setActive: (tx, recorder) => async (id, active, now) => {
    const hasChanged = await tx.setActive(id, active, now)
    if (hasChanged) recorder.record({ type: active ? 'user-enabled' : 'user-disabled', userId: id })
    return hasChanged
  },
  setAdmin: (tx, recorder) => async (id, admin, event, now) => {
    const hasChanged = await tx.setAdmin(id, admin, event, now)
    if (hasChanged) recorder.record({ type: 'user-changed', userId: id, changed: ['admin'] })
    return hasChanged
  },
  setAdminRoles: (tx, recorder) => async (id, roles, now) => {
    await tx.setAdminRoles(id, roles, now)
    recorder.record({ type: 'user-changed', userId: id, changed: ['roles'] })
  },
  deleteUser: (tx, recorder) => async (id) => {
    const isDeleted = await tx.deleteUser(id)
    if (isDeleted) recorder.record({ type: 'user-deleted', userId: id })
    return isDeleted
  },
  createAccount: (tx, recorder) => async (account, retry) => {
    const created = await tx.createAccount(account, retry)
    recorder.record({ type: 'account-linked', userId: created.userId, account: created })
    return created
  },
  moveAccount: (tx, recorder) => async (id, userId, toUserId) => {
    const account = await findAccount(tx, id, userId)
    const isMoved = await tx.moveAccount(id, userId, toUserId)
    if (isMoved && account !== undefined) {
      recorder.record({ type: 'account-unlinked', userId, account })
      recorder.record({ type: 'account-linked', userId: toUserId, account })
    }
    return isMoved
  },
  deleteAccount: (tx, recorder) => async (id, userId) => {
    const account = await findAccount(tx, id, userId)
    const deleted = await tx.deleteAccount(id, userId)
    if (deleted !== null && account !== undefined)
      recorder.record({ type: 'account-unlinked', userId, account })
    return deleted
  },
}

async function findAccount(tx: AccountQueries, id: string, userId: string): Promise<Account | undefined> {
  return (await tx.listAccounts(userId)).find((each) => each.id === id)
}

/** The names of a user's columns in events. A column that is missing here is not in any event. */
const PUBLIC_NAMES: Readonly<Partial<Record<string, string>>> = {
  email: 'claimedEmail',
  provenEmail: 'email',
  name: 'name',
  givenName: 'givenName',
  familyName: 'familyName',
  picture: 'picture',
  stepRoles: 'roles',
  adminRoles: 'roles',
  fields: 'fields',
  language: 'language',
}

function listChanged(details: UserDetails): readonly string[] {
  return Object.keys(details).flatMap((name) => PUBLIC_NAMES[name] ?? [])
}
