import { z } from 'zod'
import { DATABASES } from '../support/database.js'
import { decide, DeviceAt, readAnswer } from '../support/device.js'
import { openLive, refusedLive } from '../support/live.js'
import { askAs } from '../support/proxied.js'
import { type Site } from '../support/site.js'
import { trade } from '../support/token-exchange.js'
import type { Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'

const AUDIENCE = 'https://portcullis.example'

const Standing = z.object({ user: z.object({ id: z.string() }), session: z.object({ id: z.string() }) })
const Traded = z.object({ value: z.string() })
const List = z.object({ sessions: z.array(z.object({ id: z.string(), kind: z.string() })) })

describe.each(DATABASES)('one session model behind every transport, on two processes with %s', (database) => {
  const {
    site: here,
    op,
    startAnother,
  } = useSite({
    database,
    env: { TRUST_PROXY: '127.0.0.1' },
    acme: { audience: AUDIENCE },
  })
  let there: Site

  beforeAll(async () => {
    there = await startAnother()
  })

  /** The same browser, at the other process. */
  function moved(visitor: Visitor): Visitor {
    const copy = there.visitor()
    for (const name of visitor.cookieNames()) copy.setCookie(name, visitor.cookie(name) ?? '')
    return copy
  }

  async function browser(sub: string): Promise<Visitor> {
    op.person({ sub, preferred_username: sub })
    const visitor = here.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  async function program(sub: string): Promise<string> {
    const token = await op.accessToken({ format: 'jwt', audience: AUDIENCE, person: { sub } })
    return Traded.parse(JSON.parse((await trade(there, token)).body)).value
  }

  /** Asked for on this process, approved on that one, fetched on this one. */
  async function device(approver: Visitor): Promise<string> {
    const asking = new DeviceAt(here)
    const codes = await asking.start()
    await decide(moved(approver), codes.user_code)
    return readAnswer(await asking.poll(codes.device_code)).access_token ?? ''
  }

  const bearing = (value: string) => ({ authorization: `Bearer ${value}` })

  /** What each process says to a request with these headers: as an API, and as the gate of a proxy. */
  async function statuses(headers: Readonly<Record<string, string>>): Promise<number[]> {
    const asked = [here, there].flatMap(({ url }) => [`${url}/api/session`, `${url}/forward-auth`])
    const answers = await Promise.all(asked.map((address) => askAs(address, 'GET', headers)))
    return answers.map(({ status }) => status)
  }

  test('S119: signing out everywhere, once, ends the browser, the program, the device and the socket', async () => {
    const visitor = await browser('every')
    const stranger = await browser('stranger')
    const { page } = await openLive(there, moved(visitor))
    const { page: other } = await openLive(there, moved(stranger))
    const [traded, approved] = [await program('every'), await device(visitor)]
    const transports = [
      { cookie: `portcullis=${visitor.cookie('portcullis') ?? ''}` },
      bearing(traded),
      bearing(approved),
    ]
    for (const headers of transports) expect(await statuses(headers)).toEqual([200, 200, 200, 200])
    const known = await Promise.all(
      transports.map(async (headers) => (await askAs(`${here.url}/api/session`, 'GET', headers)).body),
    )
    const standing = known.map((body) => Standing.parse(JSON.parse(body)))
    expect(new Set(standing.map(({ user }) => user.id)).size).toBe(1)
    const list = await askAs(`${there.url}/api/sessions`, 'GET', bearing(traded))
    const { sessions } = List.parse(JSON.parse(list.body))
    expect(sessions.map(({ kind }) => kind).sort()).toEqual(['bearer', 'browser', 'device'])
    expect(new Set(sessions.map(({ id }) => id))).toEqual(new Set(standing.map(({ session }) => session.id)))

    // A device and a program end themselves only.
    const refused = await askAs(`${here.url}/api/sessions`, 'DELETE', bearing(approved))
    expect(refused.status).toBe(403)
    const withOldCookie = moved(visitor)
    const ended = await visitor.ask('/api/sessions', { method: 'DELETE' })
    expect(ended.status).toBe(204)
    for (const headers of transports) expect(await statuses(headers)).toEqual([401, 401, 401, 401])
    expect((await page.closed).code).toBe(4001)
    expect((await refusedLive(there, withOldCookie)).status).toBe(401)
    expect(await here.rows.session.count({ where: { user: { username: 'every' } } })).toBe(0)

    expect(await stranger.isSignedIn()).toBe(true)
    expect(other.isOpen).toBe(true)
    await other.close()
  })

  test('a session of each transport ends alone, on the process that did not open it', async () => {
    const visitor = await browser('alone')
    const transports = [
      { cookie: `portcullis=${visitor.cookie('portcullis') ?? ''}` },
      bearing(await program('alone')),
      bearing(await device(visitor)),
    ]
    for (const [index, headers] of transports.entries()) {
      const origin = { origin: there.url }
      expect((await askAs(`${there.url}/api/session`, 'DELETE', { ...headers, ...origin })).status).toBe(204)
      const alive = await Promise.all(transports.map(async (each) => (await statuses(each))[0]))
      expect(alive).toEqual(transports.map((_, other) => (other <= index ? 401 : 200)))
    }
  })
})
