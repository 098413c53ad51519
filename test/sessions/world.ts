import { newUser } from '../support/new-user.js'
import { newId } from '../../src/crypto/tokens.js'
import { Signer } from '../../src/crypto/signing.js'
import type { SignedInUser, OpenedSession, OpenSessionOptions } from '../../src/sessions/session-store.js'
import type { SessionStore } from '../../src/sessions/session-store.js'
import { Sessions } from '../../src/sessions/sessions.js'
import type { Session } from '../../src/store/models.js'
import { openStore, type Store } from '../../src/store/store.js'
import { type DatabaseKind, freshDatabase } from '../support/database.js'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const IDLE_MS = HOUR
export const MAX_MS = 4 * HOUR

/** Opens the store of sessions under test, as one process does. */
export type OpenSessionStore = (parts: { store: Store; now: () => Date }) => Promise<SessionStore>

/** Two processes that share one database, and one store of sessions. */
export interface World {
  readonly here: Sessions
  readonly there: Sessions
  readonly store: Store
  /** Statements of the first process since the last `statements.length = 0`. */
  readonly statements: string[]
  /** How far the clocks are ahead, in milliseconds. */
  ahead: number
  /** Somebody new, with an account. */
  person(): Promise<SignedInUser>
  /** Signs somebody in at the first process. */
  signIn(who: SignedInUser, more?: Partial<OpenSessionOptions>): Promise<Opened>
  /** Continues a session, as connecting an account does. */
  connect(who: SignedInUser, old: Opened): Promise<Opened>
  /** Opens the session of a device that this session has approved. */
  approve(who: SignedInUser, approver: Session): Promise<Opened>
  close(): Promise<void>
}

type Opened = OpenedSession & { readonly token: string }

export async function startWorld(database: DatabaseKind, openSessionStore: OpenSessionStore): Promise<World> {
  const url = await freshDatabase(database)
  const statements: string[] = []
  const clock = { ahead: 0 }
  const now = () => new Date(Date.now() + clock.ahead)
  const stores = [
    await openStore(url, { onStatement: (sql) => void statements.push(sql) }),
    await openStore(url),
  ] as const
  const kept = await Promise.all(stores.map((store) => openSessionStore({ store, now })))
  const signer = new Signer(['a test key of more than thirty-two bytes'])
  const limits = { idleLifetimeMs: IDLE_MS, maxLifetimeMs: MAX_MS }
  const [here, there] = kept.map(
    (each, index) =>
      new Sessions({ sessionStore: each, store: stores[index] ?? stores[0], signer, ...limits, clock: now }),
  )
  if (!here || !there) throw new Error('there are two processes')
  const [store] = stores
  const finished = async (finish: () => Promise<OpenedSession>): Promise<Opened> => {
    const opened = await finish()
    return { ...opened, token: here.verifyToken(opened.value) ?? '' }
  }
  return {
    here,
    there,
    store,
    statements,
    get ahead() {
      return clock.ahead
    },
    set ahead(milliseconds) {
      clock.ahead = milliseconds
    },
    person: () => newPerson(store),
    async signIn(who, more = {}) {
      const opening = {
        kind: 'browser',
        clientInfo: { userAgent: 'A browser', address: '192.0.2.1' },
        authenticatedAt: new Date(),
        ...more,
      } as const
      return finished(await store.atomically((within) => here.open(who, opening, within)))
    },
    async connect(who, old) {
      const client = { userAgent: 'Another browser', address: null }
      return finished(await store.atomically((within) => here.continue(who, old, client, within)))
    },
    async approve(who, approver) {
      const device = { label: 'TV', clientInfo: { userAgent: 'A device', address: null } }
      return finished(await store.atomically((within) => here.openDevice(who, approver, device, within)))
    },
    async close() {
      await Promise.all(kept.map((each) => each.close()))
      await Promise.all(stores.map((each) => each.close()))
    },
  }
}

async function newPerson(store: Store): Promise<SignedInUser> {
  const [id, now] = [newId(), new Date()]
  const user = await store.createUser(newUser(id), now)
  const account = await store.createAccount({
    id: newId(),
    userId: id,
    backend: 'acme',
    subject: id,
    issuer: 'https://id.acme.example',
    label: null,
    tokens: null,
    extraData: '{}',
    lastLoginAt: now,
  })
  return { user, account, active: true }
}
