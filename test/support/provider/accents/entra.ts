import type { Claims } from '../../../../src/testing/provider/faults.js'
import { type Accent, without } from './oidc-accent.js'

export const CONTOSO = '8eaef023-2b34-4da1-9baa-8bc8c9d6a490'
export const FABRIKAM = '3338040d-6c67-4c5b-b112-36a304b66dad'
const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad'
const HOST = 'https://login.microsoftonline.com'

const ADELE = {
  sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
  name: 'Adele Vance',
  given_name: 'Adele',
  family_name: 'Vance',
  picture: 'https://graph.microsoft.com/v1.0/me/photo/$value',
  email: 'AdeleV@contoso.onmicrosoft.com',
}

function metadata(tenant: string, issuer: string): Claims {
  return {
    token_endpoint: `${HOST}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${HOST}/${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer,
    request_uri_parameter_supported: false,
    userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    authorization_endpoint: `${HOST}/${tenant}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${HOST}/${tenant}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${HOST}/${tenant}/oauth2/v2.0/logout`,
    tenant_region_scope: null,
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
  }
}

/** A v2.0 ID Token of somebody of this tenant, after Microsoft's reference of ID Token claims. */
export function tokenOf(tenant: string): (claims: Claims) => Claims {
  return (claims) => ({
    ...without(claims, 'auth_time', 'at_hash'),
    iss: `${HOST}/${tenant}/v2.0`,
    ver: '2.0',
    tid: tenant,
    oid: '00000000-0000-0000-66f3-3332eca7ea81',
    name: ADELE.name,
    preferred_username: ADELE.email,
    email: ADELE.email,
    rh: '0.AAAAI_CujjQroU2bqovIydakkA',
    uti: 'fqiBqXLPj0eQa82S-IYFAA',
  })
}

const plain = { clientAuthentication: 'client_secret_basic', person: ADELE } as const

const expected = { email: ADELE.email, proven: false, username: 'adelev', name: 'Adele Vance' }

/** https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc */
export const entra: Accent = {
  ...plain,
  backend: { preset: 'entra', tenant: CONTOSO },
  metadata: metadata(CONTOSO, `${HOST}/${CONTOSO}/v2.0`),
  idToken: tokenOf(CONTOSO),
  expected: { ...expected, subject: ADELE.sub },
  broken: [
    {
      quirk: 'a person of another tenant',
      faults: (moved) => ({
        idTokenClaims: (claims) => ({ ...claims, tid: FABRIKAM, iss: moved(`${HOST}/${FABRIKAM}/v2.0`) }),
      }),
      code: 'identity_rejected',
      detail: `iss is "${HOST}/${FABRIKAM}/v2.0"`,
    },
    {
      quirk: 'a domain for a tenant, so that the metadata are of the GUID',
      faults: (moved) => ({
        discoveryDocument: (document) => ({ ...document, issuer: moved(`${HOST}/${FABRIKAM}/v2.0`) }),
      }),
      code: 'provider_misconfigured',
      detail: `the metadata: they name the issuer "${HOST}/${FABRIKAM}/v2.0"`,
    },
  ],
}

/** The same, for people of several tenants. */
export const entraMultitenant: Accent = {
  ...plain,
  backend: { preset: 'entra-multitenant', allowedTenants: [CONTOSO, CONSUMERS] },
  metadata: metadata('organizations', `${HOST}/{tenantid}/v2.0`),
  keyIssuer: `${HOST}/{tenantid}/v2.0`,
  idToken: tokenOf(CONTOSO),
  expected: { ...expected, subject: `${CONTOSO}/${ADELE.sub}`, issuer: `${HOST}/${CONTOSO}/v2.0` },
  broken: [
    {
      quirk: 'S77: the tenant is not among the allowed',
      faults: (moved) => ({
        idTokenClaims: (claims) => ({ ...claims, tid: FABRIKAM, iss: moved(`${HOST}/${FABRIKAM}/v2.0`) }),
      }),
      code: 'not_allowed',
      detail: `the ID Token: tid is "${FABRIKAM}", which is not in "allowedTenants"`,
    },
    {
      quirk: 'S77: iss is of another tenant than tid',
      faults: (moved) => ({
        idTokenClaims: (claims) => ({ ...claims, iss: moved(`${HOST}/${FABRIKAM}/v2.0`) }),
      }),
      code: 'identity_rejected',
      detail: `the ID Token: iss is "${HOST}/${FABRIKAM}/v2.0", but with this tid it must be "${HOST}/${CONTOSO}/v2.0"`,
    },
    {
      quirk: 'S77: no tid',
      faults: () => ({ idTokenClaims: (claims) => ({ ...claims, tid: undefined }) }),
      code: 'identity_rejected',
      detail: 'the ID Token: tid is missing',
    },
    {
      quirk: 'iss is the template itself',
      faults: (moved) => ({
        idTokenClaims: (claims) => ({ ...claims, tid: '{tenantid}', iss: moved(`${HOST}/{tenantid}/v2.0`) }),
      }),
      code: 'identity_rejected',
      detail: 'the ID Token: tid is not a tenant ID',
    },
    {
      quirk: 'the metadata are of one tenant',
      faults: (moved) => ({
        discoveryDocument: (document) => ({ ...document, issuer: moved(`${HOST}/${CONTOSO}/v2.0`) }),
      }),
      code: 'provider_misconfigured',
      detail: `the metadata: they name the issuer "${HOST}/${CONTOSO}/v2.0", which is not exactly "issuerTemplate"`,
    },
    {
      quirk: 'no template in the definition',
      fields: { issuerTemplate: null, allowedTenants: [], subjectClaims: ['sub'] },
      code: 'provider_misconfigured',
      detail: 'has a placeholder in braces; write it as "issuerTemplate"',
    },
    {
      quirk: 'the token is signed with a key of another issuer',
      faults: (moved) => ({ keyIssuer: moved(`${HOST}/${CONSUMERS}/v2.0`) }),
      code: 'identity_rejected',
      detail: `the ID Token: signed with a key of the issuer "${HOST}/${CONSUMERS}/v2.0"`,
    },
  ],
}

/** Microsoft accounts of private persons. */
export const entraPersonal: Accent = {
  ...plain,
  backend: { preset: 'entra-personal' },
  metadata: metadata('consumers', `${HOST}/${CONSUMERS}/v2.0`),
  idToken: tokenOf(CONSUMERS),
  expected: { ...expected, subject: ADELE.sub },
  broken: [
    {
      quirk: 'a work account',
      faults: (moved) => ({
        idTokenClaims: (claims) => ({ ...claims, tid: CONTOSO, iss: moved(`${HOST}/${CONTOSO}/v2.0`) }),
      }),
      code: 'identity_rejected',
      detail: `iss is "${HOST}/${CONTOSO}/v2.0"`,
    },
  ],
}
