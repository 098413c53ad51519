import { message } from '../../locales/messages.js'
import { z } from 'zod'
import type { Identity } from '../../identity.js'
import { decryptTokens } from '../../provider-tokens/stored-tokens.js'
import type { AccountDetails } from '../../store/accounts.js'
import type { AccountLinked, EncryptedAccountTokens, Start } from '../facts.js'
import { accountDetails } from '../identity-details.js'
import { proceed, type StepResult } from '../pipeline.js'

type Needs = Pick<Start, 'identity' | 'policy' | 'encrypter' | 'now'> &
  AccountLinked &
  EncryptedAccountTokens & { readonly store: Pick<Start['store'], 'updateAccount' | 'getExtraData'> }

/** Stores the newest tokens and claims of an account that was linked before. A new account has them already. */
export async function updateAccount(facts: Needs): Promise<StepResult<object>> {
  const { account, linkedNow, store } = facts
  if (linkedNow) return proceed(message('because.account.fresh'), {})
  const { identity, previousTokens } = withRefreshToken(facts)
  const incoming = accountDetails(account.id, { ...facts, identity })
  const details = identity.incomplete === true ? await mergeStoredClaims(incoming, facts) : incoming
  await store.updateAccount(account.id, details, previousTokens)
  return proceed(message('because.account.updated'), {})
}

/**
 * Many providers issue a refresh token at the first sign-in only, and it stays valid. When it is kept, the account
 * must still have the tokens that were read (`previousTokens`) at the moment of the write; otherwise the write would
 * undo a refresh.
 */
function withRefreshToken({ identity, encryptedTokens, account, encrypter }: Needs): {
  readonly identity: Identity
  readonly previousTokens?: Uint8Array
} {
  const { tokens } = identity
  if (tokens === null || tokens.refreshToken !== null || encryptedTokens === null) return { identity }
  const stored = decryptTokens(encrypter, account.id, encryptedTokens)
  const refreshToken = stored?.refreshToken ?? null
  // A refresh token goes to no other host than those of its own provider, not even with newer tokens.
  const isElsewhere = tokens.origins?.some((origin) => stored?.origins?.includes(origin) === false) === true
  if (refreshToken === null || isElsewhere) return { identity }
  return { identity: { ...identity, tokens: { ...tokens, refreshToken } }, previousTokens: encryptedTokens }
}

const ClaimsSchema = z.record(z.string(), z.unknown())

/** Requested claims that an earlier sign-in stored and that this one does not contain. */
async function mergeStoredClaims(
  incoming: AccountDetails,
  { account, policy, store }: Pick<Needs, 'account' | 'policy' | 'store'>,
): Promise<AccountDetails> {
  const stored = ClaimsSchema.parse(JSON.parse((await store.getExtraData(account.id)) ?? '{}'))
  const requested = Object.entries(stored).filter(([name]) => policy.extraClaims.includes(name))
  const received = ClaimsSchema.parse(JSON.parse(incoming.extraData))
  return {
    ...incoming,
    label: null,
    extraData: JSON.stringify({ ...Object.fromEntries(requested), ...received }),
  }
}
