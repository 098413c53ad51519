import { GOOD, login, personWithPassword } from '../../support/passwords.js'
import type { Sample, World } from './sample.js'

const OPERATION = 'POST /api/login'
let people = 0

/** Signing in with a password. */
export const passwordSamples: readonly Sample[] = [
  { operation: OPERATION, status: 200, ask: async (world) => ask(world, { username: await person(world) }) },
  { operation: OPERATION, status: 400, ask: (world) => ask(world, { password: 1 }) },
  { operation: OPERATION, status: 401, ask: (world) => ask(world, { username: 'nobody' }) },
  {
    operation: OPERATION,
    status: 403,
    ask: async (world) => {
      const username = await person(world)
      await world.site.rows.user.update({ where: { username }, data: { active: false } })
      return ask(world, { username })
    },
  },
  {
    operation: OPERATION,
    status: 415,
    ask: ({ site }) => site.visitor().ask('/api/login', { form: { username: 'ann', password: GOOD } }),
  },
  {
    operation: OPERATION,
    status: 429,
    ask: async (world) => {
      for (let tries = 0; tries < 5; tries += 1) await ask(world, { username: 'guessed' })
      return ask(world, { username: 'guessed' })
    },
  },
]

function ask({ site }: World, body: object) {
  return login(site.visitor(), { password: GOOD, ...body }, {})
}

async function person({ site, op }: World): Promise<string> {
  people += 1
  const name = `password-${people}`
  await personWithPassword(site, op, name)
  return name
}
