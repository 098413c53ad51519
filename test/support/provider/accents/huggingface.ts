import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://huggingface.co'
const PERSON = {
  sub: '62f264b9f3c90f4b6514a269',
  name: 'Julien Example',
  preferred_username: 'julien',
  profile: `${BASE}/julien`,
  picture: `${BASE}/avatars/julien.svg`,
  email: 'julien@acme.example',
  email_verified: true,
  isPro: false,
  orgs: [{ sub: '5e67bdd61009063689407479', name: 'Acme', preferred_username: 'acme', roleInOrg: 'write' }],
}

/** https://huggingface.co/docs/hub/oauth and https://huggingface.co/.well-known/openid-configuration */
export const huggingface: Accent = {
  backend: { preset: 'huggingface' },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/oauth/authorize`,
    token_endpoint: `${BASE}/oauth/token`,
    userinfo_endpoint: `${BASE}/oauth/userinfo`,
    jwks_uri: `${BASE}/oauth/jwks`,
    scopes_supported: ['openid', 'profile', 'email', 'read-repos', 'read-billing', 'inference-api'],
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({ ...without(claims, 'sid'), ...without(PERSON, 'sub', 'orgs') }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'julien',
    name: 'Julien Example',
  },
  broken: [
    {
      quirk: 'UserInfo is about somebody else',
      faults: () => ({ userinfoClaims: (claims) => ({ ...claims, sub: '5e67bdd61009063689407479' }) }),
      code: 'identity_rejected',
      detail: 'the UserInfo response: sub is not that of the token',
    },
  ],
}
