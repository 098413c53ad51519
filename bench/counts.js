// How many statements of the database, with BEGIN and COMMIT, and calls to the provider an operation takes.
import { countStatements } from './processes.js'

const REPEATS = 10
/** Traces are written a moment later, for several sign-ins at once. */
const SETTLE_MS = 2000

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** @param {import('./costs.js').System[]} systems @param {string} issuer */
export async function measureCounts(systems, issuer) {
  process.stderr.write('statements and calls\n')
  const countCalls = async () => Number(await (await fetch(`${issuer}/calls`)).text())
  const counts = []
  for (const { program, name, operations } of systems) {
    for (const [operation, work] of operations) {
      await sleep(SETTLE_MS)
      await countStatements(program)
      const before = await countCalls()
      for (let index = 0; index < REPEATS; index += 1) await work()
      await sleep(SETTLE_MS)
      const calls = ((await countCalls()) - before) / REPEATS
      counts.push({ name, operation, calls, statements: (await countStatements(program)) / REPEATS })
    }
  }
  return counts
}
