import { PortcullisError } from '../errors.js'
import type { Backend } from './backend.js'

/** Longer than an attempt, and than a paused sign-in waits for an answer. */
export const REPLACED_TTL_MS = 45 * 60_000

interface ReplacedBackends {
  readonly byName: ReadonlyMap<string, Backend>
  readonly until: Date
}

/**
 * The backends that users can sign in with, by their `order`. Backends of the settings, which change when the settings are
 * read again, come before those of administrators with the same `order`. They are in memory, so that a lookup costs nothing;
 * and in a Map, so that a name such as `constructor` finds no inherited property.
 */
export class Registry {
  #static: ReadonlyMap<string, Backend>
  /** Earlier backends of the settings with which attempts may end, the latest last, and until when they were in use. */
  #replaced: readonly ReplacedBackends[] = []
  #dynamic: readonly Backend[] = []
  #all: ReadonlyMap<string, Backend>
  #disabled: ReadonlyMap<string, Backend> = new Map()
  #removed: ReadonlyMap<string, Backend> = new Map()

  /** @throws Error when two backends have the same name, because they would share their accounts */
  constructor(staticBackends: Iterable<Backend>) {
    this.#static = byUniqueName(staticBackends)
    this.#all = this.#static
    this.#merge()
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
   * The backend of this name, even if it is disabled or was removed from the settings: no user can sign in with it then,
   * but its provider can still end the sessions that it has opened. @throws PortcullisError unknown_backend
   */
  requireEvenDisabled(name: unknown): Backend {
    if (typeof name !== 'string') return this.require(name)
    return this.get(name) ?? this.#disabled.get(name) ?? this.#removed.get(name) ?? this.require(name)
  }

  list(): readonly Backend[] {
    return [...this.#all.values()]
  }

  /** The backends that pages and the API offer, in their order. */
  listOffered(): readonly Backend[] {
    return this.list().filter(({ hidden }) => hidden !== true)
  }

  /** The backends that are disabled, or were removed from the settings while they have accounts. */
  listInactive(): readonly Backend[] {
    return [...this.#disabled.values(), ...this.#removed.values()].filter(({ name }) => !this.#all.has(name))
  }

  /** The backends of the settings. */
  listStatic(): readonly Backend[] {
    return [...this.#static.values()]
  }

  /**
   * The backend of the settings that had this name at that time; null when there was none, or when the name now has
   * another issuer or no backend at all.
   */
  getStaticAt(name: string, time: Date): Backend | null {
    const atThatTime = this.#replaced.find(({ until }) => until > time)?.byName ?? this.#static
    return atThatTime.get(name) ?? null
  }

  /**
   * Replaces the backends of the settings.
   * @param staying the names of backends whose attempts under way may end with the earlier backend
   * @throws Error when two backends have the same name
   */
  replaceStatic(staticBackends: Iterable<Backend>, staying: ReadonlySet<string>, now: Date): void {
    const byName = byUniqueName(staticBackends)
    const cutoff = new Date(now.getTime() - REPLACED_TTL_MS)
    this.#replaced = [...this.#replaced, { byName: this.#static, until: now }]
      .filter(({ until }) => until > cutoff)
      .map(({ byName: earlier, until }) => ({
        byName: new Map([...earlier].filter(([name]) => staying.has(name))),
        until,
      }))
    this.#static = byName
    this.#merge()
  }

  /** Replaces the backends of administrators. A backend of the settings with the same name takes precedence. */
  setDynamic(enabled: readonly Backend[], disabled: readonly Backend[]): void {
    this.#dynamic = enabled
    this.#merge()
    this.#disabled = new Map(disabled.map((backend) => [backend.name, backend]))
  }

  /** Replaces the backends that were removed from the settings. */
  setRemoved(removed: readonly Backend[]): void {
    this.#removed = byUniqueName(removed)
  }

  #merge(): void {
    const free = this.#dynamic.filter(({ name }) => !this.#static.has(name))
    const all = [...this.#static.values(), ...free]
    // The sort is stable.
    const sorted = all.sort(({ order: one = Infinity }, { order: other = Infinity }) =>
      one === other ? 0 : one - other,
    )
    this.#all = new Map(sorted.map((backend) => [backend.name, backend]))
  }
}

function byUniqueName(backends: Iterable<Backend>): ReadonlyMap<string, Backend> {
  const byName = new Map<string, Backend>()
  for (const backend of backends) {
    if (byName.has(backend.name)) throw new Error(`Two backends are named ${JSON.stringify(backend.name)}.`)
    byName.set(backend.name, backend)
  }
  return byName
}
