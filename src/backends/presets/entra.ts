import { message } from '../../locales/messages.js'
import type { Parameter, Preset } from './preset.js'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const domain: Parameter = {
  description: message('presetParameter.entra.domain'),
  pattern: /^login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)$/,
  defaultValue: 'login.microsoftonline.com',
}

const fields = { kind: 'oidc', label: 'Microsoft', icon: 'microsoft', reauthentication: 'login' }

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
      description: message('presetParameter.entra.tenant'),
      pattern: GUID,
      example: '8eaef023-2b34-4da1-9baa-8bc8c9d6a490',
    },
    domain,
  },
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
      description: message('presetParameter.entra-multitenant.tenant'),
      pattern: /^(?:organizations|common)$/,
      defaultValue: 'organizations',
    },
    domain,
  },
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
}
