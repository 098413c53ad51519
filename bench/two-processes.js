// Whether two processes on one Postgres do twice as much as one. This machine may have too few cores for all programs of the
// benchmark, so CPU time decides: if processes held each other up or repeated each other's work, an operation would cost more.
//
// What is compared is a process that shares its database with another one, and the same process when the other one, as busy,
// is on a database of its own. Compared with a process alone on the machine, an operation beside a second busy process takes
// a sixth more CPU time, also on a database of its own, because the cores share caches and memory: that is the machine's, not
// ours. Every process has the same warm-up and, in each part of a round, the same number of clients and operations.
import { availableParallelism } from 'node:os'
import { LONG_WARM_UP_BATCHES } from './costs.js'
import { get, signIn } from './driver.js'
import { cpuMs, stop } from './processes.js'
import { median, quantile } from './statistics.js'
import { startPortcullis } from './systems.js'

/** Of each process. */
const CLIENTS = 4
const BATCH = 100
/** Sign-ins are of that many users, the same on both processes. */
const USERS = 100

/** @typedef {import('./processes.js').Program} Program */

/** Does sign-ins, each with a request after it, several at a time. @param {Program} program */
async function work({ origin }) {
  let next = 0
  const client = async () => {
    while (next < BATCH) {
      next += 1
      const jar = await signIn(origin, `two-${next % USERS}`)
      await get(`${origin}/api/session`, jar)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
}

/** The CPU milliseconds of these programs while each of all works. @param {readonly Program[]} measured @param {readonly Program[]} [others] */
async function cost(measured, others = []) {
  const used = () => measured.reduce((sum, { pid }) => sum + cpuMs(pid), 0)
  const before = used()
  await Promise.all([...measured, ...others].map(work))
  return used() - before
}

/**
 * How many times as much two processes do, with quartiles.
 * @param {(name: string) => Promise<string>} createDatabase makes an empty Postgres database @param {string} issuer @param {number} rounds
 */
export async function measureTwoProcesses(createDatabase, issuer, rounds) {
  process.stderr.write('two processes\n')
  const shared = await createDatabase('two')
  const one = await startPortcullis(shared, issuer)
  const two = await startPortcullis(shared, issuer)
  const apart = await startPortcullis(await createDatabase('apart'), issuer)
  // Each of the three works in two of the three.
  const parts = [() => cost([one], [apart]), () => cost([one, two]), () => cost([two], [apart])]
  for (let batch = 0; batch < LONG_WARM_UP_BATCHES; batch += 4) for (const part of parts) await part()
  const ratios = []
  for (let round = 0; round < rounds; round += 1) {
    const [first = 0, together = 0, second = 0] = await inTurn(parts)
    ratios.push((2 * (first + second)) / together)
  }
  await Promise.all([one, two, apart].map(stop))
  return {
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    cores: availableParallelism(),
  }
}

/** @param {readonly (() => Promise<number>)[]} parts */
async function inTurn(parts) {
  const costs = []
  for (const part of parts) costs.push(await part())
  return costs
}
