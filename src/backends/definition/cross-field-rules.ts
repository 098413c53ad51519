import { checkClientKey } from './client-key.js'
import { FIELDS_BY_KIND } from './fields.js'
import type { AddIssue, RawDefinition } from './shared-fields.js'
import { endpointProblem, issuerProblem } from './validators.js'

/** Reports what concerns several fields at once, or depends on the surroundings; whatever their types are. */
export function checkDefinition(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const clientCredential = fields['clientSecret'] ?? fields['clientKey'] ?? null
  if (
    clientCredential === null &&
    !['none', 'private_key_jwt'].includes(String(fields['clientAuthentication']))
  ) {
    const instead = fields['kind'] === 'oauth2' ? '' : ', or prove it by a "clientKey"'
    addIssue(
      'clientSecret',
      `is missing; add it, or set clientAuthentication to "none" for a public client${instead}`,
    )
  }
  if (fields['linkByVerifiedEmail'] === true && fields['trustEmail'] !== true) {
    addIssue(
      'linkByVerifiedEmail',
      'needs "trustEmail": true; add that if the provider verifies addresses, or remove this',
    )
  }
  // Without a secret and without PKCE, whoever sees a code could redeem it.
  if (fields['clientAuthentication'] === 'none' && fields['pkce'] === false) {
    addIssue('pkce', 'may not be off for a public client; remove it, or add a client secret')
  }
  checkEndpoints(fields, allowInsecure, addIssue)
  if (fields['kind'] === 'oauth2') checkOAuth2(fields, addIssue)
  else checkOidc(fields, allowInsecure, addIssue)
}

function checkOidc(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const problem = typeof fields['issuer'] === 'string' ? issuerProblem(fields['issuer'], allowInsecure) : null
  if (problem !== null) addIssue('issuer', problem)
  if (fields['userInFormPost'] === true && fields['responseMode'] !== 'form_post') {
    addIssue('userInFormPost', 'needs "responseMode": "form_post"; add that, or remove this')
  }
  const params = fields['authorizationParams']
  if (
    fields['silentSignIn'] === true &&
    typeof params === 'object' &&
    params !== null &&
    'prompt' in params
  ) {
    addIssue(
      'silentSignIn',
      'asks with "prompt=none", and authorizationParams has another "prompt"; remove one of them',
    )
  }
  checkClientKey(fields, addIssue)
  const introspects = fields['introspection'] === true
  if (introspects && fields['clientAuthentication'] === 'none') {
    addIssue('introspection', 'needs a client secret, and a public client has none; remove it')
  }
  const exchangesTokens = introspects || (fields['audience'] ?? null) !== null
  if (!exchangesTokens && Object.hasOwn(fields, 'requiredScope')) {
    addIssue(
      'requiredScope',
      'is about the trade of access tokens; add "audience" or "introspection", or remove it',
    )
  }
  checkQuirks(fields, allowInsecure, addIssue)
}

function checkEndpoints(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const knownFields = FIELDS_BY_KIND[fields['kind'] === 'oauth2' ? 'oauth2' : 'oidc']
  for (const [name, { isEndpoint }] of knownFields) {
    const endpoint = isEndpoint ? fields[name] : null
    const problem = typeof endpoint === 'string' ? endpointProblem(endpoint, allowInsecure) : null
    if (problem !== null) addIssue(name, problem)
  }
}

function checkOAuth2(fields: RawDefinition, addIssue: AddIssue): void {
  if ((fields['appSecretProof'] ?? null) !== null && fields['clientAuthentication'] === 'none') {
    addIssue('appSecretProof', 'needs a client secret, and a public client has none; remove it')
  }
  checkVerification(fields, addIssue)
  checkRevocation(fields, addIssue)
}

