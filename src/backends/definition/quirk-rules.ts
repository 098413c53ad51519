import { type AddIssue, problem } from './problem.js'
import type { RawDefinition } from './shared-fields.js'
import { issuerProblem } from './validators.js'

function isPresent(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0)
}

/** Checks the fields for providers that differ from the standard, with each other and with other fields. */
export function checkQuirks(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  if (typeof fields['issuer'] === 'string' && /[{}]/.test(fields['issuer'])) {
    addIssue('issuer', problem('fieldProblem.issuerPlaceholder'))
  }
  const params: unknown = fields['authorizationParams']
  const hasClaimsParam = typeof params === 'object' && params !== null && Object.hasOwn(params, 'claims')
  if (hasClaimsParam && isPresent(fields['requestedClaims'])) {
    addIssue('requestedClaims', problem('fieldProblem.claimsTwice'))
  }
  checkTenants(fields, allowInsecure, addIssue)
}

function checkTenants(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const { issuerTemplate, allowedTenants, subjectClaims } = fields
  if (typeof issuerTemplate !== 'string') {
    if (isPresent(allowedTenants)) addIssue('allowedTenants', problem('fieldProblem.needsTemplate'))
    return
  }
  if (isPresent(fields['issuerAliases'])) {
    addIssue('issuerAliases', problem('fieldProblem.aliasesWithTemplate'))
  }
  const template = issuerProblem(issuerTemplate.replace(/\{\w+\}/, 'tenant'), allowInsecure)
  if (template !== null) addIssue('issuerTemplate', template)
  if (!isPresent(allowedTenants)) {
    addIssue('allowedTenants', problem('fieldProblem.tenantsMissing'))
  }
  if (Array.isArray(allowedTenants) && allowedTenants.length > 1 && allowedTenants.includes('any')) {
    addIssue('allowedTenants', problem('fieldProblem.anyAndOthers'))
  }
  if (!(Array.isArray(subjectClaims) && subjectClaims.includes('tid'))) {
    addIssue('subjectClaims', problem('fieldProblem.tidMissing'))
  }
  checkTrust(fields, addIssue)
}

/** The administrator of a tenant sets its email addresses at will, so no address counts across tenants (nOAuth). */
function checkTrust(fields: RawDefinition, addIssue: AddIssue): void {
  if (fields['trustEmail'] === true) {
    addIssue('trustEmail', problem('fieldProblem.trustWithTemplate'))
  }
  if (fields['emailVerified'] === true) {
    addIssue('emailVerified', problem('fieldProblem.verifiedWithTemplate'))
  }
  if (isPresent(fields['allowedDomains'])) {
    addIssue('allowedDomains', problem('fieldProblem.domainsWithTemplate'))
  }
}
