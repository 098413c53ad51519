import { accountQueries, providerTokenQueries } from './accounts.js'
import { attemptListQueries, attemptQueries } from './attempts.js'
import { backendListQueries } from './backend-lists.js'
import { backendAccountQueries } from './backend-accounts.js'
import { backendMarkQueries } from './backend-marks.js'
import { backendQueries } from './backends.js'
import { deviceQueries } from './devices.js'
import { emailCodeQueries } from './email-codes.js'
import { encryptedColumnQueries } from './encrypted-columns.js'
import { endSessionsQueries } from './end-sessions.js'
import { eventListQueries, eventQueries } from './events.js'
import { eventDeliveryQueries } from './event-deliveries.js'
import type { EventRecorder } from './event-recording.js'
import { type EventRecording } from './event-recording.js'
import type { Executor } from './executor.js'
import { externalSessionQueries } from './external-sessions.js'
import { importQueries } from './imports.js'
import { knownBackendQueries } from './known-backends.js'
import { limitQueries } from './limits.js'
import { nonceQueries } from './nonces.js'
import { ownStatementQueries } from './own-statements.js'
import { partialQueries } from './partials.js'
import { passwordQueries } from './passwords.js'
import { purgeQueries } from './purge.js'
import { RECORDED_METHODS } from './recorded-queries.js'
import type { LoadModels } from './prisma.js'
import { providerLogoutQueries, sessionQueries } from './sessions.js'
import { setupLinkQueries } from './setup-link.js'
import { doctorRunQueries } from './doctor-run.js'
import { ticketQueries } from './tickets.js'
import { userDataQueries } from './user-data.js'
import { sessionListQueries } from './session-lists.js'
import { userListQueries } from './user-lists.js'
import { userAdminQueries, userQueries } from './users.js'

/** All groups of queries. Each function creates its group for one executor: the database or a transaction. */
const QUERY_GROUPS = [
  userQueries,
  userAdminQueries,
  userDataQueries,
  accountQueries,
  providerTokenQueries,
  passwordQueries,
  sessionQueries,
  externalSessionQueries,
  providerLogoutQueries,
  endSessionsQueries,
  attemptQueries,
  partialQueries,
  emailCodeQueries,
  deviceQueries,
  ticketQueries,
  setupLinkQueries,
  doctorRunQueries,
  backendQueries,
  knownBackendQueries,
  backendMarkQueries,
  backendAccountQueries,
  importQueries,
  eventQueries,
  eventDeliveryQueries,
  limitQueries,
  nonceQueries,
  encryptedColumnQueries,
  purgeQueries,
  ownStatementQueries,
] as const

/** The groups of lists, searches and counts, which are not available in a transaction: some use Prisma's models. */
const LIST_QUERY_GROUPS = [
  userListQueries,
  sessionListQueries,
  attemptListQueries,
  backendListQueries,
  eventListQueries,
] as const

type QueryGroup = (typeof QUERY_GROUPS)[number]

type IntersectionFrom<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

/** The queries of all groups. */
export type PlainQueries = IntersectionFrom<ReturnType<QueryGroup>>

/** The queries, which work alone and inside a transaction. */
export type Queries = PlainQueries & EventRecording

/** Lists and counts for administrators, each in a statement of its own. */
export type ListQueries = IntersectionFrom<ReturnType<(typeof LIST_QUERY_GROUPS)[number]>>

type QueryName = keyof PlainQueries | keyof ListQueries

/**
 * The methods that only read. All others write; a dry run of a sign-in reports those. `test/store/read-methods.test.ts`
 * checks the list against a database that refuses writes.
 */
