import type { Backend } from './backend.js'

/** The backends people can sign in with, in the order they were given. A Map, so that no name finds a prototype. */
export class Registry {
  readonly #byName = new Map<string, Backend>()

  /** @throws Error when two backends bear one name: their accounts would be each other's. */
  constructor(backends: Iterable<Backend>) {
    for (const backend of backends) {
      if (this.#byName.has(backend.name))
        throw new Error(`Two backends are named ${JSON.stringify(backend.name)}.`)
      this.#byName.set(backend.name, backend)
    }
  }

  get(name: string): Backend | null {
    return this.#byName.get(name) ?? null
  }

  list(): readonly Backend[] {
    return [...this.#byName.values()]
  }
}
