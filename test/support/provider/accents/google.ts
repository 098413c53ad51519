import { type Accent, without } from './oidc-accent.js'

const PERSON = {
  sub: '110169484474386276334',
  name: 'Jane Doe',
  given_name: 'Jane',
  family_name: 'Doe',
  picture: 'https://lh3.googleusercontent.com/a/photo=s96-c',
  email: 'janedoe@acme.example',
  email_verified: true,
  hd: 'acme.example',
}

/** https://developers.google.com/identity/openid-connect/openid-connect */
export const google: Accent = {
  backend: { preset: 'google', requiredValues: { hd: 'acme.example' } },
  metadata: {
    issuer: 'https://accounts.google.com',
    authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    device_authorization_endpoint: 'https://oauth2.googleapis.com/device/code',
    token_endpoint: 'https://oauth2.googleapis.com/token',
    userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
    revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
    response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token', 'none'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'picture', 'sub'],
    code_challenge_methods_supported: ['plain', 'S256'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  tokenIssuer: 'accounts.google.com',
  idToken: (claims) => ({
    ...without(claims, 'sid', 'auth_time'),
    azp: claims['aud'],
    email: PERSON.email,
    email_verified: 'true',
    hd: PERSON.hd,
  }),
  tokenResponse: (response) => without(response, 'refresh_token'),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'janedoe',
    name: 'Jane Doe',
  },
  broken: [
    {
      quirk: 'a third spelling of the issuer',
      faults: () => ({ idTokenClaims: (claims) => ({ ...claims, iss: 'accounts.google.org' }) }),
      code: 'identity_rejected',
      detail: 'the ID Token: iss is "accounts.google.org", which is neither',
    },
    {
      quirk: 'a person of another organisation, although hd was asked for',
      faults: () => ({ userinfoClaims: (claims) => ({ ...claims, hd: 'other.example' }) }),
      code: 'not_allowed',
      detail: 'the claim hd must say "acme.example"',
    },
  ],
}
