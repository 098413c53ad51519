import { FIELDS_BY_KIND } from '../../../src/backends/definition/fields.js'
import { capitalizeSentence } from '../../../src/backends/definition/problem.js'
import { presetNames } from '../../../src/backends/presets/index.js'
import { de } from '../../../src/locales/de.js'
import { en } from '../../../src/locales/en.js'
import { fr } from '../../../src/locales/fr.js'
import { Translator } from '../../../src/locales/translator.js'
import { type Administrator, startAdministered } from '../../support/administrator.js'
import { DATABASES } from '../../support/database.js'
import { leftEnglish } from '../../support/left-english.js'
import type { Op } from '../../support/provider/index.js'
import type { Site } from '../../support/site.js'

const HERE = '/admin/providers'
const NEW = '/admin/providers/new'

/** What no field of the form takes. */
const HOSTILE = [
  'x'.repeat(60),
  '👩‍👩‍👧',
  'a\u0000b',
  '\u202eolleh',
  '{"a": 1}',
  '-5 %',
  '<script>',
  'x'.repeat(2100),
]

/** Fields of both kinds that have no input of their own. */
const OTHERS = [...new Set([...FIELDS_BY_KIND.oidc.keys(), ...FIELDS_BY_KIND.oauth2.keys()])].filter(
  (name) => !Object.hasOwn(en, `adminField.${name}.label`) && !['issuer', 'kind'].includes(name),
)

/** The text of HTML. */
function toText(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/<[^>]*>/g, ' ')
}

