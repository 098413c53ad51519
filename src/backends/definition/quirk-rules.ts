import type { AddIssue, RawDefinition } from './shared-fields.js'
import { issuerProblem } from './validators.js'

function isPresent(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0)
}

/** Checks the fields for providers that differ from the standard, with each other and with other fields. */
export function checkQuirks(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  if (typeof fields['issuer'] === 'string' && /[{}]/.test(fields['issuer'])) {
    addIssue(
      'issuer',
      'has a placeholder in braces; write that issuer as "issuerTemplate", and here the issuer that has the metadata',
    )
  }
  const params: unknown = fields['authorizationParams']
  const hasClaimsParam = typeof params === 'object' && params !== null && Object.hasOwn(params, 'claims')
  if (hasClaimsParam && isPresent(fields['requestedClaims'])) {
    addIssue('requestedClaims', 'is also set by "claims" in "authorizationParams"; remove one of them')
  }
  checkTenants(fields, allowInsecure, addIssue)
}

function checkTenants(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const { issuerTemplate, allowedTenants, subjectClaims } = fields
  if (typeof issuerTemplate !== 'string') {
    if (isPresent(allowedTenants))
      addIssue('allowedTenants', 'needs an "issuerTemplate"; add it, or remove this field')
    return
  }
  if (isPresent(fields['issuerAliases'])) {
    addIssue('issuerAliases', 'has no effect with "issuerTemplate", which describes every issuer; remove it')
  }
  const problem = issuerProblem(issuerTemplate.replace(/\{\w+\}/, 'tenant'), allowInsecure)
  if (problem !== null) addIssue('issuerTemplate', problem)
  if (!isPresent(allowedTenants)) {
    addIssue(
      'allowedTenants',
      'is missing; list the IDs of the tenants whose users may sign in, or write "any"',
    )
  }
  if (Array.isArray(allowedTenants) && allowedTenants.length > 1 && allowedTenants.includes('any')) {
    addIssue('allowedTenants', 'contains "any" and other entries; write "any" alone, or remove it')
  }
  if (!(Array.isArray(subjectClaims) && subjectClaims.includes('tid'))) {
    addIssue(
      'subjectClaims',
      'must contain "tid", because two tenants may have the same subject; write ["tid", "sub"]',
    )
  }
  checkTrust(fields, addIssue)
}

/** The administrator of a tenant sets its email addresses at will, so no address counts across tenants (nOAuth). */
function checkTrust(fields: RawDefinition, addIssue: AddIssue): void {
  if (fields['trustEmail'] === true) {
    addIssue(
      'trustEmail',
      'must not be on with "issuerTemplate", because every tenant can set any address; remove it',
    )
  }
  if (fields['emailVerified'] === true) {
    addIssue(
      'emailVerified',
      'must not be true with "issuerTemplate", because every tenant can set any address; name a claim, or remove it',
    )
  }
  if (isPresent(fields['allowedDomains'])) {
    addIssue('allowedDomains', 'has no effect with "issuerTemplate"; use "allowedTenants" instead')
  }
}
