import { isMailMissing } from '../../../backends/definition/definition.js'
import { type StoredDefinition, storedDefinition } from '../../../backends/definition/stored.js'
import type { ProviderState } from '../../../pages/render.js'
import type { BackendVersionRow, BackendWithVersions } from '../../../store/backends.js'
import type { Services } from '../../services.js'

type Deps = Pick<Services, 'site' | 'encrypter' | 'backends'>

/** A provider as its pages see it. */
export interface ProviderStatus {
  readonly row: BackendWithVersions
  /** What was written last. */
  readonly newest: BackendVersionRow
  /** The version that is in use, or was before it was switched off. */
  readonly current: BackendVersionRow | null
  /** What it is called: by the version in use, or else by the newest. */
  readonly label: string
  readonly icon: string | null
  readonly state: ProviderState
  /** Why it cannot be used, if it is broken. */
  readonly problems: readonly string[]
  /** Whether it, or what waits, has people prove their address, and no mail can be sent. */
  readonly lacksMail: boolean
  /** A version that was written after the one in use, and waits. */
  readonly pending: BackendVersionRow | null
}

/** Reads what is stored of a version. */
export function readVersion(
  { encrypter, backends }: Pick<Deps, 'encrypter' | 'backends'>,
  row: BackendVersionRow,
): StoredDefinition {
  return storedDefinition(row, encrypter, backends.dynamic.rules)
}

/** How it stands with a provider; null for a name without any version, which nobody can have written. */
export function toProviderStatus(services: Deps, row: BackendWithVersions): ProviderStatus | null {
  const [newest] = row.versions
  if (newest === undefined) return null
  const current = row.versions.find(({ version }) => version === row.current) ?? null
  const displayed = current ?? newest
  const { definition, errors } = readVersion(services, displayed)
  const pending = current !== null && newest.version > current.version ? newest : null
  const definitions = [definition, pending && readVersion(services, pending).definition]
  return {
    ...{ row, newest, current, pending },
    label: definition?.label ?? row.name,
    icon: definition?.icon ?? null,
    state: toProviderState(services, row, displayed, definition === null),
    problems: errors ?? [],
    lacksMail: definitions.some((each) => each !== null && isMailMissing(each, services.site)),
  }
}

function toProviderState(
  { backends: { registry } }: Deps,
  { name, enabled, current }: BackendWithVersions,
  displayed: BackendVersionRow,
  isUnreadable: boolean,
): ProviderState {
  if (registry.listStatic().some((backend) => backend.name === name)) return 'hidden'
  if (isUnreadable) return 'broken'
  if (enabled) return 'enabled'
  if (current !== null) return 'disabled'
  return displayed.testedAt === null ? 'draft' : 'tested'
}
