import { PortcullisError } from '../errors.js'
import { networkKeys } from '../rate-limit/rate-limiter.js'
import type { SocketClient } from './socket.js'

/** The most sockets that one process may have open. */
const MAX_SOCKETS = 10_000
/** Anyone can open sockets without a session, so the remaining ones are kept for users with one. */
const MAX_ANONYMOUS_SOCKETS = 5000
/** For one session or, without a session, for one browser. */
const MAX_SOCKETS_PER_CLIENT = 20
/**
 * Without a session: for one IPv4 address or one /64 of IPv6, and for one /48. A browser cookie costs a stranger
 * nothing, so the limit for each browser does not limit strangers.
 */
const MAX_ANONYMOUS_SOCKETS_PER_NETWORK = [200, 4000]

const RETRY_FULL_SECONDS = 5
const RETRY_CLIENT_SECONDS = 30

interface Quota {
  /** The key that the sockets are counted by. */
  readonly key: string
  readonly max: number
  /** What has reached its limit, for the log. */
  readonly owner: string
  readonly code: 'too_many_requests' | 'unavailable'
}

/** Counts the open sockets of this process, and limits them for each client, each network and in total. */
export class SocketQuotas {
  readonly #counts = new Map<string, number>()

  /**
   * Checks that this client may open one more socket.
   * @throws PortcullisError too_many_requests when the client or its network has too many; unavailable when all have
   */
  assertAvailable(client: SocketClient): void {
    for (const { key, max, owner, code } of quotasOf(client)) {
      if ((this.#counts.get(key) ?? 0) < max) continue
      throw new PortcullisError(code, {
        detail: `${max} sockets ${owner} are open`,
        retryAfterSeconds: code === 'unavailable' ? RETRY_FULL_SECONDS : RETRY_CLIENT_SECONDS,
      })
    }
  }

  /** Counts a socket of this client, until the returned function is called. */
  add(client: SocketClient): () => void {
    const keys = quotasOf(client).map(({ key }) => key)
    for (const key of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    return () => {
      for (const key of keys.splice(0)) {
        const count = (this.#counts.get(key) ?? 0) - 1
        if (count > 0) this.#counts.set(key, count)
        else this.#counts.delete(key)
      }
    }
  }
}

function quotasOf({ current, browserId, clientInfo }: SocketClient): readonly Quota[] {
  const total: Quota = { key: 'all', max: MAX_SOCKETS, owner: 'of this process', code: 'unavailable' }
  const limited = { max: MAX_SOCKETS_PER_CLIENT, code: 'too_many_requests' } as const
  if (current !== null)
    return [total, { ...limited, key: `session ${current.session.id}`, owner: 'of one session' }]
  const networks = networkKeys(clientInfo.address).map((network, index): Quota => {
    const max = MAX_ANONYMOUS_SOCKETS_PER_NETWORK[index] ?? 0
    return { ...limited, max, key: `network ${network}`, owner: 'without a session of one network' }
  })
  return [
    total,
    { ...limited, key: `browser ${browserId}`, owner: 'of one browser' },
    ...networks,
    { key: 'anonymous', max: MAX_ANONYMOUS_SOCKETS, owner: 'without a session', code: 'unavailable' },
  ]
}
