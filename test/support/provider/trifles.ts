import type { Claims, Faults } from './faults.js'
import type { Op } from './op.js'

/** Something in which a provider differs from the standard without harm: the person is signed in all the same. */
export interface Trifle {
  readonly what: string
  readonly faults: (op: Op) => Faults
  /** Fields of the definition that it needs. */
  readonly fields?: Readonly<Record<string, unknown>>
}

function metadata(change: Claims, more: Faults = {}): () => Faults {
  return () => ({ ...more, discoveryDocument: (honest) => ({ ...honest, ...change }) })
}

function eachKey(change: Claims): () => Faults {
  return () => ({ keySet: (keys) => keys.map((key) => ({ ...key, ...change })) })
}

function idToken(change: Claims): () => Faults {
  return () => ({ idTokenClaims: (honest) => ({ ...honest, ...change }) })
}

function signedWith(sign: 'ES256' | 'PS256' | 'EdDSA'): Trifle {
  return {
    what: `${sign}, which the metadata list beside RS256`,
    faults: metadata({ id_token_signing_alg_values_supported: ['RS256', sign, 'HS256', null] }, { sign }),
  }
}

const NULLS = {
  introspection_endpoint: null,
  revocation_endpoint: null,
  end_session_endpoint: null,
  token_endpoint_auth_methods_supported: null,
  token_endpoint_auth_signing_alg_values_supported: null,
  id_token_signing_alg_values_supported: null,
  authorization_response_iss_parameter_supported: null,
  scopes_supported: null,
  claims_supported: null,
}

const unused: readonly Trifle[] = [
  { what: 'metadata with null for every member that a sign-in can do without', faults: metadata(NULLS) },
  { what: 'metadata without UserInfo, as null', faults: metadata({ userinfo_endpoint: null }), fields: {} },
  {
    what: 'endpoints that are relative or on http, and that nobody calls',
    faults: metadata({
      introspection_endpoint: '/introspect',
      revocation_endpoint: 'http://[broken',
      end_session_endpoint: 'ftp://elsewhere.example/',
      registration_endpoint: 5,
      device_authorization_endpoint: {},
    }),
  },
  {
    what: 'lists of the wrong type that nobody reads',
    faults: metadata({
      token_endpoint_auth_signing_alg_values_supported: 'RS256',
      scopes_supported: 'openid',
      claims_supported: { sub: true },
      backchannel_logout_supported: 'yes',
      display_values_supported: null,
    }),
  },
  {
    what: 'a list of methods that is no list, though the definition names the method',
    faults: metadata({ token_endpoint_auth_methods_supported: 'client_secret_basic' }),
    fields: { clientAuthentication: 'client_secret_basic' },
  },
  {
    what: 'a list of algorithms that is no list, though the definition names the algorithm',
    faults: metadata({ id_token_signing_alg_values_supported: 5 }),
    fields: { idTokenAlgorithm: 'RS256' },
  },
  {
    what: 'nulls in the ID Token',
    faults: idToken({
      nbf: null,
      azp: null,
      at_hash: null,
      auth_time: null,
      sid: null,
      acr: null,
      email: null,
    }),
  },
  {
    what: 'claims of the wrong type that nobody reads',
    faults: idToken({ amr: 5, sid: {}, acr: [], jti: 1 }),
  },
  {
    what: 'nulls in the header of the ID Token',
    faults: () => ({
      idTokenHeader: (honest) => ({ ...honest, typ: null, kid: null, x5t: null, jku: null }),
    }),
  },
  {
    what: 'nulls in UserInfo',
    faults: () => ({
      userinfoClaims: (honest) => ({ ...honest, name: null, email: null, error: null, iss: null }),
    }),
  },
  {
    what: 'nulls in the answer of the token endpoint',
    faults: () => ({
      tokenResponse: (honest) => ({
        ...honest,
        scope: null,
        refresh_token: null,
        expires_in: null,
        error: null,
      }),
    }),
  },
]

const keySets: readonly Trifle[] = [
  {
    what: 'a key whose unused members are null',
    faults: eachKey({ key_ops: null, crv: null, x: null, y: null }),
  },
  {
    what: 'a key whose unused members have the wrong type',
    faults: eachKey({ key_ops: 'verify', ext: 1, x5c: {} }),
  },
  { what: 'a key whose kid is a number', faults: eachKey({ kid: 5 }) },
  { what: 'a key whose alg and use are null', faults: eachKey({ alg: null, use: null }) },
  { what: 'the same key twice', faults: () => ({ keySet: (keys) => [...keys, ...keys] }) },
  {
    what: 'the same key twice, and no kid in the token',
    faults: () => ({ noKid: true, keySet: (keys) => [...keys, ...keys] }),
  },
  { what: 'two keys that fit, and no kid in the token', faults: () => ({ twoKeysNoKid: true }) },
  {
    what: 'broken material under the same kid',
    faults: () => ({ keySet: (keys) => [...keys.map((key) => ({ ...key, n: null })), null, 'x', ...keys] }),
  },
  { what: 'null beside the keys', faults: () => ({ keySet: (keys) => [null, 5, [], ...keys] }) },
]

const EVERYWHERE = ['discovery', 'jwks', 'token', 'userinfo'] as const

function bytes(what: string, fault: NonNullable<Faults['at']>['token']): Trifle {
  return { what, faults: () => ({ at: Object.fromEntries(EVERYWHERE.map((name) => [name, fault])) }) }
}

const codings: readonly Trifle[] = [
  bytes('answers in gzip, though nobody asked', { codings: ['gzip'] }),
  bytes('answers in x-gzip', { codings: ['x-gzip'] }),
  bytes('answers in deflate', { codings: ['deflate'] }),
  bytes('answers in deflate without the frame of zlib', { codings: ['raw-deflate'] }),
  bytes('answers in Brotli', { codings: ['br'] }),
  bytes('answers in gzip within Brotli', { codings: ['gzip', 'br'] }),
  bytes('answers that name the coding "identity"', { codings: ['none'] }),
  bytes('a byte order mark before each answer', { bom: true }),
  bytes('a byte order mark within gzip', { bom: true, codings: ['gzip'] }),
  bytes('a content type with a charset and capitals', { contentType: 'Application/JSON; Charset="UTF-8"' }),
]

/** All of them. Each is met by a site that has fetched neither metadata nor keys. */
export const TRIFLES: readonly Trifle[] = [
  ...unused,
  ...keySets,
  ...(['ES256', 'PS256', 'EdDSA'] as const).map(signedWith),
  ...codings,
]
