import { errorCode } from '../conformance/trip.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'

const { site, op } = useSite({
  database: 'sqlite',
  backends: ({ op, provider }) => ({ other: backendAt(provider.alias('other')), acme: backendAt(op) }),
})

const initiated = (query: Record<string, string>) => `/login?${new URLSearchParams(query).toString()}`

test('C26: a known issuer leads to that provider with a fresh state, the hint with it', async () => {
  const visitor = site.visitor()
  const page = await visitor.open(
    initiated({ iss: op.issuer, login_hint: 'ann@example.test', target_link_uri: `${site.url}/account?x=1` }),
  )
  expect(page.status).toBe(200)
  expect(page.url).toBe(`${site.url}/account?x=1`)
  expect(op.lastAuthorization.get('login_hint')).toBe('ann@example.test')
  await site.visitor().open(initiated({ iss: op.issuer }))
  const states = op.authorizations.map((asked) => asked.get('state'))
  expect(new Set(states).size).toBe(2)
})

test('C26: an unknown issuer is refused, and so is one that differs in a slash', async () => {
  for (const iss of ['https://evil.test', `${op.issuer}/`, '']) {
    const answer = await site.visitor().ask(initiated({ iss }))
    expect([answer.status, errorCode(answer)]).toEqual([404, 'unknown_backend'])
  }
  const twice = await site.visitor().ask(`${initiated({ iss: op.issuer })}&iss=https://evil.test`)
  expect(errorCode(twice)).toBe('unknown_backend')
})

test.each(['https://evil.test/', '//evil.test', 'javascript:alert(1)'])(
  'C26: a foreign target_link_uri is ignored: %s',
  async (target) => {
    const page = await site.visitor().open(initiated({ iss: op.issuer, target_link_uri: target }))
    expect(page.url).toBe(`${site.url}/account`)
  },
)

test('a hint that is no single text is left out', async () => {
  for (const hint of ['x'.repeat(256), 'a\nb']) {
    await site.visitor().open(initiated({ iss: op.issuer, login_hint: hint }))
    expect(op.lastAuthorization.has('login_hint')).toBe(false)
  }
})
