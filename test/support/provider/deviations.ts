import { push } from '../../../src/testing/provider/authorize.js'
import type { Claims, Faults } from '../../../src/testing/provider/faults.js'
import type { Op } from '../../../src/testing/provider/op.js'

/** Something in which a provider differs from the standard without harm: the person is signed in all the same. */
export interface Deviation {
  readonly what: string
  readonly faults: (op: Op) => Faults
  /** Fields of the definition that it needs. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** The name that the person has afterwards, if it matters. */
  readonly displayName?: string
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

function idTokenFrom(change: (honest: Claims) => Claims): () => Faults {
  return () => ({ idTokenClaims: (honest) => ({ ...honest, ...change(honest) }) })
}

function signedWith(sign: 'ES256' | 'PS256' | 'EdDSA'): Deviation {
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

const unused: readonly Deviation[] = [
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

const keySets: readonly Deviation[] = [
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

function bytes(what: string, fault: NonNullable<Faults['at']>['token']): Deviation {
  return { what, faults: () => ({ at: Object.fromEntries(EVERYWHERE.map((name) => [name, fault])) }) }
}

const codings: readonly Deviation[] = [
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

/** Text in another encoding than UTF-8, which the header or a byte order mark names. */
function encoded(what: string, encode: (text: string) => Buffer, contentType: string): Deviation {
  return {
    what,
    faults: (op) => ({
      at: {
        userinfo: {
          body: encode(JSON.stringify({ sub: op.who.sub, name: 'José Ñandú' })),
          contentType,
        },
      },
    }),
    displayName: 'José Ñandú',
  }
}

const asMember = (name: string, change: (values: unknown) => unknown) => (): Faults => ({
  discoveryDocument: (honest) => ({ ...honest, [name]: change(honest[name]) }),
})

const furtherMetadata: readonly Deviation[] = [
  {
    what: 'a method of client authentication as a text',
    faults: metadata({ token_endpoint_auth_methods_supported: 'client_secret_basic' }),
  },
  { what: 'an algorithm as a text', faults: metadata({ id_token_signing_alg_values_supported: 'RS256' }) },
  {
    what: 'methods that are separated by spaces',
    faults: metadata({ token_endpoint_auth_methods_supported: 'private_key_jwt client_secret_basic' }),
  },
  {
    what: 'flags as texts',
    faults: metadata({
      authorization_response_iss_parameter_supported: 'False',
      require_pushed_authorization_requests: 'false',
    }),
  },
  {
    what: 'flags of another type',
    faults: metadata({ require_pushed_authorization_requests: 0, require_request_uri_registration: 'no' }),
  },
  { what: 'an unknown member of 100 000 characters', faults: metadata({ x: 'x'.repeat(100_000) }) },
  {
    what: 'an endpoint with blanks around it',
    faults: asMember('userinfo_endpoint', (url) => ` ${String(url)} `),
  },
  {
    what: 'metadata of status 203, as through a proxy that changes them',
    faults: () => ({ at: { discovery: { status: 203 } } }),
  },
]

const furtherKeys: readonly Deviation[] = [
  {
    what: 'keys of unknown kinds, of none, and for encryption',
    faults: () => ({
      keySet: (keys) => [
        { kty: 'AKP', alg: 'ML-DSA-44', pub: 'x' },
        { kid: 'x' },
        { kty: 'oct', k: 'c2VjcmV0' },
        { kty: 7 },
        { ...keys[0], use: 'enc' },
        ...keys,
      ],
    }),
  },
  { what: 'a key whose operations are those of its private half', faults: eachKey({ key_ops: ['sign'] }) },
  { what: 'a key without any operation', faults: eachKey({ key_ops: [] }) },
  {
    what: 'key material in plain base64',
    faults: () => ({
      keySet: (keys) =>
        keys.map((key) => ({ ...key, n: Buffer.from(String(key['n']), 'base64url').toString('base64') })),
    }),
  },
  {
    what: 'an enormous key beside the right one',
    faults: () => ({ keySet: (keys) => [{ ...keys[0], n: 'x'.repeat(20_000) }, ...keys] }),
  },
  {
    what: 'two hundred keys with other names',
    faults: () => ({
      keySet: (keys) => [
        ...Array.from({ length: 200 }, (_, index) => ({ ...keys[0], kid: `other-${index}` })),
        ...keys,
      ],
    }),
  },
  {
    what: 'a key set of another type',
    faults: () => ({ at: { jwks: { contentType: 'application/jwk-set+json' } } }),
  },
]

const furtherAnswers: readonly Deviation[] = [
  { what: 'a token response of status 201', faults: () => ({ at: { token: { status: 201 } } }) },
  {
    what: 'UserInfo of status 201, by POST',
    faults: () => ({ at: { userinfo: { status: 201 } } }),
    fields: { userInfoMethod: 'POST' },
  },
  {
    what: 'a lifetime as a text with blanks, and a scope as a list',
    faults: () => ({
      tokenResponse: (honest) => ({ ...honest, expires_in: ' 3600 ', scope: ['openid', 'email'] }),
    }),
  },
  {
    what: 'a lifetime that is true, and a refresh token that is an object',
    faults: () => ({ tokenResponse: (honest) => ({ ...honest, expires_in: true, refresh_token: {} }) }),
  },
  {
    what: 'an ID Token with a line break behind it',
    faults: () => ({
      tokenResponse: (honest) => ({ ...honest, id_token: `${String(honest['id_token'])}\n` }),
    }),
  },
  {
    what: 'a token response as plain text',
    faults: () => ({ at: { token: { contentType: 'text/plain' } } }),
  },
  { what: 'a token response as a form', faults: () => ({ tokenAs: 'form' }) },
  {
    what: 'a token response as a form in plain text',
    faults: () => ({ tokenAs: 'form', at: { token: { contentType: 'text/plain;charset=UTF-8' } } }),
  },
  {
    what: 'a token response as a form that is called JSON',
    faults: () => ({ tokenAs: 'form', at: { token: { contentType: 'application/json' } } }),
  },
  {
    what: 'a token response in JSON that is called a form',
    faults: () => ({ at: { token: { contentType: 'application/x-www-form-urlencoded' } } }),
  },
  {
    what: 'a token response in JSON without a content type',
    faults: () => ({ at: { token: { contentType: '' } } }),
  },
  {
    what: 'UserInfo as plain text',
    faults: () => ({ at: { userinfo: { contentType: 'text/plain; charset=utf-8' } } }),
  },
  { what: 'UserInfo as text/json', faults: () => ({ at: { userinfo: { contentType: 'text/json' } } }) },
  {
    what: 'UserInfo as text/javascript',
    faults: () => ({ at: { userinfo: { contentType: 'text/javascript' } } }),
  },
  ...['text/html; charset=UTF-8', 'application/x-json', 'application/jwt'].map((contentType) => ({
    what: `UserInfo in JSON that is called ${contentType}`,
    faults: () => ({ at: { userinfo: { contentType } } }),
  })),
  ...['application/json', 'text/html', 'application/x-jwt'].map((contentType) => ({
    what: `signed UserInfo that is called ${contentType}`,
    faults: (): Faults => ({ userinfoAs: 'jwt', at: { userinfo: { contentType } } }),
  })),
  {
    what: 'the type JOSE, which any signed token may have',
    faults: () => ({ idTokenHeader: (honest) => ({ ...honest, typ: 'JOSE' }) }),
  },
  {
    what: 'signed UserInfo with a charset',
    faults: () => ({
      userinfoAs: 'jwt',
      at: { userinfo: { contentType: 'application/jwt; charset=UTF-8' } },
    }),
  },
  {
    what: 'signed UserInfo as plain text',
    faults: () => ({ userinfoAs: 'jwt', at: { userinfo: { contentType: 'text/plain' } } }),
  },
  {
    what: 'one audience in a list, and no azp',
    faults: () => ({ idTokenClaims: (honest) => ({ ...honest, aud: [honest['aud']], azp: undefined }) }),
  },
  {
    what: 'times with fractions',
    faults: () => ({
      idTokenClaims: (honest) => ({
        ...honest,
        iat: Number(honest['iat']) + 0.5,
        exp: Number(honest['exp']) + 0.25,
        auth_time: Number(honest['iat']) - 0.75,
      }),
    }),
  },
  {
    what: 'a verified address as a number and as a list',
    faults: () => ({
      userinfoClaims: (honest) => ({ ...honest, email: [honest['email']], email_verified: 1 }),
    }),
  },
  {
    what: 'a parameter of the callback that nobody reads, twice',
    faults: () => ({
      callback: (params) =>
        new URLSearchParams([...params, ['scope', 'openid'], ['scope', 'email'], ['session_state', '']]),
    }),
  },
  {
    what: 'empty parameters of the callback beside the code',
    faults: () => ({
      callback: (params) => new URLSearchParams([...params, ['error', ''], ['error_description', '']]),
    }),
  },
  bytes('the name of a character set as a content coding', { headers: { 'content-encoding': 'UTF-8' } }),
  bytes('no content type', { contentType: '' }),
  encoded(
    'UserInfo in Latin-1',
    (text) => Buffer.from(text, 'latin1'),
    'application/json; charset=ISO-8859-1',
  ),
  encoded(
    'UserInfo in UTF-8 that says it was Latin-1',
    (text) => Buffer.from(text, 'utf8'),
    'application/json;charset=iso-8859-1',
  ),
  encoded(
    'UserInfo in UTF-16 with a byte order mark',
    (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'application/json',
  ),
  encoded(
    'UserInfo in UTF-16, as its header says',
    (text) => Buffer.from(text, 'utf16le'),
    'application/json; charset="utf-16le"',
  ),
]

/** The provider requires pushed requests, and answers them with other members. */
function pushedWith(op: Op, members: Claims): Faults {
  op.requiresPar = true
  op.accent = {
    endpoints: {
      par: async (provider, request) => {
        const reply = await push(provider, request)
        const honest: unknown = JSON.parse(reply.body.toString())
        return { ...reply, body: JSON.stringify(Object.assign({}, honest, members)) }
      },
    },
  }
  return {}
}

/** Three more of each kind that real providers were seen with, or could be. */
const more: readonly Deviation[] = [
  {
    what: 'empty lists, which stand for lists that are left out (Discovery §4.2)',
    faults: metadata({
      token_endpoint_auth_methods_supported: [],
      id_token_signing_alg_values_supported: [],
      userinfo_signing_alg_values_supported: [],
    }),
  },
  {
    what: 'empty texts where an address could be',
    faults: metadata({ end_session_endpoint: '', revocation_endpoint: '', registration_endpoint: '' }),
  },
  {
    what: 'members of other specifications that are null or of another type',
    faults: metadata({
      mtls_endpoint_aliases: null,
      check_session_iframe: 5,
      dpop_signing_alg_values_supported: {},
    }),
  },
  { what: 'a key whose kid, use and alg are empty', faults: eachKey({ kid: '', use: '', alg: '' }) },
  { what: 'a key whose certificates are broken', faults: eachKey({ x5c: ['%%%'], x5t: 1, 'x5t#S256': '' }) },
  { what: 'a key with dates and a private member', faults: eachKey({ iat: 'x', exp: 1, nbf: null, d: '' }) },
  {
    what: 'the long form of the type of the ID Token (RFC 7515 §4.1.9)',
    faults: () => ({ idTokenHeader: (honest) => ({ ...honest, typ: 'application/JWT' }) }),
  },
  {
    what: 'an empty type of the ID Token',
    faults: () => ({ idTokenHeader: (honest) => ({ ...honest, typ: '' }) }),
  },
  {
    what: 'a header with a certificate, a key and an address that nobody reads',
    faults: () => ({
      idTokenHeader: (honest) => ({ ...honest, x5c: [1], jwk: null, jku: 'http://127.0.0.1/', cty: 'x' }),
    }),
  },
  { what: 'an empty address of UserInfo', faults: metadata({ userinfo_endpoint: '' }) },
  {
    what: 'a modulus with a sign byte before it, as Java has it',
    faults: () => ({
      keySet: (keys) =>
        keys.map((key) => ({
          ...key,
          n: Buffer.concat([Buffer.alloc(1), Buffer.from(String(key['n']), 'base64url')]).toString(
            'base64url',
          ),
        })),
    }),
  },
  {
    what: 'methods and algorithms with nulls and unknown names among them',
    faults: metadata({
      token_endpoint_auth_methods_supported: [null, 'x_y', 'client_secret_basic', 5],
      id_token_signing_alg_values_supported: [null, 'ML-DSA-65', 'RS256', {}],
      scopes_supported: [null],
      response_types_supported: [],
    }),
  },
  {
    what: 'a hash of the access token in plain base64, with padding',
    faults: idTokenFrom(({ at_hash: hash }) => ({
      at_hash: `${String(hash).replaceAll('-', '+').replaceAll('_', '/')}==`,
    })),
  },
  { what: 'a time of authentication of nought', faults: idToken({ auth_time: 0 }) },
  { what: 'a time of authentication as a text', faults: idToken({ auth_time: '2026-11-29T08:00:00Z' }) },
  { what: 'a time of authentication in milliseconds', faults: idToken({ auth_time: Date.now() }) },
  {
    what: 'a subject that is a number in UserInfo, and its digits in the ID Token',
    faults: (op) => {
      op.person({ ...op.who, sub: '4711' })
      return { userinfoClaims: (honest) => ({ ...honest, sub: 4711 }) }
    },
  },
  {
    what: 'a pushed request that is answered without a lifetime',
    faults: (op) => pushedWith(op, { expires_in: undefined }),
  },
  {
    what: 'a pushed request that is answered with status 200, and a lifetime that is no number',
    faults: (op) => ({
      ...pushedWith(op, { expires_in: 'short', scope: null }),
      at: { par: { status: 200 } },
    }),
  },
  {
    what: 'a lifetime of -1, and an empty scope and refresh token',
    faults: () => ({
      tokenResponse: (honest) => ({ ...honest, expires_in: -1, scope: '', refresh_token: '' }),
    }),
  },
  {
    what: 'a token response with members of other specifications',
    faults: () => ({
      tokenResponse: (honest) => ({
        ...honest,
        authorization_details: null,
        issued_token_type: 5,
        'not-before-policy': 0,
      }),
    }),
  },
  {
    what: 'UserInfo of 400 KB',
    faults: () => ({
      userinfoClaims: (honest) => ({
        ...honest,
        groups: Array.from({ length: 10_000 }, (_, index) => `CN=Group ${index},OU=Groups,DC=x`),
      }),
    }),
  },
  {
    what: 'UserInfo with deep and strange claims that nobody reads',
    faults: () => ({
      userinfoClaims: (honest) => ({
        ...honest,
        address: [],
        updated_at: '2026',
        birthdate: 5,
        '': 'empty',
        'a.b': { c: [[]] },
      }),
    }),
  },
  {
    what: 'UserInfo of a vendor’s own JSON type',
    faults: () => ({ at: { userinfo: { contentType: 'application/vnd.acme.user+json;v=2' } } }),
  },
]

/** All of them. Each is met by a site that has fetched neither metadata nor keys. */
export const DEVIATIONS: readonly Deviation[] = [
  ...unused,
  ...keySets,
  ...(['ES256', 'PS256', 'EdDSA'] as const).map(signedWith),
  ...codings,
  ...furtherMetadata,
  ...furtherKeys,
  ...furtherAnswers,
  ...more,
]
