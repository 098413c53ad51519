import { message } from '../../locales/messages.js'
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
      description: message('presetParameter.paypal.domain'),
      pattern: /^(?:sandbox\.)?paypal\.com$/,
      defaultValue: 'paypal.com',
    },
  },
}
