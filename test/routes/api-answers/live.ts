import { type LiveOptions, openLive, type Refused, refusedLive } from '../../support/live.js'
import { GOOD, personWithPassword } from '../../support/passwords.js'
import type { Answer, Visitor } from '../../support/visitor.js'
import type { Sample, World } from './sample.js'

const SOCKET = 'GET /api/live'
const REDEEM = 'POST /api/live/ticket'
let people = 0

/** The calls that belong to live pages. */
export const liveSamples: readonly Sample[] = [
  {
    operation: SOCKET,
    status: 101,
    ask: async ({ site, signedIn }) => {
      const { page } = await openLive(site, await signedIn())
      await page.close()
      return answerOf({ status: 101, headers: {}, body: '' })
    },
  },
  {
    operation: SOCKET,
    status: 400,
    ask: async (world) => refused(world, await known(world), { path: '/api/live?token=x' }),
  },
  { operation: SOCKET, status: 401, ask: (world) => refused(world, world.site.visitor()) },
  {
    operation: SOCKET,
    status: 403,
    ask: async (world) => refused(world, await known(world), { origin: 'https://evil.test' }),
  },
  { operation: SOCKET, status: 426, ask: ({ site }) => site.visitor().ask('/api/live') },
  {
    operation: SOCKET,
    status: 429,
    ask: async (world) => {
      const visitor = await known(world)
      const open = await Promise.all(Array.from({ length: 20 }, () => openLive(world.site, visitor)))
      const answer = await refused(world, visitor)
      await Promise.all(open.map(({ page }) => page.close()))
      return answer
    },
  },
  {
    operation: 'GET /api/live/state',
    status: 200,
    ask: async ({ signedIn }) => (await signedIn()).ask('/api/live/state'),
  },
  { operation: REDEEM, status: 204, ask: async (world) => redeem(...(await ticketed(world))) },
  { operation: REDEEM, status: 400, ask: async (world) => redeem(await known(world), 'no-such-ticket') },
  { operation: REDEEM, status: 401, ask: ({ site }) => redeem(site.visitor(), 'no-such-ticket') },
  {
    operation: REDEEM,
    status: 403,
    ask: async (world) => redeem(await known(world), 'no-such-ticket', { origin: 'https://evil.test' }),
  },
  {
    operation: REDEEM,
    status: 415,
    ask: async (world) => (await known(world)).ask('/api/live/ticket', { form: { ticket: 'x' } }),
  },
]

async function refused({ site }: World, visitor: Visitor, options: LiveOptions = {}): Promise<Answer> {
  return answerOf(await refusedLive(site, visitor, options))
}

/** What came over the wire before there was a socket. */
function answerOf({ status, headers, body }: Pick<Refused, 'status' | 'headers' | 'body'>): Answer {
  const type = headers['content-type']
  const known = new Headers(type === undefined ? {} : { 'content-type': type })
  return { status, body, headers: known, url: '', location: null }
}

function redeem(visitor: Visitor, ticket: string, headers: Readonly<Record<string, string>> = {}) {
  return visitor.ask('/api/live/ticket', {
    body: JSON.stringify({ ticket }),
    headers: { 'content-type': 'application/json', ...headers },
  })
}

async function known({ site }: World): Promise<Visitor> {
  const visitor = site.visitor()
  await visitor.ask('/api/live/state')
  return visitor
}

async function ticketed(world: World): Promise<[Visitor, string]> {
  people += 1
  const username = `live-${people}`
  await personWithPassword(world.site, world.op, username)
  const visitor = await known(world)
  const { page } = await openLive(world.site, visitor)
  const message = await page.ask({ type: 'login', username, password: GOOD })
  if (message.type !== 'ticket') throw new Error(`no ticket: ${JSON.stringify(message)}`)
  return [visitor, message.ticket]
}
