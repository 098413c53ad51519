import type { Logger } from 'pino'
import type { Store } from '../store/store.js'
import type { Definition } from './definition/definition.js'
import type { DefinitionRules } from './definition/parse.js'
import type { RawDefinition } from './definition/shared-fields.js'
import type { ClosableBackend } from './dynamic-backends.js'
import { parseKnownDefinition, toKnownDefinition } from './known-definition.js'
import type { Registry } from './registry.js'

export interface RemovedBackendsDeps {
  readonly store: Pick<Store, 'listKnownBackends' | 'saveKnownBackend' | 'countAccounts'>
  readonly registry: Registry
  readonly create: (definition: Definition) => ClosableBackend
  readonly rules: DefinitionRules
  readonly log: Logger
  readonly clock: () => Date
}

/**
 * Backends that were removed from the settings. No user can sign in with them, but their providers can still end the
 * sessions that they have opened. For that, each backend of the settings is stored without its secrets; and the start compares it with
 * what the settings say later (`findChangedSubjects`).
 */
export class RemovedBackends {
  readonly #deps: RemovedBackendsDeps
  #closables: readonly ClosableBackend[] = []

  constructor(deps: RemovedBackendsDeps) {
    this.#deps = deps
  }

  /**
   * Stores the present backends of the settings, and loads those that are gone but have accounts. An error of the
   * database is only logged, because sign-ins do not depend on this.
   */
  async update(definitions: readonly Definition[], rawBackends: RawDefinition): Promise<void> {
    const { store, registry, log, clock } = this.#deps
    try {
      const known = new Map(
        (await store.listKnownBackends()).map(({ name, definition }) => [name, definition] as const),
      )
      for (const { name } of definitions) {
        const definition = toKnownDefinition(rawBackends[name])
        if (known.get(name) !== definition) await store.saveKnownBackend({ name, definition }, clock())
      }
      const closables: ClosableBackend[] = []
      for (const [name, definition] of known) {
        const isRemoved = !Object.hasOwn(rawBackends, name) && (await store.countAccounts(name)) > 0
        if (isRemoved) closables.push(...this.#load(name, definition))
      }
      this.close()
      this.#closables = closables
      registry.setRemoved(closables.map(({ backend }) => backend))
    } catch (error) {
      log.warn({ err: error }, 'removed providers could not be read, so they cannot end sessions')
    }
  }

  /** Closes the connections to all providers. */
  close(): void {
    for (const closable of this.#closables) closable.close()
  }

  #load(name: string, definition: string): readonly ClosableBackend[] {
    const parsed = parseKnownDefinition({ name, definition }, this.#deps.rules)
    return parsed === null ? [] : [this.#deps.create(parsed)]
  }
}
