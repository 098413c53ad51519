import { issuerOfMetadata } from './issuers.js'
import type { IssuerRules } from './issuers.js'
import { quoted } from '../protocol/quoted.js'

/**
 * What is wrong with the issuer that the metadata name, and what to configure; null when it is the expected one, or
 * another spelling of it that was configured, letter for letter (Discovery §4.3).
 */
export function faultInMetadataIssuer(found: string, rules: IssuerRules): string | null {
  const expected = issuerOfMetadata(rules)
  if (found === expected || rules.issuerAliases.includes(found)) return null
  if (/\{\w+\}/.test(found) && rules.issuerTemplate === null) {
    return `their issuer ${quoted(found)} has a place in braces; write it as "issuerTemplate", with "allowedTenants"`
  }
  const field = rules.issuerTemplate === null ? 'issuer' : 'issuerTemplate'
  const differs = found.replace(/\/$/, '') === expected.replace(/\/$/, '')
  const why = differs ? ': a slash at the end makes the difference' : `, ${quoted(expected)}`
  return `they are of the issuer ${quoted(found)}, which is not exactly "${field}"${why}`
}
