import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import { type Deed, type DeedKind, deedEvent } from '../../journal/deed.js'
import { PASSWORD_BACKEND } from '../../policy.js'
import type { Current } from '../../session/current.js'
import type { ListedUser } from '../../store/directory.js'
import type { StoreVerbs } from '../../store/store.js'
import type { Notice } from '../notices.js'
import type { Parts } from '../parts.js'
import { actorOf } from './administrator.js'

/** An administrator who does something to a user. */
export interface Act {
  readonly parts: Parts
  readonly ctx: Context
  readonly current: Current
  readonly user: ListedUser
}

/** Does it, and says so; what it writes and the event of it are one transaction. */
type Doing = (act: Act) => Promise<Notice>

/** What administrators can do to a user, by the last word of the form's address. */
export const USER_ACTS: Readonly<Record<string, Doing>> = {
  disable: async (act) => {
    const tidy = await done(act, 'user.disabled', async (within) => {
      await keepAnAdministrator(act, within)
      await within.setActive(act.user.id, false, act.parts.now())
      return act.parts.sessions.endAllWithin(act.user.id, within)
    })
    await tidy()
    return 'user-disabled'
  },
  enable: async (act) => {
    await done(act, 'user.enabled', (within) => within.setActive(act.user.id, true, act.parts.now()))
    return 'user-enabled'
  },
  'end-sessions': async (act) => {
    const tidy = await done(act, 'user.sessions-ended', (within) =>
      act.parts.sessions.endAllWithin(act.user.id, within),
    )
    await tidy()
    return 'user-signed-out'
  },
  grant: async (act) => {
    await done(act, 'admin.granted', (within) => within.setAdmin(act.user.id, true, act.parts.now()))
    return 'admin-granted'
  },
  revoke: async (act) => {
    await done(act, 'admin.revoked', async (within) => {
      await keepAnAdministrator(act, within)
      await within.setAdmin(act.user.id, false, act.parts.now())
    })
    return 'admin-revoked'
  },
}

/** Ends one session of the user, wherever it is kept; it may have ended before, and then nothing was done. */
export async function endOneSession(act: Act, id: string): Promise<Notice> {
  const ended = await act.parts.sessions.endOne(act.user.id, id)
  if (!ended) return 'session-gone'
  await act.parts.store.createEvents([eventOf(act, 'user.sessions-ended', { sessions: 'one' })])
  return 'session-ended'
}

/**
 * Takes an account from the user, also the last way in: the page warns of that. The provider is asked to forget its tokens.
 * @throws PortcullisError unknown_account
 */
export async function disconnectAccount(act: Act, id: string): Promise<Notice> {
  const { parts, user } = act
  const gone = await parts.store.atomically(async (within) => {
    await within.lockUser(user.id, parts.now())
    const account = (await within.accountsOf(user.id)).find((each) => each.id === id)
    const deleted = account && (await within.deleteAccount(id, user.id))
    if (!account || !deleted) {
      throw new PortcullisError('unknown_account', { detail: 'the user has no such account' })
    }
    if (account.backend === PASSWORD_BACKEND) await within.deletePassword(user.id)
    const event = eventOf(act, 'user.account-disconnected', {}, account.backend)
    await within.createEvents([event])
    return { account, tokens: deleted.tokens }
  })
  // Behind the transaction, as when people do it themselves.
  const revocation = await parts.providerTokens.revoke(gone.account, gone.tokens)
  return revocation === 'failed' ? 'account-not-revoked' : 'account-disconnected'
}

// Held until the end of the transaction: of two who take it from each other at once, one stays.
async function keepAnAdministrator({ parts, user }: Act, within: StoreVerbs): Promise<void> {
  await within.lockAdministrators(parts.now())
  const fresh = await within.findUser(user.id)
  if (fresh?.admin && fresh.active && (await within.countAdministrators()) <= 1) {
    throw new PortcullisError('last_administrator', { detail: `user ${user.id} is the last one` })
  }
}

function done<T>(act: Act, kind: DeedKind, work: (within: StoreVerbs) => Promise<T>): Promise<T> {
  return act.parts.store.atomically(async (within) => {
    const outcome = await work(within)
    await within.createEvents([eventOf(act, kind)])
    return outcome
  })
}

function eventOf(
  { parts, current, user }: Act,
  kind: DeedKind,
  detail: Deed['detail'] = {},
  backend?: string,
): ReturnType<typeof deedEvent> {
  const about = backend === undefined ? {} : { backend }
  const deed = { kind, actor: actorOf(current), userId: user.id, ...about }
  return deedEvent({ ...deed, detail: { username: user.username, ...detail } }, parts.now())
}
