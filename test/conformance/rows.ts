import type { Account } from '../../src/store/generated/sqlite/client.js'
import type { Claims, Faults, Op, Person } from '../support/provider/index.js'
import type { Scene } from './trip.js'

/** What a login left behind. */
export interface LoggedIn extends Scene {
  readonly account: Pick<Account, 'subject' | 'issuer' | 'extraData'>
  readonly user: { readonly provenEmail: string | null; readonly name: string | null }
}

/** One case any OpenID Connect backend must pass. */
export interface Row {
  /** The number of the case, and what happens in it. */
  readonly name: string
  readonly expect: 'login' | 'no login'
  readonly faults?: (op: Op) => Faults
  /** Claims of the person besides name and email. */
  readonly person?: Partial<Person>
  /** Needs a site that has fetched neither metadata nor keys. */
  readonly cold?: true
  /** Where a refusal comes: before the provider is visited, before the code is spent, after the token request, or after UserInfo. */
  readonly refusedAt?: 'start' | 'callback' | 'tokens' | 'userinfo'
  /** What else holds after a login. */
  readonly then?: (seen: LoggedIn) => void
}

const seconds = (): number => Math.floor(Date.now() / 1000)

/** ID Token claims changed; those set to undefined are absent. */
function claims(change: Claims | ((honest: Claims) => Claims)): () => Faults {
  return () => ({
    idTokenClaims: (honest) => ({ ...honest, ...(typeof change === 'function' ? change(honest) : change) }),
  })
}

function header(change: Claims): () => Faults {
  return () => ({ idTokenHeader: (honest) => ({ ...honest, ...change }) })
}

function tokens(change: Claims): () => Faults {
  return () => ({ tokenResponse: (honest) => ({ ...honest, ...change }) })
}

function userinfo(change: Claims): () => Faults {
  return () => ({ userinfoClaims: (honest) => ({ ...honest, ...change }) })
}

function metadata(change: (honest: Claims, op: Op) => Claims, more: Faults = {}): (op: Op) => Faults {
  return (op) => ({ ...more, discoveryDocument: (honest) => ({ ...honest, ...change(honest, op) }) })
}

const issuerAndAudience: readonly Row[] = [
  { name: 'C1: an honest provider', expect: 'login' },
  {
    name: 'C2: the ID Token names another issuer',
    expect: 'no login',
    faults: claims({ iss: 'https://elsewhere.example' }),
  },
  {
    name: 'C2: the ID Token names the issuer with a slash added',
    expect: 'no login',
    faults: claims(({ iss }) => ({ iss: `${String(iss)}/` })),
  },
  { name: 'C2: the ID Token names no issuer', expect: 'no login', faults: claims({ iss: undefined }) },
  { name: 'C4: the ID Token is for another client', expect: 'no login', faults: claims({ aud: 'another' }) },
  { name: 'C5: the ID Token is for nobody', expect: 'no login', faults: claims({ aud: undefined }) },
  { name: 'C5: the list of audiences is empty', expect: 'no login', faults: claims({ aud: [] }) },
  {
    name: 'C65: an unknown second audience, and no azp',
    expect: 'no login',
    faults: claims(({ aud }) => ({ aud: [aud, 'unknown'] })),
  },
  {
    name: 'C65: a list of exactly one audience',
    expect: 'login',
    faults: claims(({ aud }) => ({ aud: [aud] })),
  },
  {
    name: 'C65: a second audience, and azp names us',
    expect: 'login',
    faults: claims(({ aud }) => ({ aud: [aud, 'unknown'], azp: aud })),
  },
  {
    name: 'S31: the audience is us and azp another client',
    expect: 'no login',
    faults: claims({ azp: 'another' }),
  },
]

