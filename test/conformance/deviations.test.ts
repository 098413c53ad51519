import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from '../support/provider/index.js'
import { DEVIATIONS } from '../support/provider/deviations.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { arrive, depart, errorCode, expectCleanRefusal, type Scene, travel } from './trip.js'

const REFUSALS = 60

describe('differences that do no harm, and differences that do', () => {
  let used = 0
  const refusalNames = Array.from({ length: REFUSALS }, (_, index) => `refusal${index}`)

  const { site, provider, op } = useSite({
    database: 'sqlite',
    backends: ({ provider, op }) => ({
      acme: backendAt(op),
      ...Object.fromEntries(
        DEVIATIONS.map(({ fields }, index) => [
          `deviation${index}`,
          backendAt(provider.alias(`deviation${index}`), { trustEmail: true, ...fields }),
        ]),
      ),
      ...Object.fromEntries(refusalNames.map((name) => [name, backendAt(provider.alias(name))])),
      plain: {
        kind: 'oauth2',
        clientId: op.clientId,
        clientSecret: op.clientSecret,
        scopes: ['openid'],
        authorizationEndpoint: `${op.issuer}/authorize`,
        tokenEndpoint: `${op.issuer}/token`,
        userInfoEndpoint: `${op.issuer}/userinfo`,
        subject: 'sub',
      },
    }),
  })

  /** A backend whose provider has never been asked, and misbehaves like this. */
  const cold = (faults: Faults): Scene => {
    const backend = refusalNames[used] ?? 'none left'
    used += 1
    const scene = { site, op: provider.alias(backend), backend }
    scene.op.misbehave(faults)
    return scene
  }

  const acme = (): Scene => ({ site, op, backend: 'acme' })

  /** The newest refusal in the log. */
  const lastDetail = (): string => {
    const line = site.logged.findLast((each) => /"msg":"request (?:failed|refused)"/.test(each)) ?? '{}'
    return String((JSON.parse(line) as Record<string, unknown>)['detail'])
  }

  const refused = async (scene: Scene): Promise<readonly [code: string | null, detail: string]> => {
    const answer = await travel(scene)
    expectCleanRefusal(answer, scene)
    return [errorCode(answer), lastDetail()]
  }

  test.each(DEVIATIONS.map((deviation, index) => [deviation.what, deviation, index] as const))(
    '%s => login',
    async (_what, { faults, displayName }, index) => {
      const backend = `deviation${index}`
      const scene = { site, op: provider.alias(backend), backend }
      scene.op.person({ sub: backend, name: 'Tri Fle', email: `${backend}@example.test` })
      scene.op.misbehave(faults(scene.op))
      const trip = await depart(scene)
      if ('status' in trip) throw new Error(`refused at the start: ${lastDetail()}`)
      const answer = await arrive(scene, trip)
      const code = errorCode(answer)
      expect({ status: answer.status, code, detail: code && lastDetail() }).toEqual({
        status: 303,
        code: null,
        detail: null,
      })
      const page = await trip.visitor.ask('/account')
      expect(page.status).toBe(200)
      if (displayName !== undefined) expect(page.body).toContain(displayName)
      expect(scene.op.counts).toMatchObject({ discovery: 1, jwks: 1, token: 1 })
    },
  )

  describe('checks of security stay strict', () => {
    test('a key of 1024 bits signs no one in, and the detail says why', async () => {
      const [code, detail] = await refused(cold({ sign: 'weak-key' }))
      expect(code).toBe('identity_rejected')
      expect(detail).toContain('has only 1024 bits, but must have 2048 or more')
    })

    test('an ID Token whose header is no object with an algorithm signs no one in, and the detail says why', async () => {
      for (const header of ['[]', '{', '{"kid":"k"}', '{"alg":5}']) {
        const tokenResponse = (honest: Readonly<Record<string, unknown>>) => ({
          ...honest,
          id_token: String(honest['id_token']).replace(/^[^.]*/, Buffer.from(header).toString('base64url')),
        })
        const [code, detail] = await refused(cold({ tokenResponse }))
        expect([code, detail]).toEqual(['identity_rejected', 'the ID Token: its header is not readable'])
      }
    })

    test.each<[string, Faults]>([
      ['null for the nonce', { idTokenClaims: (honest) => ({ ...honest, nonce: null }) }],
      ['null for the subject', { idTokenClaims: (honest) => ({ ...honest, sub: null }) }],
      ['null for the audience', { idTokenClaims: (honest) => ({ ...honest, aud: null }) }],
      ['null for the expiry', { idTokenClaims: (honest) => ({ ...honest, exp: null }) }],
      ['null for the issue', { idTokenClaims: (honest) => ({ ...honest, iat: null }) }],
      ['an expiry that is text', { idTokenClaims: (honest) => ({ ...honest, exp: '9999999999' }) }],
      ['a start that is text', { idTokenClaims: (honest) => ({ ...honest, nbf: '1' }) }],
      [
        'an audience within a list within a list',
        { idTokenClaims: (honest) => ({ ...honest, aud: [[honest['aud']]] }) },
      ],
      ['a type that is a number', { idTokenHeader: (honest) => ({ ...honest, typ: 5 }) }],
      ['an extension that is null', { idTokenHeader: (honest) => ({ ...honest, crit: null, alg: 'none' }) }],
      ['a key for encryption only', { keySet: (keys) => keys.map((key) => ({ ...key, use: 'enc' })) }],
      [
        'a key that may not verify',
        { keySet: (keys) => keys.map((key) => ({ ...key, key_ops: ['wrapKey'] })) },
      ],
      ['another subject beside null in UserInfo', { userinfoClaims: (honest) => ({ ...honest, sub: null }) }],
    ])('%s => no login', async (_what, faults) => {
      const [code] = await refused(cold(faults))
      expect(code).toBe('identity_rejected')
    })

    test.each(['true', 1])('an iss that the metadata promise with %j must be there', async (promised) => {
      const discoveryDocument = (honest: object) => ({
        ...honest,
        authorization_response_iss_parameter_supported: promised,
      })
      const [code, detail] = await refused(cold({ discoveryDocument }))
      expect([code, detail]).toEqual([
        'callback_invalid',
        'the callback: iss is missing, although the metadata promise it',
      ])
    })

    test.each(['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'user'])(
      '%s twice in the callback is refused',
      async (name) => {
        const callback = (params: URLSearchParams) =>
          new URLSearchParams([...params, [name, params.get(name) ?? 'x'], [name, params.get(name) ?? 'x']])
        expect((await refused(cold({ callback })))[0]).toBe('callback_invalid')
      },
    )

    test.each<[string, string, string]>([
      ['a page', 'text/html', '{"sub":"x"}'],
      ['a page without a type', '', '<html>sign in</html>'],
      ['an unsigned token as plain text', 'text/plain', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
    ])('UserInfo that is %s signs no one in', async (_what, contentType, body) => {
      const [code] = await refused(cold({ at: { userinfo: { contentType, body } } }))
      expect(['provider_unavailable', 'identity_rejected']).toContain(code)
    })

    test('a number in UserInfo that would be rounded to the subject signs no one in', async () => {
      const scene = cold({
        idTokenClaims: (honest) => ({ ...honest, sub: '9007199254740992' }),
        at: { userinfo: { contentType: 'application/json', body: '{"sub":9007199254740993}' } },
      })
      expect(await refused(scene)).toEqual([
        'identity_rejected',
        'the UserInfo response: sub is not a string',
      ])
    })

    // A page or a message may quote the code, which the visitor chooses.
    test.each<[string, string, string]>([
      ['a page', 'text/html', 'access_token=stolen&token_type=bearer'],
      ['a message', 'text/plain', 'Wrong code: x&access_token=stolen&token_type=bearer'],
      ['a form with a token twice', 'text/plain', 'access_token=a&access_token=b&token_type=bearer'],
      ['a form with an error', 'text/plain', 'error=invalid_grant&code=x&access_token=b&token_type=bearer'],
    ])('tokens in %s sign no one in', async (_what, contentType, body) => {
      const [code, detail] = await refused(cold({ at: { token: { contentType, body } } }))
      expect(code).toBe('provider_unavailable')
      expect(detail).toContain('the token request: ')
    })

    test('of many keys that fit, only a few are tried', async () => {
      const alien = (await provider.alias('other').keys.second()).jwk
      const faults: Faults = { noKid: true, keySet: (keys) => [...Array<unknown>(8).fill(alien), ...keys] }
      expect(await refused(cold(faults))).toEqual([
        'identity_rejected',
        'the ID Token: its signature is not valid',
      ])
    })

    test.each(['RS256', 'HS256'])('%s that the metadata do not list signs no one in', async (sign) => {
      const [, detail] = await refused(
        cold({
          sign: sign === 'HS256' ? 'HS256-secret' : 'ES256',
          discoveryDocument: (honest) => ({
            ...honest,
            id_token_signing_alg_values_supported: ['RS256', 'EdDSA', 'HS256'],
          }),
        }),
      )
      expect(detail).toContain('but must be signed with RS256 or EdDSA ("idTokenAlgorithm")')
    })
  })

  describe('bytes that cannot be undone', () => {
    test.each<[string, NonNullable<Faults['at']>]>([
      ['a bomb of 60 MB in gzip', { discovery: { codings: ['gzip'], bomb: true } }],
      ['a bomb of 60 MB in Brotli', { userinfo: { codings: ['br'], bomb: true } }],
      ['a bomb within a bomb', { token: { codings: ['gzip', 'gzip'], bomb: true } }],
      ['a coding that nobody knows', { jwks: { headers: { 'content-encoding': 'zstd' } } }],
      ['gzip in name only', { discovery: { headers: { 'content-encoding': 'gzip' } } }],
      [
        'half of a gzip',
        {
          discovery: {
            body: Buffer.from('1f8b0800000000000003ab56', 'hex'),
            headers: { 'content-encoding': 'gzip' },
          },
        },
      ],
      ['eight codings', { jwks: { codings: Array<'gzip'>(8).fill('gzip') } }],
    ])('%s => a clean refusal', async (_what, at) => {
      const [code, detail] = await refused(cold({ at }))
      expect(code).toBe('provider_unavailable')
      expect(detail).toMatch(/larger than 1000000 bytes|content coding|damaged/)
    })

    test('the request asks only for content codings that can be decoded', async () => {
      await travel(acme())
      expect(op.lastTokenRequest.headers['accept-encoding']).toBe('gzip, deflate, br')
    })
  })

  describe('the words of the provider', () => {
    const WORDS = 'AADSTS50105: The signed in user is not assigned to a role for the application <b>Gate</b>.'

    test('access_denied with a description: the page, the log and the trace have it', async () => {
      op.misbehave({
        authorizeError: {
          error: 'access_denied',
          error_description: WORDS,
          error_uri: 'https://login.example/50105',
        },
      })
      const answer = await travel(acme())
      expect(errorCode(answer)).toBe('access_denied')
      expect(answer.body).toContain('The provider wrote: <q>AADSTS50105: The signed in user')
      expect(answer.body).toContain('&lt;b&gt;Gate&lt;/b&gt;')
      expect(answer.body).not.toContain('<b>Gate')
      expect(lastDetail()).toBe(
        `the callback: access_denied: ${JSON.stringify(WORDS)} (https://login.example/50105)`,
      )
      // The trace is written behind the answer.
      const deadline = Date.now() + 5000
      const find = () => site.rows.event.findFirst({ where: { code: 'access_denied' } })
      let event = await find()
      while (event === null && Date.now() < deadline) {
        await sleep(50)
        event = await find()
      }
      expect(event?.detail).toContain('AADSTS50105: The signed in user')
    })

    test.each([
      ['line breaks', 'one\r\ntwo\u2028three\u202efour', 'one two three four'],
      ['a token', 'bad eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln token', 'bad [...] token'],
      ['a long hexadecimal word', 'code 0123456789abcdef0123456789abcdef used', 'code [...] used'],
      [
        'an ID for the support',
        'Trace ID: 8b1c2d3e-0000-4aaa-8bbb-1234567890ab',
        'Trace ID: 8b1c2d3e-0000-4aaa-8bbb-1234567890ab',
      ],
      ['10 000 characters', 'ab '.repeat(3400), 'ab '.repeat(100).trim()],
    ])('a description with %s becomes one short line', async (_what, description, line) => {
      op.misbehave({ authorizeError: { error: 'server_error', error_description: description } })
      const [code, detail] = await refused(acme())
      expect(code).toBe('provider_error')
      expect(detail).toBe(`the callback: server_error: ${JSON.stringify(line)}`)
    })

    test.each<[string, Faults['at'], string, string]>([
      [
        'the token endpoint',
        {
          token: {
            status: 400,
            contentType: 'application/json',
            body: JSON.stringify({ error: 'invalid_request', error_description: WORDS }),
          },
        },
        'provider_misconfigured',
        `the token request: error invalid_request: ${JSON.stringify(WORDS)}`,
      ],
      [
        'the token endpoint, beside a challenge',
        {
          token: {
            status: 401,
            headers: { 'www-authenticate': 'Basic realm="x"' },
            contentType: 'application/json',
            body: '{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}',
          },
        },
        'provider_misconfigured',
        'the token request: error invalid_client: the client ID, the client secret or "clientAuthentication" is wrong: "AADSTS7000215: Invalid client secret provided."',
      ],
      [
        'the token endpoint, with status 200',
        {
          token: {
            body: '{"error":"invalid_grant","error_description":"code expired"}',
            contentType: 'application/json',
          },
        },
        'provider_error',
        'the token request: error invalid_grant: "code expired"',
      ],
      [
        'UserInfo, in the body',
        {
          userinfo: {
            status: 403,
            body: '{"error":"insufficient_scope","error_description":"ask for profile"}',
          },
        },
        'provider_misconfigured',
        'the UserInfo response: status 403, error insufficient_scope: "ask for profile"',
      ],
      [
        'UserInfo, in the header',
        {
          userinfo: {
            status: 401,
            headers: {
              'www-authenticate':
                'Bearer realm="x", error="invalid_token", error_description="audience \\"api\\" is wrong"',
            },
          },
        },
        'provider_misconfigured',
        'the UserInfo response: status 401, error invalid_token: "audience "api" is wrong"',
      ],
    ])('of %s reach the log', async (_what, at, code, detail) => {
      op.misbehave(at === undefined ? {} : { at })
      const [actualCode, actualDetail] = await refused(acme())
      expect(actualCode).toBe(code)
      expect(actualDetail).toContain(detail)
    })
  })

  describe('the words of providers with a form of their own, with OpenID Connect and with OAuth 2', () => {
    const SECRET_HINT = 'the client ID, the client secret or "clientAuthentication" is wrong'

    /** What the token endpoint answers, in the accent of a provider, and what the detail says of it. */
    const ANSWERS: readonly (readonly [provider: string, status: number, body: object, detail: string])[] = [
      [
        'Okta',
        401,
        { errorCode: 'invalid_client', errorSummary: 'The client secret supplied is invalid.' },
        `error invalid_client: ${SECRET_HINT}: "The client secret supplied is invalid."`,
      ],
      [
        'Twitch',
        400,
        { status: 400, message: 'Invalid authorization code' },
        'status 400: "Invalid authorization code"',
      ],
      [
        'Figma',
        400,
        { error: true, status: 400, message: 'Redirect URL is wrong' },
        'status 400: "Redirect URL is wrong"',
      ],
      ['Reddit', 400, { message: 'Bad Request', error: 400 }, 'error 400: "Bad Request"'],
      ['WeChat', 200, { errcode: 40029, errmsg: 'invalid code' }, 'error 40029: "invalid code"'],
      [
        'Zoom',
        400,
        { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
        `error invalid_client: ${SECRET_HINT}: "Invalid client_id or client_secret"`,
      ],
      [
        'Notion',
        401,
        { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.' },
        `error unauthorized: ${SECRET_HINT}: "API token is invalid."`,
      ],
      [
        'Patreon',
        403,
        { errors: [{ code_name: 'Forbidden', detail: 'The application is suspended' }] },
        'error Forbidden: "The application is suspended"',
      ],
      [
        'Dropbox',
        400,
        { error_summary: 'other/...', error: { '.tag': 'other' } },
        'error other: "other/..."',
      ],
      [
        'RFC 9457',
        403,
        { type: 'about:blank', title: 'Forbidden', detail: 'Your app is suspended', status: 403 },
        'status 403: "Your app is suspended"',
      ],
      [
        'Keycloak, failing',
        500,
        { error: 'unknown_error', error_description: 'For more on this error consult the server log' },
        'status 500, error unknown_error: "For more on this error consult the server log"',
      ],
      ['a server without words', 502, {}, 'status 502'],
    ]
    const both = ['acme', 'plain'].flatMap((backend) => ANSWERS.map((each) => [backend, ...each] as const))

    test.each(both)('%s, token endpoint: %s', async (backend, _provider, status, body, detail) => {
      op.misbehave({
        at: { token: { status, contentType: 'application/json', body: JSON.stringify(body) } },
      })
      expect((await refused({ site, op, backend }))[1]).toBe(`the token request: ${detail}`)
    })

    test.each<[string, number, object, string]>([
      ['GitHub', 401, { message: 'Bad credentials' }, 'status 401: "Bad credentials"'],
      [
        'Discord',
        403,
        { message: 'Missing Access', code: 50001 },
        'status 403, error 50001: "Missing Access"',
      ],
      [
        'VK',
        200,
        { error: { error_code: 5, error_msg: 'User authorization failed' } },
        'error 5: "User authorization failed"',
      ],
      ['Slack', 200, { ok: false, error: 'invalid_auth' }, 'error invalid_auth'],
      [
        'Naver',
        200,
        { resultcode: '024', message: 'Authentication failed' },
        'error 024: "Authentication failed"',
      ],
    ])('UserInfo, and the profile: %s', async (_provider, status, body, detail) => {
      for (const backend of ['acme', 'plain']) {
        op.misbehave({
          at: { userinfo: { status, contentType: 'application/json', body: JSON.stringify(body) } },
        })
        expect((await refused({ site, op, backend }))[1]).toContain(detail)
      }
    })

    test.each<[string, object]>([
      ['TikTok', { error: { code: 'ok', message: '', log_id: 'x' } }],
      ['Naver', { resultcode: '00', message: 'success' }],
      ['WeChat', { errcode: 0, errmsg: 'ok' }],
      ['an API with flags', { error: false, message: 'Welcome' }],
    ])('%s says that there is no error: signed in', async (_provider, members) => {
      for (const backend of ['acme', 'plain']) {
        op.misbehave({
          userinfoClaims: (honest) => ({ ...honest, ...members }),
          tokenResponse: (honest) => ({ ...honest, ...members }),
        })
        expect((await travel({ site, op, backend })).status).toBe(303)
        op.misbehave({ userinfoClaims: () => ({ ...members }) })
        expect((await refused({ site, op, backend }))[1]).toMatch(/: sub is missing$/)
        op.behave()
      }
    })

    test.each(['acme', 'plain'])('%s: the target of a redirect of the token endpoint', async (backend) => {
      op.misbehave({ at: { token: { redirectTo: `${op.issuer}/token/?code=secret` } } })
      const [code, detail] = await refused({ site, op, backend })
      expect([code, detail]).toEqual([
        'provider_unavailable',
        `the token request: status 302, which leads to "${op.issuer}/token/"`,
      ])
    })
  })

  describe('codes tell what to do', () => {
    test.each([
      'access_denied',
      'ACCESS_DENIED',
      'Access-Denied',
      'user_cancelled_login',
      'user_cancelled_authorize',
      'user_denied',
      'UserCancelled',
      'user_canceled',
      'consent_denied',
      'login_cancelled',
      'cancelled_by_user',
      'authorization_declined',
      'USER_CANCEL',
    ])('%s is a refusal by the person', async (error) => {
      op.misbehave({ authorizeError: { error } })
      expect((await refused(acme()))[0]).toBe('access_denied')
    })

    test.each(['server_error', 'invalid_scope', 'unauthorized_client', 'consent_required', 'deniedness'])(
      '%s is not a plain code',
      async (error) => {
        op.misbehave({ authorizeError: { error } })
        expect((await refused(acme()))[0]).toBe('provider_error')
      },
    )

    const statuses = [400, 401, 403, 404, 405, 410, 422] as const
    test.each(statuses)(
      'status %d of the token endpoint or of UserInfo is about the setup',
      async (status) => {
        for (const endpoint of ['token', 'userinfo'] as const) {
          op.misbehave({ at: { [endpoint]: { status } } })
          expect((await refused(acme()))[0]).toBe('provider_misconfigured')
          op.behave()
        }
      },
    )

    test.each([408, 425, 429, 500, 503])('status %d may pass', async (status) => {
      for (const endpoint of ['token', 'userinfo'] as const) {
        op.misbehave({ at: { [endpoint]: { status } } })
        expect((await refused(acme()))[0]).toBe('provider_unavailable')
        op.behave()
      }
    })
  })

  describe('a sign-in that expired at the provider', () => {
    const EXPIRED = { error: 'temporarily_unavailable', error_description: 'authentication_expired' }

    test('starts again automatically, and ends where it was going', async () => {
      op.misbehave({ authorizeError: EXPIRED })
      const visitor = site.visitor()
      const callback = await visitor.untilCallback('acme', '/account?wanted=1')
      op.behave()
      const again = await visitor.ask(callback)
      expect(again.status).toBe(303)
      expect(again.location).toContain(`${op.issuer}/authorize?`)
      const back = await visitor.ask(again.location ?? '')
      const answer = await visitor.ask(back.location ?? '')
      expect(answer.location).toContain('/account?wanted=1')
      expect(await visitor.isSignedIn()).toBe(true)
    })

    test('and only once', async () => {
      op.misbehave({ authorizeError: EXPIRED })
      const visitor = site.visitor()
      const again = await visitor.ask(await visitor.untilCallback('acme', '/'))
      const back = await visitor.ask(again.location ?? '')
      const answer = await visitor.ask(back.location ?? '')
      expect(errorCode(answer)).toBe('provider_error')
      expect(op.authorizations).toHaveLength(2)
    })

    test('another reason for being unavailable is an error at once', async () => {
      op.misbehave({ authorizeError: { ...EXPIRED, error_description: 'maintenance' } })
      expect((await refused(acme()))[0]).toBe('provider_error')
      expect(op.authorizations).toHaveLength(1)
    })
  })
})
