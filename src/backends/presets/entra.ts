import type { Parameter, Preset } from './preset.js'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const domain: Parameter = {
  description:
    'the host of your national cloud: login.microsoftonline.com, login.microsoftonline.us or login.partner.microsoftonline.cn',
  pattern: /^login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)$/,
  defaultValue: 'login.microsoftonline.com',
}

const fields = { kind: 'oidc', label: 'Microsoft', icon: 'microsoft' }

const quirks = [
  'There is no email_verified, and the claim "email" is what an administrator wrote; no address from Microsoft counts as proven.',
  'The subject is of this application: a person has another one with another client id. Keep the registration when you move.',
  'Names and addresses are told in the ID Token; UserInfo, which is Microsoft Graph, adds little.',
  'preferred_username is an address that can change or be given to somebody else; it is only a wish for a user name.',
]

/** Microsoft Entra ID, formerly Azure AD: the people of one tenant. */
export const entra: Preset = {
  fields: { ...fields, issuer: 'https://{domain}/{tenant}/v2.0' },
  parameters: {
    tenant: {
      description: 'the directory (tenant) ID, a GUID in lower case, not the name of a domain',
      pattern: GUID,
    },
    domain,
  },
  quirks: [
    ...quirks,
    'The tenant must be its GUID: with the name of a domain the metadata are of another issuer than asked for.',
  ],
}

/** Microsoft Entra ID: the people of several tenants, or of any. */
export const entraMultitenant: Preset = {
  fields: {
    ...fields,
    issuer: 'https://{domain}/{tenant}/v2.0',
    issuerTemplate: 'https://{domain}/{tenantid}/v2.0',
    subjectClaims: ['tid', 'sub'],
  },
  parameters: {
    tenant: {
      description: '"organizations" for work and school accounts, or "common" for personal ones too',
      pattern: /^(?:organizations|common)$/,
      defaultValue: 'organizations',
    },
    domain,
  },
  quirks: [
    ...quirks,
    'The metadata have a template for an issuer, {tenantid} and all; a token must be of that template with its own "tid" in it, and signed by a key of that issuer.',
    'Anybody can make a tenant, so "allowedTenants" must say which are let in, or be "any".',
    'Accounts are kept under tid and sub together, as tid/sub, so that no tenant can speak for the people of another.',
  ],
}

/** Microsoft accounts of private persons: Outlook, Hotmail, Xbox. */
export const entraPersonal: Preset = {
  fields: {
    ...fields,
    // The one tenant of all private persons, which the metadata of "consumers" name as their issuer.
    issuer: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
  },
  quirks: [...quirks, 'Private persons are all of one tenant, whose id is always the same.'],
}