const signatures: readonly Row[] = [
  { name: 'C10: no signature (alg none)', expect: 'no login', faults: () => ({ sign: 'none' }) },
  { name: 'C11: the signature is altered', expect: 'no login', faults: () => ({ sign: 'altered' }) },
  {
    name: 'C11: an unpublished key under the published kid',
    expect: 'no login',
    faults: () => ({ sign: 'alien-key' }),
  },
  { name: 'C13: HS256 with a broken MAC', expect: 'no login', faults: () => ({ sign: 'HS256-broken' }) },
  {
    name: 'C13: HS256 with the right MAC (our choice: never)',
    expect: 'no login',
    faults: () => ({ sign: 'HS256-secret' }),
  },
  {
    name: 'C13: HS256 with the right MAC, listed in the metadata',
    expect: 'no login',
    cold: true,
    faults: metadata(() => ({ id_token_signing_alg_values_supported: ['RS256', 'HS256'] }), {
      sign: 'HS256-secret',
    }),
  },
  ...(['PS256', 'ES256'] as const).map((sign): Row => ({
    name: `C64: a sound ${sign} signature where RS256 was agreed`,
    expect: 'no login',
    cold: true,
    faults: () => ({ sign }),
  })),
  {
    name: 'S25: no signature, and the metadata list "none" besides RS256',
    expect: 'no login',
    cold: true,
    faults: metadata(() => ({ id_token_signing_alg_values_supported: ['none', 'RS256'] }), { sign: 'none' }),
  },
  {
    name: 'S25: the metadata list nothing but "none"',
    expect: 'no login',
    cold: true,
    refusedAt: 'start',
    faults: metadata(() => ({ id_token_signing_alg_values_supported: ['none'] }), { sign: 'none' }),
  },
  ...(['HS256-public-key', 'HS256-public-jwk'] as const).map((sign): Row => ({
    name: `S26: the public key as MAC key (${sign}), HS256 listed`,
    expect: 'no login',
    cold: true,
    faults: metadata(() => ({ id_token_signing_alg_values_supported: ['HS256', 'RS256'] }), { sign }),
  })),
  {
    name: 'S28: crit names an unknown extension',
    expect: 'no login',
    faults: header({ crit: ['x-unknown'], 'x-unknown': true }),
  },
  {
    name: 'S28: crit names an extension that libraries know',
    expect: 'no login',
    faults: header({ crit: ['b64'], b64: true }),
  },
  ...(['jwe', 'jwe-zip-bomb', 'jwe-pbes2'] as const).map((sign): Row => ({
    name: `S35: an encrypted token (${sign})`,
    expect: 'no login',
    faults: () => ({ sign }),
  })),
  { name: 'S35: a token of 100 kB', expect: 'no login', faults: claims({ padding: 'x'.repeat(75_000) }) },
  { name: 'S35: a token of 1 MB', expect: 'no login', faults: claims({ padding: 'x'.repeat(1_000_000) }) },
  { name: 'typ is at+jwt', expect: 'no login', faults: header({ typ: 'at+jwt' }) },
  { name: 'typ is logout+jwt', expect: 'no login', faults: header({ typ: 'logout+jwt' }) },
  { name: 'typ is absent', expect: 'login', faults: header({ typ: undefined }) },
]

const times: readonly Row[] = [
  {
    name: 'C67: iat a week ago, exp still to come',
    expect: 'no login',
    faults: claims(() => ({ iat: seconds() - 7 * 86_400 })),
  },
  { name: 'C67: no iat', expect: 'no login', faults: claims({ iat: undefined }) },
  {
    name: 'S29: iat one hour in the future',
    expect: 'no login',
    faults: claims(() => ({ iat: seconds() + 3600, exp: seconds() + 7200 })),
  },
  {
    name: 'S29: nbf one hour in the future',
    expect: 'no login',
    faults: claims(() => ({ nbf: seconds() + 3600, exp: seconds() + 7200 })),
  },
  {
    name: 'S29: iat twenty seconds in the future',
    expect: 'login',
    faults: claims(() => ({ iat: seconds() + 20 })),
  },
  {
    name: 'the ID Token expired two minutes ago',
    expect: 'no login',
    faults: claims(() => ({ iat: seconds() - 180, exp: seconds() - 120 })),
  },
  { name: 'the ID Token never expires', expect: 'no login', faults: claims({ exp: undefined }) },
]

const nonceAndHashes: readonly Row[] = [
  { name: 'C16: no nonce', expect: 'no login', faults: claims({ nonce: undefined }) },
  { name: 'C16: another nonce', expect: 'no login', faults: claims({ nonce: 'another' }) },
  { name: 'C22: at_hash of another token', expect: 'no login', faults: () => ({ atHash: 'wrong' }) },
  { name: 'C22: at_hash is no text', expect: 'no login', faults: claims({ at_hash: 7 }) },
  { name: 'C23: no at_hash', expect: 'login', faults: () => ({ atHash: 'absent' }) },
]

