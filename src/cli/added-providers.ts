import { type StoredDefinition, storedDefinition } from '../backends/stored-definition.js'
import type { DefinitionRules } from '../backends/parse-definitions.js'
import type { Vault } from '../crypto/vault.js'
import type { BackendWithVersions } from '../store/backend-rows.js'
import type { Store } from '../store/store.js'

/** A provider that administrators have added, as it stands. */
export interface AddedProvider {
  readonly name: string
  /** The one in use, or that was before it was switched off; the newest where none ever was. */
  readonly version: number
  readonly state: 'in use' | 'switched off' | 'not in use yet'
  readonly stored: StoredDefinition
}

const AT_ONCE = 200

/** All providers that administrators have added, by name. */
export async function addedProviders(
  store: Pick<Store, 'addedBackends'>,
  vault: Vault,
  rules: DefinitionRules,
): Promise<readonly AddedProvider[]> {
  return (await allOf(store)).flatMap((row) => {
    const shown = row.versions.find(({ version }) => version === row.current) ?? row.versions[0]
    if (shown === undefined) return []
    const { name, version } = shown
    return { name, version, state: stateOf(row), stored: storedDefinition(shown, vault, rules) }
  })
}

async function allOf(store: Pick<Store, 'addedBackends'>): Promise<readonly BackendWithVersions[]> {
  const all: BackendWithVersions[] = []
  for (;;) {
    const some = await store.addedBackends(all.at(-1)?.name ?? null, AT_ONCE)
    all.push(...some)
    if (some.length < AT_ONCE) return all
  }
}

function stateOf({ enabled, current }: BackendWithVersions): AddedProvider['state'] {
  if (current === null) return 'not in use yet'
  return enabled ? 'in use' : 'switched off'
}
