import type { Logger } from 'pino'
import type { Attempt } from '../attempt.js'
import type { Encrypter } from '../crypto/encryption.js'
import { PortcullisError } from '../errors.js'
import type { BackendVersionRow } from '../store/backends.js'
import { Lock } from '../store/sqlite-adapter.js'
import type { Store } from '../store/store.js'
import type { Backend } from './backend.js'
import type { Definition } from './definition/definition.js'
import type { DefinitionRules } from './definition/parse.js'
import { storedDefinition } from './definition/stored.js'
import type { Registry } from './registry.js'

/** How soon every process notices a change that another process made. */
const POLL_INTERVAL_MS = 2000
/** How long a version that is no longer in use is kept: longer than an attempt that started with it may take. */
const IDLE_TTL_MS = 30 * 60_000

/** A backend, and the function that closes its connections to the provider. */
export interface BackendHandle {
  readonly backend: Backend
  close(): void
}

/** A version that this process has loaded. */
interface LoadedVersion {
  readonly row: Pick<BackendVersionRow, 'name' | 'version'>
  /** Null when the stored definition is not valid. */
  readonly handle: BackendHandle | null
  /** Accounts of another issuer belong to other users. */
  readonly issuer: string | null
  lastUsedAt: number
}

export interface DynamicBackendsDeps {
  readonly store: Pick<Store, 'listEnabledVersions' | 'listVersions' | 'getBackendVersion'>
  readonly encrypter: Encrypter
  readonly registry: Registry
  readonly create: (definition: Definition) => BackendHandle
  readonly rules: DefinitionRules
  readonly log: Logger
  readonly clock: () => Date
}

/** The version that an attempt started with. */
export interface BackendVersionHandle {
  readonly backend: Backend
  /** Whether the provider is enabled, in this version or in another. */
  readonly enabled: boolean
}

/**
 * Keeps the backends that administrators added up to date in this process. The enabled ones are in the registry, so
 * that no request has to ask the database. A version never changes, and an attempt ends with the version it started
 * with.
 */
export class DynamicBackends {
  readonly #deps: DynamicBackendsDeps
  readonly #lock = new Lock()
  readonly #loaded = new Map<string, LoadedVersion>()
  #enabledIds = ''
  #timer: NodeJS.Timeout | null = null

  /** The rules that definitions are checked by. */
  readonly rules: DefinitionRules

  constructor(deps: DynamicBackendsDeps) {
    this.#deps = deps
    this.rules = deps.rules
  }

  /**
   * Loads the backends now and every two seconds. While the database is unavailable, the last known ones stay in use.
   */
  async start(): Promise<void> {
    await this.refresh()
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) => {
        this.#deps.log.warn(
          { err: error },
          'the providers could not be read; the last known ones stay in use',
        )
      })
    }, POLL_INTERVAL_MS)
    this.#timer.unref()
  }

  /** Loads the backends now, as after a change by this process. */
  refresh(): Promise<void> {
    return this.#lock.run(() => this.#poll())
  }

  /**
   * The backend in this version, enabled or not; null when the version does not exist or its definition is not valid.
   */
  async getVersion(name: string, version: number): Promise<BackendVersionHandle | null> {
    const live = this.#deps.registry.get(name)
    if (live?.version === version) return { backend: live, enabled: true }
    const stored = await this.#deps.store.getBackendVersion(name, version)
    const loaded = stored && this.#load(stored.row)
    return loaded?.handle ? { backend: loaded.handle.backend, enabled: stored?.enabled === true } : null
  }

  /** Whether two versions of a backend have the same issuer, so that their accounts belong to the same users. */
  async haveSameIssuer(name: string, one: number, other: number): Promise<boolean> {
    await Promise.all([this.getVersion(name, one), this.getVersion(name, other)])
    const issuers = [...this.#loaded.values()]
      .filter(({ row }) => row.name === name && (row.version === one || row.version === other))
      .map(({ issuer }) => issuer)
    return new Set(issuers).size === 1
  }

  /** Stops polling, and closes the connections to all providers. */
  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    for (const { handle } of this.#loaded.values()) handle?.close()
    this.#loaded.clear()
  }

  async #poll(): Promise<void> {
    const { store, registry } = this.#deps
    const enabled = await store.listEnabledVersions()
    const ids = enabled.map(({ versionId }) => versionId)
    const missing = ids.filter((id) => !this.#loaded.has(id))
    if (missing.length > 0) for (const row of await store.listVersions(missing)) this.#load(row)
    for (const id of ids) this.#touch(id)
    const enabledIds = ids.join(' ')
    if (enabledIds !== this.#enabledIds) {
      registry.setDynamic(ids.flatMap((id) => this.#loaded.get(id)?.handle?.backend ?? []))
      this.#enabledIds = enabledIds
    }
    this.#evict()
  }

  #load(row: BackendVersionRow): LoadedVersion {
    const { encrypter, rules, create, log } = this.#deps
    const loaded = this.#touch(row.id)
    if (loaded !== null) return loaded
    const { definition, errors } = storedDefinition(row, encrypter, rules)
    if (definition === null)
      log.error(
        { backend: row.name, version: row.version, problems: errors },
        'the stored definition of a provider is not valid',
      )
    const handle = definition && create(definition)
    const fresh: LoadedVersion = {
      row: { name: row.name, version: row.version },
      handle: handle && { ...handle, backend: { ...handle.backend, version: row.version } },
      issuer: definition?.issuer ?? null,
      lastUsedAt: this.#deps.clock().getTime(),
    }
    this.#loaded.set(row.id, fresh)
    return fresh
  }

  #touch(id: string): LoadedVersion | null {
    const loaded = this.#loaded.get(id)
    if (loaded) loaded.lastUsedAt = this.#deps.clock().getTime()
    return loaded ?? null
  }

  #evict(): void {
    const cutoff = this.#deps.clock().getTime() - IDLE_TTL_MS
    for (const [id, { handle, lastUsedAt }] of this.#loaded) {
      if (lastUsedAt >= cutoff) continue
      handle?.close()
      this.#loaded.delete(id)
    }
  }
}

/**
 * Finds the backend that an attempt started with, in the same version, even if another version is enabled now.
 * @throws PortcullisError unknown_backend when it was deleted, backend_disabled when it was disabled, or replaced by
 *   one with another issuer
 */
export async function resolveBackend(
  { registry, dynamic }: { readonly registry: Registry; readonly dynamic: DynamicBackends },
  { backend: name, version }: Pick<Attempt, 'backend' | 'version'>,
): Promise<Backend> {
  const current = registry.get(name)
  if (current && (current.version ?? null) === version) return current
  const original = version === null ? null : await dynamic.getVersion(name, version)
  if (version === null || !original)
    throw new PortcullisError('unknown_backend', {
      detail: 'the backend of this attempt does not exist any more',
    })
  if (!original.enabled) throw new PortcullisError('backend_disabled', { detail: `${name} was disabled` })
  const currentVersion = current?.version
  // The account would be found by its subject, which another issuer may use for another user.
  if (currentVersion !== undefined && !(await dynamic.haveSameIssuer(name, version, currentVersion)))
    throw new PortcullisError('backend_disabled', { detail: `${name} now has another issuer` })
  return original.backend
}
