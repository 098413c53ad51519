import type { Preset } from './preset.js'

export const franceconnect: Preset = {
  provider: 'FranceConnect (version 2)',
  registration: 'partenaires.franceconnect.gouv.fr, your service, the redirect URIs for sign-in and logout',
  requestedData: 'name and email address',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'FranceConnect',
    icon: 'franceconnect',
    issuer: 'https://{domain}/api/v2',
    clientAuthentication: 'client_secret_post',
    pkce: false,
    scopes: ['openid', 'given_name', 'family_name', 'email'],
    authorizationParams: { acr_values: 'eidas1' },
  },
  parameters: {
    domain: {
      description: 'oidc.franceconnect.gouv.fr, or fcp-low.sbx.dev-franceconnect.fr for tests',
      pattern: /^(?:oidc\.franceconnect\.gouv\.fr|fcp-low\.(?:sbx|integ01)\.dev-franceconnect\.fr)$/,
      defaultValue: 'oidc.franceconnect.gouv.fr',
    },
  },
  quirks: [
    'An authorization request with an unknown parameter is refused, and the parameters of PKCE are unknown, so PKCE is off. The nonce still binds the response to the sign-in.',
    'acr_values is required. This is FranceConnect (eidas1); FranceConnect+ also encrypts its tokens.',
    'UserInfo is a signed JWT, which is verified. Choose RS256 or ES256 as the signature of your service: with HS256, the default, the client secret would sign.',
    'The ID Token contains nothing about the user but the subject, which is specific to your service.',
    'Codes are valid for 30 seconds, and access tokens for one minute. There is no refresh token.',
    'The address comes from the identity provider of the user, and nothing says that it is verified.',
    'Other data of the "identité pivot" (birthdate, gender, birthplace, birthcountry) need "extraScopes" and a permission of FranceConnect. preferred_username is the name in use of a person, and not a user name.',
    'The button must look as FranceConnect prescribes; the one on our pages does not.',
  ],
}
