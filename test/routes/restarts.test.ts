import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { toPortcullisError } from '../../src/middleware/error-handler.js'
import { runCommandLine } from '../support/command-line.js'
import { startBalancer } from '../support/balancer.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { Visitor } from '../support/visitor.js'

const startSite = useSites()

const SIGN_INS = 80
const EVERY_MS = 50
/** Where the machine is too busy for so many in a second, those to come wait: how it fares under too many is not the question. */
const AT_ONCE = 15

const key = (name: string) => ({
  session: `the ${name} key for signatures that is long enough`,
  encryption: `the ${name} key for encryption that is long enough`,
})
type Key = ReturnType<typeof key>
const [OLD, NEW] = [key('old'), key('new')]

/** The settings for these keys, the newest first. */
function keySettings(...keys: readonly Key[]) {
  return {
    SESSION_KEYS: keys.map(({ session }) => session).join(),
    ENCRYPTION_KEYS: keys.map(({ encryption }) => encryption).join(),
  }
}

describe.each(DATABASES)('restarts and broken connections on %s', (database) => {
  let provider: Provider
  let op: Op

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
  })

  afterAll(async () => {
    await provider.close()
  })

  test('R67: two processes are restarted for new keys under twenty sign-ins a second, none fails, and nothing needs the old keys', async () => {
    const databaseUrl = await freshDatabase(database)
    const [front, first, second] = [await freePort(), await freePort(), await freePort()]
    const ports = [first, second]
    const balancer = await startBalancer(front, ports)
    const faults: string[] = []
    const start = async (port: number, ...keys: readonly Key[]): Promise<Site> => {
      const site = await startSite({
        database,
        databaseUrl,
        backends: { acme: backendAt(op) },
        env: {
          ...keySettings(...keys),
          ALLOW_INSECURE_ISSUERS: 'true',
          PORT: String(port),
          BASE_URL: balancer.url,
        },
        drainDelayMs: 300,
      })
      return {
        ...site,
        close: async () => {
          await site.close()
          faults.push(...site.logged.filter((line) => line.includes('"level":50')))
        },
      }
    }
    const sites = await Promise.all(ports.map((port) => start(port, OLD)))
    const restart = async (...keys: readonly Key[]) => {
      for (const [index, port] of ports.entries()) {
        await pause(300)
        await sites[index]?.close()
        sites[index] = await start(port, ...keys)
      }
    }
    const runKeys = async (command: string, at = new Date()) => {
      const env = { DATABASE_URL: databaseUrl, ...keySettings(NEW, OLD) }
      return runCommandLine(['keys', command], env, '', { clock: () => at })
    }
    const visitors: Visitor[] = []
    try {
      let underWay = 0
      const ends = Array.from({ length: SIGN_INS }, async (_, index) => {
        await pause(index * EVERY_MS)
        while (underWay >= AT_ONCE) await pause(EVERY_MS)
        underWay += 1
        const visitor = new Visitor(balancer.url)
        visitors.push(visitor)
        const page = await visitor.signIn('acme').finally(() => (underWay -= 1))
        const code = /<dt>Error<\/dt><dd>[^<]*/.exec(page.body)?.[0] ?? ''
        return [page.status, new URL(page.url).pathname, code]
      })
      await restart(OLD, NEW)
      await restart(NEW, OLD)
      expect(new Set((await Promise.all(ends)).map(String))).toEqual(new Set(['200,/account,']))
      const areSignedIn = async () => [await visitors[0]?.isSignedIn(), await visitors.at(-1)?.isSignedIn()]
      expect(await areSignedIn()).toEqual([true, true])
      // A process that was ending may have used the old key after the new one had started.
      expect((await runKeys('reencrypt')).status).toBe(0)
      expect((await runKeys('status')).out).toMatch(/newest +1 +0 +0 +\d+\n.* number 2 +0 +0 +0 +[1-9]/)
      expect((await runKeys('status')).out).toContain('that expire within an hour')
      const later = await runKeys('status', new Date(Date.now() + 3_600_000))
      expect(later.out).toMatch(/Nothing in the database needs key [0-9a-f]{8}, number 2 of ENCRYPTION_KEYS/)
      await Promise.all(sites.splice(0).map((site) => site.close()))
      sites.push(await start(first, NEW))
      expect(await areSignedIn()).toEqual([false, true])
      expect((await new Visitor(balancer.url).signIn('acme')).status).toBe(200)
    } finally {
      await Promise.all(sites.map((site) => site.close()))
      await balancer.close()
      expect(faults).toEqual([])
    }
  }, 60_000)

  test('R70: a visitor who hangs up in the middle of a callback finds either all of it done or nothing', async () => {
    const site = await startSite({
      database,
      backends: { acme: backendAt(op) },
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
    })
    try {
      for (const [index, delay] of [0, 1, 3, 6, 12, 25].entries()) {
        op.person({ sub: `hangs-up-${index}`, name: 'Hanna Up' })
        const visitor = site.visitor()
        const callback = await visitor.untilCallback('acme')
        await hangUp(callback, visitor, delay)
        const again = await visitor.ask(callback)
        expect([303, 400]).toContain(again.status)
        if (again.status === 400) expect(again.body).toContain('attempt_used')
        await visitor.signIn('acme')
        expect(await visitor.isSignedIn()).toBe(true)
      }
      expect(await site.rows.user.count({ where: { accounts: { none: {} } } })).toBe(0)
      expect(await site.counts()).toMatchObject({ users: 6, accounts: 6 })
      expect(site.logged.filter((line) => line.includes('"level":50'))).toEqual([])
    } finally {
      await site.close()
    }
  })

  test('S118: a response that changes the session has its cookie, however large the page is', async () => {
    const site = await startSite({
      database,
      backends: { acme: backendAt(op) },
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
    })
    try {
      const visitor = site.visitor()
      const answer = await visitor.ask(await visitor.untilCallback('acme'))
      // Answers are never begun before they are whole, so a header can be added until the end.
      expect(answer.headers.getSetCookie().join()).toContain('portcullis=')
      expect(answer.headers.get('transfer-encoding')).toBeNull()
      const page = await visitor.ask('/account')
      expect(page.headers.get('content-length')).toBe(String(Buffer.byteLength(page.body)))
    } finally {
      await site.close()
    }
  })
})

