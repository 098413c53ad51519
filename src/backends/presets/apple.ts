import type { Preset } from './preset.js'

export const apple: Preset = {
  provider: 'Apple',
  registration:
    'Certificates, Identifiers & Profiles, Identifiers, Services IDs, Sign in with Apple, "Return URLs" (https only)',
  requestedData: 'name and email address, which they may hide',
  details: 'backends.md#apple',
  fields: {
    kind: 'oidc',
    label: 'Apple',
    icon: 'apple',
    issuer: 'https://appleid.apple.com',
    clientAuthentication: 'client_secret_post',
    scopes: ['openid', 'email', 'name'],
    responseMode: 'form_post',
    userInFormPost: true,
    trustEmail: true,
    extraClaims: ['is_private_email'],
  },
  quirks: [
    'The client secret is a JWT that Portcullis signs with a key from Apple: "clientKey" has the team, the key ID and the key.',
    'With a scope for name or address, the response is a form (form_post) from another site.',
    'The name is sent once, at the first consent, unsigned in the form field "user". Later sign-ins do not erase it.',
    'There is no UserInfo endpoint: all other claims are in the ID Token.',
    'email_verified and is_private_email are the text "true" instead of a boolean.',
    'Users who hide their address get one at privaterelay.appleid.com; email to it must come from a domain registered at Apple.',
    'A cancelled sign-in has the error code user_cancelled_authorize.',
  ],
}
