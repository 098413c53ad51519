import { type Accent, without } from './oidc-accent.js'

const PERSON = {
  sub: '782bbtaQ',
  name: 'John Doe',
  given_name: 'John',
  family_name: 'Doe',
  picture: 'https://media.licdn-ei.com/dms/image/photo.jpg',
  locale: { country: 'US', language: 'en' },
  email: 'doe@email.example',
  email_verified: 'true',
}

/** https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2 */
export const linkedin: Accent = {
  backend: { preset: 'linkedin' },
  metadata: {
    issuer: 'https://www.linkedin.com/oauth',
    authorization_endpoint: 'https://www.linkedin.com/oauth/v2/authorization',
    token_endpoint: 'https://www.linkedin.com/oauth/v2/accessToken',
    userinfo_endpoint: 'https://api.linkedin.com/v2/userinfo',
    jwks_uri: 'https://www.linkedin.com/oauth/openid/jwks',
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email'],
    claims_supported: ['iss', 'aud', 'iat', 'exp', 'sub', 'name', 'picture', 'email', 'email_verified'],
  },
  clientAuthentication: 'client_secret_post',
  person: PERSON,
  tokenIssuer: 'https://www.linkedin.com',
  refusesPkce: 'token',
  idToken: (claims) => ({
    ...without(claims, 'nonce', 'at_hash', 'sid', 'auth_time'),
    name: PERSON.name,
    locale: 'en_US',
  }),
  tokenResponse: (response) => ({ ...without(response, 'refresh_token'), scope: 'email,openid,profile' }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'doe',
    name: 'John Doe',
    asked: { nonce: null, code_challenge: null, code_challenge_method: null },
  },
  broken: [
    {
      quirk: 'PKCE is used, as everywhere else',
      fields: { pkce: true },
      code: 'provider_misconfigured',
      detail: 'the token request: error invalid_client',
    },
    {
      quirk: 'a nonce is demanded, as everywhere else',
      fields: { nonce: true },
      code: 'identity_rejected',
      detail: 'the ID Token: nonce is missing',
    },
    {
      quirk: 'a nonce that nobody sent',
      faults: () => ({ idTokenClaims: (claims) => ({ ...claims, nonce: 'of another sign-in' }) }),
      code: 'identity_rejected',
      detail: 'the ID Token: it has a nonce, but none was sent',
    },
    {
      quirk: 'the client authentication is by header',
      fields: { clientAuthentication: 'client_secret_basic' },
      code: 'provider_misconfigured',
      detail:
        'the token request: error invalid_client: the client ID, the client secret or "clientAuthentication" is wrong',
    },
    {
      quirk: 'the issuer of the documentation is not known',
      fields: { issuerAliases: [] },
      code: 'identity_rejected',
      detail: 'the ID Token: iss is "https://www.linkedin.com", not "https://www.linkedin.com/oauth"',
    },
  ],
}
