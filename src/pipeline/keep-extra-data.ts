import { z } from 'zod'
import { accountDetails } from './account-details.js'
import { LostRace } from '../store/lost-race.js'
import type { AccountDetails } from '../store/accounts.js'
import type { Associated, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'house' | 'now'> &
  Associated & { readonly store: Pick<Start['store'], 'refreshAccount' | 'extraDataOf'> }

/** Keeps the newest tokens and claims of an account that was linked before; a new one has just got them. */
export async function keepExtraData(facts: Needs): Promise<Learned<object>> {
  const { account, linkedNow, store, identity } = facts
  if (linkedNow) return learn('the new account has them already', {})
  const newest = accountDetails(account.id, facts)
  const details = identity.partial === true ? await withKept(newest, facts) : newest
  const kept = await store.refreshAccount(account.id, details)
  if (!kept) throw new LostRace('the account was disconnected meanwhile')
  return learn('tokens and extra data are up to date', {})
}

const Kept = z.record(z.string(), z.unknown())

/** What an earlier sign-in has told of the claims that are asked for, where this one says nothing of them. */
async function withKept(
  newest: AccountDetails,
  { account, policy, store }: Pick<Needs, 'account' | 'policy' | 'store'>,
): Promise<AccountDetails> {
  const old = Kept.parse(JSON.parse((await store.extraDataOf(account.id)) ?? '{}'))
  const asked = Object.entries(old).filter(([name]) => policy.extraClaims.includes(name))
  const told = Kept.parse(JSON.parse(newest.extraData))
  return { ...newest, label: null, extraData: JSON.stringify({ ...Object.fromEntries(asked), ...told }) }
}
