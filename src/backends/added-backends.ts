import type { Logger } from 'pino'
import type { Vault } from '../crypto/vault.js'
import type { BackendVersionRow } from '../store/backend-rows.js'
import { Lock } from '../store/lock.js'
import type { Store } from '../store/store.js'
import type { Backend } from './backend.js'
import type { Definition } from './definition.js'
import type { DefinitionRules } from './parse-definitions.js'
import type { Registry } from './registry.js'
import { storedDefinition } from './stored-definition.js'

/** How soon every process knows of a change that another one has made. */
const LOOK_EVERY_MS = 2000
/** A version that is no longer in use is kept for longer than any attempt that began with it may take. */
const KEPT_MS = 30 * 60_000

/** A backend, with the connections that it holds to its provider. */
export interface MadeBackend {
  readonly backend: Backend
  close(): void
}

/** A version that this process has read. */
interface Known {
  readonly row: Pick<BackendVersionRow, 'name' | 'version'>
  /** Null when the row is broken. */
  readonly made: MadeBackend | null
  /** For accounts, another issuer means other people. */
  readonly issuer: string | null
  wantedAt: number
}

export interface AddedBackendsParts {
  readonly store: Pick<Store, 'enabledVersions' | 'versionsWithIds' | 'backendVersion'>
  readonly vault: Vault
  readonly registry: Registry
  readonly make: (definition: Definition) => MadeBackend
  readonly rules: DefinitionRules
  readonly log: Logger
  readonly now: () => Date
}

/** A version that an attempt began with. */
export interface AddedVersion {
  readonly backend: Backend
  /** Whether the provider is in use, be it in another version. */
  readonly enabled: boolean
}

/**
 * The backends that administrators have added, kept up to date on this process: what is in use stands in the registry,
 * so that no request asks the database for it. A version never changes; what began with one ends with it.
 */
export class AddedBackends {
  readonly #parts: AddedBackendsParts
  readonly #lock = new Lock()
  readonly #known = new Map<string, Known>()
  #inUse = ''
  #timer: NodeJS.Timeout | null = null

  /** What definitions are judged by. */
  readonly rules: DefinitionRules

  constructor(parts: AddedBackendsParts) {
    this.#parts = parts
    this.rules = parts.rules
  }

  /** Looks now, and from now on every two seconds. While the database is away, what was known goes on to count. */
  async start(): Promise<void> {
    await this.refresh()
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, 'the providers could not be read; those known before are used')
      })
    }, LOOK_EVERY_MS)
    this.#timer.unref()
  }

  /** Looks what is in use, as after a change of our own. */
  refresh(): Promise<void> {
    return this.#lock.run(() => this.#look())
  }

  /** The backend in this version, in use or not; null when there is none, or none that can be used. */
  async at(name: string, version: number): Promise<AddedVersion | null> {
    const live = this.#parts.registry.get(name)
    if (live?.version === version) return { backend: live, enabled: true }
    const found = await this.#parts.store.backendVersion(name, version)
    const known = found && this.#know(found.row)
    return known?.made ? { backend: known.made.backend, enabled: found?.enabled === true } : null
  }

  /** Whether two versions of a backend have one issuer, so that their accounts are of the same people. */
  async haveOneIssuer(name: string, one: number, other: number): Promise<boolean> {
    await Promise.all([this.at(name, one), this.at(name, other)])
    const issuers = [...this.#known.values()]
      .filter(({ row }) => row.name === name && (row.version === one || row.version === other))
      .map(({ issuer }) => issuer)
    return new Set(issuers).size === 1
  }

  /** Hangs up on all of their providers. */
  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    for (const { made } of this.#known.values()) made?.close()
    this.#known.clear()
  }

  async #look(): Promise<void> {
    const { store, registry } = this.#parts
    const enabled = await store.enabledVersions()
    const ids = enabled.map(({ versionId }) => versionId)
    const lacking = ids.filter((id) => !this.#known.has(id))
    if (lacking.length > 0) for (const row of await store.versionsWithIds(lacking)) this.#know(row)
    for (const id of ids) this.#want(id)
    const inUse = ids.join(' ')
    if (inUse !== this.#inUse) {
      registry.replaceAdded(ids.flatMap((id) => this.#known.get(id)?.made?.backend ?? []))
      this.#inUse = inUse
    }
    this.#letGo()
  }

  #know(row: BackendVersionRow): Known {
    const { vault, rules, make, log } = this.#parts
    const known = this.#want(row.id)
    if (known !== null) return known
    const { definition, faults } = storedDefinition(row, vault, rules)
    if (definition === null)
      log.error({ backend: row.name, version: row.version, faults }, 'a provider is broken')
    const made = definition && make(definition)
    const fresh: Known = {
      row: { name: row.name, version: row.version },
      made: made && { ...made, backend: { ...made.backend, version: row.version } },
      issuer: definition?.issuer ?? null,
      wantedAt: this.#parts.now().getTime(),
    }
    this.#known.set(row.id, fresh)
    return fresh
  }

  #want(id: string): Known | null {
    const known = this.#known.get(id)
    if (known) known.wantedAt = this.#parts.now().getTime()
    return known ?? null
  }

  #letGo(): void {
    const before = this.#parts.now().getTime() - KEPT_MS
    for (const [id, { made, wantedAt }] of this.#known) {
      if (wantedAt >= before) continue
      made?.close()
      this.#known.delete(id)
    }
  }
}