describe.each(DATABASES)('adding a provider on %s', (database) => {
  let staff: Op
  let acme: Op
  let site: Site
  let rita: Administrator
  let close: () => Promise<void>

  beforeAll(async () => {
    ;({ staff, acme, site, rita, close } = await startAdministered(database))
  })

  afterAll(() => close())

  beforeEach(() => {
    acme.reset()
  })

  test('pasting the issuer shows what the provider says about itself, a name, and the addresses to register', async () => {
    const page = await rita.send(NEW, { issuer: ` ${acme.issuer} ` })
    expect(page.status).toBe(200)
    expect(page.body).toContain(`${acme.issuer}/authorize`)
    expect(page.body).toContain('client_secret_basic')
    expect(page.body).toContain('it reports sign-outs there')
    expect(page.body).toMatch(/name="name"[^>]* value="acme"/)
    expect(page.body).toContain(`value="${site.url}/complete/acme"`)
    expect(page.body).toContain(`value="${site.url}/logout/backchannel/acme"`)
  })

  test.each([
    ['Pushed authorization', { require_pushed_authorization_requests: true }, 'required; this site pushes'],
    [
      'Pushed authorization',
      { require_pushed_authorization_requests: null, pushed_authorization_request_endpoint: null },
      'not supported, and not needed',
    ],
    [
      'Signing of ID Tokens',
      { id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'] },
      'ES256, HS256, none; this site accepts ES256, and HS256 only if you choose it',
    ],
    [
      'Signing of ID Tokens',
      { id_token_signing_alg_values_supported: undefined },
      'RS256, because no algorithm is listed',
    ],
    [
      'Encryption of ID Tokens',
      { id_token_encryption_alg_values_supported: ['RSA1_5', 'RSA-OAEP-256'] },
      'possible with RSA1_5, RSA-OAEP-256; leave it off at the provider, or fill in “Decryption key” and use RSA-OAEP-256',
    ],
    [
      'Encryption of ID Tokens',
      { id_token_encryption_alg_values_supported: ['dir'] },
      'which this site does not support: leave encryption off',
    ],
    ['Encryption of ID Tokens', { id_token_encryption_alg_values_supported: 7 }, 'none'],
    [
      'Client authentication',
      { token_endpoint_auth_methods_supported: ['none'] },
      'choose “No secret: a public client” as “Client authentication”',
    ],
    [
      'Client authentication',
      { token_endpoint_auth_methods_supported: ['tls_client_auth', 'private_key_jwt'] },
      'fill in “Client key” and choose private_key_jwt',
    ],
    [
      'Client authentication',
      { token_endpoint_auth_methods_supported: ['client_secret_post'] },
      'this site uses client_secret_post',
    ],
    ['PKCE', { code_challenge_methods_supported: ['plain'] }, 'only plain listed; this site sends S256'],
    ['PKCE', { code_challenge_methods_supported: ['plain', 'S256'] }, 'supported with S256'],
    ['Verified addresses', { claims_supported: ['sub', 'email'] }, 'email_verified is not listed'],
    ['Verified addresses', { claims_supported: ['email_verified'] }, 'says whether an address is verified'],
    ['Verified addresses', { claims_supported: undefined }, 'unknown, because the provider lists no claims'],
    ['Sign-out', { frontchannel_logout_supported: true }, '{&quot;frontChannelLogout&quot;: true}'],
  ])('the look-up reports “%s” for %j', async (label, members, words) => {
    acme.misbehave({ discoveryDocument: (document) => ({ ...document, ...members }) })
    const { status, body } = await rita.send(NEW, { issuer: acme.issuer })
    expect(status).toBe(200)
    const fact = body.split(`<dt>${label}</dt>`)[1]?.split('</dd>')[0] ?? ''
    expect(fact).toContain(words)
  })

  test.each([
    ['fr', new Translator('fr', fr)],
    ['de', new Translator('de', de)],
  ] as const)('every label, help and option of the form is in the language: %s', async (language, texts) => {
    const headers = { 'accept-language': language }
    for (const fields of [{ issuer: acme.issuer }, { kind: 'oauth2' }]) {
      const form = { ...fields, _csrf: await rita.visitor.csrf() }
      const { body } = await rita.visitor.ask(NEW, { form, headers })
      const inputs = [...body.matchAll(/ name="(\w+)"/g)].map(([, name = '']) => name)
      const shown = inputs.filter((name) => texts.has(`adminField.${name}.label`))
      expect(shown.length).toBeGreaterThan(15)
      for (const name of shown)
        expect([name, body.includes(texts.template(`adminField.${name}.label`) ?? '')]).toEqual([name, true])
      for (const [key, text] of Object.entries(en))
        if (/^admin(?:Field|Address|ProviderForm|Facts)\./.test(key) && texts.template(key) !== text)
          expect([key, typeof text === 'string' && body.includes(`>${text}<`)]).toEqual([key, false])
    }
    const wrong = {
      name: 'staff',
      issuer: acme.issuer,
      clientId: 'a',
      clientSecret: 'b',
      other: '{"scopes": 1}',
    }
    const form = { ...wrong, _csrf: await rita.visitor.csrf() }
    const refused = await rita.visitor.ask(HERE, { form, headers })
    expect(refused.status).toBe(400)
    expect(refused.body).toContain(texts.t('adminFormError.rejected'))
    expect(refused.body).toContain(texts.t('adminFormError.ownField', { names: 'scopes' }))
    // Administrators correct this alone, so nothing asks them to quote a reference.
    expect(refused.body).not.toMatch(new RegExp(texts.t('common.reference', { reference: '[0-9A-Z]{8}' })))
    const invalid = { ...form, name: 'x y', clientSecret: '', timeout: '1h', other: '{"maxAge": "no"}' }
    const { body } = await rita.visitor.ask(HERE, { form: invalid, headers })
    for (const problem of [
      texts.t('fieldProblem.nameForm').replaceAll('"', '&quot;'),
      texts.t('fieldProblem.secretOrKeyMissing'),
      texts.t('fieldProblem.duration', { max: '30s' }).replaceAll('"', '&quot;'),
      texts.t('fieldProblem.seconds'),
    ])
      expect([problem, body.includes(problem)]).toEqual([problem, true])
    const picked = { preset: 'auth0', _csrf: form._csrf }
    expect((await rita.visitor.ask(NEW, { form: picked, headers })).body).toContain(
      capitalizeSentence(texts.t('presetParameter.auth0.domain')),
    )
    const taken = { ...form, other: '' }
    expect((await rita.visitor.ask(HERE, { form: taken, headers })).body).toContain(
      texts.t('adminFormError.settingsName', { name: 'staff' }),
    )
  })

  test.each(['fr', 'de'])(
    'each error of each field of the form is beside it, in the language: %s',
    async (language) => {
      const headers = { 'accept-language': language }
      const valid = { clientId: 'a', clientSecret: 'b', _csrf: await rita.visitor.csrf() }
      const noFaults: string[] = []
      for (const fields of [{ issuer: acme.issuer }, { kind: 'oauth2' }, { preset: 'auth0' }]) {
        const start = await rita.visitor.ask(HERE, { form: { ...valid, ...fields }, headers })
        const inputs = [...start.body.matchAll(/ name="(\w+)"/g)].map(([, name = '']) => name)
        const names = inputs.filter(
          (name) => !['_csrf', 'preset', 'kind', 'revision', 'from', 'language', 'next'].includes(name),
        )
        expect(names.length).toBeGreaterThan(10)
        for (const value of HOSTILE) {
          const form = { ...valid, ...fields, ...Object.fromEntries(names.map((name) => [name, value])) }
          const { status, body } = await rita.visitor.ask(HERE, { form, headers })
          expect([value.slice(0, 20), status]).toEqual([value.slice(0, 20), 400])
          const faults = [...body.matchAll(/id="fault-(\w+)">([^<]*)</g)]
          if (faults.length === 0) noFaults.push(value)
          for (const [, name, text = ''] of faults)
            expect([name, text, leftEnglish(toText(text))]).toEqual([name, text, null])
        }
        // Fields without an input of their own.
        for (const value of [1, '', 'x y', 'x\u0000', '\u202e', [1], [], { a: 1 }, true, ['a b']]) {
          const others = Object.fromEntries(OTHERS.map((name) => [name, value]))
          const form = {
            ...valid,
            ...fields,
            name: 'fine',
            other: JSON.stringify({ ...others, ['k'.repeat(10_000)]: 1 }),
          }
          const { status, body } = await rita.visitor.ask(HERE, { form, headers })
          const fault = /id="fault-other">([^<]*)</.exec(body)?.[1] ?? ''
          expect([value, status, fault.length > 100, leftEnglish(toText(fault))]).toEqual([
            value,
            400,
            true,
            null,
          ])
        }
      }
      expect(noFaults).toEqual([])
      // The first page has the issuer, of which a name alone can be a host, or the parameters of a preset.
      for (const value of HOSTILE)
        for (const fields of [{ issuer: value }, { preset: 'auth0', chosen: 'yes', domain: value }]) {
          const { status, body } = await rita.visitor.ask(NEW, { form: { ...valid, ...fields }, headers })
          const faults = [...body.matchAll(/id="fault[\w-]*"[^>]*>([^]*?)<\/p>/g)].map(([, html = '']) =>
            toText(html),
          )
          expect([400, 502]).toContain(status)
          expect([
            value.slice(0, 20),
            faults.length > 0,
            faults.some((each) => leftEnglish(each) !== null),
          ]).toEqual([value.slice(0, 20), true, false])
        }
    },
  )

  test('the look-up follows the time limit of the provider', async () => {
    acme.misbehave({ at: { discovery: { delayMs: 1400 } } })
    const slow = await rita.add('slow', acme, { timeout: '1s' })
    expect([slow.status, slow.body.includes('within 1000 ms')]).toEqual([504, true])
    expect(slow.body).toContain('raise “Time limit of a call”')
    expect((await rita.add('slow', acme, { timeout: '4s' })).status).toBe(303)
    expect((await rita.act('slow', 'delete')).status).toBe(303)
  })

  test('every preset can be picked, with a mark of its own, and no two are called the same', async () => {
    const { body } = await rita.visitor.ask(NEW)
    const form = body.slice(body.indexOf('Or pick a provider'))
    const buttons = form.match(/<button[^>]* name="preset".*?<\/button>/gs) ?? []
    const names = buttons.map((button) => / value="([^"]+)"/.exec(button)?.[1])
    // A program's own presets are there too.
    expect(names).toEqual(expect.arrayContaining([...presetNames]))
    expect(new Set(names).size).toBe(names.length)
    const labels = buttons.map((button) => /<span>([^<]+)<\/span><\/button>/.exec(button)?.[1] ?? '')
    expect(labels).toEqual(labels.toSorted((one, other) => one.localeCompare(other, 'en')))
    expect(labels).toContain('Microsoft Entra ID, several tenants')
    expect(new Set(labels).size).toBe(labels.length)
    expect(buttons.filter((button) => !button.includes('class="mark'))).toEqual([])
  })

  test('S47: the address of the metadata becomes the issuer', async () => {
    const page = await rita.send(NEW, { issuer: `${acme.issuer}/.well-known/openid-configuration` })
    expect(page.status).toBe(200)
    expect(page.body).toMatch(new RegExp(`name="issuer"[^>]* value="${acme.issuer}"`))
  })

  test('S47: a document that names another issuer is refused, with both names', async () => {
    acme.misbehave({ discoveryDocument: (document) => ({ ...document, issuer: 'https://other.example' }) })
    const page = await rita.send(NEW, { issuer: `${acme.issuer}/.well-known/openid-configuration` })
    expect(page.status).toBe(502)
    expect(page.body).toContain('https://other.example')
    expect(page.body).toContain(acme.issuer)
    expect(page.body).toMatch(/name="issuer"[^>]* value="http/)
  })

  test('S46: http in production, javascript:, file: and data: are refused, in the issuer and in endpoints', async () => {
    for (const issuer of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/plain,x',
      'ftp://x.example',
    ]) {
      const refused = await rita.send(NEW, { issuer })
      expect([refused.status, refused.body.includes('Must be an https URL')]).toEqual([400, true])
    }
    acme.misbehave({
      discoveryDocument: (document) => ({ ...document, token_endpoint: 'file:///etc/passwd' }),
    })
    const page = await rita.send(NEW, { issuer: acme.issuer })
    expect(page.status).toBe(502)
    expect(page.body).toContain('token_endpoint')
    expect(await site.rows.backend.count()).toBe(0)
  })

  test.each([
    '__proto__',
    'constructor',
    'toString',
    '..',
    'a%2fb',
    'Google',
    'gооgle',
    'admin',
    'login',
    'device',
    'password',
    'new',
    '-a',
    'a-',
    'x'.repeat(41),
  ])('S49: %s is no name for a provider', async (name) => {
    const answer = await rita.add(name, acme)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('id="fault-name"')
    // A browser takes "/login/.." for "/" before anybody is asked.
    if (name !== '..')
      expect((await site.visitor().ask(`/login/${encodeURIComponent(name)}`)).status).toBe(404)
    expect(await site.rows.backend.count({ where: { name } })).toBe(0)
  })

  test('S49: an empty name is refused, and so is a name that the settings use', async () => {
    expect((await rita.add('', acme)).status).toBe(400)
    const taken = await rita.add('staff', acme)
    expect(taken.status).toBe(409)
    expect(taken.body).toContain('The settings of this site define a provider named staff.')
  })

  test('what was typed, except the secret, stays on the page when something is wrong', async () => {
    const typed = {
      scopes: 'email',
      requiredClaims: 'groups',
      clientId: 'my client',
      other: '{"maxAge": "no"}',
    }
    const page = await rita.add('acme', acme, { ...typed, clientSecret: 'hush hush' })
    expect(page.status).toBe(400)
    expect(page.body).toContain('Must contain &quot;openid&quot;; add it.')
    expect(page.body).toContain('Field &quot;maxAge&quot; must be a whole number of seconds.')
    expect(page.body).toMatch(/name="clientId"[^>]* value="my client"/)
    expect(page.body).toMatch(/<details open>/)
    expect(page.body).not.toContain('hush')
  })

  test('S190: fields that no form has are ignored, and secrets cannot be put among the open ones', async () => {
    const extra = {
      enabled: 'true',
      current: '1',
      testedAt: '2020-01-01',
      id: 'x',
      createdBy: 'x',
      version: '7',
    }
    expect((await rita.add('mass', acme, extra)).status).toBe(303)
    const row = await site.rows.backend.findUniqueOrThrow({
      where: { name: 'mass' },
      include: { versions: true },
    })
    expect(row).toMatchObject({ enabled: false, current: null, revision: 0 })
    expect(row.versions).toMatchObject([{ version: 1, testedAt: null, createdBy: 'rita' }])
    const smuggled = await rita.add('smuggled', acme, { other: '{"clientSecret": "in the open"}' })
    expect(smuggled.status).toBe(400)
    expect(await site.rows.backend.count({ where: { name: 'smuggled' } })).toBe(0)
  })

  test('a form offers what the kind of backend has: neither a key nor logout with OAuth 2', async () => {
    const own = ['name="clientKey"', 'name="responseMode"', 'value="private_key_jwt"', '/logout/backchannel/']
    const shared = ['name="scopes"', 'value="client_secret_post"', '/complete/', 'name="other"']
    const hub = await rita.send(HERE, { preset: 'github', name: 'hub', clientId: '' })
    expect(hub.status).toBe(400)
    const oidc = await rita.send(NEW, { issuer: acme.issuer })
    for (const text of shared) expect([text, hub.body.includes(text)]).toEqual([text, true])
    for (const text of [...own, ...shared]) expect([text, oidc.body.includes(text)]).toEqual([text, true])
    for (const text of own) expect([text, hub.body.includes(text)]).toEqual([text, false])
  })

  test('a provider of OAuth 2 without OpenID Connect is added by its endpoints, tested, enabled and edited', async () => {
    expect((await rita.visitor.ask(NEW)).body).toContain('name="kind" value="oauth2"')
    const form = await rita.send(NEW, { kind: 'oauth2' })
    const own = ['authorizationEndpoint', 'tokenEndpoint', 'userInfoEndpoint', 'subject']
    for (const name of own) expect(form.body).toMatch(new RegExp(`name="${name}"[^>]* required`))
    expect(form.body).not.toContain('name="issuer"')
    const oidc = await rita.send(NEW, { issuer: acme.issuer })
    for (const name of own) expect(oidc.body).not.toContain(`name="${name}"`)
    const empty = await rita.send(HERE, { kind: 'oauth2', name: 'plain', clientId: 'x' })
    expect(empty.status).toBe(400)
    for (const name of own) expect(empty.body).toContain(`id="fault-${name}"`)

    acme.person({ sub: 'olive', email: 'olive@acme.example' })
    const fields = {
      name: 'plain',
      kind: 'oauth2',
      clientId: acme.clientId,
      clientSecret: acme.clientSecret,
      authorizationEndpoint: `${acme.issuer}/authorize`,
      tokenEndpoint: `${acme.issuer}/token`,
      userInfoEndpoint: `${acme.issuer}/userinfo`,
      subject: 'sub',
      scopes: 'openid email profile',
      emailVerified: 'email_verified',
    }
    expect((await rita.send(HERE, fields)).location).toContain('/admin/providers/plain?notice=provider-saved')
    expect((await rita.test('plain')).url).toContain('notice=provider-passed')
    expect((await rita.act('plain', 'enable')).status).toBe(303)
    expect((await site.visitor().signIn('plain')).body).toContain('olive@acme.example')

    const edit = await rita.visitor.ask(`${HERE}/plain/edit`)
    expect(edit.body).toContain(`value="${acme.issuer}/token"`)
    const unchanged = { ...fields, clientSecret: '' }
    const moved = { ...unchanged, revision: '1', from: '1', tokenEndpoint: `${acme.issuer}/other` }
    expect((await rita.send(`${HERE}/plain/edit`, moved)).body).toContain('Enter the secret again')
    const relabelled = {
      ...unchanged,
      label: 'Plain',
      revision: /name="revision" value="(\d+)"/.exec(edit.body)?.[1] ?? '',
    }
    const saved = await rita.send(`${HERE}/plain/edit`, { ...relabelled, from: '1', kind: 'oidc' })
    expect(saved.location).toContain('notice=provider-saved')
    const [newest] = await site.rows.backendVersion.findMany({ where: { name: 'plain', version: 2 } })
    expect(JSON.parse(newest?.definition ?? '')).toMatchObject({
      kind: 'oauth2',
      label: 'Plain',
      subject: 'sub',
    })
  })

  test('C20: a provider that lists no way to send a secret is found, and saved without one only', async () => {
    const listed = ['none']
    acme.misbehave({
      discoveryDocument: (document) => ({ ...document, token_endpoint_auth_methods_supported: listed }),
    })
    expect((await rita.send(NEW, { issuer: acme.issuer })).status).toBe(200)
    const refused = await rita.add('secretless', acme)
    expect(refused.status).toBe(502)
    expect(refused.body).toContain('they list no method with a client secret, only &quot;none&quot;')
    const open = { clientSecret: '', clientAuthentication: 'none' }
    expect((await rita.add('secretless', acme, open)).status).toBe(303)
  })

  test('a provider that does not say which addresses are verified is reported, when only some domains may sign in', async () => {
    acme.misbehave({
      discoveryDocument: (document) => ({ ...document, claims_supported: ['sub', 'email', 'name'] }),
    })
    const domains = { allowedDomains: 'acme.example' }
    const refused = await rita.add('unverified', acme, domains)
    expect(refused.status).toBe(502)
    expect(refused.body).toContain('they do not list the claim email_verified')
    expect(refused.body).toContain('&quot;emailVerified&quot;')
    expect((await rita.add('unverified', acme, { ...domains, emailVerified: 'true' })).status).toBe(303)
  })

  test('a redirect URI with a slash at its end is shown as it must be registered', async () => {
    await rita.add('slashed', acme, { other: '{"redirectUriTrailingSlash": true}' })
    const page = await rita.visitor.ask(`${HERE}/slashed`)
    expect(page.body).toContain(`value="${site.url}/complete/slashed/"`)
    expect((await rita.visitor.ask(`${HERE}/mass`)).body).toContain(`value="${site.url}/complete/mass"`)
  })

  test('R23: of two administrators who add the same name at once, one succeeds, and the other reads why not', async () => {
    const [one, other] = await Promise.all([
      rita.add('twice', acme, { clientId: 'one' }),
      rita.add('twice', acme, { clientId: 'other' }),
    ])
    expect([one.status, other.status].sort()).toEqual([303, 409])
    expect(await site.rows.backendVersion.count({ where: { name: 'twice' } })).toBe(1)
    expect(await site.rows.event.count({ where: { backend: 'twice' } })).toBe(1)
  })

  test('S53, S191: the secret is on no page, in no event and no log; the event says who, what and when', async () => {
    const clientSecret = 'a very secret secret of the provider'
    await rita.add('hushed', acme, { clientSecret })
    const pages = await Promise.all(
      [`${HERE}/hushed`, `${HERE}/hushed/edit`, HERE, '/api/backends', '/login'].map((path) =>
        rita.visitor.ask(path),
      ),
    )
    for (const { body } of pages) expect(body).not.toContain(clientSecret)
    const version = await site.rows.backendVersion.findFirstOrThrow({ where: { name: 'hushed' } })
    expect(version.definition).not.toContain(clientSecret)
    expect(Buffer.from(version.secret ?? []).toString('latin1')).not.toContain(clientSecret)
    const [event] = await site.rows.event.findMany({ where: { backend: 'hushed' } })
    expect(event).toMatchObject({ kind: 'provider.added', actor: 'rita', area: 'administration' })
    expect(JSON.stringify(event)).not.toContain(clientSecret)
    expect(site.logged.join('')).not.toContain(clientSecret)
  })

  test('S50: only an administrator reaches any of it', async () => {
    staff.person({ sub: 'ordinary', email: 'ordinary@staff.example', email_verified: true })
    const ordinary = site.visitor()
    await ordinary.signIn('staff')
    const _csrf = await ordinary.csrf()
    const forms = ['', '/new', '/mass/edit', '/mass/enable', '/mass/disable', '/mass/delete']
    for (const path of forms)
      expect((await ordinary.ask(HERE + path, { form: { _csrf, revision: '0', version: '1' } })).status).toBe(
        403,
      )
    for (const path of ['', '/new', '/mass', '/mass/edit', '/no-such-one'])
      expect((await ordinary.ask(HERE + path)).status).toBe(403)
    // Not even whether there is such a provider.
    for (const name of ['mass', 'no-such-one'])
      expect((await ordinary.ask(`${HERE}/${name}/edit`, { form: { _csrf } })).status).toBe(403)
    expect((await site.visitor().ask(HERE)).location).toBe(`${site.url}/login?next=%2Fadmin%2Fproviders`)
    expect(await site.rows.backend.count({ where: { name: 'mass' } })).toBe(1)
  })

  test('a provider that is not in use cannot be signed in with, nor put into use untested', async () => {
    expect((await site.visitor().ask('/login/mass')).status).toBe(404)
    const refused = await rita.act('mass', 'enable')
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('backend_untested')
  })
})
