import * as openid from 'openid-client'
import { DATABASES } from '../support/database.js'
import { decide, DeviceAt, fieldsOf, readAnswer } from '../support/device.js'
import { useSite } from '../support/use-site.js'

describe.each(DATABASES)('signing a device in on %s', (database) => {
  let device: DeviceAt
  let people = 0

  const { site, op, clock } = useSite({ database })

  beforeAll(() => {
    device = new DeviceAt(site)
  })

  async function signedIn() {
    people += 1
    const name = `person${people}`
    op.person({ sub: name, preferred_username: name, name: `Person ${people}` })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return { visitor, name }
  }

  const later = (seconds: number) => (clock.aheadMs += seconds * 1000)

  test('S151: the code request returns both codes, the URL to open, and their lifetime', async () => {
    const answer = await device.post('/device/code', { client_id: 'tool' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.headers.getSetCookie()).toEqual([])
    const codes = await device.start()
    expect(codes.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    expect(Buffer.from(codes.device_code, 'base64url')).toHaveLength(32)
    expect(codes).toMatchObject({
      verification_uri: `${site.url}/device`,
      verification_uri_complete: `${site.url}/device?user_code=${codes.user_code}`,
      expires_in: 600,
      interval: 5,
    })
  })

  test('S151: neither code is in the database or in the log', async () => {
    const { visitor } = await signedIn()
    const codes = await device.start()
    await device.poll(codes.device_code)
    await decide(visitor, codes.user_code)
    const token = readAnswer(await device.poll(codes.device_code)).access_token ?? ''
    expect(token).not.toBe('')
    const kept = JSON.stringify([await site.rows.device.findMany(), await site.rows.session.findMany()])
    const { device_code, user_code } = codes
    for (const secret of [
      device_code,
      user_code,
      user_code.replace('-', ''),
      token,
      token.split('.')[0] ?? '',
    ]) {
      expect(kept).not.toContain(secret)
      expect(site.logged.join('')).not.toContain(secret)
    }
  })

  test('S152: it is pending until the user decides, and then the device has a session', async () => {
    const { visitor, name } = await signedIn()
    const { device_code, user_code } = await device.start({ device_name: 'Garden shed' })
    expect(await device.polled(device_code)).toBe('authorization_pending')
    expect((await decide(visitor, user_code)).status).toBe(200)
    const answer = await device.poll(device_code)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const told: unknown = JSON.parse(answer.body)
    const value = readAnswer(answer).access_token ?? ''
    expect(told).toMatchObject({
      token_type: 'Bearer',
      session: { name: 'portcullis', value, httponly: true },
    })
    const who = await site.visitor().ask('/api/session', { headers: { authorization: `Bearer ${value}` } })
    expect(JSON.parse(who.body)).toMatchObject({
      user: { username: name },
      session: { kind: 'device', label: 'Garden shed', backend: 'acme', address: '127.0.0.1' },
    })
    const asCookie = site.visitor()
    asCookie.setCookie('portcullis', value)
    expect((await asCookie.ask('/api/session')).status).toBe(200)
    expect((await asCookie.ask('/account')).body).toContain('browser_session_required')
  })

  test('S152: a device that polls too fast is slowed down, each time by five seconds', async () => {
    const { device_code } = await device.start()
    expect(await device.polled(device_code)).toBe('authorization_pending')
    later(5)
    expect(await device.polled(device_code)).toBe('authorization_pending')
    later(3)
    expect(await device.polled(device_code)).toBe('slow_down')
    later(6)
    expect(await device.polled(device_code)).toBe('slow_down')
    later(14)
    expect(await device.polled(device_code)).toBe('slow_down')
    later(20)
    expect(await device.polled(device_code)).toBe('authorization_pending')
    const row = await site.rows.device.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    expect(row.interval).toBe(20)
  })

  test('S152: a poll from before the clock was set back slows no device down', async () => {
    const { device_code } = await device.start()
    expect(await device.polled(device_code)).toBe('authorization_pending')
    later(-3600)
    expect(await device.polled(device_code)).toBe('authorization_pending')
    expect(await device.polled(device_code)).toBe('slow_down')
  })

  test('S152: of ten polls at once, one is in time', async () => {
    const { device_code } = await device.start()
    const polled = await Promise.all(Array.from({ length: 10 }, () => device.polled(device_code)))
    expect(polled.filter((each) => each === 'authorization_pending')).toHaveLength(1)
    expect(polled.filter((each) => each === 'slow_down')).toHaveLength(9)
  })

  test('S152: a device that was denied gets an error that says so, and no session is opened', async () => {
    const { visitor } = await signedIn()
    const sessions = await site.rows.session.count()
    const { device_code, user_code } = await device.start()
    const page = await decide(visitor, user_code, 'deny')
    expect(page.body).toContain('Request denied')
    expect(await device.polled(device_code)).toBe('access_denied')
    expect(await device.polled(device_code)).toBe('access_denied')
    expect(await site.rows.session.count()).toBe(sessions)
  })

  test('S152: after ten minutes the code is too old, for the device and for the person', async () => {
    const { visitor } = await signedIn()
    const { device_code, user_code } = await device.start()
    const confirm = fieldsOf(await visitor.open(`/device?user_code=${user_code}`))
    later(601)
    expect(await device.polled(device_code)).toBe('expired_token')
    for (const answer of [
      await visitor.ask(`/device?user_code=${user_code}`),
      await visitor.ask('/device', { form: { ...confirm, decision: 'approve' } }),
    ]) {
      expect(answer.status).toBe(410)
      expect(answer.body).toContain('device_code_expired')
    }
    expect(await device.polled(device_code)).toBe('expired_token')
  })

  test('S152: an approval that is not redeemed within ten minutes is not accepted after them', async () => {
    const { visitor } = await signedIn()
    const { device_code, user_code } = await device.start()
    await decide(visitor, user_code)
    later(601)
    expect(await device.polled(device_code)).toBe('expired_token')
  })

  test('S152: a code that never was is invalid_grant, with our code and a reference beside it', async () => {
    const answer = await device.poll('no-such-code')
    expect(answer.status).toBe(400)
    const told = readAnswer(answer)
    expect(told).toMatchObject({ error: 'invalid_grant', code: 'device_code_unknown' })
    expect(told.reference).toMatch(/^[2-9A-Z]{8}$/)
  })

  test('S154: the link shows who asks and asks back; nothing is approved by opening it', async () => {
    const { visitor } = await signedIn()
    const { device_code, verification_uri_complete, user_code } = await device.start({
      device_name: 'Ann’s <b>shed</b>',
    })
    later(120)
    for (const uri of [verification_uri_complete, verification_uri_complete]) {
      const page = await visitor.open(uri)
      expect(page.status).toBe(200)
      expect(page.body).toContain(user_code)
      expect(page.body).toContain('Ann’s &lt;b&gt;shed&lt;/b&gt;')
      expect(page.body).toMatch(/<dd>2 minutes ago<\/dd>/)
      expect(page.body).toMatch(/<dt>IP address<\/dt><dd><bdi>127\.0\.0\.1<\/bdi>/)
      expect(page.body).toContain('Only approve this if you started it yourself')
    }
    expect(await device.polled(device_code)).toBe('authorization_pending')
  })

  test('S154: approval is a POST with the proof of this very session', async () => {
    const { visitor } = await signedIn()
    const stranger = await signedIn()
    const { device_code, user_code } = await device.start()
    const foreign = fieldsOf(await stranger.visitor.open(`/device?user_code=${user_code}`))
    for (const form of [{}, { _csrf: 'x' }, { _csrf: foreign['_csrf'] ?? '' }]) {
      const answer = await visitor.ask('/device', { form: { ...form, user_code, decision: 'approve' } })
      expect(answer.status).toBe(403)
      expect(answer.body).toContain('csrf_failed')
    }
    const fields = fieldsOf(await visitor.open(`/device?user_code=${user_code}`))
    const headers = { origin: 'https://evil.test' }
    const elsewhere = await visitor.ask('/device', { form: { ...fields, decision: 'approve' }, headers })
    expect(elsewhere.status).toBe(403)
    expect(await device.polled(device_code)).toBe('authorization_pending')
  })

  test('S154: a form without a decision decides nothing', async () => {
    const { visitor } = await signedIn()
    const { device_code, user_code } = await device.start()
    const fields = fieldsOf(await visitor.open(`/device?user_code=${user_code}`))
    for (const decision of ['', 'yes', 'APPROVE']) {
      expect((await visitor.ask('/device', { form: { ...fields, decision } })).status).toBe(400)
    }
    expect(await device.polled(device_code)).toBe('authorization_pending')
  })

  test('S161: who opens the link signed out signs in first, and finds the code still pending', async () => {
    op.person({ sub: 's161', name: 'Es One Sixty One' })
    const { device_code, verification_uri_complete, user_code } = await device.start()
    const visitor = site.visitor()
    const login = await visitor.open(verification_uri_complete)
    expect(login.url).toContain('/login?next=')
    const start = /href="(\/login\/acme\?next=[^"]+)"/.exec(login.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const page = await visitor.open(start)
    expect(page.url).toBe(verification_uri_complete)
    expect(page.body).toContain(user_code)
    expect(await device.polled(device_code)).toBe('authorization_pending')
    const decided = await visitor.ask('/device', { form: { ...fieldsOf(page), decision: 'approve' } })
    expect(decided.body).toContain('Device connected')
    expect(await device.polled(device_code)).toBe('token')
  })

  test('the page without a code has a field for it, and accepts it as people type it', async () => {
    const { visitor } = await signedIn()
    const { user_code } = await device.start()
    const empty = await visitor.ask('/device')
    expect(empty.body).toContain('name="user_code"')
    const typed = ` ${user_code.toLowerCase().replace('-', ' ')} `
    const page = await visitor.ask(`/device?${new URLSearchParams({ user_code: typed }).toString()}`)
    expect(page.status).toBe(200)
    expect(page.body).toContain(user_code)
  })

  test('a code that was decided about is reported as used, and the first decision stays', async () => {
    const first = await signedIn()
    const second = await signedIn()
    const { device_code, user_code } = await device.start()
    const late = fieldsOf(await second.visitor.open(`/device?user_code=${user_code}`))
    await decide(first.visitor, user_code)
    const answer = await second.visitor.ask('/device', { form: { ...late, decision: 'deny' } })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('device_code_used')
    expect(await device.polled(device_code)).toBe('token')
    expect((await second.visitor.ask(`/device?user_code=${user_code}`)).status).toBe(409)
  })

  test('of ten people who decide at once one is heard', async () => {
    const everybody: Awaited<ReturnType<typeof signedIn>>[] = []
    while (everybody.length < 10) everybody.push(await signedIn())
    const { user_code } = await device.start()
    const forms = await Promise.all(
      everybody.map(async ({ visitor }) => fieldsOf(await visitor.open(`/device?user_code=${user_code}`))),
    )
    const answers = await Promise.all(
      everybody.map(({ visitor }, index) =>
        visitor.ask('/device', { form: { ...forms[index], decision: index % 2 === 0 ? 'approve' : 'deny' } }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)])
  })

  test('the session of a device approves no other device', async () => {
    const { visitor } = await signedIn()
    const first = await device.start()
    await decide(visitor, first.user_code)
    const holder = site.visitor()
    holder.setCookie('portcullis', readAnswer(await device.poll(first.device_code)).access_token ?? '')
    expect((await holder.ask('/api/session')).status).toBe(200)
    const second = await device.start()
    const page = await holder.ask(`/device?user_code=${second.user_code}`)
    expect([page.status, page.body.includes('browser_session_required')]).toEqual([403, true])
    expect(page.body).toContain('href="/login?next=%2Fdevice')
    const form = { _csrf: await visitor.csrf(), user_code: second.user_code, decision: 'approve' }
    expect((await holder.ask('/device', { form })).status).toBe(403)
    expect(await device.polled(second.device_code)).toBe('authorization_pending')
  })

  test('the device is among the sessions of the person, who ends it there', async () => {
    const { visitor } = await signedIn()
    const { device_code, user_code } = await device.start({ device_name: 'Old laptop' })
    await decide(visitor, user_code)
    const value = readAnswer(await device.poll(device_code)).access_token ?? ''
    const headers = { authorization: `Bearer ${value}` }
    const { body } = await visitor.ask('/api/sessions')
    const id = /\{"id":"([\w-]+)","current":false,"kind":"device"/.exec(body)?.[1] ?? ''
    expect(body).toContain('"label":"Old laptop"')
    // It ends no other session: its token may be in the hands of a thief.
    const mine = /\{"id":"([\w-]+)","current":true/.exec(body)?.[1] ?? ''
    for (const path of ['/api/sessions', '/api/sessions?keep=current', `/api/sessions/${mine}`]) {
      const answer = await site.visitor().ask(path, { method: 'DELETE', headers })
      expect([path, answer.status, answer.body.includes('browser_session_required')]).toEqual([
        path,
        403,
        true,
      ])
    }
    expect((await site.visitor().ask('/api/session', { headers })).status).toBe(200)
    expect(await visitor.isSignedIn()).toBe(true)
    expect((await visitor.ask(`/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await site.visitor().ask('/api/session', { headers })).status).toBe(401)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('an ordinary OAuth client library performs the grant from nothing but the address', async () => {
    const { visitor, name } = await signedIn()
    const config = await openid.discovery(new URL(site.url), 'some-tool', undefined, openid.None(), {
      algorithm: 'oauth2',
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out: the test site is on http
      execute: [openid.allowInsecureRequests],
    })
    const started = await openid.initiateDeviceAuthorization(config, { scope: 'anything' })
    await decide(visitor, started.user_code)
    const tokens = await openid.pollDeviceAuthorizationGrant(config, { ...started, interval: 1 })
    expect(tokens.token_type).toBe('bearer')
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    const who = await site.visitor().ask('/api/session', { headers })
    expect(JSON.parse(who.body)).toMatchObject({ user: { username: name }, session: { label: 'some-tool' } })
  }, 30_000)
})
