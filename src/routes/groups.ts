import { z } from 'zod'
import type { Registry } from '../backends/registry.js'
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

const ExtraDataSchema = z.looseObject({ groups: z.unknown().optional() })

/**
 * The groups that the provider sent at the latest sign-in with the account of this session: its claim `groups`, a
 * list of texts or one text. Costs one query, and none if the backend does not store that claim (`extraClaims`).
 */
export async function loadGroups(
  { backends, store }: GroupDeps,
  { backend, accountId }: Pick<Session, 'backend' | 'accountId'>,
): Promise<readonly Group[]> {
  const isStored = backends.registry.get(backend)?.policy.extraClaims.includes('groups') === true
  if (!isStored || accountId === null) return []
  const extraData = await store.getExtraData(accountId)
  if (extraData === null) return []
  const { groups } = ExtraDataSchema.parse(JSON.parse(extraData))
  const list: readonly unknown[] = Array.isArray(groups) ? groups : [groups]
  const names = list.filter((group) => typeof group === 'string').filter((group) => group !== '')
  return [...new Set(names)].map((name) => ({ backend, name }))
}