const subjects: readonly Row[] = [
  ...(
    [
      ['empty', ''],
      ['a blank', ' '],
      ['10 000 characters', 'x'.repeat(10_000)],
      ['256 characters', 'x'.repeat(256)],
      ['with a NUL', 'a\0b'],
    ] as const
  ).map(([what, sub]): Row => ({ name: `S32: sub is ${what}`, expect: 'no login', person: { sub } })),
  { name: 'S32: sub is a number', expect: 'no login', faults: claims({ sub: 12345 }) },
  { name: 'S32: no sub', expect: 'no login', faults: claims({ sub: undefined }) },
  { name: 'S32: sub of 255 characters', expect: 'login', person: { sub: 'y'.repeat(255) } },
  ...['\u00e1bc', 'a\u0301bc', 'abc', 'ABC', 'abc ', '名前', '👩‍🚀'].map((sub): Row => ({
    name: `S32: sub ${JSON.stringify(sub)} is stored exactly`,
    expect: 'login',
    person: { sub },
    then: ({ account }) => {
      expect(account.subject).toBe(sub)
    },
  })),
]

const tokenResponses: readonly Row[] = [
  { name: 'C31: no expires_in', expect: 'login', faults: tokens({ expires_in: undefined }) },
  { name: 'C31: no scope', expect: 'login', faults: tokens({ scope: undefined }) },
  { name: 'C31: expires_in as text', expect: 'login', faults: tokens({ expires_in: '3600' }) },
  { name: 'C31: expires_in of null', expect: 'login', faults: tokens({ expires_in: null }) },
  { name: 'C32: token_type bEARER', expect: 'login', faults: tokens({ token_type: 'bEARER' }) },
  { name: 'C32: no token_type', expect: 'no login', faults: tokens({ token_type: undefined }) },
  { name: 'C32: token_type DPoP', expect: 'no login', faults: tokens({ token_type: 'DPoP' }) },
  { name: 'C32: token_type mac', expect: 'no login', faults: tokens({ token_type: 'mac' }) },
  { name: 'C1 turned round: no ID Token', expect: 'no login', faults: () => ({ omitIdToken: true }) },
  { name: 'S38: no access_token', expect: 'no login', faults: tokens({ access_token: undefined }) },
  { name: 'S38: access_token is empty', expect: 'no login', faults: tokens({ access_token: '' }) },
  { name: 'S38: access_token has a blank', expect: 'no login', faults: tokens({ access_token: 'a b' }) },
  {
    name: 'S38: access_token has a line break',
    expect: 'no login',
    faults: tokens({ access_token: 'a\r\nb: c' }),
  },
  { name: 'S38: access_token is null', expect: 'no login', faults: tokens({ access_token: null }) },
]

const userInfos: readonly Row[] = [
  {
    name: 'C14: UserInfo is about somebody else',
    expect: 'no login',
    refusedAt: 'userinfo',
    faults: userinfo({ sub: 'somebody else' }),
  },
  {
    name: 'C14: UserInfo does not say about whom it is',
    expect: 'no login',
    refusedAt: 'userinfo',
    faults: userinfo({ sub: undefined }),
  },
  {
    name: 'C25: distributed claims point at an address of the attacker',
    expect: 'login',
    faults: (op) => {
      const distributed = {
        _claim_names: { email: 'src' },
        _claim_sources: { src: { endpoint: `${op.issuer}/trap`, access_token: 'x' } },
      }
      return { ...userinfo(distributed)(), ...claims(distributed)() }
    },
    then: ({ op, account }) => {
      expect(op.counts.other).toBe(0)
      expect(account.extraData).not.toContain('trap')
    },
  },
  {
    name: 'S40: UserInfo contradicts the ID Token',
    expect: 'login',
    faults: userinfo({ iss: 'https://elsewhere.example', exp: 1, aud: 'another', name: 'Newer Name' }),
    then: ({ op, account, user }) => {
      expect(account.issuer).toBe(op.issuer)
      expect(user.name).toBe('Newer Name')
    },
  },
  {
    name: 'S41: another address in UserInfo is not verified by the flag of the ID Token',
    expect: 'login',
    faults: () => ({
      idTokenClaims: (honest) => ({ ...honest, email: 'victim@example.test', email_verified: true }),
      userinfoClaims: (honest) => ({ ...honest, email: 'chosen@example.test', email_verified: undefined }),
    }),
    then: ({ user }) => {
      expect(user.provenEmail).toBeNull()
    },
  },
  {
    name: 'S41: nor is an address of the ID Token by the flag of UserInfo',
    expect: 'login',
    faults: () => ({
      idTokenClaims: (honest) => ({ ...honest, email: 'chosen@example.test', email_verified: undefined }),
      userinfoClaims: (honest) => ({ ...honest, email: undefined, email_verified: true }),
    }),
    then: ({ user }) => {
      expect(user.provenEmail).toBeNull()
    },
  },
  ...['false', 'no', 0, 1, null, [], undefined].map((word): Row => ({
    name: `S41: email_verified of ${word === undefined ? 'nothing' : JSON.stringify(word)} proves nothing`,
    expect: 'login',
    person: { email_verified: word },
    then: ({ user }) => {
      expect(user.provenEmail).toBeNull()
    },
  })),
  ...[true, 'true'].map((word): Row => ({
    name: `S41: email_verified of ${JSON.stringify(word)} proves the address`,
    expect: 'login',
    person: { email_verified: word },
    then: ({ user }) => {
      expect(user.provenEmail).not.toBeNull()
    },
  })),
]

