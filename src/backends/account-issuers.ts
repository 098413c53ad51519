import { isDeepStrictEqual } from 'node:util'
import { isSameIssuer } from '../identity.js'
import { type Message, message, type MessageValue } from '../locales/messages.js'
import type { Queries } from '../store/store.js'
import { type Definition, ownsIssuer } from './definition/definition.js'
import { FIELDS_BY_KIND } from './definition/fields.js'
import type { DefinitionRules } from './definition/parse.js'
import { parseKnownDefinition } from './known-definition.js'

/**
 * Accounts that are stored under the name of a backend, but that another issuer has issued: their subjects are other
 * people.
 */
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
 * not compared here: `findForeignAccounts` compares that with the accounts themselves.
 */
export function findIdentityChange(present: Definition, changed: Definition): Message | null {
  const subjectChange = findSubjectChange(present, changed)
  if (subjectChange !== null) return subjectChange
  const alias = newAlias(present, changed)
  if (alias !== null) return message('doctor.subjects_changed.alias', { alias })
  return explainMovedEndpoint(present, changed)
}

/**
 * Why subjects could mean other people: they are made of other claims, or, for OAuth 2.0, whose responses name no issuer,
 * another host says them. Null if they mean the same people.
 */
function findSubjectChange(present: Definition, changed: Definition): Message | null {
  const source = subjectOf(present)
  if (!isDeepStrictEqual(source, subjectOf(changed)))
    return message('doctor.subjects_changed.subject', { source })
  return changed.kind === 'oauth2' ? explainMovedEndpoint(present, changed) : null
}

/** A backend of the settings whose definition has changed in a way that could open accounts to other people. */
export interface ChangedSubjects {
  readonly name: string
  readonly problem: Message
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
}: ChangedSubjects): Readonly<Record<'problem' | 'advice', Message>> {
  return {
    problem: message('doctor.subjects_changed.message', { name: JSON.stringify(name), problem }),
    advice: message('doctor.subjects_changed.advice', {
      command: `portcullis backend accept-change ${name}`,
    }),
  }
}

/** What subjects are made of: the names of claims, or a function. */
function subjectOf(definition: Definition): MessageValue {
  const ofFunction = (name: string) =>
    message('doctor.subjects_changed.function', { name: JSON.stringify(name) })
  switch (definition.kind) {
    case 'oidc':
      return JSON.stringify(definition.subjectClaims)
    case 'oauth2':
      return definition.subject === null ? ofFunction('profile') : JSON.stringify(definition.subject)
    case 'redirect':
      return ofFunction('finish')
    case 'request':
      return ofFunction('identify')
  }
}

function newAlias(present: Definition, changed: Definition): string | null {
  if (changed.kind !== 'oidc') return null
  const known = present.kind === 'oidc' ? present.issuerAliases : []
  const added = changed.issuerAliases.filter((alias) => !known.includes(alias))
  return added.find((alias) => !isSameIssuer(alias, changed.issuer)) ?? null
}

function explainMovedEndpoint(present: Definition, changed: Definition): Message | null {
  const endpoint = movedEndpoint(present, changed)
  return endpoint === null
    ? null
    : message('doctor.subjects_changed.endpoint', { endpoint: JSON.stringify(endpoint) })
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
}: ForeignAccounts): Readonly<Record<'problem' | 'advice', Message>> {
  const listed = issuers.slice(0, MAX_LISTED_ISSUERS).join(', ')
  const others = issuers.length - MAX_LISTED_ISSUERS
  const command = `portcullis backend move-accounts ${name} --from ${issuers[0] ?? 'ISSUER'}`
  return {
    problem: message('doctor.issuer_changed.message', {
      issuers: others > 0 ? message('doctor.issuer_changed.more', { listed, count: others }) : listed,
      name: JSON.stringify(name),
      issuer,
    }),
    advice: message('doctor.issuer_changed.advice', { command }),
  }
}
