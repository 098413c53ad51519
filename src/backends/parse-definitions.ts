import type { z } from 'zod'
import { definitionSchema } from './definition.js'
import type { Definition } from './definition.js'
import { faultInIssuer } from './issuer.js'
import { faultInName } from './names.js'
import { meant, withPreset } from './with-preset.js'

/** What the surroundings allow. */
export interface DefinitionRules {
  /** http issuers, for development and tests. */
  readonly allowInsecureIssuers: boolean
}

/** The sound definitions, and a sentence for each fault: which backend, which field, what is wrong, and the fix. */
export interface ParsedDefinitions {
  readonly definitions: Definition[]
  readonly faults: string[]
}

type Fields = Readonly<Record<string, unknown>>
type Report = (field: string | null, problem: string) => void

const FIELDS: readonly string[] = ['preset', ...Object.keys(definitionSchema.shape)]
const CLAIM_FIELDS: readonly string[] = Object.keys(definitionSchema.shape.claims.unwrap().shape)

const ABSENT: Readonly<Record<string, string>> = {
  kind: 'is missing; write "kind": "oidc"',
  issuer: 'is missing; write the https address the provider calls its issuer',
  clientId: 'is missing; write the client id the provider gave out',
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function reportIssue(issue: z.core.$ZodIssue, fields: Fields, report: Report): void {
  const field = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 ? FIELDS : CLAIM_FIELDS
    for (const key of issue.keys)
      report([...issue.path, key].join('.'), `is not a field; ${meant(key, known)}`)
    return
  }
  const absent = Object.hasOwn(fields, field) ? undefined : ABSENT[field]
  report(field, absent ?? issue.message)
}

function reportContradictions(fields: Fields, rules: DefinitionRules, report: Report): void {
  const issuer =
    typeof fields['issuer'] === 'string' ? faultInIssuer(fields['issuer'], rules.allowInsecureIssuers) : null
  if (issuer !== null) report('issuer', issuer)
  const secret = fields['clientSecret'] ?? null
  if (secret === null && fields['clientAuthentication'] !== 'none') {
    report('clientSecret', 'is missing; add it, or set clientAuthentication to "none" for a public client')
  }
  if (fields['linkByVerifiedEmail'] === true && fields['trustEmail'] !== true) {
    report(
      'linkByVerifiedEmail',
      'needs "trustEmail": true; add that if the provider verifies addresses, or remove this',
    )
  }
  reportTradeContradictions(fields, report)
}

function reportTradeContradictions(fields: Fields, report: Report): void {
  const introspects = fields['introspection'] === true
  if (introspects && fields['clientAuthentication'] === 'none') {
    report('introspection', 'needs a client secret, and a public client has none; remove it')
  }
  const trades = introspects || (fields['audience'] ?? null) !== null
  if (!trades && Object.hasOwn(fields, 'requiredScope')) {
    report(
      'requiredScope',
      'is about the trade of access tokens; add "audience" or "introspection", or remove it',
    )
  }
}

function parseOne(name: string, raw: unknown, rules: DefinitionRules, report: Report): Definition | null {
  const fault = faultInName(name)
  if (fault !== null) report(null, fault)
  if (!isObject(raw)) {
    report(null, 'must be an object in braces')
    return null
  }
  const fields = withPreset(raw, report)
  const parsed = definitionSchema.safeParse(fields)
  for (const issue of parsed.error?.issues ?? []) reportIssue(issue, fields, report)
  reportContradictions(fields, rules, report)
  if (!parsed.success) return null
  return { ...parsed.data, name, label: parsed.data.label ?? name.charAt(0).toUpperCase() + name.slice(1) }
}

/**
 * Checks backends as they stand in BACKENDS_FILE and the environment, by name. Nothing is thrown and nothing
 * ignored: a backend with any fault is not among the definitions. Values, which may be secrets, are never repeated.
 */
export function parseDefinitions(raw: Fields, rules: DefinitionRules): ParsedDefinitions {
  const faults: string[] = []
  const definitions: Definition[] = []
  for (const [name, fields] of Object.entries(raw)) {
    const before = faults.length
    const definition = parseOne(name, fields, rules, (field, problem) => {
      const where = field === null ? '' : `, field ${JSON.stringify(field)}`
      faults.push(`Backend ${JSON.stringify(name)}${where}: ${problem}.`.replace(/\?\.$/, '?'))
    })
    if (definition !== null && faults.length === before) definitions.push(definition)
  }
  return { definitions, faults }
}
