import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runCommandLine } from '../support/command-line.js'
import { DATABASES } from '../support/database.js'
import { reply } from '../support/pauses.js'
import { backendAt, KEYS, type Site } from '../support/site.js'
import { accountOf, storedTokensOf } from '../support/stored-tokens.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

const MINUTES = 60_000
const SECRETS = /tokenHash|"sid"|"hash"|accessToken|refreshToken|userCodeHash/

describe.each(DATABASES)('the data of a user on %s', (database) => {
  const { site, op, office, clock, startAnother } = useSite({
    database,
    mail: true,
    env: { ADMIN_EMAILS: 'root@acme.example' },
    backends: ({ op }) => ({
      acme: backendAt(op, { trustEmail: true, extraClaims: ['department'] }),
      asking: backendAt(op, { label: 'Asking', requireEmail: true, requireVerifiedEmail: true }),
    }),
  })

  /** A browser in which this person has just signed in. */
  async function signedIn(sub: string, claims: object = {}): Promise<Visitor> {
    op.person({ sub, preferred_username: sub, name: `The ${sub} Person`, ...claims })
    const visitor = site.visitor()
    expect((await visitor.signIn('acme')).status).toBe(200)
    return visitor
  }

  const proven = (sub: string) => ({ email: `${sub}@acme.example`, email_verified: true })
  const deleteAccount = async (visitor: Visitor): Promise<Answer> =>
    visitor.open('/account/delete', { form: { _csrf: await visitor.csrf() } })
  const isSignedIn = async (visitor: Visitor, at: Pick<Site, 'url'> = site) =>
    (await visitor.ask(`${at.url}/api/session`)).status === 200

  test('users download everything that is stored about them, and no secret', async () => {
    const visitor = await signedIn('dora', { ...proven('dora'), department: 'Maps' })
    const answer = await visitor.ask('/account/data')
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="dora.json"',
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const document: unknown = JSON.parse(answer.body)
    expect(document).toMatchObject({
      format: 'portcullis-user',
      user: { username: 'dora', email: 'dora@acme.example', name: 'The dora Person', hasPassword: false },
      accounts: [{ backend: 'acme', issuer: op.issuer, subject: 'dora', claims: { department: 'Maps' } }],
      sessions: [{ kind: 'browser', backend: 'acme', address: '127.0.0.1' }],
      eventsAreComplete: true,
    })
    expect(answer.body).not.toMatch(SECRETS)
    const leftOut = async () => {
      const exported = ExportSchema.parse(JSON.parse((await visitor.ask('/account/data')).body))
      return columnsAboutUsers().filter((column) => !isExported(exported, column))
    }
    // The event of the sign-in is written a moment after its response.
    expect(
      await eventually(async () => (await leftOut()).filter((column) => !NOT_EXPORTED.includes(column))),
    ).toEqual([])
    expect(await leftOut()).toEqual(NOT_EXPORTED)
  })

  test('without a recent sign-in neither is possible, and the page leads to one and back', async () => {
    const visitor = await signedIn('late', proven('late'))
    clock.aheadMs = 11 * MINUTES
    const download = await visitor.ask('/account/data')
    expect([download.status, download.body.includes('next=%2Faccount%2Fdata')]).toEqual([403, true])
    const page = await visitor.ask('/account/delete')
    expect(page.body).toContain('please sign in again to continue')
    expect(page.body).toContain('next=%2Faccount%2Fdelete')
    expect(page.body).not.toContain('>Delete my account</button>')
    const refused = await deleteAccount(visitor)
    expect([refused.status, refused.body.includes('reauthentication_required')]).toEqual([403, true])
    expect(await site.rows.user.count({ where: { username: 'late' } })).toBe(1)
  })

  test('a form of another site, or of another session, deletes no user', async () => {
    const [visitor, other] = [await signedIn('kim'), await signedIn('lee')]
    const forms = [{}, { _csrf: 'made up' }, { _csrf: await other.csrf() }]
    for (const form of forms) expect((await visitor.ask('/account/delete', { form })).status).toBe(403)
    expect(await isSignedIn(visitor)).toBe(true)
  })

  test('who deletes their account is signed out everywhere, revoked at the provider, and nowhere in the database', async () => {
    const second = await startAnother()
    const [here, there] = [await signedIn('gone', proven('gone')), await signedIn('gone', proven('gone'))]
    const { id, userId } = await accountOf(site, 'gone')
    const { refreshToken } = await storedTokensOf(site, id)
    expect((await here.ask('/account/delete')).body).toContain('This deletes')
    const page = await deleteAccount(here)
    expect([page.status, page.body.includes('Your account was deleted.')]).toEqual([200, true])
    for (const at of [site, second]) {
      expect([await isSignedIn(here, at), await isSignedIn(there, at)]).toEqual([false, false])
    }
    expect(op.refreshTokens.find(refreshToken)).toBeUndefined()
    expect((await office.mailTo('gone@acme.example', /was deleted/)).text).toContain(
      'Your account was deleted',
    )
    // The trace of the last request is written a second later.
    await expect(eventually(() => namesLeft(site, 'gone'))).resolves.toEqual([])
    const events = await site.rows.event.findMany({ where: { userId, kind: 'user.deleted' } })
    expect(events.map(({ actor, actorId }) => [actor, actorId])).toEqual([['a deleted user', userId]])
    // The same person may come again, as a new user.
    await signedIn('gone', proven('gone'))
    expect((await accountOf(site, 'gone')).userId).not.toBe(userId)
  })

  test('a sign-in that waits for an answer does not bring back a user or an account that was deleted', async () => {
    for (const end of ['delete', 'disconnect'] as const) {
      const email = `waits-${end}@acme.example`
      const owner = await signedIn(`waits-${end}`, { email, email_verified: false })
      const { id, userId } = await accountOf(site, `waits-${end}`)
      await site.rows.account.update({ where: { id }, data: { backend: 'asking' } })
      const waiting = site.visitor()
      const page = await waiting.signIn('asking')
      expect(page.body).toContain('Check your email')
      const code = await office.codeFor(email)
      if (end === 'delete') {
        await deleteAccount(owner)
        expect(await site.rows.partial.count({ where: { backend: 'asking' } })).toBe(0)
      } else await site.store.deleteAccount(id, userId)
      const refused = await reply(waiting, page, 'code', { code })
      expect([401, 404, 410]).toContain(refused.status)
      expect(await site.rows.account.count({ where: { subject: `waits-${end}` } })).toBe(0)
    }
  })

  test('twenty deletions at once delete once, and one during a sign-in leaves nothing half', async () => {
    const visitor = await signedIn('twice')
    const form = { _csrf: await visitor.csrf() }
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => visitor.ask('/account/delete', { form })),
      site.visitor().signIn('acme'),
    ])
    for (const { status } of answers) expect(status).toBeLessThan(500)
    const users = await site.rows.user.findMany({
      where: { username: { startsWith: 'twice' } },
      include: { accounts: true },
    })
    expect(users.filter(({ accounts }) => accounts.length === 0)).toEqual([])
    expect(await site.rows.event.count({ where: { kind: 'user.deleted', detail: '{}' } })).toBeGreaterThan(0)
  })

  test('the last administrator cannot, and another one can', async () => {
    const root = await signedIn('root', proven('root'))
    const refused = await deleteAccount(root)
    expect([refused.status, refused.body.includes('last_administrator')]).toEqual([409, true])
    expect(await isSignedIn(root)).toBe(true)
    await signedIn('helper')
    await site.rows.user.update({ where: { username: 'helper' }, data: { admin: true } })
    expect((await deleteAccount(root)).body).toContain('Your account was deleted.')
  })

  test('of two administrators who delete their accounts at once, one remains', async () => {
    await site.rows.user.updateMany({ data: { admin: false } })
    const visitors = [await signedIn('first-chief'), await signedIn('second-chief')]
    await site.rows.user.updateMany({
      where: { username: { in: ['first-chief', 'second-chief'] } },
      data: { admin: true },
    })
    const forms = await Promise.all(visitors.map(async (visitor) => ({ _csrf: await visitor.csrf() })))
    const answers = await Promise.all(
      visitors.map((visitor, index) => visitor.ask('/account/delete', { form: forms[index] ?? {} })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
    expect(await site.rows.user.count({ where: { admin: true } })).toBe(1)
  })

  test('the command line exports and deletes a user, while the server runs', async () => {
    const visitor = await signedIn('clive', proven('clive'))
    const { id } = await accountOf(site, 'clive')
    const { refreshToken } = await storedTokensOf(site, id)
    const env = { ...commandEnvironment(site), ...backendEnvironment(op) }
    const exported = await runCommandLine(['user', 'export', 'clive'], env)
    expect(JSON.parse(exported.out)).toMatchObject({
      user: { username: 'clive' },
      sessions: [{ backend: 'acme' }],
    })
    expect(exported.out).not.toMatch(SECRETS)
    const asked = await runCommandLine(['user', 'delete', 'clive'], env)
    expect(asked.out).toBe('This deletes clive and 1 account for good. To do it, add --yes.\n')
    expect(await isSignedIn(visitor)).toBe(true)
    const withoutKeys = await runCommandLine(['user', 'delete', 'clive', '--yes'], {
      ...env,
      ENCRYPTION_KEYS: '',
      NODE_ENV: 'production',
      ALLOW_INSECURE_ISSUERS: '',
    })
    expect([withoutKeys.status, withoutKeys.err.includes('ENCRYPTION_KEYS')]).toEqual([1, true])
    const deleted = await runCommandLine(['user', 'delete', 'clive', '--yes'], env)
    expect(deleted).toEqual({ status: 0, out: 'clive is deleted. acme has revoked its tokens.\n', err: '' })
    expect(await isSignedIn(visitor)).toBe(false)
    expect(op.refreshTokens.find(refreshToken)).toBeUndefined()
    await expect(eventually(() => namesLeft(site, 'clive'))).resolves.toEqual([])
    const again = await runCommandLine(['user', 'delete', 'clive', '--yes'], env)
    expect(again).toEqual({ status: 1, out: '', err: 'There is no user named "clive".\n' })
  })
})

