// CPU time of operations. In each round every program does every operation, a few times and one program after the other, so
// that what else the machine does meets all of them.
import { get, signIn } from './driver.js'
import { cpuMs } from './processes.js'
import { median, quantile } from './statistics.js'

const BATCH = { 'returning sign-in': 50, 'first sign-in': 50, 'signed-in request': 500, 'forward-auth': 500 }
const WARM_UP_BATCHES = 10
/** V8 compiles what runs once in a sign-in after some two thousand of them. Until then the most code costs the most. */
export const LONG_WARM_UP_BATCHES = 50
export const OPERATIONS = Object.keys(BATCH)

/** @typedef {import('./processes.js').Program} Program */
/** @typedef {{ name: string, program: Program, jar: Map<string, string>, operations: Map<string, () => Promise<unknown>> }} System */

let subjects = 0

/**
 * @param {string} name @param {Program} program
 * @param {{ request?: string, gate?: string, signIn?: boolean }} paths
 * @returns {System}
 */
export function toSystem(name, program, { request, gate, signIn: signsIn = true }) {
  const { origin } = program
  const jar = new Map()
  const operations = new Map()
  if (signsIn) {
    operations.set('returning sign-in', () => signIn(origin, 'bench'))
    operations.set('first sign-in', () => signIn(origin, `subject-${(subjects += 1)}`))
  }
  if (request) operations.set('signed-in request', () => get(origin + request, jar))
  if (gate) operations.set('forward-auth', () => get(origin + gate, jar))
  return { name, program, jar, operations }
}

/**
 * Runs every operation until its code is compiled, with `LONG_WARM_UP_BATCHES`. The jar of each system must have a session.
 * @param {System[]} systems @param {number} batches
 */
export async function warmUp(systems, batches = WARM_UP_BATCHES) {
  for (const { name, operations } of systems) {
    process.stderr.write(`warm-up: ${name}\n`)
    for (const [operation, work] of operations) {
      for (let index = 0; index < BATCH[operation] * batches; index += 1) await work()
    }
  }
}

/**
 * Milliseconds of CPU for each round, by operation and then by the name of the system.
 * @param {System[]} systems @param {number} rounds @returns {Promise<Map<string, Map<string, number[]>>>}
 */
export async function measureCosts(systems, rounds) {
  const costs = new Map(OPERATIONS.map((operation) => [operation, new Map()]))
  for (let round = 0; round < rounds; round += 1) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`)
    for (const operation of OPERATIONS) {
      for (const { name, program, operations } of systems) {
        const work = operations.get(operation)
        if (work === undefined) continue
        const before = cpuMs(program.pid)
        for (let index = 0; index < BATCH[operation]; index += 1) await work()
        const cost = (cpuMs(program.pid) - before) / BATCH[operation]
        const ofOperation = costs.get(operation)
        ofOperation?.set(name, [...(ofOperation.get(name) ?? []), cost])
      }
    }
  }
  return costs
}

/** The ratios within each round: their median and quartiles. @param {number[]} own @param {number[]} units */
export function compare(own, units) {
  const ratios = own.map((cost, round) => cost / (units[round] ?? Number.NaN))
  return { ratio: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75), ms: median(own) }
}
