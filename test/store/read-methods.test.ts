import { CLI_ACTOR, toAuditEvent } from '../../src/audit/audit-event.js'
import {
  isReadMethod,
  openStore,
  type ReadMethod,
  type Store,
  type WriteMethod,
} from '../../src/store/store.js'
import { sql } from '../../src/store/sql.js'
import { DATABASES, type DatabaseKind, freshDatabase } from '../support/database.js'

const NOW = new Date('2030-01-01T00:00:00Z')
const LATER = new Date('2030-01-01T01:00:00Z')
const CIPHERTEXT = Uint8Array.of(1, 2, 3)

/** Arguments for each method that must not write. The compiler demands every one of them. */
const READS: { readonly [Name in ReadMethod]: Parameters<Store[Name]> } = {
  sendWrites: [],
  findUser: ['user'],
  findUserByTrustedEmail: ['ada@example.com'],
  findUserByName: ['ada'],
  listTakenUsernames: [['ada', 'bob']],
  countUsers: [],
  searchSessions: [{ backend: 'acme', kind: 'device' }, { createdAt: NOW, id: 'x' }, 10, NOW],
  searchUsers: [{ text: 'ada', group: 'disabled', role: 'editor' }, null, 10],
  findUserListItem: ['user'],
  findMark: ['0123'],
  getMark: ['acme'],
  getUsernames: [['user']],
  countAdministrators: [],
  isSetupLinkValid: ['link', NOW],
  getDoctorRun: [],
  hasAdministratorWithAccount: [],
  hasAccounts: [],
  findAdministratorWithoutAccount: [],
  listAccountTokens: ['user'],
  listUserDevices: ['user'],
  listAccountSummaries: ['user'],
  getPasswordChangedAt: ['user'],
  listUserEvents: ['user', 10],
  findAccount: [{ backend: 'acme', issuer: 'https://id.acme.example', subject: 'subject' }],
  listAccounts: ['user'],
  getExtraData: ['account'],
  getTokens: ['account'],
  listTokens: ['user'],
  getPassword: ['user'],
  findImportKeyOwners: [
    { ids: ['user'], usernames: ['ada'], provenEmails: ['ada@example.com'], subjects: new Map() },
  ],
  listImportedAccountOwners: [{ subjects: new Map([['acme', ['subject']]]) }],
  findUserForLogin: [{ username: 'ada' }, 'password'],
  getAttemptByReference: ['AAAA-AAAA'],
  findAttempt: ['state'],
  listLatestAttempts: [10],
  findPartial: [{ id: 'partial' }],
  findCode: [{ handleHash: 'handle', purpose: 'reset', userId: null }, 5, NOW],
  findDevice: ['device'],
  findDeviceByUserCode: ['user code'],
  listCurrentVersions: [],
  listKnownBackends: [],
  listVersions: [['version']],
  getBackendVersion: [{ name: 'acme', version: 1 }],
  listBackends: [null, 10],
  listBackendNames: [],
  getBackend: ['acme'],
  countAccounts: ['acme'],
  countEncrypted: [5, NOW],
  listIssuers: ['acme'],
  findSession: ['token', NOW],
  listSessions: ['user', NOW],
  filterLiveSessions: [['session'], NOW],
  countSessions: [NOW],
  listOwnersBySid: ['acme', 'sid'],
  findSessionUser: [externalSession()],
  filterValidSessions: [[externalSession()]],
  countSignIns: [NOW],
  countDailySignIns: [NOW, NOW],
  countNewUsers: [[NOW, NOW]],
  listEventsByReference: ['AAAA-AAAA'],
  listEvents: [{ area: 'sign-in' }, 10],
  searchEvents: [{ area: 'sign-in', failed: true }, 10],
  getLimitCount: ['limit', 60_000, NOW],
  listEventReceivers: [],
  listDueDeliveries: ['handlers', NOW, [], 10],
  hasDueDelivery: ['handlers', NOW],
  findEventUser: ['user'],
  listDeliveries: [{}, 10],
  countDeliveries: ['handlers', 'pending'],
  listEncryptedWithOtherKeys: ['account tokens', Uint8Array.of(9), '', 10],
}

