import type { z } from 'zod'
import { ENGLISH } from '../../locales/locales.js'
import { type Message, message } from '../../locales/messages.js'
import { suggestionFor } from '../../suggest.js'
import { applyPreset } from './apply-preset.js'
import { checkFunctions, codeIssuer, type DefinitionFunctions, splitFunctions } from './code.js'
import { checkDefinition } from './cross-field-rules.js'
import type { Definition } from './definition.js'
import { DEFINITION_SCHEMAS, FIELDS_BY_KIND, listMembers } from './fields.js'
import { oauth2CodeSchema } from './oauth2.js'
import { RENAMED_FIELDS, withCurrentFieldNames } from './renamed-fields.js'
import { type AddIssue, type Problem, problem, toFieldProblem } from './problem.js'
import type { RawDefinition } from './shared-fields.js'
import { nameProblem } from './validators.js'

/** What the site allows. */
export interface DefinitionRules {
  /** http URLs, for development and tests. */
  readonly allowInsecureIssuers: boolean
  /** Whether administrators have written the definition on a page, which must not name a file of the server. */
  readonly isFromForm?: true
}

/** The valid definitions, and the problems of the others. */
export interface ParsedDefinitions {
  readonly definitions: Definition[]
  /** A sentence in English for each problem: which backend, which field, what is wrong, and the fix. */
  readonly errors: string[]
  readonly issues: FieldIssue[]
}

/** A problem of one field of a backend, such as `claims.email`; null for the whole backend. */
export interface FieldIssue {
  readonly backend: string
  readonly field: string | null
  readonly problem: Problem
}

/** The sentence about a problem of a provider, for pages. */
export function describeIssue({ backend, field, problem: each }: FieldIssue): Message {
  const names = { provider: JSON.stringify(backend), problem: each }
  return field === null
    ? message('definitionProblem.provider', names)
    : message('definitionProblem.field', { ...names, field: JSON.stringify(field) })
}

/** The same for settings, which say "backend", as the names of their variables do. */
function toError({ backend, field, problem: each }: FieldIssue): string {
  const where = field === null ? '' : `, field ${JSON.stringify(field)}`
  return `Backend ${JSON.stringify(backend)}${where}: ${ENGLISH.format(each)}`
}

function isObject(value: unknown): value is RawDefinition {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The kind of a definition; if it is missing or wrong, the kind that was probably meant. */
function readKind(fields: RawDefinition): Definition['kind'] {
  const { kind } = fields
  if (typeof kind === 'string' && isKind(kind)) return kind
  return Object.hasOwn(fields, 'tokenEndpoint') ? 'oauth2' : 'oidc'
}

function isKind(kind: string): kind is Definition['kind'] {
  return Object.hasOwn(DEFINITION_SCHEMAS, kind)
}

function addSchemaIssue(issue: z.core.$ZodIssue, kind: Definition['kind'], addIssue: AddIssue): void {
  if (issue.code !== 'unrecognized_keys') {
    addIssue(issue.path.join('.'), toFieldProblem(issue))
    return
  }
  const [field] = issue.path
  const knownNames =
    field === undefined ? ['preset', ...FIELDS_BY_KIND[kind].keys()] : listMembers(kind, String(field))
  for (const key of issue.keys)
    addIssue(
      [...issue.path, key].join('.'),
      problem('fieldProblem.noField', { suggestion: suggestionFor(key, knownNames) }),
    )
}

/** The fields under their current names. A field under both of its names is one problem. */
function readFields(raw: RawDefinition, addIssue: AddIssue): RawDefinition {
  const entries = Object.entries(withCurrentFieldNames(raw)).filter(([name]) => {
    const current = RENAMED_FIELDS.get(name)
    if (current !== undefined) addIssue(name, problem('fieldProblem.earlierName', { name: current }))
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
  const nameIssue = nameProblem(name)
  if (nameIssue !== null) addIssue(null, nameIssue)
  if (!isObject(raw)) {
    addIssue(null, problem('fieldProblem.objectInBraces'))
    return null
  }
  const fields = applyPreset(readFields(raw, addIssue), addIssue)
  if (fields === null) return null
  const { data, functions } = splitFunctions(fields)
  const kind = readKind(data)
  const hasProfile = kind === 'oauth2' && functions.profile !== undefined
  const parsed = (hasProfile ? oauth2CodeSchema : DEFINITION_SCHEMAS[kind]).safeParse(data)
  for (const issue of parsed.error?.issues ?? []) addSchemaIssue(issue, kind, addIssue)
  checkFunctions(kind, data, functions, addIssue)
  if (rules.isFromForm === true && typeof data['mark'] === 'string')
    addIssue('mark', problem('fieldProblem.markFile'))
  checkDefinition(data, functions, rules.allowInsecureIssuers, addIssue)
  return parsed.success ? completeDefinition(name, parsed.data, functions) : null
}

type ParsedData =
  z.output<(typeof DEFINITION_SCHEMAS)[Definition['kind']]> | z.output<typeof oauth2CodeSchema>

/** The definition with its functions; null without one that it needs, which has been reported already. */
function completeDefinition(
  name: string,
  data: ParsedData,
  { begin, finish, identify, profile, ...functions }: DefinitionFunctions,
): Definition | null {
  const enrich = functions.enrich ?? null
  const label = data.label ?? name.charAt(0).toUpperCase() + name.slice(1)
  switch (data.kind) {
    case 'oidc':
      return { ...data, name, label, enrich }
    case 'oauth2': {
      const issuer = data.issuer ?? issuerOrigin(data.authorizationEndpoint)
      const common = { name, label, issuer, hasExplicitIssuer: data.issuer !== null, enrich }
      if (profile !== undefined) return { ...data, ...common, profile, userInfoEndpoint: null, subject: null }
      return 'subject' in data ? { ...data, ...common, profile: null } : null
    }
    case 'redirect': {
      const issuer = data.issuer ?? codeIssuer(name)
      return begin && finish ? { ...data, name, label, issuer, begin, finish } : null
    }
    case 'request': {
      const issuer = data.issuer ?? codeIssuer(name)
      return identify ? { ...data, name, label, issuer, identify } : null
    }
  }
}

/**
 * Checks raw definitions and completes them.
 * @param raw the fields of each backend, by its name
 * @returns the valid definitions, and all problems of the others. Problems never contain a value, which may be a
 *   secret.
 */
export function parseDefinitions(raw: RawDefinition, rules: DefinitionRules): ParsedDefinitions {
  const issues: FieldIssue[] = []
  const definitions: Definition[] = []
  for (const [backend, fields] of Object.entries(raw)) {
    const countBefore = issues.length
    const definition = parseDefinition(backend, fields, rules, (field, found) => {
      issues.push({ backend, field, problem: found })
    })
    if (definition !== null && issues.length === countBefore) definitions.push(definition)
  }
  return { definitions, errors: issues.map(toError), issues }
}