/** Who believes that addresses are verified must be told so by somebody. */
function checkVerification(fields: RawDefinition, addIssue: AddIssue): void {
  const [emailVerified, emailsEndpoint] = [fields['emailVerified'] ?? null, fields['emailsEndpoint'] ?? null]
  if (emailVerified !== null && emailsEndpoint !== null)
    addIssue('emailVerified', 'says nothing beside "emailsEndpoint", whose list tells it; remove one of them')
  if (emailVerified !== null || emailsEndpoint !== null) return
  const remedy = 'add "emailVerified" or "emailsEndpoint", or remove this'
  if (fields['trustEmail'] === true)
    addIssue('trustEmail', `has nothing to trust, since no word says that an address is verified; ${remedy}`)
  if (Array.isArray(fields['allowedDomains']) && fields['allowedDomains'].length > 0)
    addIssue('allowedDomains', `lets nobody in, since no word says that an address is verified; ${remedy}`)
}

function checkRevocation(fields: RawDefinition, addIssue: AddIssue): void {
  const { revocation, revocationEndpoint, clientAuthentication } = fields
  if (revocation === undefined) return
  if ((revocationEndpoint ?? null) === null)
    addIssue(
      'revocation',
      'says how tokens are revoked, and "revocationEndpoint" is missing; add it, or remove this',
    )
  if (revocation === 'delete_as_client' && clientAuthentication === 'none')
    addIssue('revocation', 'needs a client secret, and a public client has none; remove it')
}

function isPresent(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0)
}

/** Reports peculiarities that do not go together, or not with other fields; whatever their types are. */
export function checkQuirks(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  if (typeof fields['issuer'] === 'string' && /[{}]/.test(fields['issuer'])) {
    addIssue(
      'issuer',
      'has a place in braces; write that as "issuerTemplate", and here where the metadata are',
    )
  }
  const params: unknown = fields['authorizationParams']
  const hasClaimsParam = typeof params === 'object' && params !== null && Object.hasOwn(params, 'claims')
  if (hasClaimsParam && isPresent(fields['requestedClaims'])) {
    addIssue('requestedClaims', 'is said by "claims" in "authorizationParams" too; remove one of them')
  }
  checkTenants(fields, allowInsecure, addIssue)
}

function checkTenants(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const { issuerTemplate, allowedTenants, subjectClaims } = fields
  if (typeof issuerTemplate !== 'string') {
    if (isPresent(allowedTenants))
      addIssue('allowedTenants', 'needs an "issuerTemplate"; add that, or remove this')
    return
  }
  if (isPresent(fields['issuerAliases'])) {
    addIssue('issuerAliases', 'says nothing with "issuerTemplate", which tells all issuers apart; remove it')
  }
  const problem = issuerProblem(issuerTemplate.replace(/\{\w+\}/, 'tenant'), allowInsecure)
  if (problem !== null) addIssue('issuerTemplate', problem)
  if (!isPresent(allowedTenants)) {
    addIssue('allowedTenants', 'is missing; list the ids of the tenants that may sign in, or write "any"')
  }
  if (Array.isArray(allowedTenants) && allowedTenants.length > 1 && allowedTenants.includes('any')) {
    addIssue('allowedTenants', 'says "any" and more; write "any" alone, or leave it out')
  }
  if (!(Array.isArray(subjectClaims) && subjectClaims.includes('tid'))) {
    addIssue(
      'subjectClaims',
      'must hold "tid", since two tenants may have the same subject; write ["tid", "sub"]',
    )
  }
  checkTrust(fields, addIssue)
}

/** Whoever administers a tenant writes its addresses as they like, so no address counts across tenants (nOAuth). */
function checkTrust(fields: RawDefinition, addIssue: AddIssue): void {
  if (fields['trustEmail'] === true) {
    addIssue(
      'trustEmail',
      'cannot be on with "issuerTemplate": each tenant writes addresses as it likes; remove it',
    )
  }
  if (isPresent(fields['allowedDomains'])) {
    addIssue('allowedDomains', 'says nothing with "issuerTemplate"; use "allowedTenants" instead')
  }
}
