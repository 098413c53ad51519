import { definePreset, oauth2, oidc, redirectBackend, requestBackend } from '../../../src/exports/backends.js'
import { type Administrator, signInAsAdmin } from '../../support/administrator.js'
import type { Op } from '../../support/provider/index.js'
import { backendAt } from '../../support/site.js'
import { trade } from '../../support/token-exchange.js'
import { useSite } from '../../support/use-site.js'

/** Where the preset of this file finds its provider. */
const tenants = new Map<string, string>()

definePreset(
  'acme-admin',
  ({ tenant, ...client }: { readonly tenant: string; readonly clientId: string }) => ({
    ...client,
    label: 'Acme by tenant',
    issuer: tenants.get(tenant) ?? `https://${tenant}.acme.example`,
    extraClaims: ['plan'],
    enrich: () => ({ plan: `of ${tenant}` }),
  }),
  {
    provider: 'Acme',
    quirks: ['Acme asks for a tenant.'],
    parameters: {
      tenant: { description: 'the name of your tenant', pattern: /^[a-z]{1,20}$/, example: 'main' },
    },
  },
)

const functions = { fails: false }

function backendsOf(op: Op, staff: Op) {
  const { issuer, clientId, clientSecret } = op
  const code = {
    quirky: oauth2({
      clientId,
      clientSecret,
      authorizationEndpoint: `${issuer}/authorize`,
      tokenEndpoint: `${issuer}/token`,
      profile: () => {
        if (functions.fails) throw new TypeError('the shape of the answer is new')
        return { subject: 'q-1', username: 'quentin' }
      },
    }),
    enriched: oidc({
      issuer,
      clientId,
      clientSecret,
      extraClaims: ['team'],
      introspection: true,
      enrich: () => {
        if (functions.fails) throw new Error('the API of teams is down')
        return { team: 'red' }
      },
    }),
    own: redirectBackend({
      begin: ({ state }) => new URL(`https://own.example/?state=${state}`),
      finish: () => ({ subject: 'first' }),
    }),
    intranet: requestBackend({
      label: 'Intranet',
      identify: ({ headers }) => {
        const subject = headers.get('x-webauth-user')
        return subject === null ? null : { subject, username: subject }
      },
    }),
  }
  const fields = Object.entries(code).map(([name, input]) => [name, input.fields] as const)
  return { ...Object.fromEntries(fields), staff: backendAt(staff, { label: 'Staff', trustEmail: true }) }
}

