import { lacksMail } from '../../../backends/lacks-mail.js'
import { type StoredDefinition, storedDefinition } from '../../../backends/stored-definition.js'
import type { BackendVersionRow, BackendWithVersions } from '../../../store/backend-rows.js'
import type { ProviderState } from '../../../views/index.js'
import type { Parts } from '../../parts.js'

type Needs = Pick<Parts, 'registry' | 'added' | 'house'>

/** A provider as its pages see it. */
export interface Provider {
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
  readonly faults: readonly string[]
  /** Whether it, or what waits, has people prove their address, and no mail can be sent. */
  readonly lacksMail: boolean
  /** A version that was written after the one in use, and waits. */
  readonly waiting: BackendVersionRow | null
}

/** Reads what is stored of a version. */
export function readVersion({ added, house }: Needs, row: BackendVersionRow): StoredDefinition {
  return storedDefinition(row, house.vault, added.rules)
}

/** How it stands with a provider; null for a name without any version, which nobody can have written. */
export function providerOf(parts: Needs, row: BackendWithVersions): Provider | null {
  const [newest] = row.versions
  if (newest === undefined) return null
  const current = row.versions.find(({ version }) => version === row.current) ?? null
  const shown = current ?? newest
  const { definition, faults } = readVersion(parts, shown)
  const waiting = current !== null && newest.version > current.version ? newest : null
  const read = [definition, waiting && readVersion(parts, waiting).definition]
  return {
    ...{ row, newest, current, waiting },
    label: definition?.label ?? row.name,
    icon: definition?.icon ?? null,
    state: stateOf(parts, row, shown, definition === null),
    faults: faults ?? [],
    lacksMail: read.some((each) => each !== null && lacksMail(each, parts.house)),
  }
}

function stateOf(
  { registry }: Needs,
  { name, enabled, current }: BackendWithVersions,
  shown: BackendVersionRow,
  broken: boolean,
): ProviderState {
  if (registry.fixed().some((backend) => backend.name === name)) return 'hidden'
  if (broken) return 'broken'
  if (enabled) return 'enabled'
  if (current !== null) return 'disabled'
  return shown.testedAt === null ? 'draft' : 'tested'
}
