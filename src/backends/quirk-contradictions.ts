import { issuerProblem } from './issuer.js'

type RawQuirks = Readonly<Record<string, unknown>>
type AddQuirkIssue = (field: string | null, problem: string) => void

function isPresent(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0)
}

/** Reports peculiarities that do not go together, or not with other fields; whatever their types are. */
export function checkQuirks(fields: RawQuirks, allowInsecure: boolean, addIssue: AddQuirkIssue): void {
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

function checkTenants(fields: RawQuirks, allowInsecure: boolean, addIssue: AddQuirkIssue): void {
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
function checkTrust(fields: RawQuirks, addIssue: AddQuirkIssue): void {
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
