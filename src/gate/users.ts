import { z } from 'zod'
import { PROGRAM_ACTOR, toAuditEvent } from '../audit/audit-event.js'
import { PortcullisError } from '../errors.js'
import {
  mergeFields,
  parseFields,
  toPublicUser,
  toRoleColumn,
  type UserExtension,
} from '../user-extension.js'
import { deleteUser, requireAnotherAdministrator } from '../flows/delete-user.js'
import { MAX_NAME_LENGTH } from '../flows/edit-profile.js'
import { exportUser } from '../flows/export-user.js'
import { normalizeEmail } from '../mail/email-address.js'
import type { Fields } from '../public-types.js'
import { requireRecentAuthentication } from '../recent-authentication.js'
import type { Services } from '../routes/services.js'
import { deletionDeps } from '../routes/user-data.js'
import type { User as UserRow } from '../store/models.js'
import type { Queries } from '../store/store.js'
import type { UserDetails } from '../store/users.js'
import { createImport, type ImportSettings } from './import-users.js'
import type { Users } from './public-gate.js'
import { toPublicAccount, toPublicSession } from './to-public.js'

const DEFAULT_PAGE_SIZE = 50
const MAX_PAGE_SIZE = 500

// A program in JavaScript may pass anything, such as a text of a form: without these checks, `active: 'false'` would enable.
const FindSchema = z.union([
  z.strictObject({ username: z.string() }),
  z.strictObject({ email: z.string() }),
  z.strictObject({ backend: z.string(), subject: z.string() }),
])
const ListSchema = z.strictObject({
  text: z.string().optional(),
  role: z.string().optional(),
  after: z.string().nullish(),
  limit: z.number().optional(),
})
const ChangeSchema = z.strictObject({
  name: z.string().optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
  roles: z.array(z.string()).readonly().optional(),
  active: z.boolean().optional(),
})

type UsersDeps = Pick<Services, 'store' | 'sessions' | 'backends' | 'clock'>

/** What a program can do with the users of its site. */
export function createUsers(deps: UsersDeps, added: ImportSettings): Users<Fields, string> {
  const { extension } = added
  const { store, sessions, clock } = deps
  const toUser = (row: UserRow) => toPublicUser(row, extension)
  const requireUser = async (tx: Pick<Queries, 'findUser'>, id: string): Promise<UserRow> => {
    const row = await tx.findUser(id)
    if (row === null) throw new PortcullisError('unknown_user', { detail: 'no user has this id' })
    return row
  }
  return {
    async get(id) {
      const row = await store.findUser(id)
      return row && toUser(row)
    },
    async find(by) {
      assertFits(FindSchema, by, 'Write { username }, { email } or { backend, subject }')
      const row = await findRow(deps, by)
      return row && toUser(row)
    },
    async list(query = {}) {
      assertFits(ListSchema, query, 'Write { text, role, after, limit }, or some of them')
      const { text = '', role, after = null, limit = DEFAULT_PAGE_SIZE } = query
      const size = Math.min(Math.max(1, Math.trunc(limit)), MAX_PAGE_SIZE)
      if (role !== undefined) assertRole(extension, role)
      const search = { text, ...(role === undefined ? {} : { role }) }
      const { users, stoppedAt } = await store.searchUsers(search, after, size)
      const last = users.length === size ? (users.at(-1)?.username ?? null) : null
      return { users: users.map(toUser), next: stoppedAt ?? last }
    },
    async update(id, change) {
      assertFits(ChangeSchema, change, 'Write { fields, roles, name, active }, or some of them')
      const after = await store.atomically(async (tx) => {
        const row = await requireUser(tx, id)
        await tx.lockUser(id, clock())
        await updateDetails(tx, row, change, { extension, now: clock() })
        return change.active === undefined ? null : setActive(deps, tx, row, change.active)
      })
      await after?.()
      return toUser(await requireUser(store, id))
    },
    async accounts(id) {
      await requireUser(store, id)
      const rows = await store.listAccounts(id)
      return Promise.all(rows.map(async (row) => toPublicAccount(row, await store.getExtraData(row.id))))
    },
    async sessions(id) {
      await requireUser(store, id)
      return (await sessions.list(id)).map(toPublicSession)
    },
    async endSessions(id) {
      const finish = await store.atomically(async (tx) => {
        const { username } = await requireUser(tx, id)
        await tx.createEvents([auditEvent('user.sessions-ended', id, { username }, clock())])
        return sessions.endAllInTransaction(id, tx, 'administrator')
      })
      return finish()
    },
    async delete(id, { reason } = {}) {
      await deleteUser(deletionDeps(deps), {
        userId: id,
        actor: PROGRAM_ACTOR,
        mayBeLastAdministrator: false,
        ...(reason === undefined ? {} : { reason }),
        proof: requireRecentAuthentication({ commandLine: { userId: PROGRAM_ACTOR.name } }, clock()),
      })
    },
    async export(id) {
      return { ...(await exportUser({ store, clock, listSessions: (userId) => sessions.list(userId) }, id)) }
    },
    import: createImport(deps, added),
  }
}

