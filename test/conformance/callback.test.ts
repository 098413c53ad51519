import { rawRequest } from '../attacks/raw.js'
import { ANY_DATABASE } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { AskOptions } from '../support/visitor.js'
import { arrive, depart, errorCode, expectCleanRefusal, type Scene, travel, type Trip } from './trip.js'

describe.each(ANY_DATABASE)('the callback on %s', (database) => {
  let scene: Scene

  const { site, op } = useSite({
    database,
    backends: ({ op }) => ({
      acme: backendAt(op),
      post: backendAt(op, { responseMode: 'form_post' }),
      silent: backendAt(op, {
        responseMode: 'form_post',
        maxAge: 0,
        authorizationParams: { prompt: 'none' },
      }),
      recent: backendAt(op, { maxAge: 60 }),
      prompted: backendAt(op, { authorizationParams: { prompt: 'login' } }),
    }),
  })

  beforeAll(() => {
    scene = at('acme')
  })

  const at = (backend: string): Scene => ({ site, op, backend })

  const setOff = async (from: Scene): Promise<Trip> => {
    const trip = await depart(from)
    if ('status' in trip) throw new Error(`refused at the start: ${trip.status}`)
    return trip
  }

  const changed = (callback: string, change: (params: URLSearchParams) => void): string => {
    const url = new URL(callback)
    change(url.searchParams)
    return url.href
  }

  describe('responses by form', () => {
    test('C46: an error by form shows a page and consumes the attempt', async () => {
      const trip = await setOff(at('silent'))
      expect(trip.form?.fields).toMatchObject({ error: 'login_required' })
      const answer = await arrive(at('silent'), trip)
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('provider_error')
      expect(answer.body).toContain('Start again')
      expect(errorCode(await arrive(at('silent'), trip))).toBe('attempt_used')
      expect(op.counts.token).toBe(0)
    })

    test.each([
      ['as JSON', 'application/json', 415],
      ['as plain text', 'text/plain', 415],
      ['as a multipart form', 'multipart/form-data; boundary=x', 415],
    ])('C47: a response %s is refused', async (_what, contentType, status) => {
      const trip = await setOff(at('post'))
      const body = new URLSearchParams(trip.form?.fields).toString()
      const answer = await site
        .visitor()
        .ask(trip.callback, { body, headers: { 'content-type': contentType } })
      expectCleanRefusal(answer, scene)
      expect(answer.status).toBe(status)
      expect(op.counts.token).toBe(0)
      expect((await arrive(at('post'), trip)).status).toBe(303)
    })

    test('C47: a response of 1 MB is refused', async () => {
      const trip = await setOff(at('post'))
      const form = { ...trip.form?.fields, padding: 'x'.repeat(1_000_000) }
      const answer = await site.visitor().ask(trip.callback, { form })
      expectCleanRefusal(answer, scene)
      expect(answer.status).toBe(413)
      expect(op.counts.token).toBe(0)
    })

    test('C47: a code in the query and in the body is refused', async () => {
      const trip = await setOff(at('post'))
      const fields = trip.form?.fields
      const twice = `${trip.callback}?${new URLSearchParams({ code: fields?.['code'] ?? '' }).toString()}`
      const answer = await site.visitor().ask(twice, { form: { ...fields } })
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('callback_invalid')
      expect(op.counts.token).toBe(0)
    })

    test('C47: the query that fetches a form response cannot contain a code of its own', async () => {
      const trip = await setOff(at('post'))
      const posted = await site.visitor().ask(trip.callback, { form: { ...trip.form?.fields } })
      const answer = await trip.visitor.ask(`${posted.location ?? ''}&code=stolen`)
      expect(op.counts.token).toBeLessThanOrEqual(1)
      for (const { body } of op.tokenRequests) expect(body.get('code')).toBe(trip.form?.fields['code'])
      expect([303, 400]).toContain(answer.status)
    })
  })

  describe('state and issuer', () => {
    test.each([
      [
        'no state',
        (params: URLSearchParams) => {
          params.delete('state')
        },
      ],
      [
        'an empty state',
        (params: URLSearchParams) => {
          params.set('state', '')
        },
      ],
      [
        'another state',
        (params: URLSearchParams) => {
          params.set('state', 'A'.repeat(43))
        },
      ],
      [
        'a state of 10 kB',
        (params: URLSearchParams) => {
          params.set('state', 'A'.repeat(10_000))
        },
      ],
      [
        'a state with a NUL',
        (params: URLSearchParams) => {
          params.set('state', 'A\0')
        },
      ],
      [
        'two states',
        (params: URLSearchParams) => {
          params.append('state', 'A')
        },
      ],
    ])('C61: %s is refused before any call, and the true response still works', async (_what, change) => {
      const trip = await setOff(scene)
      const answer = await trip.visitor.ask(changed(trip.callback, change))
      expectCleanRefusal(answer, scene)
      expect(answer.status).toBe(400)
      expect(op.counts).toMatchObject({ token: 0, userinfo: 0 })
      expect((await arrive(scene, trip)).status).toBe(303)
    })

    test.each([
      ['another issuer', 'https://elsewhere.example'],
      ['the issuer with a slash', null],
      ['nothing', ''],
    ])('C62: iss of %s is refused before any call', async (_what, iss) => {
      const trip = await setOff(scene)
      op.counts.jwks = 0
      const wrong = changed(trip.callback, (params) => {
        params.set('iss', iss ?? `${op.issuer}/`)
      })
      const answer = await trip.visitor.ask(wrong)
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('callback_invalid')
      expect(op.counts).toMatchObject({ token: 0, userinfo: 0, jwks: 0 })
      expect(errorCode(await arrive(scene, trip))).toBe('attempt_used')
    })

    test('S8: a response after the attempt has expired gets a page that starts again', async () => {
      const visitor = site.visitor()
      const callback = await visitor.untilCallback('acme', '/?wanted')
      await site.rows.attempt.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
      const answer = await visitor.ask(callback)
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('attempt_expired')
      expect(answer.body).toMatch(/href="\/login\/acme\?next=[^"]+"[^>]*>Start again</)
      expect(answer.body).toMatch(/href="\/login\?next=[^"]+"[^>]*>Sign in another way</)
      expect(op.counts.token).toBe(0)
    })
  })

  describe('responses of other people', () => {
    test('S2: the response that an attacker kept signs in or connects no victim, signed in or not', async () => {
      op.person({ sub: `attacker-${database}`, name: 'Mallory' })
      const attack = await setOff(scene)
      op.person({ sub: `victim-${database}`, name: 'Vera Victim' })
      const stranger = site.visitor()
      const victim = site.visitor()
      await victim.signIn('acme')
      op.counts.token = 0
      for (const visitor of [stranger, victim]) {
        const answer = await visitor.ask(attack.callback)
        expectCleanRefusal(answer, scene)
        expect(errorCode(answer)).toBe('attempt_wrong_browser')
      }
      expect(op.counts.token).toBe(0)
      expect(await stranger.isSignedIn()).toBe(false)
      expect((await victim.ask('/account')).body).toContain('Vera Victim')
      expect(await site.rows.account.count({ where: { subject: `attacker-${database}` } })).toBe(0)
    })

    test('S10: a code of another sign-in does not fit the verifier, so the provider refuses it', async () => {
      op.person({ sub: `injected-${database}` })
      const attack = await setOff(scene)
      op.person({ sub: `injectee-${database}` })
      const victim = await setOff(scene)
      const before = await site.counts()
      const code = new URL(attack.callback).searchParams.get('code') ?? ''
      const answer = await victim.visitor.ask(
        changed(victim.callback, (params) => {
          params.set('code', code)
        }),
      )
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('provider_error')
      expect(op.counts).toMatchObject({ token: 1, userinfo: 0 })
      expect(await victim.visitor.isSignedIn()).toBe(false)
      expect(await site.counts()).toEqual(before)
    })
  })

  describe('errors of the provider', () => {
    test('S13: access_denied with the right state gets a friendly page and uses the attempt up', async () => {
      op.misbehave({ authorizeError: { error: 'access_denied' } })
      const trip = await setOff(scene)
      const answer = await arrive(scene, trip)
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('access_denied')
      expect(answer.body).toContain('Start again')
      expect(errorCode(await arrive(scene, trip))).toBe('attempt_used')
      expect(op.counts.token).toBe(0)
    })

    test('S13: access_denied with a wrong state belongs to no attempt', async () => {
      const answer = await site.visitor().ask('/complete/acme?error=access_denied&state=wrong')
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('attempt_unknown')
    })

    test('S13: an error together with a code causes no token request', async () => {
      const trip = await setOff(scene)
      const answer = await trip.visitor.ask(`${trip.callback}&error=access_denied`)
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('callback_invalid')
      expect(op.counts.token).toBe(0)
    })

    test.each([
      ['HTML', '<script>alert(1)</script>'],
      ['an address of a script', 'javascript:alert(1)'],
      ['8 kB', 'payload'.repeat(1170)],
      ['other letters', 'Ошибка 失敗 💥 payload'],
      ['line breaks', 'payload\r\nSet-Cookie: evil=1'],
    ])('S14: the text of a provider’s error is not shown: %s', async (_what, payload) => {
      const error = 'server_error'
      const places = [
        { error: payload },
        { error, error_description: payload },
        { error, error_uri: payload },
      ]
      for (const authorizeError of places) {
        op.misbehave({ authorizeError })
        const answer = await travel(scene)
        expectCleanRefusal(answer, scene)
        expect(answer.status).toBe(400)
        expect(errorCode(answer)).toBe('provider_error')
        for (const sign of ['alert(1)', 'payload', 'Ошибка', 'evil=1']) {
          expect(answer.body).not.toContain(sign)
          expect([...answer.headers.values()].join('\n')).not.toContain(sign)
        }
      }
      expect(op.counts.token).toBe(0)
    })

    test.each([
      ['id_token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWxsb3J5In0.'],
      ['access_token', 'stolen'],
      ['response', 'eyJhbGciOiJub25lIn0.eyJjb2RlIjoieCJ9.'],
    ])('S22: a callback that also has %s is checked by its code alone', async (name, value) => {
      op.person({ sub: `s22-${name}-${database}`, name: 'Honest' })
      const trip = await setOff(scene)
      await trip.visitor.ask(`${trip.callback}&${new URLSearchParams({ [name]: value }).toString()}`)
      expect(op.counts.token).toBe(1)
      expect((await trip.visitor.ask('/account')).body).toContain('Honest')
    })

    test.each(['id_token', 'access_token', 'response'])(
      'S22: %s in place of a code is refused',
      async (name) => {
        const trip = await setOff(scene)
        const answer = await trip.visitor.ask(
          changed(trip.callback, (params) => {
            params.delete('code')
            params.set(name, 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWxsb3J5In0.')
          }),
        )
        expectCleanRefusal(answer, scene)
        expect(op.counts).toMatchObject({ token: 0, userinfo: 0 })
        expect(await trip.visitor.isSignedIn()).toBe(false)
      },
    )
  })

  describe('who opens it', () => {
    const purposes: readonly (readonly [string, AskOptions])[] = [
      ['a prefetch', { headers: { 'sec-purpose': 'prefetch' } }],
      ['a prerender', { headers: { 'sec-purpose': 'prefetch;prerender' } }],
      ['a prefetch of old', { headers: { purpose: 'prefetch' } }],
      ['a HEAD', { method: 'HEAD' }],
      ['an image', { headers: { 'sec-fetch-dest': 'image' } }],
      ['a frame', { headers: { 'sec-fetch-dest': 'iframe' } }],
      ['a script', { headers: { 'sec-fetch-dest': 'empty' } }],
    ]

    test.each(purposes)('S19: %s begins nothing and uses nothing up', async (_what, options) => {
      const before = await site.counts()
      const start = await site.visitor().ask('/login/acme', options)
      expect(start.status).toBeGreaterThanOrEqual(400)
      expect(start.status).toBeLessThan(500)
      expect(start.headers.getSetCookie().filter((cookie) => cookie.includes('browser'))).toEqual([])
      expect(await site.counts()).toEqual(before)

      const trip = await setOff(scene)
      const early = await trip.visitor.ask(trip.callback, options)
      expect(early.status).toBeGreaterThanOrEqual(400)
      expect(early.status).toBeLessThan(500)
      expect(op.counts.token).toBe(0)
      expect((await arrive(scene, trip)).status).toBe(303)
      expect(await trip.visitor.isSignedIn()).toBe(true)
    })
  })

  describe('what a service worker passes on', () => {
    /** As a browser asks: the fetch of Node has a Sec-Fetch-Mode of its own. */
    const passedOn = async (path: string, mode: string, cookies: readonly string[]) => {
      const answer = await rawRequest(site.url, [
        `GET ${path} HTTP/1.1`,
        `Host: ${new URL(site.url).host}`,
        'Sec-Fetch-Dest: empty',
        `Sec-Fetch-Mode: ${mode}`,
        `Cookie: ${cookies.join('; ')}`,
      ])
      return { ...answer, cookies: answer.setCookies.map((cookie) => cookie.split(';', 1)[0] ?? '') }
    }

    test('is a navigation: the user is signed in', async () => {
      const start = await passedOn('/login/acme', 'navigate', [])
      expect(start.location).toContain(op.issuer)
      const back = new URL((await site.visitor().ask(start.location ?? '')).location ?? '')
      const answer = await passedOn(back.pathname + back.search, 'navigate', start.cookies)
      expect([answer.status, answer.location]).toEqual([303, '/account'])
      expect((await passedOn('/account', 'navigate', answer.cookies)).status).toBe(200)
    })

    test.each(['cors', 'no-cors', 'same-origin', 'websocket', ''])(
      'is not a navigation in the mode "%s"',
      async (mode) => {
        const start = await passedOn('/login/acme', mode, [])
        expect([start.status, start.body.includes('navigation_required')]).toEqual([400, true])
      },
    )
  })

  test('a visitor who returns in another browser can start again, and ends where they were going', async () => {
    const callback = await site.visitor().untilCallback('acme', '/account?wanted=1')
    const other = site.visitor()
    const answer = await other.ask(callback)
    expect(errorCode(answer)).toBe('attempt_wrong_browser')
    const link = /href="([^"]*)"[^>]*>Start again</.exec(answer.body)?.[1] ?? ''
    expect((await other.open(link.replaceAll('&amp;', '&'))).url).toBe(`${site.url}/account?wanted=1`)
  })

  describe('the authorization request', () => {
    test('S20: nothing in the query of the start gets into the authorization request', async () => {
      const evil = {
        client_id: 'evil',
        redirect_uri: 'https://evil.example/',
        scope: 'openid admin',
        state: 'evil',
        nonce: 'evil',
        code_challenge: 'evil',
        code_challenge_method: 'plain',
        response_type: 'token',
        response_mode: 'fragment',
        prompt: 'none',
        max_age: '0',
        request: 'evil',
      }
      const start = await site.visitor().ask(`/login/acme?${new URLSearchParams(evil).toString()}`)
      const asked = new URL(start.location ?? '')
      expect(asked.href.startsWith(`${op.issuer}/authorize?`)).toBe(true)
      expect(asked.href).not.toContain('evil')
      expect(Object.fromEntries(asked.searchParams)).toMatchObject({
        client_id: op.clientId,
        redirect_uri: `${site.url}/complete/acme`,
        scope: 'openid email profile',
        response_type: 'code',
        code_challenge_method: 'S256',
      })
      for (const name of ['response_mode', 'prompt', 'max_age', 'request']) {
        expect(asked.searchParams.has(name)).toBe(false)
      }
      expect(asked.searchParams.getAll('state')).toHaveLength(1)
    })

    const seconds = () => Math.floor(Date.now() / 1000)
    const times: readonly (readonly [string, () => unknown])[] = [
      ['no auth_time', () => undefined],
      ['an auth_time of an hour ago', () => seconds() - 3600],
      ['an auth_time in the future', () => seconds() + 3600],
      ['an auth_time that is text', () => String(seconds())],
    ]
    for (const backend of ['recent', 'prompted']) {
      test.each(times)(`S23: ${backend}: %s is no login`, async (_what, authTime) => {
        op.misbehave({ idTokenClaims: (claims) => ({ ...claims, auth_time: authTime() }) })
        const answer = await travel(at(backend))
        expectCleanRefusal(answer, scene)
        expect(errorCode(answer)).toBe('identity_rejected')
        expect(op.counts).toMatchObject({ token: 1, userinfo: 0 })
      })

      test(`S23: ${backend}: a user who has just signed in there gets in`, async () => {
        expect((await travel(at(backend))).status).toBe(303)
      })
    }

    test('S23: an attempt that asked for no age accepts an ID Token without auth_time', async () => {
      op.misbehave({ idTokenClaims: (claims) => ({ ...claims, auth_time: undefined }) })
      expect((await travel(scene)).status).toBe(303)
    })
  })
})