const discoveries: readonly Row[] = [
  ...(
    [
      ['another host', () => 'https://elsewhere.example'],
      ['https for http', (issuer: string) => issuer.replace('http:', 'https:')],
      ['a longer path', (issuer: string) => `${issuer}/more`],
      ['a slash added', (issuer: string) => `${issuer}/`],
    ] as const
  ).map(([what, change]): Row => ({
    name: `C35: the metadata are of ${what}`,
    expect: 'no login',
    cold: true,
    refusedAt: 'start',
    faults: metadata((_honest, op) => ({ issuer: change(op.issuer) })),
  })),
  {
    name: 'C43: request objects are not used, also where the provider takes them',
    expect: 'login',
    cold: true,
    faults: metadata(() => ({ request_parameter_supported: true, request_uri_parameter_supported: true })),
    then: ({ op }) => {
      const sent = [...op.lastAuthorization.keys()]
      expect(sent).toContain('client_id')
      expect(sent.filter((name) => name.startsWith('request'))).toEqual([])
    },
  },
  {
    name: 'C44: mtls_endpoint_aliases are not for us',
    expect: 'login',
    cold: true,
    faults: metadata((_honest, op) => ({
      mtls_endpoint_aliases: { token_endpoint: `${op.issuer}/mtls`, userinfo_endpoint: `${op.issuer}/mtls` },
    })),
    then: ({ op }) => {
      expect(op.counts.other).toBe(0)
    },
  },
  {
    name: 'S11: the metadata say nothing of PKCE, S256 is sent all the same',
    expect: 'login',
    cold: true,
    faults: metadata(() => ({ code_challenge_methods_supported: undefined })),
    then: ({ op }) => {
      expect(op.lastAuthorization.get('code_challenge_method')).toBe('S256')
    },
  },
]

function callback(change: (params: URLSearchParams) => void): () => Faults {
  return () => ({
    callback: (params) => {
      const changed = new URLSearchParams(params)
      change(changed)
      return changed
    },
  })
}

const callbacks: readonly Row[] = (
  [
    [
      'C61: the callback has no state',
      (params: URLSearchParams) => {
        params.delete('state')
      },
    ],
    [
      'C61: the state is altered',
      (params: URLSearchParams) => {
        params.set('state', 'A'.repeat(43))
      },
    ],
    [
      'C62: iss names another issuer',
      (params: URLSearchParams) => {
        params.set('iss', 'https://elsewhere.example')
      },
    ],
    [
      'C62: no iss, although the metadata promise it',
      (params: URLSearchParams) => {
        params.delete('iss')
      },
    ],
    [
      'S13: an error and a code',
      (params: URLSearchParams) => {
        params.set('error', 'access_denied')
      },
    ],
    [
      'the code is empty',
      (params: URLSearchParams) => {
        params.set('code', '')
      },
    ],
    [
      'the code has 9000 characters',
      (params: URLSearchParams) => {
        params.set('code', 'x'.repeat(9000))
      },
    ],
    [
      'the callback has no code',
      (params: URLSearchParams) => {
        params.delete('code')
      },
    ],
  ] as const
).map(([name, change]): Row => ({
  name,
  expect: 'no login',
  refusedAt: 'callback',
  faults: callback(change),
}))

/** The whole table. */
export const ROWS: readonly Row[] = [
  ...issuerAndAudience,
  ...signatures,
  ...times,
  ...nonceAndHashes,
  ...subjects,
  ...tokenResponses,
  ...userInfos,
  ...discoveries,
  ...callbacks,
]