/** @throws PortcullisError with the member that does not fit */
function assertFits(schema: z.ZodType, value: unknown, advice: string): void {
  const issue = schema.safeParse(value).error?.issues[0]
  if (issue === undefined) return
  const path = issue.path.length === 0 ? 'the argument' : `the member ${issue.path.join('.')}`
  const problem =
    issue.code === 'unrecognized_keys' ? `has the unknown member ${issue.keys.join(', ')}` : 'does not fit'
  throw new PortcullisError('bad_request', { detail: `${path} ${problem}. ${advice}` })
}

function assertRole({ roles }: UserExtension, role: string): void {
  if (!roles.includes(role))
    throw new PortcullisError('bad_request', {
      detail: `the configuration has no role ${JSON.stringify(role)}`,
    })
}

async function findRow(
  { store, backends }: UsersDeps,
  by: Parameters<Users<Fields, string>['find']>[0],
): Promise<UserRow | null> {
  if ('username' in by) return store.findUserByName(by.username.toLowerCase())
  if ('email' in by) {
    const address = normalizeEmail(by.email)
    return address === null ? null : store.findUserByTrustedEmail(address)
  }
  const issuers = await store.listIssuers(by.backend)
  for (const issuer of backends.registry.get(by.backend) === null ? [] : issuers) {
    const match = await store.findAccount({ backend: by.backend, issuer, subject: by.subject })
    if (match?.account != null) return match.user
  }
  return null
}

async function updateDetails(
  tx: Queries,
  row: UserRow,
  { name, fields, roles }: Parameters<Users<Fields, string>['update']>[1],
  { extension, now }: { readonly extension: UserExtension; readonly now: Date },
): Promise<void> {
  if (name !== undefined && (name.trim() === '' || name.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(name)))
    throw new PortcullisError('bad_request', {
      detail: 'the name is empty, too long, or has control characters',
    })
  for (const role of roles ?? []) assertRole(extension, role)
  const details: UserDetails = {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(fields === undefined ? {} : { fields: mergeFields(row.fields, parseFields(fields, extension)) }),
  }
  if (Object.keys(details).length > 0) await tx.updateUser(row.id, details, now)
  if (roles !== undefined) await tx.setAdminRoles(row.id, toRoleColumn(roles), now)
}

/** Call the returned function after the transaction. */
async function setActive(
  { sessions, clock }: Pick<UsersDeps, 'sessions' | 'clock'>,
  tx: Queries,
  { id, username }: UserRow,
  active: boolean,
): Promise<(() => Promise<unknown>) | null> {
  if (!active) await requireAnotherAdministrator(tx, id, clock())
  if (!(await tx.setActive(id, active, clock()))) return null
  await tx.createEvents([auditEvent(active ? 'user.enabled' : 'user.disabled', id, { username }, clock())])
  return active ? null : sessions.endAllInTransaction(id, tx, 'administrator')
}

function auditEvent(
  kind: 'user.enabled' | 'user.disabled' | 'user.sessions-ended',
  userId: string,
  detail: Readonly<Record<string, unknown>>,
  now: Date,
) {
  return toAuditEvent({ kind, actor: PROGRAM_ACTOR, userId, detail }, now)
}
