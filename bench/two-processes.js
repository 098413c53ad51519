// Whether two processes on one Postgres do twice as much as one. This machine may have too few cores for all programs of the
// benchmark, so CPU time decides: if processes held each other up or repeated each other's work, an operation would cost more.
import { availableParallelism } from 'node:os'
import { get, signIn } from './driver.js'
import { cpuMs, stop } from './processes.js'
import { median, quantile } from './statistics.js'
import { startPortcullis } from './systems.js'

const CLIENTS = 8
const WARM_UP = 400

/** @typedef {import('./processes.js').Program} Program */

/** Does `count` sign-ins and as many requests, eight at a time; returns the CPU milliseconds of one. @param {Program[]} programs */
async function cost(programs, count) {
  const before = programs.map(({ pid }) => cpuMs(pid))
  let next = 0
  const client = async () => {
    while (next < count) {
      const { origin } = programs[(next += 1) % programs.length] ?? { origin: '' }
      const jar = await signIn(origin, `two-${next % 100}`)
      await get(`${origin}/api/session`, jar)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return programs.reduce((sum, { pid }, index) => sum + cpuMs(pid) - (before[index] ?? 0), 0) / count
}

/** How many times as much two processes do, with quartiles. @param {string} url of a Postgres database @param {string} issuer @param {number} rounds */
export async function measureTwoProcesses(url, issuer, rounds) {
  process.stderr.write('two processes\n')
  const programs = [await startPortcullis(url, issuer), await startPortcullis(url, issuer)]
  await cost(programs, WARM_UP)
  const ratios = []
  for (let round = 0; round < rounds; round += 1) {
    const one = await cost(programs.slice(0, 1), 100)
    const two = await cost(programs, 200)
    ratios.push((2 * one) / two)
  }
  await Promise.all(programs.map(stop))
  return {
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    cores: availableParallelism(),
  }
}