export const READ_METHODS = [
  'findUser',
  'findUserByTrustedEmail',
  'findUserByName',
  'listTakenUsernames',
  'countUsers',
  'searchUsers',
  'searchSessions',
  'findUserListItem',
  'getUsernames',
  'countAdministrators',
  'isSetupLinkValid',
  'getDoctorRun',
  'hasAdministratorWithAccount',
  'hasAccounts',
  'findAdministratorWithoutAccount',
  'listAccountTokens',
  'listAccountSummaries',
  'getPasswordChangedAt',
  'listUserDevices',
  'listUserEvents',
  // It has no writes of its own.
  'sendWrites',
  'findAccount',
  'listAccounts',
  'getExtraData',
  'getTokens',
  'listTokens',
  'getPassword',
  'findUserForLogin',
  'findSession',
  'listSessions',
  'filterLiveSessions',
  'countSessions',
  'listOwnersBySid',
  'findSessionUser',
  'filterValidSessions',
  'findAttempt',
  'getAttemptByReference',
  'listLatestAttempts',
  'findPartial',
  'findCode',
  'findDevice',
  'findDeviceByUserCode',
  'listCurrentVersions',
  'listVersions',
  'getBackendVersion',
  'findMark',
  'getMark',
  'listBackends',
  'listBackendNames',
  'getBackend',
  'countAccounts',
  'countEncrypted',
  'listKnownBackends',
  'listIssuers',
  'listEvents',
  'searchEvents',
  'listEventsByReference',
  'countSignIns',
  'countDailySignIns',
  'countNewUsers',
  'getLimitCount',
  'listEncryptedWithOtherKeys',
  'listEventReceivers',
  'listDeliveries',
  'countDeliveries',
  'listDueDeliveries',
  'hasDueDelivery',
  'findEventUser',
  'findImportKeyOwners',
  'listImportedAccountOwners',
] as const satisfies readonly QueryName[]

export type ReadMethod = (typeof READ_METHODS)[number]
export type WriteMethod = Exclude<QueryName, ReadMethod>

const READ_METHOD_NAMES: ReadonlySet<QueryName> = new Set(READ_METHODS)

/** Whether this method only reads. */
export function isReadMethod<Name extends QueryName>(name: Name): name is Name & ReadMethod {
  return READ_METHOD_NAMES.has(name)
}

const NO_RECORDING: EventRecording = { recordEvent: () => Promise.resolve(), isRecorded: () => false }

/** Creates the queries of a database, all at once. They record no events. */
export function createQueries(db: Executor): Queries {
  return Object.assign({}, NO_RECORDING, ...QUERY_GROUPS.map((group) => group(db))) as Queries
}

export function createListQueries(db: Executor, loadModels: LoadModels): ListQueries {
  return Object.assign({}, ...LIST_QUERY_GROUPS.map((group) => group(db, loadModels))) as ListQueries
}

/**
 * Creates the queries of a transaction lazily: a group when the first of its methods is used. A transaction uses about
 * 3 of 100 methods, and creating all of them would cost more than some statements do.
 */
export function createTxQueries(
  db: Executor,
): (transaction: Executor, recorder: EventRecorder | null) => Queries {
  const groups = new Map<string | symbol, QueryGroup>(
    QUERY_GROUPS.flatMap((group) => Object.keys(group(db)).map((name) => [name, group] as const)),
  )
  const names = createQueries(db)
  return (transaction, recorder) => {
    const created = new Map<QueryGroup, object>()
    const plain = new Proxy(names, {
      get(_names, name): unknown {
        const group = groups.get(name)
        if (group === undefined) return Reflect.get(NO_RECORDING, name)
        const queries = created.get(group) ?? group(transaction)
        created.set(group, queries)
        return Reflect.get(queries, name)
      },
    })
    return recorder === null ? plain : withRecording(plain, recorder)
  }
}

type AnyRecordingWrapper = (tx: Queries, recorder: EventRecorder) => unknown

function withRecording(plain: Queries, recorder: EventRecorder): Queries {
  const recording: EventRecording = {
    recordEvent: (event) => {
      recorder.record(event)
      return Promise.resolve()
    },
    isRecorded: (type) => recorder.isRecorded(type),
  }
  return new Proxy(plain, {
    get(_plain, name): unknown {
      if (Object.hasOwn(RECORDED_METHODS, name))
        return (Reflect.get(RECORDED_METHODS, name) as AnyRecordingWrapper)(plain, recorder)
      return Reflect.get(recording, name) ?? Reflect.get(plain, name)
    },
  })
}
