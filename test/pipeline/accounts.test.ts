import { accountDetails } from '../../src/pipeline/identity-details.js'
import { associateAccount } from '../../src/pipeline/steps/associate-account.js'
import { updateAccount } from '../../src/pipeline/steps/update-account.js'
import type { AccountDetails, NewAccount } from '../../src/store/accounts.js'
import { account, encrypter, facts, identity, NOW, policy, user } from './facts.js'

const start = { identity, policy, encrypter, now: NOW, retry: 0 }

describe('accountDetails', () => {
  test('keeps only the claims that were requested', () => {
    const asking = { ...start, policy: { ...policy, extraClaims: ['groups', 'absent', 'toString'] } }
    expect(accountDetails('a1', asking).extraData).toBe('{"groups":["staff"]}')
  })

  test('encrypts tokens for the account that they belong to', () => {
    const tokens = {
      accessToken: 'secret-access',
      refreshToken: null,
      idToken: null,
      expiresAt: null,
      scope: null,
      origins: null,
    }
    const sealed = accountDetails('a1', { ...start, identity: { ...identity, tokens } }).tokens
    if (sealed === null) throw new Error('nothing was sealed')
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('secret-access')
    expect(encrypter.decrypt('account:a1:tokens', sealed)).toContain('secret-access')
    expect(encrypter.decrypt('account:a2:tokens', sealed)).toBeNull()
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

  test('leaves a known account unchanged', async () => {
    const store = { createAccount: () => Promise.reject(new Error('linked again')) }
    const given = await facts(associateAccount({ ...start, account, user, store }))
    expect(given).toEqual({ account, linkedNow: false })
  })
})

describe('updateAccount', () => {
  const getExtraData = () => Promise.reject(new Error('it was asked for what was kept'))

  test('updates a known account, once', async () => {
    const written: AccountDetails[] = []
    const update = (_id: string, details: AccountDetails) => {
      written.push(details)
      return Promise.resolve()
    }
    await facts(
      updateAccount({
        ...start,
        account,
        encryptedTokens: null,
        linkedNow: false,
        store: { updateAccount: update, getExtraData },
      }),
    )
    await facts(
      updateAccount({
        ...start,
        account,
        encryptedTokens: null,
        linkedNow: true,
        store: { updateAccount: update, getExtraData },
      }),
    )
    expect(written).toMatchObject([{ label: 'Ann@Example.test', lastLoginAt: NOW }])
  })

  test('keeps the claims that a sign-in without a profile does not mention', async () => {
    const written: AccountDetails[] = []
    const store = {
      updateAccount: (_id: string, details: AccountDetails) => {
        written.push(details)
        return Promise.resolve()
      },
      getExtraData: () => Promise.resolve('{"groups":["old"],"office":"Berlin","other":1}'),
    }
    const asking = { ...policy, extraClaims: ['groups', 'office', 'absent'] }
    const partial = { ...start, policy: asking, identity: { ...identity, incomplete: true } } as const
    await facts(updateAccount({ ...partial, account, encryptedTokens: null, linkedNow: false, store }))
    expect(written).toMatchObject([{ label: null, extraData: '{"groups":["staff"],"office":"Berlin"}' }])
  })
})