describe('administrators and backends in code', () => {
  const { site, provider, op } = useSite({
    database: 'sqlite',
    env: { TRUST_PROXY: '127.0.0.1', ADMIN_EMAILS: 'rita@staff.example' },
    backends: (providers) => backendsOf(providers.op, providers.provider.alias('staff')),
  })
  let rita: Administrator

  beforeAll(async () => {
    rita = await signInAsAdmin(site, provider.alias('staff'))
  })
  beforeEach(() => {
    functions.fails = false
    tenants.set('main', op.issuer)
  })

  test('a test sign-in reports what would happen, with the calls, and what failed by its name', async () => {
    const before = await site.counts()
    const start = await rita.send('/admin/providers/quirky/test', {})
    const report = await rita.visitor.open(start.location ?? '')
    expect(report.body).toContain('would be signed in as a new user, quentin')
    functions.fails = true
    const again = await rita.send('/admin/providers/quirky/test', {})
    const failed = await rita.visitor.open(again.location ?? '')
    expect(failed.body).toContain('backend_failed')
    expect(failed.body).toContain(
      'profile of backend &quot;quirky&quot;: TypeError: the shape of the answer is new',
    )
    expect(await site.counts()).toMatchObject({ users: before.users, accounts: before.accounts })
  })

  test('a request backend is tested with the headers of the administrator’s own request', async () => {
    const start = await rita.send('/admin/providers/intranet/test', {})
    const report = await rita.visitor.open(start.location ?? '', {
      headers: { 'x-webauth-user': 'rita-at-work' },
    })
    expect(report.body).toContain('would be signed in as a new user, rita-at-work')
    expect(await site.rows.account.count({ where: { backend: 'intranet' } })).toBe(0)
    const page = await rita.visitor.ask('/admin/providers/intranet')
    expect(page.body).not.toContain('Addresses to register')
  })

  test('a preset of the program is offered, added, tested, enabled and used, with its function', async () => {
    const list = await rita.visitor.ask('/admin/providers/new')
    expect(list.body).toContain('Acme by tenant')
    const chosen = await rita.send('/admin/providers/new', { preset: 'acme-admin' })
    expect(chosen.body).toContain('The name of your tenant.')
    const { clientId, clientSecret } = op
    const fields = { preset: 'acme-admin', issuer: '', tenant: 'main', clientId, clientSecret }
    const wrong = await rita.send('/admin/providers', { ...fields, name: 'acme-a', tenant: 'No Tenant' })
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain('Must be the name of your tenant.')

    op.person({ sub: 'tess', preferred_username: 'tess' })
    expect((await rita.send('/admin/providers', { ...fields, name: 'acme-a' })).status).toBe(303)
    await rita.test('acme-a')
    expect((await rita.act('acme-a', 'enable')).status).toBe(303)
    expect((await rita.visitor.ask('/admin/providers/acme-a')).body).toContain('Acme asks for a tenant.')
    expect((await site.visitor().signIn('acme-a')).status).toBe(200)
    const [account] = await site.rows.account.findMany({ where: { backend: 'acme-a' } })
    expect(account?.extraData).toBe('{"plan":"of main"}')
  })

  test('what a protocol in code has not is refused in words: silent sign-in, and the exchange of tokens', async () => {
    const headers = { accept: 'application/json' }
    const silent = await site.visitor().ask('/login/own/silent', { headers })
    expect(JSON.parse(silent.body)).toMatchObject({ code: 'unknown_backend' })
    site.logged.length = 0
    const traded = await trade(site, 'a-token', { backend: 'own' })
    expect(JSON.parse(traded.body)).toMatchObject({ code: 'token_exchange_unsupported' })
    expect(site.logged.join('')).toContain('own is a backend in code, which has no access tokens')
  })

  test('a token that is exchanged gets the claims of enrich, as a sign-in in the browser does', async () => {
    op.person({ sub: 'trader' })
    expect((await trade(site, await op.accessToken(), { backend: 'enriched' })).status).toBe(200)
    const [account] = await site.rows.account.findMany({ where: { subject: 'trader' } })
    expect(account?.extraData).toBe('{"team":"red"}')
    functions.fails = true
    const failed = await trade(site, await op.accessToken(), { backend: 'enriched' })
    expect(JSON.parse(failed.body)).toMatchObject({ code: 'token_exchange_unavailable' })
  })

  test('settings that are read again bring their current functions', async () => {
    const visitor = site.visitor()
    const { location } = await visitor.ask('/login/own')
    const state = new URL(location ?? 'none:').searchParams.get('state') ?? ''
    const all = backendsOf(op, provider.alias('staff'))
    const changed = redirectBackend({
      begin: ({ state: fresh }) => new URL(`https://own.example/?state=${fresh}`),
      finish: () => ({ subject: 'second' }),
    })
    const others = Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'quirky'))
    const names = await site.reload({ rawBackends: { ...others, own: changed.fields } })
    expect(names).toEqual(expect.arrayContaining(['own', 'quirky']))
    // A sign-in under way ends with the functions that it started with.
    await visitor.open(`/complete/own?state=${state}`)
    const next = site.visitor()
    const started = await next.ask('/login/own')
    const fresh = new URL(started.location ?? 'none:').searchParams.get('state') ?? ''
    await next.open(`/complete/own?state=${fresh}`)
    const accounts = await site.rows.account.findMany({
      where: { backend: 'own' },
      orderBy: { createdAt: 'asc' },
    })
    expect(accounts.map(({ subject }) => subject)).toEqual(['first', 'second'])
    expect((await site.visitor().ask('/login/quirky')).status).toBe(404)
    await expect(site.reload({ rawBackends: { ...all, own: { kind: 'redirect' } } })).rejects.toThrow(
      /"own", field "begin"/,
    )
  })
})
