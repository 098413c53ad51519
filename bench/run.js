// What Portcullis costs, beside the programs that one would put together by hand:
//
//   npm run bench -- [rounds] [--readme] [costs] [counts] [growth] [processes] [large] [start]
//
// Without names of parts, all are measured. Programs are compared by the CPU time of their processes: milliseconds differ
// between machines, ratios should not. With --readme, the tables go into README.md, which is worth it on an idle machine only.
import { cpus } from 'node:os'
import { LONG_WARM_UP_BATCHES, measureCosts, toSystem, warmUp } from './costs.js'
import { measureCounts } from './counts.js'
import { agent, get, signIn } from './driver.js'
import { measureGrowth } from './growth.js'
import { measureAdminPages, measureManyBackends, measurePurge } from './large-numbers.js'
import { memoryMiB, start, stop, stopAll } from './processes.js'
import { report, writeReadme } from './report.js'
import { createDatabases, measureStarts, startPassport, startPortcullis } from './systems.js'
import { measureTwoProcesses } from './two-processes.js'

const PARTS = ['costs', 'counts', 'growth', 'processes', 'large', 'start']
const args = process.argv.slice(2)
const parts = args.filter((arg) => PARTS.includes(arg))
const unknown = args.filter((arg) => !PARTS.includes(arg) && !/^(?:\d+|--readme)$/.test(arg))
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; the parts are ${PARTS.join(', ')}`)
  process.exit(2)
}
if (args.includes('--readme') && parts.length > 0) {
  console.error('--readme writes the results of all parts, so it goes with none')
  process.exit(2)
}
const rounds = Math.min(Number(args.find((arg) => /^\d+$/.test(arg)) ?? 10), 100)
const isWanted = (/** @type {string} */ part) => parts.length === 0 || parts.includes(part)

const FLOOR = '`node:http` and openid-client, without a database'
const BARE_KOA = 'koa-session, with everything in its cookie'
const BY_HAND = 'Koa, koa-session, openid-client and better-sqlite3, with three tables'
const PASSPORT = 'Express, express-session, passport, openid-client and better-sqlite3'
const PATHS = { request: '/api/session', gate: '/forward-auth' }

const databases = createDatabases()
/** @type {Record<string, unknown>} */
const results = {
  rounds,
  machine: `${cpus().length} x ${cpus()[0]?.model ?? '?'}, Node ${process.versions.node}`,
}
try {
  const provider = await start('bench/provider.js', () => ({}), '/calls')
  const issuer = provider.origin
  if (isWanted('start'))
    results.starts = await measureStarts(databases.sqlite('start'), Math.min(rounds, 5), memoryMiB)
  if (isWanted('costs') || isWanted('counts')) {
    const sqlite = toSystem(
      'Portcullis on SQLite',
      await startPortcullis(databases.sqlite('one'), issuer),
      PATHS,
    )
    const postgres = toSystem(
      'Portcullis on Postgres',
      await startPortcullis(await databases.postgres('one'), issuer),
      PATHS,
    )
    for (const { program, jar } of [sqlite, postgres]) await signIn(program.origin, 'bench', jar)
    const others = isWanted('costs') ? await startOthers(issuer) : []
    const systems = [...others, sqlite, postgres]
    if (isWanted('costs')) {
      await warmUp(systems, LONG_WARM_UP_BATCHES)
      const costs = await measureCosts(systems, rounds)
      const memory = systems.map(({ name, program }) => ({ name, miB: memoryMiB(program.pid) }))
      results.costs = { costs, units: { signIn: FLOOR, request: BARE_KOA }, memory }
    }
    if (isWanted('counts')) results.counts = await measureCounts([sqlite, postgres], issuer)
    await Promise.all(systems.map(({ program }) => stop(program)))
  }
  if (isWanted('growth')) {
    results.growth = {
      SQLite: await measureGrowth(async (name) => databases.sqlite(name), issuer, rounds),
      Postgres: await measureGrowth((name) => databases.postgres(name), issuer, rounds),
    }
  }
  if (isWanted('processes'))
    results.twoProcesses = await measureTwoProcesses((name) => databases.postgres(name), issuer, rounds)
  if (isWanted('large')) {
    const large = {}
    for (const [database, url] of [
      ['SQLite', databases.sqlite('large')],
      ['Postgres', await databases.postgres('large')],
    ]) {
      const pages = await measureAdminPages(url, issuer)
      large[database] = { pages, purge: await measurePurge(url, issuer) }
      process.stderr.write(`${JSON.stringify({ [database]: large[database] })}\n`)
    }
    results.large = large
    results.manyBackends = await measureManyBackends(databases.sqlite('many'), issuer)
  }
  console.log(report(results))
  if (args.includes('--readme')) await writeReadme(results)
} finally {
  stopAll()
  agent.destroy()
  await databases.remove()
}

/** The programs that Portcullis is compared with, signed in. @param {string} issuer */
async function startOthers(issuer) {
  const env = () => ({ ISSUER: issuer })
  const file = databases.sqlite('by-hand').slice('file:'.length)
  const passport = await startPassport(databases.folder, issuer)
  const systems = [
    toSystem(FLOOR, await start('bench/floor.js', env), {}),
    toSystem(BARE_KOA, await start('bench/koa-session.js', () => ({})), { request: '/me', signIn: false }),
    toSystem(BY_HAND, await start('bench/by-hand.js', () => ({ ...env(), FILE: file })), { request: '/me' }),
    ...(passport === null ? [] : [toSystem(PASSPORT, passport, { request: '/me' })]),
  ]
  for (const { name, program, jar } of systems) {
    if (name === BARE_KOA) await get(`${program.origin}/sign-in`, jar)
    else await signIn(program.origin, 'bench', jar)
  }
  return systems
}
