import { hashToken, newId, newToken } from '../crypto/token.js'
import type { Active, Associated, Known, Opened, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'house' | 'visit' | 'now'> &
  Known &
  Associated &
  Active & { readonly store: Pick<Start['store'], 'openSession'> }

/** Opens a session under an id and a token that nobody has seen before; the browser's earlier one becomes it. */
export async function openSession(facts: Needs): Promise<Learned<Opened>> {
  const { house, visit, now, user, account, store } = facts
  const token = newToken()
  const idle = Math.min(house.idleLifetimeMs, house.maxLifetimeMs)
  const session = {
    id: newId(),
    userId: user.id,
    accountId: account.id,
    kind: 'browser',
    backend: account.backend,
    userAgent: visit.userAgent,
    address: visit.address,
    createdAt: now,
    lastSeenAt: now,
    idleExpiresAt: new Date(now.getTime() + idle),
    expiresAt: new Date(now.getTime() + house.maxLifetimeMs),
  }
  await store.openSession({ ...session, tokenHash: hashToken(token) }, visit.replaces)
  return learn(`opened session ${session.id}`, { session, token })
}
