import { z } from 'zod'
import { accountDetails } from './account-details.js'
import type { Identity } from '../identity.js'
import { openTokens } from '../sealed-tokens.js'
import { LostRace } from '../store/lost-race.js'
import type { AccountDetails } from '../store/accounts.js'
import type { Associated, Kept, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'house' | 'now'> &
  Associated &
  Kept & { readonly store: Pick<Start['store'], 'refreshAccount' | 'extraDataOf'> }

/** Keeps the newest tokens and claims of an account that was linked before; a new one has just got them. */
export async function keepExtraData(facts: Needs): Promise<Learned<object>> {
  const { account, linkedNow, store } = facts
  if (linkedNow) return learn('the new account has them already', {})
  const { identity, read } = withRefreshToken(facts)
  const newest = accountDetails(account.id, { ...facts, identity })
  const details = identity.partial === true ? await withKept(newest, facts) : newest
  const kept = await store.refreshAccount(account.id, details, read)
  if (!kept) throw new LostRace('the account was disconnected, or its tokens refreshed, meanwhile')
  return learn('tokens and extra data are up to date', {})
}

/**
 * Many providers hand out a refresh token at the first sign-in only, and it goes on to count. Where it is taken over,
 * the account must still have the tokens that were `read` when it is written, or it would undo a refresh.
 */
function withRefreshToken({ identity, sealedTokens, account, house }: Needs): {
  readonly identity: Identity
  readonly read?: Uint8Array
} {
  const { tokens } = identity
  if (tokens === null || tokens.refreshToken !== null || sealedTokens === null) return { identity }
  const refreshToken = openTokens(house.vault, account.id, sealedTokens)?.refreshToken ?? null
  if (refreshToken === null) return { identity }
  return { identity: { ...identity, tokens: { ...tokens, refreshToken } }, read: sealedTokens }
}

const Claims = z.record(z.string(), z.unknown())

/** What an earlier sign-in has told of the claims that are asked for, where this one says nothing of them. */
async function withKept(
  newest: AccountDetails,
  { account, policy, store }: Pick<Needs, 'account' | 'policy' | 'store'>,
): Promise<AccountDetails> {
  const old = Claims.parse(JSON.parse((await store.extraDataOf(account.id)) ?? '{}'))
  const asked = Object.entries(old).filter(([name]) => policy.extraClaims.includes(name))
  const told = Claims.parse(JSON.parse(newest.extraData))
  return { ...newest, label: null, extraData: JSON.stringify({ ...Object.fromEntries(asked), ...told }) }
}