/** Arguments for each method that must write. Those of the `create` methods fit together, in this order. */
const WRITES: { readonly [Name in WriteMethod]: Parameters<Store[Name]> } = {
  createUser: [
    {
      id: 'user',
      username: 'ada',
      name: null,
      givenName: null,
      familyName: null,
      picture: null,
      email: 'ada@example.com',
      emailVerified: true,
      provenEmail: 'ada@example.com',
      acceptedTerms: null,
      language: null,
    },
    NOW,
  ],
  updateUser: ['user', { name: 'Ada' }, NOW],
  renameUser: ['user', 'ada2', NOW],
  runOwnStatement: [sql`UPDATE "User" SET "name" = ${'Ada'}`],
  setAdminRoles: ['user', '["editor"]', NOW],
  setSignInMails: ['user', false, NOW],
  lockUser: ['user', NOW],
  incrementSessionEpoch: ['user', NOW],
  setActive: ['user', false, NOW],
  setAdmin: ['user', true, toAuditEvent({ kind: 'admin.granted', actor: CLI_ACTOR }, NOW), NOW],
  setRoles: [
    'user',
    { stepRoles: '[]', adminRoles: '[]' },
    toAuditEvent({ kind: 'user.role-given', actor: CLI_ACTOR }, NOW),
    NOW,
  ],
  lockAdministrators: [NOW],
  createAccount: [
    {
      id: 'account',
      userId: 'user',
      backend: 'acme',
      subject: 'subject',
      issuer: 'https://id.example',
      ...accountDetails(),
    },
  ],
  updateAccount: ['account', accountDetails()],
  changeIssuer: ['acme', 'https://id.example', 'https://other.example'],
  deleteKnownBackend: ['nobody'],
  saveKnownBackend: [{ name: 'acme', definition: '{}' }, NOW],
  moveAccount: ['account', 'user', 'user'],
  deleteAccount: ['account', 'user'],
  acquireRefreshLock: [{ accountId: 'account', lockOwner: 'process', ciphertext: CIPHERTEXT }, NOW, LATER],
  replaceTokens: ['account', CIPHERTEXT, CIPHERTEXT],
  releaseRefreshLock: ['account', 'process', null],
  setPassword: ['user', 'hash', NOW],
  replacePasswordHash: ['user', 'hash', 'other hash'],
  createImported: [
    { users: [], accounts: [], passwords: [{ userId: 'user', hash: 'hash', changedAt: NOW }] },
  ],
  deletePassword: ['user'],
  createAttempt: [
    {
      id: 'attempt',
      reference: 'AAAA-AAAA',
      stateHash: 'state',
      browserHash: 'browser',
      backend: 'acme',
      version: null,
      versionId: null,
      issuer: null,
      intent: 'sign-in',
      userId: null,
      nonce: 'nonce',
      verifier: CIPHERTEXT,
      next: '/',
      createdAt: NOW,
      expiresAt: LATER,
    },
  ],
  consumeAttempt: [{ stateHash: 'state', backend: 'acme', browserHashes: ['browser'] }, NOW],
  saveFormPost: [{ stateHash: 'state', backend: 'acme' }, CIPHERTEXT, NOW],
  createPartial: [
    {
      id: 'partial',
      tokenHash: 'token',
      browserHash: 'browser',
      backend: 'acme',
      version: null,
      versionId: null,
      reference: 'AAAA-AAAA',
      asks: 'email',
      userId: null,
      subjectHash: null,
      sid: null,
      data: CIPHERTEXT,
      createdAt: NOW,
      expiresAt: LATER,
    },
  ],
  updatePartial: [partialKey(), { asks: 'terms', data: CIPHERTEXT }, NOW],
  transferPartial: [partialKey(), { tokenHash: 'other', browserHash: 'other', data: CIPHERTEXT }, NOW],
  consumePartial: [partialKey(), NOW],
  deletePartial: [partialKey()],
  deleteOldestPartials: ['browser', 5],
  deletePartialsForBrowser: [['browser']],
  createCode: [
    {
      id: 'code',
      purpose: 'reset',
      email: 'ada@example.com',
      userId: null,
      data: null,
      handleHash: 'handle',
      codeHash: 'hash',
      createdAt: NOW,
      expiresAt: LATER,
    },
  ],
  revokeCode: ['handle', 'reset', NOW],
  revokeUserCodes: ['user', 'reset', NOW],
  recordCodeAttempt: [{ handleHash: 'handle', purpose: 'reset', userId: null }, 'hash', 5, NOW],
  createDevice: [
    {
      id: 'device',
      deviceHash: 'device',
      userCodeHash: 'user code',
      clientId: 'cli',
      name: null,
      userAgent: null,
      address: null,
      keyThumbprint: null,
      interval: 5,
      createdAt: NOW,
      expiresAt: LATER,
    },
  ],
  decideDevice: ['device', { decision: 'denied' }, NOW],
  deletePartialsByProvider: [{ backend: 'acme', sid: 'sid', subjectHash: null, before: NOW }],
  denyDevices: ['account', NOW, NOW],
  recordPoll: [{ id: 'device', interval: 5, polledAt: null }, NOW],
  slowDown: ['device', 5, NOW],
  consumeDevice: ['device', NOW],
  replaceSetupLink: [{ tokenHash: 'link', expiresAt: LATER }],
  consumeSetupLink: ['link', NOW],
  replaceDoctorRun: [{ at: NOW, findings: '[]' }],
  createTicket: [{ ticketHash: 'ticket', browserHash: 'browser', data: CIPHERTEXT, expiresAt: LATER }],
  consumeTicket: [{ ticketHash: 'ticket', browserHash: 'browser' }, NOW],
  deleteTicket: ['ticket'],
  createBackend: ['acme', NOW],
  saveMark: [{ name: 'acme', hash: '0123', type: 'svg', picture: CIPHERTEXT, changedAt: NOW }],
  deleteMark: ['acme'],
  nextVersionNumber: ['acme'],
  createBackendVersion: [
    {
      id: 'version',
      name: 'acme',
      version: 1,
      definition: '{}',
      secret: null,
      createdAt: NOW,
      createdBy: 'user',
    },
  ],
  touchBackend: ['acme', 0, NOW],
  enableVersion: ['acme', 1, 0, NOW],
  disableBackend: ['acme', 0, NOW],
  deleteBackend: ['acme', 0],
  deleteFailedVersion: ['acme', 1],
  saveReport: ['version', CIPHERTEXT, NOW],
  createSession: [sessionRow()],
  replaceSession: ['token', sessionRow()],
  touchSession: ['session', NOW, LATER],
  deleteSession: ['token'],
  deleteUserSession: ['user', 'session'],
  deleteUserSessions: ['user', null],
  endSessionsOfAllUsers: [NOW],
  detachSession: ['session', 'account'],
  deleteSessionsByProvider: [{ backend: 'acme', sid: 'sid', accountId: null, before: NOW }],
  createEvents: [
    [
      {
        id: 'event',
        at: NOW,
        area: 'sign-in',
        kind: 'signed-in',
        actorId: null,
        actor: null,
        userId: 'user',
        backend: 'acme',
        reference: 'AAAA-AAAA',
        code: null,
        detail: '{}',
        expiresAt: LATER,
      },
    ],
  ],
  incrementLimit: ['limit', 60_000, NOW],
  decrementLimit: ['limit', LATER],
  consumeNonce: ['nonce', LATER],
  checkWritable: [NOW],
  extendNonce: ['nonce', LATER],
  replaceCiphertext: ['account tokens', { id: 'account', value: CIPHERTEXT }, CIPHERTEXT],
  anonymizeEvents: ['user', { signIn: '{}', administration: '{}', actor: 'a deleted user' }],
  deleteUser: ['user'],
  saveReceivers: [[{ key: 'handlers', events: ['signed-in'] }]],
  acquireReceiver: ['handlers', 'process', NOW, LATER],
  releaseReceiver: ['handlers', 'process'],
  updateReceiver: ['handlers', { failures: 1, retryAt: NOW, disabledAt: null }],
  postponeLanes: ['handlers', NOW],
  finishDelivery: [
    1,
    {
      state: 'delivered',
      attemptedAt: NOW,
      nextAt: NOW,
      status: 200,
      durationMs: 1,
      error: null,
      expiresAt: LATER,
    },
  ],
  makeDue: ['handlers', NOW, NOW],
  giveUpDeliveries: ['handlers', null, { error: 'gone', errorText: null }],
  redeliver: [1, NOW],
  createDeliveries: [
    [
      {
        eventId: 'event',
        receiver: 'handlers',
        type: 'signed-in',
        lane: 'user',
        userId: 'user',
        at: NOW,
        reference: null,
        detail: '{}',
        personal: null,
        state: 'pending',
        nextAt: NOW,
        expiresAt: LATER,
      },
    ],
  ],
  anonymizeDeliveries: ['user'],
  purgeExpired: [NOW],
  acquirePurgeLock: [NOW, LATER],
}

