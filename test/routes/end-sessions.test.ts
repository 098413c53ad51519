import { DATABASES } from '../support/database.js'
import { backendAt, type Site } from '../support/site.js'
import type { Answer, Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'
import { bearer, sessionIdOf } from './api-answers/sample.js'

describe.each(DATABASES)('a user’s own sessions on %s', (database) => {
  const { site, provider, op, startAnother } = useSite({
    database,
    backends: ({ op, provider }) => ({
      acme: backendAt(op),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
    }),
  })
  let second: Site

  beforeAll(async () => {
    second = await startAnother()
  })

  /** Browsers of one person. */
  async function browsersOf(sub: string, count: number): Promise<Visitor[]> {
    op.person({ sub, name: `Person ${sub}` })
    const visitors: Visitor[] = []
    for (let index = 0; index < count; index += 1) {
      const visitor = site.visitor()
      await visitor.signIn('acme')
      visitors.push(visitor)
    }
    return visitors
  }

  /** Whether these cookies are of any worth to the other process, by one request each. */
  function liveElsewhere(visitors: readonly Visitor[]): Promise<boolean[]> {
    return Promise.all(
      visitors.map(async (visitor) => {
        const answer = await second.visitor().ask('/api/session', { headers: bearer(visitor) })
        return answer.status === 200
      }),
    )
  }

  async function press(visitor: Visitor, path: string): Promise<Answer> {
    return visitor.open(path, { form: { _csrf: await visitor.csrf() } })
  }

  function three(visitors: Visitor[]): [Visitor, Visitor, Visitor] {
    const [a, b, c] = visitors
    if (!a || !b || !c) throw new Error('three were asked for')
    return [a, b, c]
  }

  test('S119: a button of the account page ends one other session, and no further one, on every process', async () => {
    const [here, there, third] = three(await browsersOf('one', 3))
    const page = await here.ask('/account')
    const ends = [...page.body.matchAll(/action="(\/sessions\/[\w-]+\/end)"/g)].map(([, path = '']) => path)
    expect(ends).toHaveLength(2)
    const path = `/sessions/${await sessionIdOf(there)}/end`
    expect(ends).toContain(path)
    const after = await press(here, path)
    expect(after.url).toContain('/account')
    expect(after.body).toContain('That session was signed out.')
    expect(await liveElsewhere([here, there, third])).toEqual([true, false, true])
    expect((await there.ask('/account')).status).toBe(303)
    const again = await press(here, path)
    expect(again.body).toContain('That session was already signed out.')
  })

  test('S119: "Sign out all other sessions" leaves just this browser, which gets a new token', async () => {
    const [here, there, third] = three(await browsersOf('others', 3))
    const [stranger] = await browsersOf('stranger', 1)
    const before = here.clone()
    const after = await press(here, '/sessions/end-others')
    expect(after.body).toContain('You’re signed out on all other devices.')
    expect(after.body).not.toContain('/sessions/end-others')
    expect(await liveElsewhere([here, there, third, before])).toEqual([true, false, false, false])
    expect(stranger && (await liveElsewhere([stranger]))).toEqual([true])
  })

  test('S119: "Sign out everywhere" ends all, and the login page confirms it', async () => {
    const [here, there, third] = three(await browsersOf('all', 3))
    const after = await press(here, '/sessions/end-all')
    expect(after.url).toContain('/login')
    expect(after.body).toContain('You’re signed out on all devices.')
    expect(here.cookie('portcullis')).toBeUndefined()
    expect(await liveElsewhere([here, there, third])).toEqual([false, false, false])
    expect((await there.ask('/account')).status).toBe(303)
    expect((await here.signIn('acme')).status).toBe(200)
  })

  test('S119: the API ends one, all others, and all', async () => {
    const [here, there, third] = three(await browsersOf('api', 3))
    const path = `/api/sessions/${await sessionIdOf(there)}`
    expect((await here.ask(path, { method: 'DELETE' })).status).toBe(204)
    expect(await liveElsewhere([here, there, third])).toEqual([true, false, true])
    expect((await here.ask(path, { method: 'DELETE' })).status).toBe(404)
    const before = here.clone()
    expect((await here.ask('/api/sessions?keep=current', { method: 'DELETE' })).status).toBe(204)
    expect(await liveElsewhere([here, third, before])).toEqual([true, false, false])
    expect((await here.ask('/api/sessions', { method: 'DELETE' })).status).toBe(204)
    expect(here.cookie('portcullis')).toBeUndefined()
    expect(await liveElsewhere([before, third])).toEqual([false, false])
  })

  test('S119: a program that ends all others continues with the token of the response', async () => {
    const [program, there] = await browsersOf('program', 2)
    if (!program || !there) throw new Error('two were asked for')
    const ended = await site
      .visitor()
      .ask('/api/sessions?keep=current', { method: 'DELETE', headers: bearer(program) })
    expect(ended.status).toBe(200)
    expect(ended.headers.getSetCookie()).toEqual([])
    const value = /"value":"([^"]+)"/.exec(ended.body)?.[1] ?? ''
    const renewed = site.visitor()
    renewed.setCookie('portcullis', value)
    expect(await liveElsewhere([renewed, program, there])).toEqual([true, false, false])
  })

  test('S119: a mistyped parameter to keep the current session ends none', async () => {
    const [here, there] = await browsersOf('mistyped', 2)
    if (!here || !there) throw new Error('two were asked for')
    for (const query of [
      'keep=',
      'keep=currant',
      'Keep=current',
      'keep=current&keep=current',
      'others',
      'x=y',
    ]) {
      expect([query, (await here.ask(`/api/sessions?${query}`, { method: 'DELETE' })).status]).toEqual([
        query,
        400,
      ])
    }
    expect(await liveElsewhere([here, there])).toEqual([true, true])
  })

  test('ending the current session by its ID signs out and removes the cookie', async () => {
    const [here] = await browsersOf('self', 1)
    if (!here) throw new Error('one was asked for')
    const path = `/api/sessions/${await sessionIdOf(here)}`
    expect((await here.ask(path, { method: 'DELETE' })).status).toBe(204)
    expect(here.cookie('portcullis')).toBeUndefined()
  })

  test('S149: a revoked bearer token is 401 at once, and challenged', async () => {
    const [here] = await browsersOf('revoked', 1)
    if (!here) throw new Error('one was asked for')
    const headers = bearer(here)
    expect(await site.rows.session.count({ where: { tokenHash: here.cookie('portcullis') ?? '' } })).toBe(0)
    const listed = await site.visitor().ask('/api/sessions', { headers })
    expect(listed.body).toContain('"current":true')
    expect((await site.visitor().ask('/api/logout', { method: 'POST', headers })).status).toBe(204)
    for (const each of [site, second]) {
      const answer = await each.visitor().ask('/api/session', { headers })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    }
  })

  test('S106: disconnecting ends what that account had opened, and the page says so beside the button that ends the rest', async () => {
    const [here, there] = await browsersOf('s106', 2)
    if (!here || !there) throw new Error('two were asked for')
    provider.alias('other').person({ sub: 's106-other' })
    const start = await here.ask('/connect/other', { form: { _csrf: await here.csrf() } })
    await here.open(start.location ?? '')
    const account = await site.rows.account.findFirst({ where: { backend: 'acme', subject: 's106' } })
    const before = here.clone()
    const after = await press(here, `/disconnect/acme/${account?.id ?? ''}`)
    expect(after.body).toContain('The account was disconnected.')
    expect(after.body).toContain('/sessions/end-all')
    expect(await liveElsewhere([here, there, before])).toEqual([true, false, false])
  })

  test('S122: without the proof of this very session no form ends anything', async () => {
    const [here, there] = await browsersOf('s122', 2)
    if (!here || !there) throw new Error('two were asked for')
    const id = await sessionIdOf(there)
    const proof = await here.csrf()
    for (const path of [`/sessions/${id}/end`, '/sessions/end-others', '/sessions/end-all']) {
      const forms = [
        {},
        { _csrf: '' },
        { _csrf: await there.csrf() },
        { _csrf: `${proof}x` },
        { csrf: proof },
      ]
      for (const form of forms) {
        expect((await here.ask(path, { form })).status).toBe(403)
      }
      expect((await here.ask(`${path}?_csrf=${proof}`, { form: {} })).status).toBe(403)
      const body = JSON.stringify({ _csrf: proof })
      const asJson = await here.ask(path, { body, headers: { 'content-type': 'application/json' } })
      expect(asJson.status).toBe(415)
      const foreign = { form: { _csrf: proof }, headers: { origin: 'https://evil.test' } }
      expect((await here.ask(path, foreign)).status).toBe(403)
      // The question before all sessions end is a page, which ends none.
      expect((await here.ask(path)).status).toBe(path.endsWith('/end-all') ? 200 : 405)
    }
    expect(await liveElsewhere([here, there])).toEqual([true, true])
    await press(here, '/sessions/end-others')
    expect((await here.ask('/sessions/end-all', { form: { _csrf: proof } })).status).toBe(403)
  })

  test('a session of another user cannot be ended, and the response is the same as for one that does not exist', async () => {
    const [here] = await browsersOf('here', 1)
    const [stranger] = await browsersOf('somebody-else', 1)
    if (!here || !stranger) throw new Error('one each was asked for')
    const id = await sessionIdOf(stranger)
    for (const tried of [id, 'never-there', 'a%00b', '%FF', '%ED%A0%80', '..', '%2e%2e', 'x'.repeat(5000)]) {
      const { status, body } = await here.ask(`/api/sessions/${tried}`, { method: 'DELETE' })
      expect([tried.slice(0, 20), status >= 400 && status < 405]).toEqual([tried.slice(0, 20), true])
      expect(body).not.toContain(id)
    }
    expect((await press(here, `/sessions/${id}/end`)).body).toContain('That session was already signed out.')
    expect(await liveElsewhere([here, stranger])).toEqual([true, true])
  })

  test('the site chooses what a page says, never the URL', async () => {
    const [here] = await browsersOf('notices', 1)
    for (const notice of [
      'You+have+won',
      'constructor',
      '__proto__',
      'toString',
      'session-ended&notice=x',
      '',
    ]) {
      const { body } = (await here?.ask(`/account?notice=${notice}`)) ?? { body: 'nobody' }
      expect(body).toContain('Person notices')
      expect(body).not.toContain('class="notice"')
    }
  })
})
