import type { Preset } from './preset.js'

export const salesforce: Preset = {
  provider: 'Salesforce',
  registration:
    'Setup, App Manager, your app, OAuth settings, "Callback URL", with the scopes openid, profile and email',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Salesforce',
    icon: 'salesforce',
    issuer: 'https://{domain}',
    extraClaims: ['organization_id'],
  },
  parameters: {
    domain: {
      description:
        'login.salesforce.com, test.salesforce.com for sandboxes, or your own domain, such as acme.my.salesforce.com',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      defaultValue: 'login.salesforce.com',
    },
  },
  quirks: [
    'The subject is a URL that contains the IDs of the organization and of the user. Each domain is a separate issuer, so another domain leads to other accounts.',
    'login.salesforce.com signs in the users of every organization. To accept only yours, use your own domain, or set "requiredValues": { "organization_id": "00D…" }.',
    'The user name looks like an address, but need not be one that receives email.',
    'Administrators of an organization set the addresses of its users, so "trustEmail" is off; email_verified is in UserInfo.',
    'The token response also contains instance_url, id and signature, which are ignored.',
  ],
}