const ARGUMENTS = { ...READS, ...WRITES }
const METHODS = Object.keys(ARGUMENTS) as (ReadMethod | WriteMethod)[]

describe.each(DATABASES)('READ_METHODS against a read-only database on %s', (kind) => {
  let store: Store
  let statements = 0

  beforeAll(async () => {
    const url = await freshDatabase(kind)
    const writable = await openStore(url)
    for (const name of METHODS.filter((method) => method.startsWith('create'))) await call(writable, name)
    await writable.close()
    store = await openReadOnly(kind, url, () => {
      statements += 1
    })
  })

  beforeEach(() => {
    statements = 0
  })

  afterAll(async () => {
    await store.close()
  })

  test.each(METHODS.filter(isReadMethod))('%s reads', async (name) => {
    await call(store, name)
    if (name !== 'sendWrites') expect(statements).toBeGreaterThan(0)
  })

  test.each(METHODS.filter((name) => !isReadMethod(name)))('%s writes', async (name) => {
    await expect(call(store, name)).rejects.toThrow(/read-?only/)
  })

  test('the tables above name each method of the store', () => {
    const others = ['atomically', 'atomicallyIfRecorded', 'recordEvent', 'isRecorded', 'queryRows', 'close']
    expect([...METHODS, ...others].sort()).toEqual(Object.keys(store).sort())
  })
})

