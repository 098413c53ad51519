import type { Logger } from 'pino'
import type { Encrypter } from '../crypto/encryption.js'
import { ENGLISH } from '../locales/locales.js'
import type { BackendVersionRow, VersionId } from '../store/backends.js'
import { Lock } from '../store/lock.js'
import type { Store } from '../store/store.js'
import type { Backend } from './backend.js'
import type { Definition } from './definition/definition.js'
import type { DefinitionRules } from './definition/parse.js'
import { storedDefinition } from './definition/stored.js'
import type { Marks } from './marks/marks.js'
import type { Registry } from './registry.js'

/** How soon every process notices a change that another process made. */
const POLL_INTERVAL_MS = 2000
/** How long a version that is no longer in use is kept: longer than an attempt that started with it may take. */
const IDLE_TTL_MS = 30 * 60_000

/** A backend, and the function that closes its connections to the provider. */
export interface ClosableBackend {
  readonly backend: Backend
  close(): void
}

/** A version that this process has loaded. */
interface LoadedVersion {
  readonly row: Pick<BackendVersionRow, 'name' | 'version'>
  /** Null when the stored definition is not valid. */
  readonly closable: ClosableBackend | null
  /** Accounts of another issuer belong to other users. */
  readonly issuer: string | null
  lastUsedAt: number
}

export interface DynamicBackendsDeps {
  readonly store: Pick<Store, 'listCurrentVersions' | 'listVersions' | 'getBackendVersion'>
  readonly encrypter: Encrypter
  readonly registry: Registry
  readonly marks: Marks
  readonly create: (definition: Definition) => ClosableBackend
  readonly rules: DefinitionRules
  readonly log: Logger
  readonly clock: () => Date
}

/** The version that an attempt started with. */
export interface AttemptBackend {
  readonly backend: Backend
  /** Whether the provider is enabled, in this version or in another. */
  readonly enabled: boolean
}

/**
 * Keeps the backends that administrators added up to date in this process. They are in the registry, so that no request
 * has to ask the database; the disabled ones only receive logouts. A version never changes, and an attempt ends with the
 * version that it started with (resolve-backend.ts).
 */
export class DynamicBackends {
  readonly #deps: DynamicBackendsDeps
  readonly #lock = new Lock()
  readonly #loaded = new Map<string, LoadedVersion>()
  /** What was last passed to the registry. */
  #state = ''
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
  async getVersion(key: VersionId): Promise<AttemptBackend | null> {
    const stored = await this.#deps.store.getBackendVersion(key)
    const loaded = stored && this.#load(stored.row)
    return loaded?.closable ? { backend: loaded.closable.backend, enabled: stored?.enabled === true } : null
  }

  /** Whether two loaded versions have the same issuer, so that their accounts belong to the same users. */
  haveSameIssuer(one: Backend, other: Backend): boolean {
    const issuers = [one, other].map(({ versionId }) => this.#loaded.get(versionId ?? '')?.issuer ?? null)
    return issuers[0] !== null && issuers[0] === issuers[1]
  }

  /** Stops polling, and closes the connections to all providers. */
  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    for (const { closable } of this.#loaded.values()) closable?.close()
    this.#loaded.clear()
  }

  async #poll(): Promise<void> {
    const { store, registry, marks } = this.#deps
    const current = await store.listCurrentVersions()
    const ids = current.map(({ versionId }) => versionId)
    const missing = ids.filter((id) => !this.#loaded.has(id))
    if (missing.length > 0) for (const row of await store.listVersions(missing)) this.#load(row)
    for (const id of ids) this.#touch(id)
    const state = JSON.stringify(current)
    if (state !== this.#state) {
      const listBackends = (isEnabled: boolean) =>
        current
          .filter(({ enabled }) => enabled === isEnabled)
          .flatMap(({ versionId }) => this.#loaded.get(versionId)?.closable?.backend ?? [])
      registry.setDynamic(listBackends(true), listBackends(false))
      marks.setDynamic(
        new Map(current.flatMap(({ name, mark }) => (mark === null ? [] : [[name, mark] as const]))),
      )
      this.#state = state
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
        { backend: row.name, version: row.version, problems: errors.map((each) => ENGLISH.format(each)) },
        'the stored definition of a provider is not valid',
      )
    const closable = definition && create(definition)
    const fresh: LoadedVersion = {
      row: { name: row.name, version: row.version },
      closable: closable && {
        ...closable,
        backend: { ...closable.backend, version: row.version, versionId: row.id },
      },
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
    for (const [id, { closable, lastUsedAt }] of this.#loaded) {
      if (lastUsedAt >= cutoff) continue
      closable?.close()
      this.#loaded.delete(id)
    }
  }
}
