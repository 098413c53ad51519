import type { Preset } from './preset.js'

export const apple: Preset = {
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
    'The client secret is a JWT that we sign with a key from Apple: "clientKey" has the team, the key id and the key.',
    'With a scope for name or address the answer comes as a form (form_post), from another site.',
    'The name comes once, at the first consent, unsigned in the form field "user". Later sign-ins do not erase it.',
    'There is no UserInfo: all else is in the ID Token.',
    'Truth is written as the text "true": email_verified, is_private_email.',
    'Who hides their address gets one at privaterelay.appleid.com; mail to it must come from a domain registered there.',
    'A cancelled sign-in is called user_cancelled_authorize.',
  ],
}