/** A store whose every statement the database itself refuses if it writes. */
async function openReadOnly(kind: DatabaseKind, url: string, onStatement: () => void): Promise<Store> {
  if (kind === 'postgres')
    return await openStore(`${url}?options=-c%20default_transaction_read_only%3Don`, { onStatement })
  const store = await openStore(url, { onStatement })
  await store.queryRows('PRAGMA query_only = ON')
  return store
}

async function call(store: Store, name: ReadMethod | WriteMethod): Promise<void> {
  const method = Reflect.get(store, name) as (...args: unknown[]) => Promise<unknown>
  await method(...ARGUMENTS[name])
}

function accountDetails() {
  return { label: null, tokens: CIPHERTEXT, extraData: '{}', lastLoginAt: NOW }
}

function partialKey() {
  return { id: 'partial', browserHash: 'browser' }
}

function sessionRow() {
  return {
    id: 'session',
    tokenHash: 'token',
    userId: 'user',
    accountId: 'account',
    kind: 'browser' as const,
    backend: 'acme',
    sid: 'sid',
    label: null,
    userAgent: null,
    address: null,
    epoch: 0,
    createdAt: NOW,
    authenticatedAt: NOW,
    lastSeenAt: NOW,
    idleExpiresAt: LATER,
    expiresAt: LATER,
  }
}

function externalSession() {
  return {
    id: 'session',
    userId: 'user',
    accountId: 'account',
    epoch: 0,
    tombstone: 'tombstone',
    providerTombstones: ['other tombstone'],
    tombstoneMinExpiry: NOW,
  }
}
