import { accountDetails } from './account-details.js'
import { LostRace } from '../store/lost-race.js'
import type { Associated, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'house' | 'now'> &
  Associated & { readonly store: Pick<Start['store'], 'refreshAccount'> }

/** Keeps the newest tokens and claims of an account that was linked before; a new one has just got them. */
export async function keepExtraData(facts: Needs): Promise<Learned<object>> {
  const { account, linkedNow, store } = facts
  if (linkedNow) return learn('the new account has them already', {})
  const kept = await store.refreshAccount(account.id, accountDetails(account.id, facts))
  if (!kept) throw new LostRace('the account was disconnected meanwhile')
  return learn('tokens and extra data are up to date', {})
}
