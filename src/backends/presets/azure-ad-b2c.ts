import type { Preset } from './preset.js'

export const azureAdB2c: Preset = {
  provider: 'Azure AD B2C, one user flow',
  registration: 'Azure AD B2C, App registrations, your application, Authentication, Web, "Redirect URIs"',
  requestedData: 'nothing: the user flow says what is shared',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'Microsoft',
    icon: 'microsoft',
    issuer: 'https://{domain}/tfp/{tenant}/{policy}/v2.0/',
    scopes: ['openid'],
    claims: { email: 'emails.0' },
  },
  parameters: {
    tenant: {
      description: 'the directory (tenant) ID, a GUID in lower case',
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      example: '775527ff-9a37-4307-8b3d-cc311f58d925',
    },
    domain: {
      description: 'the domain of your tenant, such as acme.b2clogin.com, or your own domain',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'acme.b2clogin.com',
    },
    policy: {
      description: 'the name of the user flow or policy, as the issuer in its metadata has it',
      pattern: /^B2C_1A?_[\w-]+$/i,
      example: 'b2c_1_sign_in',
    },
  },
  quirks: [
    'In the user flow, under "Token compatibility settings", the "Issuer (iss) claim" must be the one with /tfp/, which is the only one that has its metadata below it.',
    'There is no UserInfo. The ID Token has the claims that are ticked under "Application claims": tick Display Name, Email Addresses, Given Name and Surname.',
    'Addresses are the list "emails", and the first one is used. Nothing says that it is verified, so no address counts as proven. If your user flow verifies every address, set "emailVerified": true and "trustEmail": true.',
    'A user who cancels, or who has forgotten the password, comes back with the error access_denied.',
    'Microsoft sells Azure AD B2C to existing customers only.',
  ],
}
