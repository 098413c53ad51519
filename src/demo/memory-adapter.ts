import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/** Far more than one person trying out Demo ID needs. Beyond that, the oldest entry is dropped. */
const MAX_ENTRIES = 1000

interface Entry {
  readonly payload: AdapterPayload
  /** Milliseconds since 1970; null for an entry without an expiry. */
  readonly expiresAt: number | null
}

/**
 * Creates the storage of Demo ID, in the memory of this process. oidc-provider has such an adapter, too, but warns at
 * every start that it must be replaced in production. Demo ID does not exist in production, so the warning does not
 * apply to it.
 */
export function createMemoryAdapter(): AdapterFactory {
  const entries = new Map<string, Entry>()
  return (model) => new MemoryAdapter(entries, `${model}:`)
}

/** Entries of one model of oidc-provider, such as `Session`, in a map that all models share. */
class MemoryAdapter implements Adapter {
  readonly #entries: Map<string, Entry>
  readonly #prefix: string

  constructor(entries: Map<string, Entry>, prefix: string) {
    this.#entries = entries
    this.#prefix = prefix
  }

  upsert(id: string, payload: AdapterPayload, expiresInSeconds?: number): Promise<void> {
    const expiresAt = expiresInSeconds === undefined ? null : Date.now() + expiresInSeconds * 1000
    this.#entries.set(this.#prefix + id, { payload, expiresAt })
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest)
    return Promise.resolve()
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    const key = this.#prefix + id
    const entry = this.#entries.get(key)
    if (entry === undefined) return Promise.resolve(undefined)
    if (entry.expiresAt === null || entry.expiresAt > Date.now()) return Promise.resolve(entry.payload)
    this.#entries.delete(key)
    return Promise.resolve(undefined)
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere((payload) => payload.uid === uid)
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere((payload) => payload.userCode === userCode)
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id)
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
  }

  destroy(id: string): Promise<void> {
    this.#entries.delete(this.#prefix + id)
    return Promise.resolve()
  }

  /**
   * Deletes the entries of this model that were issued with a grant. oidc-provider calls it for each model of tokens.
   */
  revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.#entries)
      if (key.startsWith(this.#prefix) && payload.grantId === grantId) this.#entries.delete(key)
    return Promise.resolve()
  }

  #findWhere(matches: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> {
    for (const [key, { payload }] of this.#entries)
      if (key.startsWith(this.#prefix) && matches(payload)) return this.find(key.slice(this.#prefix.length))
    return Promise.resolve(undefined)
  }
}
