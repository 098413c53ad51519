import type { Answer } from '../../support/visitor.js'
import type { Sample, World } from './sample.js'

const START = 'POST /api/login/email'
const FINISH = 'POST /api/login/email/code'

/** Signing in with an emailed code. */
export const emailLoginSamples: readonly Sample[] = [
  { operation: START, status: 200, ask: (world) => start(world, 'api@example.com') },
  { operation: START, status: 400, ask: (world) => start(world, 'a@x.com, b@y.com') },
  {
    operation: START,
    status: 403,
    ask: (world) => post(world, '/api/login/email', { email: 'a@x.com' }, { origin: 'https://evil.example' }),
  },
  {
    operation: START,
    status: 415,
    ask: ({ site }) => site.visitor().ask('/api/login/email', { form: { email: 'a@x.com' } }),
  },
  {
    operation: START,
    status: 429,
    ask: async (world) => {
      for (let tries = 0; tries < 5; tries += 1) await start(world, 'api-flooded@example.com')
      return start(world, 'api-flooded@example.com')
    },
  },
  { operation: FINISH, status: 200, ask: (world) => finish(world, 'api-in@example.com') },
  { operation: FINISH, status: 400, ask: (world) => finish(world, 'api-wrong@example.com', 'AAAA-2222') },
  {
    operation: FINISH,
    status: 403,
    ask: async (world) => {
      await finish(world, 'api-disabled@example.com')
      const where = { email: 'api-disabled@example.com' }
      await world.site.rows.user.updateMany({ where, data: { active: false } })
      return finish(world, 'api-disabled@example.com')
    },
  },
  {
    operation: FINISH,
    status: 415,
    ask: ({ site }) => site.visitor().ask('/api/login/email/code', { form: { handle: 'x', code: 'y' } }),
  },
]

function start(world: World, email: string): Promise<Answer> {
  return post(world, '/api/login/email', { email })
}

async function finish(world: World, email: string, guess?: string): Promise<Answer> {
  const { handle } = JSON.parse((await start(world, email)).body) as { handle: string }
  const code = guess ?? (await world.office.codeFor(email))
  return post(world, '/api/login/email/code', { handle, code })
}

function post({ site }: World, path: string, body: object, headers: Record<string, string> = {}) {
  const json = { 'content-type': 'application/json', ...headers }
  return site.visitor().ask(path, { method: 'POST', headers: json, body: JSON.stringify(body) })
}
