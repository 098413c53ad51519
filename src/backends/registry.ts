import { PortcullisError } from '../errors.js'
import type { Backend } from './backend.js'

/**
 * The backends people can sign in with: those of the settings, which stay, and behind them those that administrators
 * have added, which come and go. Maps, so that no name finds a prototype. Looking costs nothing.
 */
export class Registry {
  readonly #static: ReadonlyMap<string, Backend>
  #all: ReadonlyMap<string, Backend>

  /** @throws Error when two backends bear one name: their accounts would be each other's. */
  constructor(listStatic: Iterable<Backend>) {
    const byName = new Map<string, Backend>()
    for (const backend of listStatic) {
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

  /** Puts these in the place of those that were added before. Where the settings use the name, the settings win. */
  setDynamic(dynamicBackends: readonly Backend[]): void {
    const free = dynamicBackends.filter(({ name }) => !this.#static.has(name))
    this.#all = new Map([...this.#static, ...free.map((backend) => [backend.name, backend] as const)])
  }
}
