import { parseDefinitions } from '../../../src/backends/definition/parse.js'
import { CONTOSO, FABRIKAM } from '../../support/provider/accents/entra.js'
import { ACCENTS } from '../../support/provider/accents/oidc-accents.js'
import { settle, type Settled, spoil } from '../../support/provider/accents/oidc-accent.js'
import { useSite } from '../../support/use-site.js'

let entra: Settled

/** One provider of a preset at an alias of its own. */
function placed(as: string, preset: string): Settled {
  const accent = ACCENTS[preset]
  if (accent === undefined) throw new Error(`no accent of ${preset}`)
  const raw = { [preset]: { ...accent.backend, clientId: 'portcullis', clientSecret: 'a secret' } }
  const [definition] = parseDefinitions(raw, { allowInsecureIssuers: false }).definitions
  return settle(provider, as, accent, { ...definition })
}

const { site, provider, startAnother } = useSite({
  database: 'sqlite',
  resetProviders: false,
  backends: () => {
    entra = placed('entra', 'entra-multitenant')
    return {
      microsoft: { ...entra.backend, allowedTenants: [CONTOSO, FABRIKAM] },
      staff: placed('staff', 'keycloak').backend,
      customers: placed('customers', 'keycloak').backend,
    }
  },
})

test('two realms of a Keycloak exist side by side, and the same subject is another user in each', async () => {
  await site.visitor().signIn('staff')
  await site.visitor().signIn('customers')
  const accounts = await site.rows.account.findMany({ where: { backend: { in: ['staff', 'customers'] } } })
  expect(new Set(accounts.map(({ subject }) => subject)).size).toBe(1)
  expect(new Set(accounts.map(({ userId }) => userId)).size).toBe(2)
  expect(new Set(accounts.map(({ issuer }) => issuer)).size).toBe(2)
})

test('S76, S77: the same subject, address and user name in another tenant are another person', async () => {
  await site.visitor().signIn('microsoft')
  spoil(entra.op, {
    idTokenClaims: (claims) => ({
      ...claims,
      tid: FABRIKAM,
      iss: entra.moved(`https://login.microsoftonline.com/${FABRIKAM}/v2.0`),
      email_verified: true,
    }),
    userinfoClaims: (claims) => ({ ...claims, email_verified: true }),
  })
  await site.visitor().signIn('microsoft')
  const accounts = await site.rows.account.findMany({
    where: { backend: 'microsoft' },
    include: { user: true },
  })
  expect(accounts.map(({ subject }) => subject.split('/')[0]).sort()).toEqual([FABRIKAM, CONTOSO].sort())
  expect(new Set(accounts.map(({ userId }) => userId)).size).toBe(2)
  expect(accounts.map(({ user }) => user.provenEmail)).toEqual([null, null])
})

test('F8: a tenant that may not sign in any more ends the sessions of its users, once its token is verified', async () => {
  let said: object = {}
  const of = (tid: string, changes: object = {}) => {
    said = { tid, iss: entra.moved(`https://login.microsoftonline.com/${tid}/v2.0`), ...changes }
  }
  const narrowed = await startAnother({
    backends: { microsoft: { ...entra.backend, allowedTenants: [CONTOSO] } },
  })
  spoil(entra.op, { idTokenClaims: (claims) => ({ ...claims, ...said }) })
  of(CONTOSO)
  const bystander = site.visitor()
  await bystander.signIn('microsoft')
  of(FABRIKAM)
  const visitor = site.visitor()
  await visitor.signIn('microsoft')
  of(FABRIKAM, { nonce: 'wrong' })
  expect((await narrowed.visitor().signIn('microsoft')).body).toContain('identity_rejected')
  expect(await visitor.isSignedIn()).toBe(true)
  of(FABRIKAM)
  expect((await narrowed.visitor().signIn('microsoft')).body).toContain('not_allowed')
  expect([await visitor.isSignedIn(), await bystander.isSignedIn()]).toEqual([false, true])
})

test.each([
  ['no tenants', { allowedTenants: [] }, 'field "allowedTenants": is missing; list the IDs of the tenants'],
  ['trust in addresses', { trustEmail: true }, 'field "trustEmail": must not be on with "issuerTemplate"'],
  ['accounts without a tenant', { subjectClaims: 'sub' }, 'field "subjectClaims": must contain "tid"'],
  [
    'S76: accounts by address',
    { subjectClaims: ['tid', 'email'] },
    'can change or be reassigned to another user',
  ],
])('an Entra ID of several tenants is refused with %s', (_what, wrong, fault) => {
  const fields = {
    preset: 'entra-multitenant',
    allowedTenants: 'any',
    clientId: 'a',
    clientSecret: 'b',
    ...wrong,
  }
  const { definitions, errors } = parseDefinitions({ microsoft: fields }, { allowInsecureIssuers: false })
  expect(definitions).toEqual([])
  expect(errors.join('\n')).toContain(fault)
})
