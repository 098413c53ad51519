import { PortcullisError } from '../errors.js'
import { parseJson } from '../parse-json.js'
import type { Session } from '../store/models.js'
import type { Store } from '../store/store.js'
import { readRoleNames } from '../user-extension.js'
import type { UserListItem } from '../store/user-lists.js'

/** More than a person causes in the time for which events are stored; a program might. */
const MAX_EVENTS = 10_000

export interface ExportUserDeps {
  readonly store: Pick<
    Store,
    | 'findUserListItem'
    | 'listAccountSummaries'
    | 'getPasswordChangedAt'
    | 'listUserDevices'
    | 'listUserEvents'
  >
  /** Lists the user's sessions; empty where the session store cannot. */
  readonly listSessions: (userId: string) => Promise<readonly Session[]>
  readonly clock: () => Date
}

/**
 * Everything that is stored about a user, as one JSON document (GDPR, articles 15 and 20). Secrets are left out: tokens,
 * hashes of passwords and codes, and the hashes by which sessions are found. docs/user-data.md describes the fields.
 * @throws PortcullisError unknown_user
 */
export async function exportUser(deps: ExportUserDeps, userId: string): Promise<UserExport> {
  const { store, listSessions, clock } = deps
  const user = await store.findUserListItem(userId)
  if (user === null) throw new PortcullisError('unknown_user', { detail: 'no user has this id' })
  const [accounts, sessions, passwordChangedAt, devices, events] = await Promise.all([
    exportAccounts(store, userId),
    listSessions(userId),
    store.getPasswordChangedAt(userId),
    store.listUserDevices(userId),
    store.listUserEvents(userId, MAX_EVENTS),
  ])
  return {
    format: 'portcullis-user',
    version: 1,
    exportedAt: clock(),
    user: { ...exportDetails(user), hasPassword: passwordChangedAt !== null, passwordChangedAt },
    accounts,
    sessions: sessions.map(exportSession),
    devices,
    events: events.map(({ at, area, kind, actorId, backend, reference, code, detail }) => ({
      at,
      area,
      kind,
      backend,
      reference,
      code,
      byUser: actorId === userId,
      detail: parseIfJson(detail),
    })),
    eventsAreComplete: events.length < MAX_EVENTS,
  }
}

/** The document that `exportUser` creates. Moments become ISO 8601 texts in JSON. */
export interface UserExport {
  readonly format: 'portcullis-user'
  readonly version: 1
  readonly exportedAt: Date
  readonly user: Readonly<Record<string, unknown>>
  readonly accounts: readonly Readonly<Record<string, unknown>>[]
  readonly sessions: readonly Readonly<Record<string, unknown>>[]
  readonly devices: readonly object[]
  readonly events: readonly Readonly<Record<string, unknown>>[]
  /** False when there were more events than the document holds, which has the latest. */
  readonly eventsAreComplete: boolean
}

function exportDetails({ id, username, active, admin, createdAt, acceptedTerms, ...user }: UserListItem) {
  // As they are stored, also those that the configuration does not list any more.
  const roles = {
    fromSignIns: readRoleNames(user.stepRoles),
    fromAdministrators: readRoleNames(user.adminRoles),
  }
  const extension = { roles, fields: parseIfJson(user.fields) }
  const { email, emailVerified, provenEmail, name, givenName, familyName, picture } = user
  const { formerUsername, signInMails, language } = user
  // What the provider says of the fields that the user has edited.
  const providerProfile = parseIfJson(user.providerProfile)
  const names = { id, username, formerUsername, name, givenName, familyName, picture, providerProfile }
  return {
    ...names,
    email,
    emailVerified,
    provenEmail,
    active,
    admin,
    acceptedTerms,
    signInMails,
    language,
    createdAt,
    ...extension,
  }
}

async function exportAccounts(
  store: ExportUserDeps['store'],
  userId: string,
): Promise<UserExport['accounts']> {
  const accounts = await store.listAccountSummaries(userId)
  return accounts.map(({ extraData, ...account }) => ({ ...account, claims: parseIfJson(extraData) }))
}

function exportSession({ kind, backend, label, userAgent, address, ...moments }: Session) {
  const { createdAt, authenticatedAt, lastSeenAt, expiresAt } = moments
  return { kind, backend, label, userAgent, address, createdAt, authenticatedAt, lastSeenAt, expiresAt }
}

function parseIfJson(text: string): unknown {
  const value = parseJson(text)
  return value === undefined ? text : value
}
