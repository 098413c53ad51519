import { expectedMetadataIssuer } from './issuers.js'
import type { IssuerRules } from './issuers.js'
import { quoteForLog } from '../protocol/quoted.js'

/**
 * What is wrong with the issuer that the metadata name, and what to configure; null when it is the expected one, or
 * another spelling of it that was configured, letter for letter (Discovery §4.3).
 */
export function metadataIssuerProblem(actual: string, rules: IssuerRules): string | null {
  const expected = expectedMetadataIssuer(rules)
  if (actual === expected || rules.issuerAliases.includes(actual)) return null
  if (/\{\w+\}/.test(actual) && rules.issuerTemplate === null) {
    return `their issuer ${quoteForLog(actual)} has a place in braces; write it as "issuerTemplate", with "allowedTenants"`
  }
  const field = rules.issuerTemplate === null ? 'issuer' : 'issuerTemplate'
  const hasSlashDifference = actual.replace(/\/$/, '') === expected.replace(/\/$/, '')
  const hint = hasSlashDifference ? ': a slash at the end makes the difference' : `, ${quoteForLog(expected)}`
  return `they are of the issuer ${quoteForLog(actual)}, which is not exactly "${field}"${hint}`
}
