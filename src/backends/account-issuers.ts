import { isSameIssuer } from '../identity.js'
import type { Queries } from '../store/store.js'
import { type Definition, ownsIssuer } from './definition/definition.js'
import { FIELDS_BY_KIND } from './definition/fields.js'
import type { DefinitionRules } from './definition/parse.js'
import { parseKnownDefinition } from './known-definition.js'

/** Accounts under the name of a backend that another issuer has issued: their subjects are other people. */
export interface ForeignAccounts {
  readonly definition: Definition
  readonly issuers: readonly string[]
}

/** Finds the backends under whose names accounts of another issuer are stored. */
export async function findForeignAccounts(
  store: Pick<Queries, 'listIssuers'>,
  definitions: readonly Definition[],
): Promise<readonly ForeignAccounts[]> {
  const found: ForeignAccounts[] = []
  for (const definition of definitions) {
    const issuers = (await store.listIssuers(definition.name)).filter(
      (issuer) => !ownsIssuer(definition, issuer),
    )
    if (issuers.length > 0) found.push({ definition, issuers })
  }
  return found
}

/** Endpoints that say nothing about who signs in. */
const OTHER_ENDPOINTS: ReadonlySet<string> = new Set([
  'authorizationEndpoint',
  'revocationEndpoint',
  'endSessionEndpoint',
])

/**
 * Why a changed definition could open accounts of the present one to other people; null if it cannot. Its issuer is
 * not looked at: `findForeignAccounts` compares that with the accounts themselves.
 */
export function findIdentityChange(present: Definition, changed: Definition): string | null {
  const subjectChange = findSubjectChange(present, changed)
  if (subjectChange !== null) return subjectChange
  const alias = newAlias(present, changed)
  if (alias !== null)
    return `"issuerAliases" may not name ${alias} while accounts are stored, because it is not the address of the issuer: tokens of other people could open them.`
  return explainMovedEndpoint(present, changed)
}

/**
 * Why subjects could mean other people: they are made of other claims, or, for OAuth 2.0, whose responses name no issuer,
 * another host says them. Null if they mean the same people.
 */
function findSubjectChange(present: Definition, changed: Definition): string | null {
  if (subjectOf(present) !== subjectOf(changed))
    return `Accounts are stored under the subject that ${subjectOf(present)} makes. With another one they would not be found, or would be those of other people.`
  return changed.kind === 'oauth2' ? explainMovedEndpoint(present, changed) : null
}

/** A backend of the settings whose definition has changed in a way that could open accounts to other people. */
export interface ChangedSubjects {
  readonly name: string
  readonly problem: string
}

/**
 * Finds the backends of the settings that have accounts, and whose subjects could mean other people than when a server
 * last started.
 */
export async function findChangedSubjects(
  store: Pick<Queries, 'listKnownBackends' | 'countAccounts'>,
  definitions: readonly Definition[],
  rules: DefinitionRules,
): Promise<readonly ChangedSubjects[]> {
  const rows = new Map((await store.listKnownBackends()).map((row) => [row.name, row]))
  const found: ChangedSubjects[] = []
  for (const definition of definitions) {
    const { name } = definition
    const row = rows.get(name)
    const known = row === undefined ? null : parseKnownDefinition(row, rules)
    const problem = known && findSubjectChange(known, definition)
    if (problem !== null && (await store.countAccounts(name)) > 0) found.push({ name, problem })
  }
  return found
}

/** What is wrong, and the two ways to fix it, as sentences for an administrator. */
export function describeChangedSubjects({
  name,
  problem,
}: ChangedSubjects): Readonly<Record<'message' | 'advice', string>> {
  return {
    message: `The definition of ${JSON.stringify(name)} has changed since a server last started with it. ${problem}`,
    advice: `If all people keep their subjects, run "portcullis backend accept-change ${name}". Otherwise undo the change, or give the provider another name.`,
  }
}

function subjectOf(definition: Definition): string {
  switch (definition.kind) {
    case 'oidc':
      return JSON.stringify(definition.subjectClaims)
    case 'oauth2':
      return definition.subject === null ? 'its function "profile"' : JSON.stringify(definition.subject)
    case 'redirect':
      return 'its function "finish"'
    case 'request':
      return 'its function "identify"'
  }
}

function newAlias(present: Definition, changed: Definition): string | null {
  if (changed.kind !== 'oidc') return null
  const known = present.kind === 'oidc' ? present.issuerAliases : []
  const added = changed.issuerAliases.filter((alias) => !known.includes(alias))
  return added.find((alias) => !isSameIssuer(alias, changed.issuer)) ?? null
}

function explainMovedEndpoint(present: Definition, changed: Definition): string | null {
  const endpoint = movedEndpoint(present, changed)
  return endpoint === null
    ? null
    : `${JSON.stringify(endpoint)} may not move to another host while accounts are stored, because that host decides who signs in.`
}

function movedEndpoint(present: Definition, changed: Definition): string | null {
  const [before, after] = [present, changed].map((each) => new Map<string, unknown>(Object.entries(each)))
  for (const [name, { isEndpoint }] of FIELDS_BY_KIND[changed.kind]) {
    const origin = isEndpoint && !OTHER_ENDPOINTS.has(name) ? originOf(after?.get(name)) : null
    const known = [before?.get(name), changed.issuer].map(originOf)
    if (origin !== null && !known.includes(origin)) return name
  }
  return null
}

function originOf(address: unknown): string | null {
  return typeof address === 'string' && URL.canParse(address) ? new URL(address).origin : null
}

const MAX_LISTED_ISSUERS = 3

/** What is wrong, and the two ways to fix it, as sentences for an administrator. */
export function describeForeignAccounts({
  definition: { name, issuer },
  issuers,
}: ForeignAccounts): Readonly<Record<'message' | 'advice', string>> {
  const listed = issuers.slice(0, MAX_LISTED_ISSUERS).join(', ')
  const others = issuers.length - MAX_LISTED_ISSUERS
  const command = `portcullis backend move-accounts ${name} --from ${issuers[0] ?? 'ISSUER'}`
  return {
    message: `Accounts of another issuer (${listed}${others > 0 ? ` and ${others} more` : ''}) are stored under the name ${JSON.stringify(name)}, but its issuer is now ${issuer}, where the same subjects may be other people.`,
    advice: `If the provider has moved and kept its users, run "${command}". If it is another provider, give it another name.`,
  }
}