const entriesSchema = z.array(z.record(z.string(), z.unknown()))
const ExportSchema = z.object({
  user: z.record(z.string(), z.unknown()),
  accounts: entriesSchema,
  sessions: entriesSchema,
  devices: entriesSchema,
  events: entriesSchema,
})
type Exported = z.infer<typeof ExportSchema>

/** Columns whose values the export has under another name, or in another member. */
const RENAMED: Readonly<Record<string, string>> = {
  extraData: 'claims',
  tokens: 'hasTokens',
  stepRoles: 'roles',
  adminRoles: 'roles',
  actorId: 'byUser',
  changedAt: 'passwordChangedAt',
}

/**
 * What the export leaves out, by table: secrets and what they are found by, keys between tables, counters that mean nothing
 * to people, and the name of another person, who acted. Codes and sign-ins in progress are gone within the hour, and deliveries
 * repeat the events.
 */
const NOT_EXPORTED: readonly string[] = [
  'User.sessionEpoch',
  'User.updatedAt',
  'Password.hash',
  'Account.id',
  'Account.leaseHolder',
  'Account.leaseUntil',
  'Session.id',
  'Session.tokenHash',
  'Session.accountId',
  'Session.sid',
  'Session.epoch',
  'Session.idleExpiresAt',
  'Event.id',
  'Event.actor',
  'Event.expiresAt',
]
/** Device has no row in this test; a statement chooses what the export lists of it. */
const WHOLLY_LEFT_OUT = new Set(['Code', 'Attempt', 'Partial', 'EventDelivery', 'Device'])

