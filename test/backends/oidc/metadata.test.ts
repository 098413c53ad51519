import { parseDefinitions } from '../../../src/backends/definition/parse.js'
import { fetchMetadata } from '../../../src/backends/oidc/metadata.js'
import { stubFetch } from '../../support/stub-fetch.js'

const ISSUER = 'https://id.acme.example'
const HONEST = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/jwks`,
  userinfo_endpoint: `${ISSUER}/userinfo`,
}

/** What fetching these metadata in production ends with: the detail of the error, or the metadata. */
async function fetched(members: object): Promise<unknown> {
  const acme = { kind: 'oidc', issuer: ISSUER, clientId: 'us', clientSecret: 'a secret' }
  const [definition] = parseDefinitions({ acme }, { allowInsecureIssuers: false }).definitions
  if (definition?.kind !== 'oidc') throw new Error('the definition is not valid')
  const fetch = stubFetch(() => Response.json({ ...HONEST, ...members }))
  return fetchMetadata({ definition, fetch, allowInsecure: false }).catch((error: unknown) =>
    error instanceof Error && 'detail' in error ? error.detail : error,
  )
}

test('an endpoint on http, as behind a proxy that ends TLS, is named with its address and with what is wrong', async () => {
  expect(await fetched({ token_endpoint: 'http://id.acme.example/token' })).toBe(
    'the metadata: not valid: token_endpoint ("http://id.acme.example/token", which does not start with https)',
  )
})

test.each<[object, string]>([
  [{ jwks_uri: undefined }, 'jwks_uri'],
  [{ userinfo_endpoint: '/userinfo' }, 'userinfo_endpoint ("/userinfo")'],
  [{ token_endpoint: 'https://ann:x@id.acme.example/' }, 'token_endpoint ("https://ann:x@id.acme.example/")'],
  [{ issuer: 5, authorization_endpoint: {} }, 'issuer, authorization_endpoint'],
])('%j: not valid', async (members, detail) => {
  expect(await fetched(members)).toBe(`the metadata: not valid: ${detail}`)
})

test.each([
  { revocation_endpoint: 'http://id.acme.example/revoke' },
  { end_session_endpoint: 'http://id.acme.example/logout' },
  { introspection_endpoint: 'http://id.acme.example/introspect' },
  { registration_endpoint: 'http://id.acme.example/register' },
])('%j is not used by a sign-in, so it does no harm', async (members) => {
  expect(await fetched(members)).toMatchObject({ token_endpoint: HONEST.token_endpoint })
})
