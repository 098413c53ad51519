import type { Visitor } from '../../support/visitor.js'
import { bearer, type Sample, sessionIdOf } from './sample.js'

const EVIL = { origin: 'https://evil.test' }

/** The calls about one's own sessions. */
export const sessionSamples: readonly Sample[] = [
  ...ends('GET', '/api/session', { 200: {} }),
  ...ends('POST', '/api/ping', { 204: {} }),
  ...ends('GET', '/api/sessions', { 200: {} }),
  ...ends('GET', '/api/accounts', { 200: {} }),
  ...refusals('POST', '/api/profile'),
  profile(200, { name: 'Ada Lovelace', picture: null }),
  profile(400, { picture: 'http://pictures.example/ada.png' }),
  profile(400, { age: 36 }),
  {
    operation: 'POST /api/profile',
    status: 415,
    ask: async ({ signedIn }) => (await signedIn()).ask('/api/profile', { form: { name: 'Ada' } }),
  },
  {
    operation: 'POST /api/profile',
    status: 429,
    ask: async ({ signedIn }) => {
      const visitor = await signedIn()
      for (let change = 0; change < 30; change += 1)
        await visitor.ask('/api/profile', jsonBody({ name: `Ada ${change}` }))
      return visitor.ask('/api/profile', jsonBody({ name: 'Ada' }))
    },
  },
  ...withoutSession('POST', '/api/logout'),
  ...withoutSession('DELETE', '/api/session'),
  ...ends('DELETE', '/api/sessions', { 204: {} }),
  {
    operation: 'DELETE /api/sessions',
    status: 200,
    ask: async ({ site, signedIn }) => {
      const headers = bearer(await signedIn())
      return site.visitor().ask('/api/sessions?keep=current', { method: 'DELETE', headers })
    },
  },
  {
    operation: 'DELETE /api/sessions',
    status: 400,
    ask: async ({ signedIn }) => (await signedIn()).ask('/api/sessions?keep=others', { method: 'DELETE' }),
  },
  {
    operation: 'DELETE /api/sessions/{id}',
    status: 204,
    ask: async ({ signedIn }) => {
      const visitor = await signedIn()
      return visitor.ask(`/api/sessions/${await sessionIdOf(visitor)}`, { method: 'DELETE' })
    },
  },
  {
    operation: 'DELETE /api/sessions/{id}',
    status: 404,
    ask: async ({ signedIn }) => {
      const stranger = await sessionIdOf(await signedIn())
      return (await signedIn()).ask(`/api/sessions/${stranger}`, { method: 'DELETE' })
    },
  },
  ...refusals('DELETE', '/api/sessions/{id}'),
  {
    operation: 'GET /api/backends',
    status: 200,
    ask: ({ site }) => site.visitor().ask('/api/backends'),
  },
  {
    operation: 'GET /api/openapi.json',
    status: 200,
    ask: ({ site }) => site.visitor().ask('/api/openapi.json'),
  },
]

function jsonBody(value: object) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

function profile(status: number, edit: object): Sample {
  const ask: Sample['ask'] = async ({ signedIn }) => (await signedIn()).ask('/api/profile', jsonBody(edit))
  return { operation: 'POST /api/profile', status, ask }
}

/** A call that needs a session: what it answers to somebody who has one, and its refusals. */
function ends(method: string, path: string, good: Readonly<Record<number, object>>): Sample[] {
  const answers = Object.keys(good).map((status) => ({
    operation: `${method} ${path}`,
    status: Number(status),
    ask: async ({ signedIn }: { signedIn: () => Promise<Visitor> }) =>
      (await signedIn()).ask(path, { method }),
  }))
  return [...answers, ...refusals(method, path)]
}

function refusals(method: string, path: string): Sample[] {
  const operation = `${method} ${path}`
  const nobody: Sample = {
    operation,
    status: 401,
    ask: ({ site }) => site.visitor().ask(path.replace('{id}', 'x'), { method }),
  }
  return method === 'GET' ? [nobody] : [nobody, foreign(method, path)]
}

function withoutSession(method: string, path: string): Sample[] {
  const ask: Sample['ask'] = ({ site }) => site.visitor().ask(path, { method })
  return [{ operation: `${method} ${path}`, status: 204, ask }, foreign(method, path)]
}

function foreign(method: string, path: string): Sample {
  const ask: Sample['ask'] = async ({ signedIn }) =>
    (await signedIn()).ask(path.replace('{id}', 'x'), { method, headers: EVIL })
  return { operation: `${method} ${path}`, status: 403, ask }
}
