import type { Encrypter } from '../crypto/encryption.js'
import type { BackendWithVersions } from '../store/backends.js'
import type { Store } from '../store/store.js'
import type { DefinitionRules } from './definition/parse.js'
import { type StoredDefinition, storedDefinition } from './definition/stored.js'

/** A provider that was added in `/admin`, with its current state. */
export interface DynamicProvider {
  readonly name: string
  /** The enabled version, or the one enabled last; the newest version if none was ever enabled. */
  readonly version: number
  readonly state: 'enabled' | 'disabled' | 'not enabled yet'
  readonly stored: StoredDefinition
}

const PAGE_SIZE = 200

/** All providers that were added in `/admin`, by name. */
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
  if (current === null) return 'not enabled yet'
  return enabled ? 'enabled' : 'disabled'
}
