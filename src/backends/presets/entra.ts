import type { Parameter, Preset } from './preset.js'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const domain: Parameter = {
  description:
    'the host of your national cloud: login.microsoftonline.com, login.microsoftonline.us or login.partner.microsoftonline.cn',
  pattern: /^login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)$/,
  defaultValue: 'login.microsoftonline.com',
}

const fields = { kind: 'oidc', label: 'Microsoft', icon: 'microsoft', reauthentication: 'login' }

const quirks = [
  'There is no email_verified, and the claim "email" is a value that an administrator entered; no address from Microsoft counts as proven.',
  'The subject is specific to the application: a user has another one with another client ID. Keep the registration when you migrate.',
  'Names and addresses are in the ID Token; UserInfo, which is Microsoft Graph, adds little.',
  'ID Tokens have no auth_time unless you add it as an optional claim of the application; then set "reauthentication": "auth_time", so that Microsoft proves that users have signed in again.',
  'preferred_username is an address that can change or be given to another user; it is only a suggestion for a user name.',
]

/** Microsoft Entra ID, formerly Azure AD, for the users of one tenant. */
export const entra: Preset = {
  provider: 'Microsoft Entra ID, one tenant',
  registration:
    'App registrations, Authentication, Add a platform, Web. Supported account types: this directory only',
  requestedData: 'name, picture and email address',
  omitsEmailVerified: true,
  fields: { ...fields, issuer: 'https://{domain}/{tenant}/v2.0' },
  parameters: {
    tenant: {
      description: 'the directory (tenant) ID, a GUID in lower case, not the name of a domain',
      pattern: GUID,
      example: '8eaef023-2b34-4da1-9baa-8bc8c9d6a490',
    },
    domain,
  },
  quirks: [
    ...quirks,
    'The tenant must be a GUID: with the name of a domain, the metadata name a different issuer.',
  ],
}

/** Microsoft Entra ID for the users of several tenants, or of any tenant. */
export const entraMultitenant: Preset = {
  provider: 'Microsoft Entra ID, several tenants',
  registration:
    'App registrations, Authentication, Add a platform, Web. Supported account types: any directory, with or without personal accounts',
  requestedData: 'name, picture and email address',
  example: {
    allowedTenants: ['8eaef023-2b34-4da1-9baa-8bc8c9d6a490', '3338040d-6c67-4c5b-b112-36a304b66dad'],
  },
  fields: {
    ...fields,
    issuer: 'https://{domain}/{tenant}/v2.0',
    issuerTemplate: 'https://{domain}/{tenantid}/v2.0',
    subjectClaims: ['tid', 'sub'],
  },
  parameters: {
    tenant: {
      description: '"organizations" for work and school accounts, or "common" to include personal ones',
      pattern: /^(?:organizations|common)$/,
      defaultValue: 'organizations',
    },
    domain,
  },
  quirks: [
    ...quirks,
    'The issuer in the metadata is a template with {tenantid}. The issuer of a token must be that template filled with its own "tid", and a key of that issuer must have signed it.',
    'Anyone can create a tenant, so "allowedTenants" must list the tenants that may sign in, or be "any".',
    'Accounts are identified by tid and sub together, as tid/sub, so that no tenant can sign in users of another tenant.',
  ],
}

/** Personal Microsoft accounts: Outlook, Hotmail, Xbox. */
export const entraPersonal: Preset = {
  provider: 'Microsoft, personal accounts',
  registration:
    'App registrations, Authentication, Add a platform, Web. Supported account types: personal accounts only',
  requestedData: 'name, picture and email address',
  fields: {
    ...fields,
    // The one tenant of all personal accounts; the metadata of "consumers" name it as their issuer.
    issuer: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
  },
  quirks: [...quirks, 'All personal accounts belong to one tenant, whose ID is always the same.'],
}
