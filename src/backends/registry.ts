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

  list(): readonly Backend[] {
    return [...this.#all.values()]
  }

  /** The backends of the settings. */
  listStatic(): readonly Backend[] {
    return [...this.#static.values()]
  }

  /** Replaces the backends of administrators. A backend of the settings with the same name takes precedence. */
  setDynamic(dynamicBackends: readonly Backend[]): void {
    const free = dynamicBackends.filter(({ name }) => !this.#static.has(name))
    this.#all = new Map([...this.#static, ...free.map((backend) => [backend.name, backend] as const)])
  }
}
