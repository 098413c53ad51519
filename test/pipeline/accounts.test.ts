import { accountDetails } from '../../src/pipeline/account-details.js'
import { associateAccount } from '../../src/pipeline/associate-account.js'
import { keepExtraData } from '../../src/pipeline/keep-extra-data.js'
import type { AccountDetails, NewAccount } from '../../src/store/accounts.js'
import { LostRace } from '../../src/store/lost-race.js'
import { account, facts, house, identity, NOW, policy, user } from './facts.js'

const start = { identity, policy, house, now: NOW }

describe('accountDetails', () => {
  test('keeps only the claims that were asked for', () => {
    const asking = { ...start, policy: { ...policy, extraClaims: ['groups', 'absent', 'toString'] } }
    expect(accountDetails('a1', asking).extraData).toBe('{"groups":["staff"]}')
  })

  test('seals tokens to the account they belong to', () => {
    const tokens = {
      accessToken: 'secret-access',
      refreshToken: null,
      idToken: null,
      expiresAt: null,
      scope: null,
    }
    const sealed = accountDetails('a1', { ...start, identity: { ...identity, tokens } }).tokens
    if (sealed === null) throw new Error('nothing was sealed')
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('secret-access')
    expect(house.vault.open('account:a1:tokens', sealed)).toContain('secret-access')
    expect(house.vault.open('account:a2:tokens', sealed)).toBeNull()
  })
})

describe('associateAccount', () => {
  test('links a new identity to the user', async () => {
    const made: NewAccount[] = []
    const createAccount = (given: NewAccount) => {
      made.push(given)
      return Promise.resolve(account)
    }
    const given = await facts(associateAccount({ ...start, account: null, user, store: { createAccount } }))
    expect(given).toEqual({ account, linkedNow: true })
    expect(made).toMatchObject([{ userId: 'u1', backend: 'acme', subject: 's1', lastLoginAt: NOW }])
  })

  test('leaves a known one alone', async () => {
    const store = { createAccount: () => Promise.reject(new Error('linked again')) }
    const given = await facts(associateAccount({ ...start, account, user, store }))
    expect(given).toEqual({ account, linkedNow: false })
  })
})

describe('keepExtraData', () => {
  const extraDataOf = () => Promise.reject(new Error('it was asked for what was kept'))

  test('brings a known account up to date, once', async () => {
    const written: AccountDetails[] = []
    const refreshAccount = (_id: string, details: AccountDetails) => {
      written.push(details)
      return Promise.resolve(true)
    }
    await facts(
      keepExtraData({
        ...start,
        account,
        sealedTokens: null,
        linkedNow: false,
        store: { refreshAccount, extraDataOf },
      }),
    )
    await facts(
      keepExtraData({
        ...start,
        account,
        sealedTokens: null,
        linkedNow: true,
        store: { refreshAccount, extraDataOf },
      }),
    )
    expect(written).toMatchObject([{ label: 'Ann@Example.test', lastLoginAt: NOW }])
  })

  test('keeps what a sign-in without a profile says nothing of', async () => {
    const written: AccountDetails[] = []
    const store = {
      refreshAccount: (_id: string, details: AccountDetails) => {
        written.push(details)
        return Promise.resolve(true)
      },
      extraDataOf: () => Promise.resolve('{"groups":["old"],"office":"Berlin","other":1}'),
    }
    const asking = { ...policy, extraClaims: ['groups', 'office', 'absent'] }
    const partial = { ...start, policy: asking, identity: { ...identity, partial: true } } as const
    await facts(keepExtraData({ ...partial, account, sealedTokens: null, linkedNow: false, store }))
    expect(written).toMatchObject([{ label: null, extraData: '{"groups":["staff"],"office":"Berlin"}' }])
  })

  test('runs again when the account was disconnected meanwhile', async () => {
    const store = { refreshAccount: () => Promise.resolve(false), extraDataOf }
    const step = keepExtraData({ ...start, account, sealedTokens: null, linkedNow: false, store })
    await expect(step).rejects.toBeInstanceOf(LostRace)
  })
})
