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
    const { store, sessions, now } = act.parts
    const tidy = await store.atomically(async (within) => {
      await keepAnAdministrator(act, within)
      await noted(act, within, 'user.disabled', await within.setActive(act.user.id, false, now()))
      return sessions.endAllWithin(act.user.id, within)
    })
    await tidy()
    return 'user-disabled'
  },
  enable: async (act) => {
    const { store, now } = act.parts
    await store.atomically(async (within) =>
      noted(act, within, 'user.enabled', await within.setActive(act.user.id, true, now())),
    )
    return 'user-enabled'
  },
  'end-sessions': async (act) => {
    const { store, sessions } = act.parts
    const tidy = await store.atomically(async (within) => {
      await noted(act, within, 'user.sessions-ended', true)
      return sessions.endAllWithin(act.user.id, within)
    })
    await tidy()
    return 'user-signed-out'
  },
  grant: async (act) => {
    const { store, now } = act.parts
    await store.atomically(async (within) =>
      noted(act, within, 'admin.granted', await within.setAdmin(act.user.id, true, now())),
    )
    return 'admin-granted'
  },
  revoke: async (act) => {
    const { store, now } = act.parts
    await store.atomically(async (within) => {
      await keepAnAdministrator(act, within)
      await noted(act, within, 'admin.revoked', await within.setAdmin(act.user.id, false, now()))
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

/** The second of two clicks changes nothing, so it is no event. */
async function noted(act: Act, within: StoreVerbs, kind: DeedKind, isChanged: boolean): Promise<void> {
  if (isChanged) await within.createEvents([eventOf(act, kind)])
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
