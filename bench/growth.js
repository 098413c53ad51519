// Whether a sign-in costs more with many users or many backends.
import { compare, measureCosts, OPERATIONS, toSystem, warmUp } from './costs.js'
import { signIn } from './driver.js'
import { stop } from './processes.js'
import { seedUsers } from './seed.js'
import { startPortcullis } from './systems.js'

const PATHS = { request: '/api/session', gate: '/forward-auth' }
const USERS = 100_000
const BACKENDS = 1000

/**
 * Ratios to a site with one user and one backend, by operation.
 * @param {(name: string) => Promise<string>} createDatabase @param {string} issuer @param {number} rounds
 */
export async function measureGrowth(createDatabase, issuer, rounds) {
  const systems = []
  for (const [name, users, backends] of [
    ['one user', 0, 1],
    [`${USERS.toLocaleString('en')} users`, USERS, 1],
    [`${BACKENDS.toLocaleString('en')} backends`, 0, BACKENDS],
  ]) {
    process.stderr.write(`growth: ${name}\n`)
    const url = await createDatabase(`growth-${systems.length}`)
    const program = await startPortcullis(url, issuer, { otherBackends: backends - 1 })
    const system = toSystem(name, program, PATHS)
    await signIn(program.origin, 'bench', system.jar)
    if (users > 0) await seedUsers(url, issuer, users)
    systems.push(system)
  }
  await warmUp(systems)
  const costs = await measureCosts(systems, rounds)
  await Promise.all(systems.map(({ program }) => stop(program)))
  const [unit, ...grown] = systems.map(({ name }) => name)
  return grown.map((name) => ({
    name,
    operations: OPERATIONS.map((operation) => {
      const ofOperation = costs.get(operation) ?? new Map()
      return { operation, ...compare(ofOperation.get(name) ?? [], ofOperation.get(unit) ?? []) }
    }),
  }))
}
