import { faultInIssuer } from './issuer.js'

type Fields = Readonly<Record<string, unknown>>
type Report = (field: string | null, problem: string) => void

function isFilled(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0)
}

/** Reports peculiarities that do not go together, or not with other fields; whatever their types are. */
export function reportQuirkContradictions(fields: Fields, allowInsecure: boolean, report: Report): void {
  if (typeof fields['issuer'] === 'string' && /[{}]/.test(fields['issuer'])) {
    report('issuer', 'has a place in braces; write that as "issuerTemplate", and here where the metadata are')
  }
  const params: unknown = fields['authorizationParams']
  const asksItself = typeof params === 'object' && params !== null && Object.hasOwn(params, 'claims')
  if (asksItself && isFilled(fields['requestedClaims'])) {
    report('requestedClaims', 'is said by "claims" in "authorizationParams" too; remove one of them')
  }
  reportOfTenants(fields, allowInsecure, report)
}

function reportOfTenants(fields: Fields, allowInsecure: boolean, report: Report): void {
  const { issuerTemplate, allowedTenants, subjectClaims } = fields
  if (typeof issuerTemplate !== 'string') {
    if (isFilled(allowedTenants))
      report('allowedTenants', 'needs an "issuerTemplate"; add that, or remove this')
    return
  }
  if (isFilled(fields['issuerAliases'])) {
    report('issuerAliases', 'says nothing with "issuerTemplate", which tells all issuers apart; remove it')
  }
  const fault = faultInIssuer(issuerTemplate.replace(/\{\w+\}/, 'tenant'), allowInsecure)
  if (fault !== null) report('issuerTemplate', fault)
  if (!isFilled(allowedTenants)) {
    report('allowedTenants', 'is missing; list the ids of the tenants that may sign in, or write "any"')
  }
  if (Array.isArray(allowedTenants) && allowedTenants.length > 1 && allowedTenants.includes('any')) {
    report('allowedTenants', 'says "any" and more; write "any" alone, or leave it out')
  }
  if (!(Array.isArray(subjectClaims) && subjectClaims.includes('tid'))) {
    report(
      'subjectClaims',
      'must hold "tid", since two tenants may have the same subject; write ["tid", "sub"]',
    )
  }
  reportOfTrust(fields, report)
}

/** Whoever administers a tenant writes its addresses as they like, so no address counts across tenants (nOAuth). */
function reportOfTrust(fields: Fields, report: Report): void {
  if (fields['trustEmail'] === true) {
    report(
      'trustEmail',
      'cannot be on with "issuerTemplate": each tenant writes addresses as it likes; remove it',
    )
  }
  if (isFilled(fields['allowedDomains'])) {
    report('allowedDomains', 'says nothing with "issuerTemplate"; use "allowedTenants" instead')
  }
}
