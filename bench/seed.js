// Fills a database with rows, a hundred thousand in a second or two. The rows look like those of real sign-ins; keys are
// spread over the whole index, as random ones are.
import Sqlite from 'better-sqlite3'
import pg from 'pg'

/** @typedef {{ run: (sql: string) => Promise<unknown>, count: (sql: string) => Promise<number>, close: () => Promise<void>, hash: (label: string) => string, time: (ms: number) => string, spread: (seconds: number) => string, bytes: string }} Target */

/** @param {string} url @returns {Promise<Target>} */
async function connect(url) {
  const time = (/** @type {number} */ ms) => new Date(Date.now() + ms).toISOString()
  if (url.startsWith('file:')) {
    const database = new Sqlite(url.slice('file:'.length), { timeout: 60_000 })
    return {
      run: async (sql) => database.exec(sql),
      count: async (sql) => database.prepare(sql).get().n,
      close: async () => void database.close(),
      hash: (label) => `('${label}' || printf('%08x', (i * 2654435761) % 4294967296))`,
      time: (ms) => `'${time(ms).replace('Z', '+00:00')}'`,
      spread: (seconds) =>
        `strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', '-' || (i * ${seconds}) || ' seconds')`,
      bytes: "x'00'",
    }
  }
  const client = new pg.Client(url)
  await client.connect()
  return {
    run: (sql) => client.query(sql),
    count: async (sql) => (await client.query(sql)).rows[0].n,
    close: () => client.end(),
    hash: (label) => `('${label}' || lpad(to_hex((i::bigint * 2654435761) % 4294967296), 8, '0'))`,
    time: (ms) => `'${time(ms).replace('Z', '')}'::timestamp`,
    spread: (seconds) => `(now() AT TIME ZONE 'UTC') - i * interval '${seconds} seconds'`,
    bytes: "'\\x00'::bytea",
  }
}

/** Inserts `count` rows, with the number `i` in the expressions. @param {Target} target @param {Record<string, string>} columns */
const insert = ({ run }, table, count, columns) =>
  run(`INSERT INTO "${table}" (${Object.keys(columns)
    .map((name) => `"${name}"`)
    .join(', ')})
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    SELECT ${Object.values(columns).join(', ')} FROM n`)

const DAY_MS = 86_400_000

/**
 * Users with an account, a session and the event of a sign-in each. The details of the events are copied from a real one, so
 * somebody must have signed in. @param {string} url @param {string} issuer @param {number} count
 */
export async function seedUsers(url, issuer, count) {
  const target = await connect(url)
  await findEvent(target)
  const { hash, time, spread, bytes, run } = target
  const now = time(0)
  // 100,000 of them in a month.
  const then = spread(25)
  const user = hash('u')
  await insert(target, 'User', count, {
    id: user,
    username: hash('name'),
    email: `${hash('m')} || '@example.test'`,
    emailVerified: 'TRUE',
    provenEmail: `${hash('m')} || '@example.test'`,
    name: `'Filler ' || i`,
    active: 'TRUE',
    admin: 'FALSE',
    sessionEpoch: '0',
    createdAt: then,
    updatedAt: then,
  })
  await insert(target, 'Account', count, {
    id: hash('a'),
    userId: user,
    backend: "'bench'",
    subject: hash('s'),
    issuer: `'${issuer}'`,
    label: `${hash('m')} || '@example.test'`,
    tokens: bytes,
    createdAt: now,
    lastLoginAt: now,
  })
  await insertSessions(target, count, {
    id: hash('l'),
    userId: user,
    createdAt: spread(8),
    expiresAt: time(DAY_MS),
  })
  await insert(target, 'Event', count, {
    id: hash('e'),
    at: then,
    area: "'sign-in'",
    kind: "'signed-in'",
    userId: user,
    backend: "'bench'",
    reference: hash('r'),
    expiresAt: time(30 * DAY_MS),
    detail: '(SELECT "detail" FROM "Event" WHERE "area" = \'sign-in\' LIMIT 1)',
  })
  // Postgres does this by itself, some minutes later.
  if (!url.startsWith('file:')) await run('ANALYZE')
  await target.close()
}

/** Waits for the event of a sign-in, which is written a moment after it. @param {Target} target */
async function findEvent({ count }) {
  const givesUpAt = performance.now() + 10_000
  while ((await count(`SELECT CAST(COUNT(*) AS INTEGER) AS n FROM "Event" WHERE "area" = 'sign-in'`)) === 0) {
    if (performance.now() > givesUpAt) throw new Error('no event of a sign-in to copy')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/**
 * Rows that expired an hour ago or, as attempts, days ago: half of them sessions. The lock for purging that an earlier program
 * has for some minutes more is removed.
 *
 * @param {string} url @param {number} count
 */
export async function seedExpired(url, count) {
  const target = await connect(url)
  const { hash, time, spread, bytes } = target
  const [half, quarter] = [Math.round(count / 2), Math.round(count / 4)]
  const userId = '(SELECT "id" FROM "User" LIMIT 1)'
  await insertSessions(target, half, {
    id: hash('x'),
    userId,
    createdAt: spread(8),
    expiresAt: time(-3_600_000),
  })
  await insert(target, 'Attempt', quarter, {
    id: hash('x'),
    reference: hash('x'),
    stateHash: hash('x'),
    browserHash: hash('x'),
    backend: "'bench'",
    intent: "'sign-in'",
    nonce: hash('x'),
    verifier: bytes,
    next: "'/'",
    createdAt: time(-3 * DAY_MS),
    expiresAt: time(-3 * DAY_MS),
  })
  await insert(target, 'Event', quarter, {
    id: hash('x'),
    at: time(-31 * DAY_MS),
    area: "'sign-in'",
    kind: "'signed-in'",
    backend: "'bench'",
    reference: hash('x'),
    expiresAt: time(-3_600_000),
  })
  await target.run(`DELETE FROM "Nonce" WHERE "key" = 'purge'`)
  await target.close()
}

/** @param {Target} target @param {number} count @param {{ id: string, userId: string, createdAt: string, expiresAt: string }} columns */
const insertSessions = (target, count, { id, userId, createdAt, expiresAt }) => {
  const now = target.time(0)
  return insert(target, 'Session', count, {
    id,
    tokenHash: id,
    userId,
    kind: "'browser'",
    backend: "'bench'",
    epoch: '0',
    createdAt,
    authenticatedAt: createdAt,
    lastSeenAt: now,
    idleExpiresAt: expiresAt,
    expiresAt,
  })
}

/** The ids of `seedExpired`: those of other rows are longer. */
const SEEDED = `"id" LIKE 'x%' AND LENGTH("id") = 9`

/** How many rows are left that have expired. @param {string} url */
export async function countExpired(url) {
  const target = await connect(url)
  let left = 0
  for (const table of ['Session', 'Attempt', 'Event'])
    left += await target.count(`SELECT CAST(COUNT(*) AS INTEGER) AS n FROM "${table}" WHERE ${SEEDED}`)
  await target.close()
  return left
}
