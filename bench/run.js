// What sign-ins and signed-in requests cost, beside the programs that one would put together by hand:
// `npm run bench -- [rounds]`. In each round every program does every operation, so that what else the machine does meets
// all of them. CPU time of each program's process alone; the tables show medians of the ratios of a round, with quartiles.
// Milliseconds differ between machines, ratios should not.
import { cpus } from 'node:os'
import { agent, get, signIn } from './driver.js'
import { countStatements, cpuMs, memoryMiB, start, stopAll } from './processes.js'
import { createDatabases, measureStarts, startPortcullis } from './systems.js'

const ROUNDS = Math.min(Number(process.argv[2] ?? 10), 100)
const SIGN_INS = 100
const REQUESTS = 1000
const WARM_UP_SIGN_INS = 300
const WARM_UP_REQUESTS = 5000

/** @typedef {import('./processes.js').Program} Program */
/** @typedef {{ name: string, unit: string, count: number, work: () => Promise<unknown> }} Operation */
/** @typedef {{ name: string, program: Program, operations: Operation[], jar: Map<string, string> }} System */

let subjects = 0

/** @param {string} name @param {Program} program @param {{ request?: string, gate?: string, signIn?: boolean }} paths */
function toSystem(name, program, paths) {
  const { origin } = program
  /** @type {Map<string, string>} */
  const jar = new Map()
  /** @type {System} */
  const system = { name, program, operations: [], jar }
  const add = (/** @type {string} */ operation, count, unit, work) =>
    system.operations.push({ name: operation, count, unit, work })
  if (paths.signIn !== false) {
    add('returning sign-in', SIGN_INS, FLOOR, () => signIn(origin, 'bench'))
    add('first sign-in', SIGN_INS, FLOOR, () => signIn(origin, `subject-${(subjects += 1)}`))
  }
  if (paths.request) add('signed-in request', REQUESTS, BARE_KOA, () => get(origin + paths.request, jar))
  if (paths.gate) add('forward-auth', REQUESTS, BARE_KOA, () => get(origin + paths.gate, jar))
  return system
}

/** @param {number[]} values @param {number} part */
function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN
}

const median = (/** @type {number[]} */ values) => quantile(values, 0.5)
const spread = (/** @type {number[]} */ values) =>
  `${quantile(values, 0.25).toFixed(2)} to ${quantile(values, 0.75).toFixed(2)}`

const FLOOR = 'bare node:http and openid-client, no database'
const BARE_KOA = 'bare koa-session, nothing to look up'
const databases = createDatabases()
try {
  const provider = await start('bench/provider.js', () => ({}), '/calls')
  const env = () => ({ ISSUER: provider.origin })
  const sqlite = await startPortcullis(databases.sqlite('one'), provider.origin)
  const postgres = await startPortcullis(await databases.postgres(), provider.origin)
  const file = databases.sqlite('by-hand').slice('file:'.length)
  const portcullisPaths = { request: '/api/session', gate: '/forward-auth' }
  const systems = [
    toSystem(FLOOR, await start('bench/floor.js', env), {}),
    toSystem(BARE_KOA, await start('bench/koa-session.js', () => ({})), { request: '/me', signIn: false }),
    toSystem(
      'by hand: Koa, koa-session, openid-client, better-sqlite3',
      await start('bench/by-hand.js', () => ({ ...env(), FILE: file })),
      { request: '/me' },
    ),
    toSystem('Portcullis on SQLite', sqlite, portcullisPaths),
    toSystem('Portcullis on Postgres', postgres, portcullisPaths),
  ]

  for (const { name, program, operations, jar } of systems) {
    process.stderr.write(`warm-up: ${name}\n`)
    if (name === BARE_KOA) await get(`${program.origin}/sign-in`, jar)
    else await signIn(program.origin, 'bench', jar)
    for (const { count, work } of operations) {
      const times = count === SIGN_INS ? WARM_UP_SIGN_INS : WARM_UP_REQUESTS
      for (let index = 0; index < times; index += 1) await work()
    }
  }

  /** CPU milliseconds of each round, by system and operation. @type {Map<string, number[]>} */
  const costs = new Map()
  const key = (/** @type {string} */ system, /** @type {string} */ operation) => `${system}\n${operation}`
  for (let round = 0; round < ROUNDS; round += 1) {
    process.stderr.write(`round ${round + 1} of ${ROUNDS}\n`)
    for (const { name, program, operations } of systems) {
      for (const { name: operation, count, work } of operations) {
        const before = cpuMs(program.pid)
        for (let index = 0; index < count; index += 1) await work()
        const list = costs.get(key(name, operation)) ?? []
        costs.set(key(name, operation), [...list, (cpuMs(program.pid) - before) / count])
      }
    }
  }

  console.log(
    `\n${cpus().length} x ${cpus()[0]?.model ?? '?'}, Node ${process.versions.node}, ${ROUNDS} rounds`,
  )
  for (const operation of ['returning sign-in', 'first sign-in', 'signed-in request', 'forward-auth']) {
    console.log(`\n${operation}`)
    for (const { name, operations } of systems) {
      const unit = operations.find((each) => each.name === operation)?.unit
      if (unit === undefined) continue
      const own = costs.get(key(name, operation)) ?? []
      const units = costs.get(key(unit, unit === BARE_KOA ? 'signed-in request' : operation)) ?? []
      const ratios = own.map((cost, round) => cost / (units[round] ?? Number.NaN))
      console.log(
        `  ${name.padEnd(58)} ${median(ratios).toFixed(2)}x  (${spread(ratios)})  ${median(own).toFixed(3)} ms CPU`,
      )
    }
  }

  console.log('\nstatements of the database and calls to the provider, with BEGIN and COMMIT')
  for (const { program, name, operations } of systems.slice(-2)) {
    for (const { name: operation, work } of operations) {
      await new Promise((resolve) => setTimeout(resolve, 2000))
      await countStatements(program)
      const callsBefore = Number(await (await fetch(`${provider.origin}/calls`)).text())
      for (let index = 0; index < 10; index += 1) await work()
      // Traces are written a moment later, for several requests at once.
      await new Promise((resolve) => setTimeout(resolve, 2000))
      const calls = Number(await (await fetch(`${provider.origin}/calls`)).text()) - callsBefore
      const statements = Number(await countStatements(program))
      console.log(
        `  ${name}, ${operation}:`.padEnd(46),
        `${(statements / 10).toFixed(1)} statements, ${(calls / 10).toFixed(1)} calls`,
      )
    }
  }

  console.log('\nmemory after all of this')
  for (const { name, program } of systems)
    console.log(`  ${name.padEnd(58)} ${memoryMiB(program.pid).toFixed(0)} MiB`)

  const starts = await measureStarts(databases.sqlite('start'), Math.min(ROUNDS, 5), memoryMiB)
  console.log(
    `\nnode dist/main.js in production, to ready: ${median(starts.map(({ ms }) => ms)).toFixed(0)} ms, then ${median(starts.map(({ miB }) => miB)).toFixed(0)} MiB`,
  )
} finally {
  stopAll()
  agent.destroy()
  await databases.remove()
}
