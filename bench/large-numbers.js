// Pages of administrators with 100,000 users, requests while half a million expired rows are deleted, and the login page with
// 1000 backends. These are the times that a client waits.
import { get, signIn } from './driver.js'
import { longestDelay, stop } from './processes.js'
import { countExpired, seedExpired, seedUsers } from './seed.js'
import { median, quantile } from './statistics.js'
import { migrate, startPortcullis } from './systems.js'

const USERS = 100_000
const EXPIRED = 500_000
const BACKENDS = 1000
const REQUESTS = 20
/** The first purge begins 15 seconds after the start. */
const PURGE_STARTS_MS = 14_000
const MAX_PURGE_MS = 240_000

const ADMIN_PAGES = [
  '/admin',
  '/admin/users',
  '/admin/users?q=filler',
  '/admin/users?q=without-a-match',
  '/admin/sessions',
  '/admin/sessions?kind=device',
  '/admin/sign-ins',
  '/admin/sign-ins?code=provider_timeout',
  '/admin/sign-ins?browser=Safari',
  '/admin/events',
]

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** @param {() => Promise<unknown>} work */
async function time(work) {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** @param {() => Promise<unknown>} work */
async function times(work) {
  const all = []
  for (let index = 0; index < REQUESTS; index += 1) all.push(await time(work))
  return { ms: median(all), firstMs: all[0] ?? Number.NaN }
}

/** @param {string} url of an empty database @param {string} issuer */
export async function measureAdminPages(url, issuer) {
  process.stderr.write('pages of administrators\n')
  const program = await startPortcullis(url, issuer, {
    env: { ADMIN_EMAILS: 'bench@example.test', BACKEND_BENCH_TRUST_EMAIL: 'true' },
  })
  const jar = await signIn(program.origin, 'bench')
  await seedUsers(url, issuer, USERS)
  const pages = []
  for (const path of ADMIN_PAGES)
    pages.push({ path, ...(await times(() => get(program.origin + path, jar))) })
  await stop(program)
  return pages
}

/** Requests while the rows are deleted, on the database that `measureAdminPages` has filled. @param {string} url @param {string} issuer */
export async function measurePurge(url, issuer) {
  process.stderr.write('purge\n')
  await seedExpired(url, EXPIRED)
  const program = await startPortcullis(url, issuer)
  const jar = await signIn(program.origin, 'bench')
  const request = () => get(`${program.origin}/api/session`, jar)
  await sleep(PURGE_STARTS_MS / 2)
  await times(request)
  await sleep(PURGE_STARTS_MS / 2)
  await longestDelay(program)
  const waits = []
  const startedAt = performance.now()
  let left = EXPIRED
  while (left > 0 && performance.now() - startedAt < MAX_PURGE_MS) {
    for (let index = 0; index < 500; index += 1) {
      waits.push(await time(request))
      await sleep(4)
    }
    left = await countExpired(url)
  }
  const delayMs = await longestDelay(program)
  await stop(program)
  if (left === EXPIRED) throw new Error('no row was purged')
  return {
    rows: EXPIRED - left,
    seconds: (performance.now() - startedAt) / 1000,
    delayMs,
    medianMs: median(waits),
    p99Ms: quantile(waits, 0.99),
    longestMs: quantile(waits, 1),
  }
}

/** @param {string} url of an empty database @param {string} issuer */
export async function measureManyBackends(url, issuer) {
  process.stderr.write('many backends\n')
  await migrate(url)
  const program = await startPortcullis(url, issuer, { otherBackends: BACKENDS - 1 })
  const page = await times(() => get(`${program.origin}/login`, new Map()))
  await stop(program)
  return { startMs: program.startMs, ...page }
}