test('R43: a sign-in for which Postgres has no free connection is asked to try again', async () => {
  const provider = await startProvider()
  const backends = { acme: backendAt(provider.alias('acme')) }
  const site = await startSite({ database: 'postgres', backends, env: { ALLOW_INSECURE_ISSUERS: 'true' } })
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  try {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    const busy = Promise.all(Array.from({ length: 20 }, () => site.store.atomically(() => held)))
    const transaction = site.store.atomically(() => Promise.resolve()).catch(toPortcullisError)
    const answer = await visitor.ask(callback)
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('unavailable')
    expect(await transaction).toMatchObject({ code: 'unavailable' })
    letGo()
    await busy
    expect((await visitor.signIn('acme')).status).toBe(200)
  } finally {
    letGo()
    await site.close()
    await provider.close()
  }
})

describe('a server that is to stop', () => {
  test('responds on the connections that a proxy keeps, closes each after its response, and is not ready', async () => {
    const site = await startSite({ database: 'sqlite', drainDelayMs: 300 })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    try {
      expect(await over(agent, `${site.url}/readyz`)).toMatchObject({ status: 200, connection: 'keep-alive' })
      const closing = site.close()
      const last = await over(agent, `${site.url}/readyz`)
      expect(last).toMatchObject({ status: 503, connection: 'close', reused: true })
      expect(JSON.parse(last.body)).toMatchObject({ status: 'stopping', database: true })
      const fresh = await over(agent, `${site.url}/login`)
      expect(fresh).toMatchObject({ status: 200, connection: 'close', reused: false })
      await closing
      await expect(over(agent, `${site.url}/login`)).rejects.toThrow('ECONNREFUSED')
    } finally {
      agent.destroy()
    }
  })

  test('closes the connection of a request under way after its response, and does not wait for another request', async () => {
    const site = await startSite({ database: 'sqlite' })
    const { host, port } = new URL(site.url)
    const socket = connect(Number(port), '127.0.0.1')
    const all = text(socket)
    socket.write(
      `POST /api/login HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{`,
    )
    // Long enough for the headers to be read.
    await pause(200)
    const closing = site.close()
    socket.write('}')
    expect(await all).toMatch(/^HTTP\/1\.1 400 [^]*\r\nConnection: close\r\n/)
    await closing
  })
})

/** One GET, over the connections of this agent. */
async function over(agent: Agent, url: string) {
  const request = get(url, { agent })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const body = await text(response)
  const { statusCode: status, headers } = response
  return { status, connection: headers.connection, reused: request.reusedSocket, body }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Sends the callback as this browser would, and closes the connection after so many milliseconds. */
async function hangUp(callback: string, visitor: Visitor, delay: number): Promise<void> {
  const url = new URL(callback)
  const cookies = visitor.cookieNames().map((name) => `${name}=${visitor.cookie(name) ?? ''}`)
  const lines = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    `Cookie: ${cookies.join('; ')}`,
  ]
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(url.port), '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
      setTimeout(() => socket.destroy(), delay)
    })
    socket.once('error', reject)
    socket.once('close', () => {
      resolve()
    })
  })
}
