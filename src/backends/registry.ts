import { PortcullisError } from '../errors.js'
import type { Backend } from './backend.js'

/**
 * The backends that users can sign in with: first those of the settings, which never change, then those that
 * administrators added. It is held in memory, so that a lookup costs nothing; a Map, so that a name such as
 * `constructor` finds no inherited property.
 */
export class Registry {
  readonly #static: ReadonlyMap<string, Backend>
  #all: ReadonlyMap<string, Backend>
  #disabled: ReadonlyMap<string, Backend> = new Map()

  /** @throws Error when two backends have the same name, because they would share their accounts */
  constructor(staticBackends: Iterable<Backend>) {
    const byName = new Map<string, Backend>()
    for (const backend of staticBackends) {
      if (byName.has(backend.name)) throw new Error(`Two backends are named ${JSON.stringify(backend.name)}.`)
      byName.set(backend.name, backend)
    }
    this.#static = byName
    this.#all = byName
  }

  get(name: string): Backend | null {
    return this.#all.get(name) ?? null
  }

  /** The backend of this name. @throws PortcullisError unknown_backend */
  require(name: unknown): Backend {
    const backend = typeof name === 'string' ? this.get(name) : null
    if (!backend) throw new PortcullisError('unknown_backend', { detail: 'no backend has this name' })
    return backend
  }

  /**
   * The backend of this name, even if it is disabled: no user can sign in with it then, but its provider can still end
   * the sessions that it has opened. @throws PortcullisError unknown_backend
   */
  requireEvenDisabled(name: unknown): Backend {
    const disabled = typeof name === 'string' && this.get(name) === null ? this.#disabled.get(name) : null
    return disabled ?? this.require(name)
  }

  list(): readonly Backend[] {
    return [...this.#all.values()]
  }

  /** The backends of the settings. */
  listStatic(): readonly Backend[] {
    return [...this.#static.values()]
  }

  /** Replaces the backends of administrators. A backend of the settings with the same name takes precedence. */
  setDynamic(enabled: readonly Backend[], disabled: readonly Backend[]): void {
    const free = enabled.filter(({ name }) => !this.#static.has(name))
    this.#all = new Map([...this.#static, ...free.map((backend) => [backend.name, backend] as const)])
    this.#disabled = new Map(disabled.map((backend) => [backend.name, backend]))
  }
}
