import type { Preset } from './preset.js'

export const paypal: Preset = {
  provider: 'PayPal',
  registration:
    'developer.paypal.com, Apps & Credentials, your app, the advanced settings of its sign-in with PayPal, "Return URL", with the attributes full name and email',
  requestedData: 'name and email address',
  fields: {
    kind: 'oauth2',
    label: 'PayPal',
    icon: 'paypal',
    authorizationEndpoint: 'https://www.{domain}/signin/authorize',
    tokenEndpoint: 'https://api-m.{domain}/v1/oauth2/token',
    userInfoEndpoint: 'https://api-m.{domain}/v1/identity/oauth2/userinfo?schema=paypalv1.1',
    authorizationParams: { flowEntry: 'static' },
    pkce: false,
    scopes: ['openid', 'profile', 'email'],
    subject: 'user_id',
    claims: { email: 'emails.0.value' },
  },
  parameters: {
    domain: {
      description: 'paypal.com, or sandbox.paypal.com for tests',
      pattern: /^(?:sandbox\.)?paypal\.com$/,
      defaultValue: 'paypal.com',
    },
  },
  quirks: [
    'The ID Token of PayPal is not used: its metadata name the same addresses for the sandbox and for production. The profile comes from the API.',
    'The identifier is "user_id", a URL. The sandbox has other users.',
    'Addresses are a list, and the first one is used. The app decides whether users with an unconfirmed address may sign in, so no address counts as proven.',
    'The documentation does not mention PKCE, so it is off. The state, the browser cookie and the client secret still protect against a stolen code.',
  ],
}
