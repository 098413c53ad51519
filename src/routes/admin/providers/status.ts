import { isMailMissing } from '../../../backends/definition/definition.js'
import { type StoredDefinition, storedDefinition } from '../../../backends/definition/stored.js'
import type { Message } from '../../../locales/messages.js'
import type { ProviderState } from '../../../pages/render.js'
import type { BackendVersionRow, BackendWithVersions } from '../../../store/backends.js'
import type { Services } from '../../services.js'

type Deps = Pick<Services, 'site' | 'encrypter' | 'backends'>

/** A provider, as its pages see it. */
export interface ProviderStatus {
  readonly row: BackendWithVersions
  /** The version that was stored last. */
  readonly newest: BackendVersionRow
  /** The enabled version, or the one that was enabled before the provider was disabled. */
  readonly current: BackendVersionRow | null
  /** The label of the current version, or else of the newest. */
  readonly label: string
  readonly icon: string | null
  readonly state: ProviderState
  /** Why it cannot be used, if it is broken. */
  readonly problems: readonly Message[]
  /** Whether this version or the pending one requires verified addresses although the site cannot send mail. */
  readonly lacksMail: boolean
  /** A version that was stored after the current one, and is not enabled yet. */
  readonly pending: BackendVersionRow | null
}

/** Whether the latest test sign-in of a version failed, and none has passed. */
export function hasFailedTest({ testedAt, report }: BackendVersionRow): boolean {
  return testedAt === null && report !== null
}

/** Reads the stored definition of a version. */
export function readStoredDefinition(
  { encrypter, backends }: Pick<Deps, 'encrypter' | 'backends'>,
  row: BackendVersionRow,
): StoredDefinition {
  return storedDefinition(row, encrypter, backends.dynamic.rules)
}

/** The status of a provider; null for a name without versions, which cannot occur. */
export function toProviderStatus(services: Deps, row: BackendWithVersions): ProviderStatus | null {
  const [newest] = row.versions
  if (newest === undefined) return null
  const current = row.versions.find(({ version }) => version === row.current) ?? null
  const displayed = current ?? newest
  const { definition, errors } = readStoredDefinition(services, displayed)
  const pending = current !== null && newest.version > current.version ? newest : null
  const definitions = [definition, pending && readStoredDefinition(services, pending).definition]
  return {
    row,
    newest,
    current,
    pending,
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
  if (hasFailedTest(displayed)) return 'failed'
  return displayed.testedAt === null ? 'draft' : 'tested'
}
