import { z } from 'zod'
import type { Registry } from '../backends/registry.js'
import { hasClaimValue, readClaimPath } from '../claim-paths.js'
import { PortcullisError } from '../errors.js'
import type { Session } from '../store/models.js'
import type { Store } from '../store/store.js'

/** A group as one backend names it. Groups of two backends are different groups, even if their names are the same. */
export interface Group {
  readonly backend: string
  readonly name: string
}

interface GroupDeps {
  readonly backends: { readonly registry: Pick<Registry, 'get' | 'list' | 'listInactive'> }
  readonly store: Pick<Store, 'getExtraData'>
}

/**
 * Reads a group that a proxy requires: `acme:admins`, or `admins` where exactly one backend stores groups. A text with a
 * colon always names its backend first, and the name of a backend contains no colon, so a group `team:admins` of `acme`
 * is `acme:team:admins` and nothing else.
 * @throws PortcullisError bad_request when the backend or the name is empty, group_ambiguous when no backend is named, and several or none store groups
 */
export function parseGroup(text: string, { backends: { registry } }: Pick<GroupDeps, 'backends'>): Group {
  const [, backend, name] = /^([^:]*):(.*)$/s.exec(text) ?? []
  if (backend === '' || name === '') {
    throw new PortcullisError('bad_request', { detail: 'a group without its backend or its name' })
  }
  if (backend !== undefined && name !== undefined) return { backend, name }
  const only = onlyBackendWithGroups(registry)
  if (only === null) {
    throw new PortcullisError('group_ambiguous', {
      detail:
        '?group= names no provider, and not exactly one stores groups, disabled and removed ones included',
    })
  }
  return { backend: only, name: text }
}

/**
 * Writes groups as `parseGroup` reads them: with the backend where several backends store groups, or where the name
 * itself contains a colon.
 */
export function formatGroups(
  groups: readonly Group[],
  { backends: { registry } }: Pick<GroupDeps, 'backends'>,
): readonly string[] {
  if (groups.length === 0) return []
  const areBare = onlyBackendWithGroups(registry) !== null
  return groups.map(({ backend, name }) => (areBare && !name.includes(':') ? name : `${backend}:${name}`))
}

/**
 * The backend whose groups need no name of a backend: the only one that stores groups, if it is in use. One that is
 * disabled, or was removed and has accounts, counts as well: otherwise the groups of the next provider would take the
 * place of its groups.
 */
function onlyBackendWithGroups(registry: Pick<Registry, 'list' | 'listInactive'>): string | null {
  const [active, inactive] = [registry.list(), registry.listInactive()].map((backends) =>
    backends.filter(({ policy }) => policy.extraClaims.includes('groups')),
  )
  return active?.length === 1 && inactive?.length === 0 ? (active[0]?.name ?? null) : null
}

const extraDataSchema = z.record(z.string(), z.unknown())

/** The claims that are stored with an account, by name. */
type StoredClaims = Readonly<z.output<typeof extraDataSchema>>

/** Whether the backend of a session stores the claim `groups` (`extraClaims`). */
export function storesGroups(
  { backends: { registry } }: Pick<GroupDeps, 'backends'>,
  { backend }: Pick<Session, 'backend'>,
): boolean {
  return registry.get(backend)?.policy.extraClaims.includes('groups') === true
}

/**
 * The claims that the provider sent at the latest sign-in with the account of this session, as far as the backend stores
 * them now. Costs one query; none without an account, or when the backend is not in use.
 */
export async function loadStoredClaims(
  { backends, store }: GroupDeps,
  { backend, accountId }: Pick<Session, 'backend' | 'accountId'>,
): Promise<StoredClaims> {
  const names = backends.registry.get(backend)?.policy.extraClaims ?? []
  if (accountId === null || names.length === 0) return {}
  const extraData = await store.getExtraData(accountId)
  if (extraData === null) return {}
  const stored = Object.entries(extraDataSchema.parse(JSON.parse(extraData)))
  // What the backend no longer stores would never change again.
  return Object.fromEntries(stored.filter(([name]) => names.includes(name)))
}

/** The groups among the stored claims of a backend: its claim `groups`, a list of texts or one text. */
export function readGroups({ groups }: StoredClaims, backend: string): readonly Group[] {
  const list: readonly unknown[] = Array.isArray(groups) ? groups : [groups]
  const names = list.filter((group) => typeof group === 'string').filter((group) => group !== '')
  return [...new Set(names)].map((name) => ({ backend, name }))
}

/** A value that a proxy requires of a claim of one backend. */
export interface RequiredClaim {
  readonly backend: string
  /** Dotted, into the claims that the backend stores. */
  readonly path: string
  readonly value: string
}

/**
 * Reads a claim that a proxy requires: `acme:realm_access.roles=admin`. The backend ends at the first colon, because the
 * name of a claim may be a URL, and the name of a backend contains no colon; the path ends at the first `=` after it.
 * @throws PortcullisError bad_request
 */
export function parseRequiredClaim(text: string): RequiredClaim {
  const [, backend, path, value] = /^([^:=]+):([^=]+)=(.+)$/s.exec(text) ?? []
  if (backend === undefined || path === undefined || value === undefined)
    throw new PortcullisError('bad_request', { detail: '?claim= is not BACKEND:CLAIM=VALUE' })
  return { backend, path, value }
}

/**
 * Whether stored claims of a backend have what is required of its users: for each claim that is named, one of the values.
 * Users of a backend of which nothing is required do not have it.
 */
export function hasRequiredClaims(
  claims: StoredClaims,
  backend: string,
  required: readonly RequiredClaim[],
): boolean {
  const ours = required.filter((each) => each.backend === backend)
  return (
    ours.length > 0 &&
    ours.every(({ path }) => {
      const values = ours.filter((each) => each.path === path).map(({ value }) => value)
      return hasClaimValue(readClaimPath(claims, path), values)
    })
  )
}
