import { decide, DeviceAt } from '../support/device.js'
import { GOOD, savePassword } from '../support/passwords.js'
import { presetAt } from '../support/preset-at.js'
import { discord } from '../../src/testing/provider/accents/index.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'
import { accountOf, connect, disconnect, untilConnected } from './actions.js'

const MINUTE = 60_000

describe('what needs a recent sign-in', () => {
  const { site, op, provider, office } = useSite({
    database: 'sqlite',
    mail: true,
    env: { PASSWORD_LOGIN: 'true' },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true, silentSignIn: true }),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
      consent: backendAt(op, { authorizationParams: { prompt: 'consent' }, maxAge: 60 }),
      dumb: backendAt(provider.alias('dumb'), { reauthentication: 'login' }),
      chooser: backendAt(provider.alias('dumb'), { reauthentication: 'select_account' }),
      discord: presetAt('discord', provider.alias('chat').speak(discord)),
    }),
  })

  /** A browser of somebody who was signed in by `acme` so many minutes ago. */
  async function signedIn(name: string, minutesAgo = 0): Promise<Visitor> {
    op.person({ sub: name, preferred_username: name, email: `${name}@example.test`, email_verified: true })
    provider.alias('other').person({ sub: `other-${name}` })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    await letPass(name, minutesAgo)
    return visitor
  }

  async function letPass(username: string, minutes: number): Promise<void> {
    const authenticatedAt = new Date(Date.now() - minutes * MINUTE)
    await site.rows.session.updateMany({ where: { user: { username } }, data: { authenticatedAt } })
  }

  function refused({ status, body }: Answer): unknown {
    return [status, body.includes('reauthentication_required'), body.includes('Sign in again')]
  }
  const REFUSED = [403, true, true]

  test('S301: an old session connects nothing, and the provider is not even called', async () => {
    const visitor = await signedIn('s301-connect', 11)
    const asked = provider.alias('other').authorizations.length
    const answer = await visitor.ask('/connect/other', { form: { _csrf: await visitor.csrf() } })
    expect(refused(answer)).toEqual(REFUSED)
    expect(provider.alias('other').authorizations).toHaveLength(asked)
    expect(answer.body).toContain('href="/login?next=%2Faccount')
    expect((await visitor.ask('/account')).body).toContain('please <a class="notice-link"')
    await visitor.signIn('acme')
    expect((await visitor.ask('/account')).body).not.toContain('please <a class="notice-link"')
    expect((await connect(visitor, 'other')).status).toBe(303)
    await accountOf(site, 'other', 'other-s301-connect')
  })

  test('S301: who starts to connect in time has time to register at the provider', async () => {
    const visitor = await signedIn('s301-slow', 9)
    const callback = await untilConnected(visitor, 'other')
    await letPass('s301-slow', 9)
    expect((await visitor.ask(callback)).status).toBe(303)
    await accountOf(site, 'other', 'other-s301-slow')
  })

  test('S301: an attempt to connect an account proves nothing in an older session of the same user', async () => {
    const visitor = await signedIn('s301-older')
    const callback = await untilConnected(visitor, 'other')
    await letPass('s301-older', 12)
    expect(refused(await visitor.ask(callback))).toEqual(REFUSED)
    expect(await site.rows.account.count({ where: { subject: 'other-s301-older' } })).toBe(0)
  })

  test('S301: an old session disconnects nothing and removes no password', async () => {
    const visitor = await signedIn('s301-disconnect')
    expect((await savePassword(visitor, { password: GOOD })).status).toBe(303)
    await letPass('s301-disconnect', 11)
    const { id, userId } = await accountOf(site, 'acme', 's301-disconnect')
    const own = await site.rows.account.findFirstOrThrow({ where: { userId, backend: 'password' } })
    expect(refused(await disconnect(visitor, 'acme', id))).toEqual(REFUSED)
    expect(refused(await disconnect(visitor, 'password', own.id))).toEqual(REFUSED)
    expect(await site.rows.account.count({ where: { userId } })).toBe(2)
    expect(await site.rows.password.count({ where: { userId } })).toBe(1)
    const form = { username: 's301-disconnect', password: GOOD, next: '/account' }
    expect((await visitor.ask('/login', { form })).status).toBe(303)
    expect((await disconnect(visitor, 'acme', id)).status).toBe(303)
  })

  test('S301: an old session approves no device, but may deny one', async () => {
    const visitor = await signedIn('s301-device', 11)
    const device = new DeviceAt(site)
    const { device_code, user_code } = await device.start()
    const page = await visitor.ask(`/device?user_code=${user_code}`)
    expect(page.body).not.toContain('value="approve"')
    expect(page.body).toContain(`href="/login?next=%2Fdevice%3Fuser_code%3D${user_code}`)
    expect(refused(await decide(visitor, user_code))).toEqual(REFUSED)
    expect(await device.polled(device_code)).toBe('authorization_pending')
    const back = await visitor.signIn('acme', `/device?user_code=${user_code}`)
    expect(back.body).toContain('value="approve"')
    expect((await decide(visitor, user_code)).status).toBe(200)
    await letPass('s301-device', 11)
    const denied = await device.start()
    expect((await decide(visitor, denied.user_code, 'deny')).status).toBe(200)
  })

  /** Whether the session of this visitor may connect an account. */
  async function isRecent(visitor: Visitor): Promise<boolean> {
    return !(await visitor.ask('/account')).body.includes('To add or remove a sign-in method')
  }

  /** Follows the link "Sign in again" of an error page, and then the button of this backend. */
  async function signInAgain(visitor: Visitor, backend = 'acme'): Promise<Answer> {
    const refusal = await visitor.ask('/connect/other', { form: { _csrf: await visitor.csrf() } })
    const link = /href="(\/login[^"]*)">Sign in again/.exec(refusal.body)?.[1] ?? ''
    const page = await visitor.ask(link.replaceAll('&amp;', '&'))
    const button = new RegExp(`href="(/login/${backend}\\?[^"]*)"`).exec(page.body)?.[1] ?? ''
    return visitor.open(button.replaceAll('&amp;', '&'))
  }

  describe('S302: the provider says how long ago a user signed in', () => {
    const seconds = () => Math.floor(Date.now() / 1000)
    const says = (authTime: unknown) => {
      op.misbehave({ idTokenClaims: (claims) => ({ ...claims, auth_time: authTime }) })
    }

    test('a sign-in that the provider remembers from yesterday is not recent, and "Sign in again" asks for a new one', async () => {
      says(seconds() - 86_400)
      const visitor = await signedIn('s302-yesterday')
      await site.rows.session.updateMany({ data: { authenticatedAt: new Date(Date.now() - 86_400_000) } })
      expect(await isRecent(visitor)).toBe(false)
      op.behave()
      const back = await signInAgain(visitor)
      expect(new URL(back.url).pathname).toBe('/account')
      expect(op.lastAuthorization.get('prompt')).toBe('login')
      expect(op.lastAuthorization.get('max_age')).toBe('600')
      expect(await isRecent(visitor)).toBe(true)
    })

    test('without auth_time an ordinary sign-in is not recent', async () => {
      says(undefined)
      const visitor = site.visitor()
      await visitor.signIn('acme')
      expect(op.lastAuthorization.has('prompt')).toBe(false)
      expect(await isRecent(visitor)).toBe(false)
    })

    test.each([
      ['none', () => undefined],
      ['one of yesterday', () => seconds() - 86_400],
      ['one that is too old by a minute', () => seconds() - 660],
    ])(
      'signing in again is refused where the provider states %s, and the session stays as it was',
      async (_, at) => {
        const visitor = await signedIn('s302-unproven', 11)
        const before = visitor.cookie('portcullis')
        says(at())
        const answer = await signInAgain(visitor)
        expect([answer.status, answer.body.includes('reauthentication_unproven')]).toEqual([403, true])
        expect(answer.body).toContain('prompt=login')
        expect(visitor.cookie('portcullis')).toBe(before)
        expect(await isRecent(visitor)).toBe(false)
      },
    )

    test('a visitor who removes prompt and max_age from the URL gains nothing', async () => {
      const visitor = await signedIn('s302-stripped', 11)
      const start = await visitor.ask('/login/acme?next=/account&prompt=login')
      const url = new URL(start.location ?? '')
      for (const name of ['prompt', 'max_age']) url.searchParams.delete(name)
      says(undefined)
      const back = await visitor.ask(url.href)
      const answer = await visitor.ask(back.location ?? '')
      expect([answer.status, answer.body.includes('reauthentication_unproven')]).toEqual([403, true])
    })

    test('an attempt that is restarted automatically still asks for a new sign-in', async () => {
      const visitor = await signedIn('s302-restarted', 11)
      op.misbehave({
        authorizeError: { error: 'temporarily_unavailable', error_description: 'authentication_expired' },
      })
      const start = await visitor.ask('/login/acme?next=/account&prompt=login')
      const back = await visitor.ask(start.location ?? '')
      op.behave()
      says(undefined)
      const answer = await visitor.open(back.location ?? '')
      expect(op.lastAuthorization.get('prompt')).toBe('login')
      expect([answer.status, answer.body.includes('reauthentication_unproven')]).toEqual([403, true])
    })

    test.each([1e17, -1, 1e300, Date.now(), 'yesterday', {}, [], true])(
      'an auth_time of %j proves nothing: an ordinary sign-in is not recent, and another one is refused',
      async (value) => {
        says(value)
        const visitor = site.visitor()
        await visitor.open('/login/acme')
        expect([await visitor.isSignedIn(), await isRecent(visitor)]).toEqual([true, false])
        const other = site.visitor()
        const answer = await other.open('/login/acme?prompt=login')
        expect([answer.status, answer.body.includes('identity_rejected')]).toEqual([400, true])
        expect(await other.isSignedIn()).toBe(false)
      },
    )

    test('an auth_time in two minutes is refused', async () => {
      says(seconds() + 120)
      for (const path of ['/login/acme', '/login/acme?prompt=login']) {
        const visitor = site.visitor()
        const answer = await visitor.open(path)
        expect([answer.status, answer.body.includes('identity_rejected')]).toEqual([400, true])
        expect(await visitor.isSignedIn()).toBe(false)
      }
    })

    test('a clock that is a little ahead creates no session in the future', async () => {
      says(seconds() + 20)
      const visitor = await signedIn('s302-ahead')
      expect(await isRecent(visitor)).toBe(true)
      const sessions = await site.rows.session.findMany({ where: { user: { username: 's302-ahead' } } })
      expect(sessions.map(({ authenticatedAt }) => authenticatedAt.getTime() <= Date.now())).toEqual([true])
    })

    test('a silent sign-in is never recent, whatever the provider says', async () => {
      const visitor = site.visitor()
      const frame = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' }
      await visitor.open('/login/acme/silent', { headers: frame })
      expect(await visitor.isSignedIn()).toBe(true)
      expect(await isRecent(visitor)).toBe(false)
      expect(refused(await visitor.ask('/connect/other', { form: { _csrf: await visitor.csrf() } }))).toEqual(
        REFUSED,
      )
    })

    test('the prompt and the maxAge of the settings apply as well', async () => {
      await site.visitor().open('/login/consent?prompt=login')
      expect(op.lastAuthorization.get('prompt')).toBe('login consent')
      expect(op.lastAuthorization.get('max_age')).toBe('60')
      await site.visitor().open('/login/consent?prompt=none')
      expect(op.lastAuthorization.get('prompt')).toBe('consent')
    })

    test.each([
      ['dumb', 'login'],
      ['chooser', 'select_account'],
    ])(
      'where the settings of %s say that the provider cannot tell, the clock of this site counts',
      async (backend, prompt) => {
        const dumb = provider.alias('dumb')
        dumb.misbehave({ idTokenClaims: (claims) => ({ ...claims, auth_time: undefined }) })
        const visitor = site.visitor()
        await visitor.signIn(backend)
        expect(await isRecent(visitor)).toBe(false)
        await signInAgain(visitor, backend)
        expect(dumb.lastAuthorization.get('prompt')).toBe(prompt)
        expect(dumb.lastAuthorization.has('max_age')).toBe(false)
        expect(await isRecent(visitor)).toBe(true)
      },
    )

    test('every visit to an OAuth 2 provider counts, because it cannot be asked for a new authentication', async () => {
      const chat = provider.alias('chat')
      chat.person({
        sub: '80351110224678912',
        username: 'nelly',
        email: 'nelly@example.test',
        verified: true,
      })
      const visitor = site.visitor()
      await visitor.signIn('discord')
      expect(await visitor.isSignedIn()).toBe(true)
      expect(await isRecent(visitor)).toBe(true)
      await letPass('nelly', 11)
      expect(await isRecent(visitor)).toBe(false)
      await signInAgain(visitor, 'discord')
      expect(await isRecent(visitor)).toBe(true)
    })

    test('a password that was just typed is recent', async () => {
      const visitor = await signedIn('s302-password')
      await savePassword(visitor, { password: GOOD })
      await letPass('s302-password', 11)
      expect(await isRecent(visitor)).toBe(false)
      const wrong = await visitor.ask('/login', {
        form: { username: 's302-password', password: 'not this one', next: '/account', prompt: 'login' },
      })
      expect([wrong.status, wrong.body.includes('name="prompt" value="login"')]).toEqual([401, true])
      const form = { username: 's302-password', password: GOOD, next: '/account', prompt: 'login' }
      expect((await visitor.ask('/login', { form })).status).toBe(303)
      expect(await isRecent(visitor)).toBe(true)
    })
  })

  describe('S307: an email informs the owner', () => {
    /** The subjects of the emails to this person, once the last of them is there. */
    async function subjectsTo(name: string, last: string): Promise<string[]> {
      const find = () =>
        office.delivered
          .filter(({ to }) => to.includes(`${name}@example.test`))
          .map(({ headers }) => headers.get('subject')?.[0] ?? '')
      for (let tries = 0; tries < 100 && !find().some((each) => each.includes(last)); tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 20))
      return find()
    }

    test('of an account that is connected, once, and of one that is disconnected', async () => {
      const visitor = await signedIn('s307-connect')
      await connect(visitor, 'other')
      expect(await subjectsTo('s307-connect', 'was added')).toHaveLength(1)
      expect(office.delivered[0]?.text).toContain('You can now also sign in with Other.')
      await connect(visitor, 'other')
      const { id } = await accountOf(site, 'other', 'other-s307-connect')
      await disconnect(visitor, 'other', id)
      expect(await subjectsTo('s307-connect', 'was removed')).toHaveLength(2)
      expect(office.delivered[1]?.text).toContain('You can no longer sign in with Other.')
    })

    test('of a password that is set, changed and removed', async () => {
      const visitor = await signedIn('s307-password')
      await savePassword(visitor, { password: GOOD })
      expect(await subjectsTo('s307-password', 'A password was set')).toHaveLength(1)
      await savePassword(visitor, { password: `${GOOD} again`, current: GOOD })
      expect(await subjectsTo('s307-password', 'was changed')).toHaveLength(2)
      const { userId } = await accountOf(site, 'acme', 's307-password')
      const own = await site.rows.account.findFirstOrThrow({ where: { userId, backend: 'password' } })
      await disconnect(visitor, 'password', own.id)
      expect(await subjectsTo('s307-password', 'was removed')).toHaveLength(3)
    })

    test('of a device that is approved, and not of one that is denied', async () => {
      const visitor = await signedIn('s307-device')
      const device = new DeviceAt(site)
      await decide(visitor, (await device.start({ device_name: 'Call 555 now' })).user_code, 'deny')
      await decide(visitor, (await device.start({ device_name: 'Call 555 now' })).user_code)
      expect(await subjectsTo('s307-device', 'A device was signed in')).toHaveLength(1)
      expect(office.delivered[0]?.text).not.toContain('Call 555')
    })

    test('and of nothing that happens in an ordinary sign-in, or without a proven address', async () => {
      await signedIn('s307-quiet')
      op.person({ sub: 's307-unproven', email: 's307-unproven@example.test', email_verified: false })
      const visitor = site.visitor()
      await visitor.signIn('acme')
      await savePassword(visitor, { password: GOOD })
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(office.delivered).toEqual([])
    })
  })

  test('S308: an account that is connected again has its new address, and the old one is no longer proven', async () => {
    const visitor = await signedIn('s308')
    const moved = { sub: 's308', email: 's308-new@example.test', email_verified: true, name: 'Other Name' }
    op.person(moved)
    await connect(visitor, 'acme')
    const user = await site.rows.user.findFirstOrThrow({ where: { username: 's308' } })
    expect([user.email, user.provenEmail]).toEqual(['s308-new@example.test', 's308-new@example.test'])
    expect(user.name).not.toBe('Other Name')
    provider.alias('other').person({ sub: 'other-s308', email: 'another@example.test', email_verified: true })
    await connect(visitor, 'other')
    const after = await site.rows.user.findFirstOrThrow({ where: { username: 's308' } })
    expect(after.provenEmail).toBe('s308-new@example.test')
  })

  test('S301: a moment in the future is not recent', async () => {
    const visitor = await signedIn('s301-future', -2)
    const answer = await visitor.ask('/connect/other', { form: { _csrf: await visitor.csrf() } })
    expect(refused(answer)).toEqual(REFUSED)
  })
})