const TABLES: Readonly<Record<string, (exported: Exported) => object | undefined>> = {
  User: ({ user }) => user,
  Password: ({ user }) => user,
  Account: ({ accounts }) => accounts[0],
  Session: ({ sessions }) => sessions[0],
  Event: ({ events }) => events[0],
}

function isExported(exported: Exported, place: string): boolean {
  const [table = '', column = ''] = place.split('.')
  return Object.hasOwn(TABLES[table]?.(exported) ?? {}, RENAMED[column] ?? column)
}

/**
 * Each column of a table with rows about users, such as `User.email`. A new table or column has to be exported, or to be
 * listed above.
 */
function columnsAboutUsers(): readonly string[] {
  const schema = readFileSync(join(import.meta.dirname, '../../prisma/sqlite/schema.prisma'), 'utf8')
  return [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].flatMap(([, table = '', body = '']) => {
    const columns = [...body.matchAll(/^ {2}(\w+) +(?:String|Int|Boolean|DateTime|Bytes)\b/gm)].map(
      ([, column = '']) => column,
    )
    const isAboutUsers = table === 'User' || columns.includes('userId')
    if (!isAboutUsers || WHOLLY_LEFT_OUT.has(table)) return []
    return columns.filter((column) => column !== 'userId').map((column) => `${table}.${column}`)
  })
}

function commandEnvironment({ databaseUrl }: Site): Record<string, string> {
  return { ...KEYS, DATABASE_URL: databaseUrl, ALLOW_INSECURE_ISSUERS: 'true' }
}

function backendEnvironment(op: { issuer: string; clientId: string; clientSecret: string }) {
  return {
    BACKEND_ACME_KIND: 'oidc',
    BACKEND_ACME_ISSUER: op.issuer,
    BACKEND_ACME_CLIENT_ID: op.clientId,
    BACKEND_ACME_CLIENT_SECRET: op.clientSecret,
  }
}

/** The tables with a row that contains this text anywhere. */
async function namesLeft({ rows }: Site, text: string): Promise<string[]> {
  const tables = {
    user: await rows.user.findMany(),
    account: await rows.account.findMany(),
    session: await rows.session.findMany(),
    event: await rows.event.findMany(),
    code: await rows.code.findMany(),
    device: await rows.device.findMany(),
    partial: await rows.partial.findMany(),
    attempt: await rows.attempt.findMany(),
    password: await rows.password.findMany(),
    eventDelivery: await rows.eventDelivery.findMany(),
  }
  return Object.entries(tables)
    .filter(([, found]) => JSON.stringify(found).includes(text))
    .map(([name]) => name)
}

/** Asks for up to three seconds until the list is empty; returns the last one. */
async function eventually(list: () => Promise<string[]>): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    const found = await list()
    if (found.length === 0 || tries === 30) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
