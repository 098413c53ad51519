import { type StoredDefinition, storedDefinition } from '../backends/stored-definition.js'
import type { DefinitionRules } from '../backends/parse-definitions.js'
import type { Encrypter } from '../crypto/vault.js'
import type { BackendWithVersions } from '../store/backend-rows.js'
import type { Store } from '../store/store.js'

/** A provider that administrators have added, as it stands. */
export interface DynamicProvider {
  readonly name: string
  /** The one in use, or that was before it was switched off; the newest where none ever was. */
  readonly version: number
  readonly state: 'in use' | 'switched off' | 'not in use yet'
  readonly stored: StoredDefinition
}

const PAGE_SIZE = 200

/** All providers that administrators have added, by name. */
export async function loadDynamicProviders(
  store: Pick<Store, 'listBackends'>,
  encrypter: Encrypter,
  rules: DefinitionRules,
): Promise<readonly DynamicProvider[]> {
  return (await loadAll(store)).flatMap((row) => {
    const displayed = row.versions.find(({ version }) => version === row.current) ?? row.versions[0]
    if (displayed === undefined) return []
    const { name, version } = displayed
    return {
      name,
      version,
      state: toProviderState(row),
      stored: storedDefinition(displayed, encrypter, rules),
    }
  })
}

async function loadAll(store: Pick<Store, 'listBackends'>): Promise<readonly BackendWithVersions[]> {
  const all: BackendWithVersions[] = []
  for (;;) {
    const page = await store.listBackends(all.at(-1)?.name ?? null, PAGE_SIZE)
    all.push(...page)
    if (page.length < PAGE_SIZE) return all
  }
}

function toProviderState({ enabled, current }: BackendWithVersions): DynamicProvider['state'] {
  if (current === null) return 'not in use yet'
  return enabled ? 'in use' : 'switched off'
}
