import { type Actor, toAuditEvent } from '../../../audit/audit-event.js'
import { findForeignAccounts, findIdentityChange } from '../../../backends/account-issuers.js'
import type { Definition } from '../../../backends/definition/definition.js'
import { decryptSecrets, encryptSecrets } from '../../../backends/definition/stored.js'
import { nameProblem } from '../../../backends/definition/validators.js'
import { newId } from '../../../crypto/tokens.js'
import { PortcullisError } from '../../../errors.js'
import { message } from '../../../locales/messages.js'
import type { BackendRow, BackendVersionRow } from '../../../store/backends.js'
import type { Queries } from '../../../store/store.js'
import type { Services } from '../../services.js'
import { type RecentAdministrator, toActor } from '../access.js'
import type { Draft } from './draft.js'
import { readStoredDefinition } from './status.js'

type Deps = Pick<Services, 'store' | 'encrypter' | 'backends' | 'clock'>

/**
 * Stores the first version of a provider, which is not enabled yet, and its audit event.
 * @throws PortcullisError backend_name_taken
 */
export async function saveNewProvider(
  services: Deps,
  draft: Draft,
  current: RecentAdministrator,
): Promise<void> {
  const { name, definition } = draft
  const actor = toActor(current)
  if (services.backends.registry.listStatic().some((backend) => backend.name === name))
    throw nameTakenError('adminFormError.settingsName', name)
  const now = services.clock()
  await services.store.atomically(async (tx) => {
    const versions = (await tx.getBackend(name))?.versions
    if (versions?.length === 1 && isDuplicateSubmit(services, versions[0], draft, actor)) return
    if (versions !== undefined) throw nameTakenError('adminFormError.nameTaken', name)
    if (await hasAccountsOfOtherIssuer(tx, definition))
      throw nameTakenError('adminFormError.nameHasAccounts', name)
    await tx.createBackend(name, now)
    const version = await tx.nextVersionNumber(name)
    await tx.createBackendVersion(toVersionRow(services, draft, { version, actor, now }))
    const detail = { version, issuer: definition.issuer }
    await tx.createEvents([toAuditEvent({ kind: 'provider.added', actor, backend: name, detail }, now)])
  })
}

/** Whether the same administrator has just saved the same fields: a form that is sent twice is saved once. */
export function isDuplicateSubmit(
  { encrypter }: Pick<Deps, 'encrypter'>,
  newest: BackendVersionRow | undefined,
  { fields, secrets }: Draft,
  actor: Actor,
): boolean {
  if (newest?.createdBy !== actor.name || newest.definition !== JSON.stringify(fields)) return false
  return JSON.stringify(decryptSecrets(encrypter, newest)) === JSON.stringify(secrets)
}

/**
 * Checks that no other person could get the accounts that are stored under this name, compared with the version that is in
 * use, or was last.
 * @throws PortcullisError backend_in_use with a sentence that says why
 */
export async function requireSamePeople(
  services: Pick<Deps, 'encrypter' | 'backends'>,
  tx: Pick<Queries, 'listIssuers' | 'countAccounts' | 'getBackendVersion'>,
  row: BackendRow,
  definition: Definition,
): Promise<void> {
  if (await hasAccountsOfOtherIssuer(tx, definition))
    throw new PortcullisError('backend_in_use', { text: message('adminFormError.otherIssuer') })
  const current =
    row.current === null ? null : await tx.getBackendVersion({ name: row.name, version: row.current })
  const present = current && readStoredDefinition(services, current.row).definition
  const problem = present && findIdentityChange(present, definition)
  if (problem === null || (await tx.countAccounts(row.name)) === 0) return
  throw new PortcullisError('backend_in_use', { text: message('adminFormError.otherPeople', { problem }) })
}

/** Whether there are accounts under this name that another issuer issued: their subjects are other people. */
async function hasAccountsOfOtherIssuer(
  tx: Pick<Queries, 'listIssuers'>,
  definition: Definition,
): Promise<boolean> {
  return (await findForeignAccounts(tx, [definition])).length > 0
}

/** The row of a version, with its secrets encrypted and bound to it. */
export function toVersionRow(
  { encrypter }: Pick<Deps, 'encrypter'>,
  { name, fields, secrets }: Draft,
  { version, actor, now }: { readonly version: number; readonly actor: Actor; readonly now: Date },
) {
  const id = newId()
  return {
    id,
    name,
    version,
    definition: JSON.stringify(fields),
    secret: encryptSecrets(encrypter, id, secrets),
    createdAt: now,
    createdBy: actor.name,
  }
}

function nameTakenError(
  key: 'adminFormError.settingsName' | 'adminFormError.nameTaken' | 'adminFormError.nameHasAccounts',
  name: string,
): PortcullisError {
  return new PortcullisError('backend_name_taken', { text: message(key, { name }) })
}

/** Host labels that stand for the sign-in itself and say nothing about the owner. */
const COMMON_HOST_LABELS = new Set(
  'www id idp login logon auth auth0 oauth oidc openid sso account accounts identity connect signin secure api'.split(
    ' ',
  ),
)

/**
 * Suggests a name for a provider: the name of its preset, or the main label of its host, such as `acme` for
 * `https://id.acme.example`; with a number if the name is taken.
 */
export function suggestName(preset: string, issuer: string, isTaken: (name: string) => boolean): string {
  const suggestion = preset === '' ? nameFromIssuer(issuer) : preset
  const base = nameProblem(suggestion) === null ? suggestion : 'provider'
  const candidates = Array.from({ length: 200 }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`))
  return candidates.find((name) => !isTaken(name)) ?? base
}

function nameFromIssuer(issuer: string): string {
  const { hostname, pathname } = new URL(issuer)
  // For an IP address or a local host name, the path says more.
  const labels = /^[\d.]+$|:|^localhost$/.test(hostname)
    ? pathname.split('/').filter(Boolean).reverse()
    : hostname.split('.').filter((label) => !COMMON_HOST_LABELS.has(label))
  return (labels[0] ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
