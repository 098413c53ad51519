import { type Accent, without } from './oidc-accent.js'

const TENANT = '775527ff-9a37-4307-8b3d-cc311f58d925'
const BASE = 'https://acme.b2clogin.com/acme.onmicrosoft.com/b2c_1_sign_in'
const ISSUER = `https://acme.b2clogin.com/tfp/${TENANT}/b2c_1_sign_in/v2.0/`
const SUBJECT = '884408e1-2918-4cz0-b12d-3aa027d7563b'

/** https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview and .../openid-connect */
export const azureAdB2c: Accent = {
  backend: {
    preset: 'azure-ad-b2c',
    tenant: TENANT,
    domain: 'acme.b2clogin.com',
    policy: 'b2c_1_sign_in',
    trustEmail: true,
  },
  metadata: {
    issuer: ISSUER,
    authorization_endpoint: `${BASE}/oauth2/v2.0/authorize`,
    token_endpoint: `${BASE}/oauth2/v2.0/token`,
    end_session_endpoint: `${BASE}/oauth2/v2.0/logout`,
    jwks_uri: `${BASE}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    response_types_supported: ['code', 'code id_token', 'code token', 'id_token', 'token', 'token id_token'],
    scopes_supported: ['openid'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['name', 'given_name', 'family_name', 'emails', 'idp', 'sub', 'tfp', 'iss', 'iat'],
  },
  clientAuthentication: 'client_secret_basic',
  person: { sub: SUBJECT },
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    ver: '1.0',
    emails: ['jane@acme.example', 'jane@home.example'],
    name: 'Jane Doe',
    given_name: 'Jane',
    family_name: 'Doe',
    tfp: 'B2C_1_sign_in',
    nbf: claims['iat'],
  }),
  tokenResponse: (response) => ({
    ...without(response, 'refresh_token'),
    not_before: 1_644_254_945,
    id_token_expires_in: 3600,
    profile_info: 'eyJ2ZXIiOiIxLjAifQ',
  }),
  expected: {
    subject: SUBJECT,
    email: 'jane@acme.example',
    proven: false,
    username: 'jane',
    name: 'Jane Doe',
    userInfoRequests: 0,
    asked: { scope: 'openid' },
  },
  broken: [
    {
      quirk: 'the user flow has the issuer without /tfp/',
      faults: (moved) => ({
        discoveryDocument: (document) => ({
          ...document,
          issuer: moved(`https://acme.b2clogin.com/${TENANT}/v2.0/`),
        }),
      }),
      code: 'provider_misconfigured',
      detail: `the metadata: they name the issuer "https://acme.b2clogin.com/${TENANT}/v2.0/"`,
    },
  ],
}
