import type { Logger } from 'pino'
import type { Store } from '../store/store.js'
import type { Definition } from './definition/definition.js'
import { SECRET_FIELDS } from './definition/fields.js'
import { type DefinitionRules, parseDefinitions } from './definition/parse.js'
import { withCurrentFieldNames } from './definition/renamed-fields.js'
import type { RawDefinition } from './definition/shared-fields.js'
import { storedFields } from './definition/stored.js'
import type { BackendHandle } from './dynamic-backends.js'
import type { Registry } from './registry.js'

export interface RemovedBackendsDeps {
  readonly store: Pick<Store, 'listKnownBackends' | 'saveKnownBackend' | 'countAccounts'>
  readonly registry: Registry
  readonly create: (definition: Definition) => BackendHandle
  readonly rules: DefinitionRules
  readonly log: Logger
  readonly clock: () => Date
}

/** These fields are not needed to verify a logout token, and need a secret that is not stored. */
const FIELDS_WITH_SECRETS: ReadonlySet<string> = new Set([
  ...SECRET_FIELDS,
  'clientAuthentication',
  'introspection',
])

/**
 * Backends that were removed from the settings. No user can sign in with them, but their providers can still end the
 * sessions that they have opened. For that, each OpenID Connect backend of the settings is stored without its secrets.
 */
export class RemovedBackends {
  readonly #deps: RemovedBackendsDeps
  #handles: readonly BackendHandle[] = []

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
      for (const { name } of definitions.filter(({ kind }) => kind === 'oidc')) {
        const definition = JSON.stringify(withoutSecrets(rawBackends[name]))
        if (known.get(name) !== definition) await store.saveKnownBackend({ name, definition }, clock())
      }
      const handles: BackendHandle[] = []
      for (const [name, definition] of known) {
        const isRemoved = !Object.hasOwn(rawBackends, name) && (await store.countAccounts(name)) > 0
        if (isRemoved) handles.push(...this.#load(name, definition))
      }
      this.close()
      this.#handles = handles
      registry.setRemoved(handles.map(({ backend }) => backend))
    } catch (error) {
      log.warn({ err: error }, 'removed providers could not be read, so they cannot end sessions')
    }
  }

  /** Closes the connections to all providers. */
  close(): void {
    for (const handle of this.#handles) handle.close()
  }

  #load(name: string, definition: string): readonly BackendHandle[] {
    // No secret is sent to verify a logout token, but a definition is not valid without one.
    const fields = { ...storedFields({ definition }), clientSecret: 'removed from the settings' }
    const { definitions } = parseDefinitions({ [name]: fields }, this.#deps.rules)
    return definitions.map((each) => this.#deps.create(each))
  }
}

function withoutSecrets(raw: unknown): RawDefinition {
  if (typeof raw !== 'object' || raw === null) return {}
  const entries = Object.entries(withCurrentFieldNames({ ...raw }))
  return Object.fromEntries(entries.filter(([name]) => !FIELDS_WITH_SECRETS.has(name)))
}
