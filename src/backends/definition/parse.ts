import type { z } from 'zod'
import { suggestionFor } from '../../suggest.js'
import { applyPreset } from './apply-preset.js'
import { checkDefinition } from './cross-field-rules.js'
import type { Definition } from './definition.js'
import { DEFINITION_SCHEMAS, FIELDS_BY_KIND, listMembers } from './fields.js'
import { RENAMED_FIELDS, withCurrentFieldNames } from './renamed-fields.js'
import type { AddIssue, RawDefinition } from './shared-fields.js'
import { nameProblem } from './validators.js'

/** What the site allows. */
export interface DefinitionRules {
  /** http URLs, for development and tests. */
  readonly allowInsecureIssuers: boolean
}

/** The valid definitions, and a sentence for each problem: which backend, which field, what is wrong, and the fix. */
export interface ParsedDefinitions {
  readonly definitions: Definition[]
  readonly errors: string[]
  /** The same problems for a form, which shows each beside its field. */
  readonly issues: FieldIssue[]
}

/** A problem of one field, such as `claims.email`; null for the whole backend. */
export interface FieldIssue {
  readonly field: string | null
  readonly problem: string
}

function isObject(value: unknown): value is RawDefinition {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The kind of a definition; if it is missing or wrong, the kind that was probably meant. */
function readKind(fields: RawDefinition): Definition['kind'] {
  const { kind } = fields
  if (kind === 'oidc' || kind === 'oauth2') return kind
  return Object.hasOwn(fields, 'tokenEndpoint') ? 'oauth2' : 'oidc'
}

function addSchemaIssue(issue: z.core.$ZodIssue, kind: Definition['kind'], addIssue: AddIssue): void {
  if (issue.code !== 'unrecognized_keys') {
    addIssue(issue.path.join('.'), issue.message)
    return
  }
  const [field] = issue.path
  const knownNames =
    field === undefined ? ['preset', ...FIELDS_BY_KIND[kind].keys()] : listMembers(kind, String(field))
  for (const key of issue.keys)
    addIssue([...issue.path, key].join('.'), `is not a field; ${suggestionFor(key, knownNames)}`)
}

/** The fields under their current names. A field under both of its names is one problem. */
function readFields(raw: RawDefinition, addIssue: AddIssue): RawDefinition {
  const entries = Object.entries(withCurrentFieldNames(raw)).filter(([name]) => {
    const current = RENAMED_FIELDS.get(name)
    if (current !== undefined)
      addIssue(name, `is the earlier name of "${current}", which is set as well; remove it`)
    return current === undefined
  })
  return Object.fromEntries(entries)
}

/** The origin of a URL. An invalid URL, which has been reported already, is returned as it is. */
function issuerOrigin(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address
}

function parseDefinition(
  name: string,
  raw: unknown,
  rules: DefinitionRules,
  addIssue: AddIssue,
): Definition | null {
  const problem = nameProblem(name)
  if (problem !== null) addIssue(null, problem)
  if (!isObject(raw)) {
    addIssue(null, 'must be an object in braces')
    return null
  }
  const fields = applyPreset(readFields(raw, addIssue), addIssue)
  if (fields === null) return null
  const kind = readKind(fields)
  const parsed = DEFINITION_SCHEMAS[kind].safeParse(fields)
  for (const issue of parsed.error?.issues ?? []) addSchemaIssue(issue, kind, addIssue)
  checkDefinition(fields, rules.allowInsecureIssuers, addIssue)
  if (!parsed.success) return null
  const label = parsed.data.label ?? name.charAt(0).toUpperCase() + name.slice(1)
  if (parsed.data.kind === 'oidc') return { ...parsed.data, name, label }
  const explicitIssuer = parsed.data.issuer
  const issuer = explicitIssuer ?? issuerOrigin(parsed.data.authorizationEndpoint)
  return { ...parsed.data, name, label, issuer, hasExplicitIssuer: explicitIssuer !== null }
}

/**
 * Checks raw definitions and completes them.
 * @param raw the fields of each backend, by its name
 * @returns the valid definitions, and all problems of the others. Problems never contain a value, which may be a
 *   secret.
 */
export function parseDefinitions(raw: RawDefinition, rules: DefinitionRules): ParsedDefinitions {
  const errors: string[] = []
  const issues: FieldIssue[] = []
  const definitions: Definition[] = []
  for (const [name, fields] of Object.entries(raw)) {
    const countBefore = errors.length
    const definition = parseDefinition(name, fields, rules, (field, problem) => {
      issues.push({ field, problem })
      const where = field === null ? '' : `, field ${JSON.stringify(field)}`
      errors.push(`Backend ${JSON.stringify(name)}${where}: ${problem}.`.replace(/\?\.$/, '?'))
    })
    if (definition !== null && errors.length === countBefore) definitions.push(definition)
  }
  return { definitions, errors, issues }
}
