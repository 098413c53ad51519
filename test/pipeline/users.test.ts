import type { Identity } from '../../src/identity.js'
import { type Answers, NO_ANSWERS } from '../../src/pipeline/facts.js'
import type { EmailResolved } from '../../src/pipeline/facts.js'
import { chooseUsername } from '../../src/pipeline/steps/choose-username.js'
import { createUser } from '../../src/pipeline/steps/create-user.js'
import { decideUser } from '../../src/pipeline/steps/decide-user.js'
import { findAccount } from '../../src/pipeline/steps/find-account.js'
import { grantAdmin } from '../../src/pipeline/steps/grant-admin.js'
import { updateUser } from '../../src/pipeline/steps/update-user.js'
import { resolveEmail } from '../../src/pipeline/steps/resolve-email.js'
import type { AccountKey } from '../../src/store/accounts.js'
import { requireRecentAuthentication } from '../../src/recent-authentication.js'
import { ConcurrentUpdateError } from '../../src/store/database.js'
import type { EventRow } from '../../src/store/events.js'
import type { User } from '../../src/store/models.js'
import type { NewUser, UserDetails } from '../../src/store/users.js'
import { account, asked, facts, site, identity, NOW, policy, refusal, settled, user } from './facts.js'

const nobody = () => Promise.resolve(null)
const none = () => Promise.resolve([])

describe('findAccount', () => {
  test('looks up issuer and subject, and nothing else', async () => {
    const asked: AccountKey[] = []
    const store = {
      findAccount: (key: AccountKey) => {
        asked.push(key)
        return Promise.resolve({ account, user, encryptedTokens: null })
      },
    }
    expect(await facts(findAccount({ identity, store }))).toEqual({ account, user, encryptedTokens: null })
    expect(asked).toEqual([identity])
  })

  test('does not open the account of another issuer', async () => {
    const store = {
      findAccount: () => Promise.resolve({ account: null, otherIssuer: 'https://old.example' }),
    }
    expect(await refusal(findAccount({ identity, store }))).toBe('issuer_changed')
  })

  test('a new identity has neither account nor user', async () => {
    const found = await facts(findAccount({ identity, store: { findAccount: nobody } }))
    expect(found).toEqual({ account: null, user: null, encryptedTokens: null })
  })
})

describe('decideUser', () => {
  const start = {
    identity,
    policy,
    site,
    intent: 'sign-in',
    connecting: null,
    allowed: true,
    ...settled,
  } as const
  const store = { findAccount: nobody, findUserByTrustedEmail: nobody, listAccounts: none }
  const unasked = () => Promise.reject(new Error('asked for an address'))

  test('a known identity belongs to its owner, whatever its address', async () => {
    const quiet = { ...store, findUserByTrustedEmail: unasked }
    const decided = await facts(decideUser({ ...start, account, user, store: quiet }))
    expect(decided).toMatchObject({ user, mayCreate: false })
  })

  test('an address that does not count is not even looked up', async () => {
    const quiet = { ...store, findUserByTrustedEmail: unasked }
    const untrusted = { ...start, policy: { ...policy, trustEmail: false }, provenEmail: null }
    const decided = await facts(decideUser({ ...untrusted, account: null, user: null, store: quiet }))
    expect(decided).toEqual({ user: null, mayCreate: true, provenEmail: null })
  })

  test('it links by an address in normal form', async () => {
    const asked: string[] = []
    const answering = {
      ...store,
      findUserByTrustedEmail: (email: string) => {
        asked.push(email)
        return Promise.resolve(user)
      },
    }
    const linking = { ...start, policy: { ...policy, linkByVerifiedEmail: true } }
    const decided = await facts(decideUser({ ...linking, account: null, user: null, store: answering }))
    expect(decided).toMatchObject({ user, mayCreate: false })
    expect(asked).toEqual(['ann@example.test'])
  })

  test('connecting an account always links it to the user who asked for it', async () => {
    const proof = requireRecentAuthentication({ password: { userId: user.id } }, new Date())
    const asking = { ...start, intent: 'connect', connecting: { user, proof } } as const
    const decided = await facts(decideUser({ ...asking, account: null, user: null, store }))
    expect(decided).toMatchObject({ user, mayCreate: false })
  })

  test('a demand for proof runs again when the identity was linked meanwhile', async () => {
    const owned = { ...store, findUserByTrustedEmail: () => Promise.resolve(user) }
    const asking = { ...start, account: null, user: null }
    expect(await asked(decideUser({ ...asking, store: owned }))).toEqual({
      type: 'proof',
      email: 'ann@example.test',
    })
    const ours = { ...asking, identity: { ...identity, backend: 'password' } }
    expect(await refusal(decideUser({ ...ours, store: owned }))).toBe('email_belongs_to_user')
    const linked = { ...owned, findAccount: () => Promise.resolve({ account, user, encryptedTokens: null }) }
    await expect(decideUser({ ...asking, store: linked })).rejects.toBeInstanceOf(ConcurrentUpdateError)
  })
})

describe('chooseUsername', () => {
  const choose = async (
    changes: Partial<Identity>,
    taken: readonly string[] = [],
    retry = 0,
    reservedUsernames: readonly string[] = [],
  ) => {
    const store = {
      listTakenUsernames: (names: readonly string[]) =>
        Promise.resolve(names.filter((name) => taken.includes(name))),
    }
    const rules = { ...site, reservedUsernames }
    const start = {
      identity: { ...identity, ...changes },
      retry,
      site: rules,
      user: null,
      mayCreate: true,
      store,
    }
    return (await facts(chooseUsername(start))).username
  }

  test.each([
    ['ann', 'ann'],
    ['Ánn.B', 'ann.b'],
    ['../x1', 'x1'],
    ['<b>bold</b>', 'bboldb'],
    ['a'.repeat(10_000), 'a'.repeat(30)],
    ['ab\u202ecd', 'abcd'],
    ['ab\u0000cd', 'abcd'],
    ['ＡＤＡ', 'ada'],
  ])('%j becomes %j', async (preferredUsername, username) => {
    expect(await choose({ preferredUsername })).toBe(username)
  })

  test('the address and the name help out, in this order', async () => {
    expect(await choose({ preferredUsername: null })).toBe('ann')
    expect(await choose({ preferredUsername: '木', email: null })).toBe('annexample')
    expect(await choose({ preferredUsername: null, email: null, name: null })).toMatch(/^user\d*$/)
  })

  test.each(['admin', 'ROOT', 'support'])('%s gets an ending', async (preferredUsername) => {
    expect(await choose({ preferredUsername })).toMatch(/^[a-z]+\d+$/)
  })

  test.each(['ceo', 'CEO', 'Ĉeo', 'ceo@example.test'])(
    '%s gets an ending where ceo is reserved',
    async (name) => {
      expect(await choose({ preferredUsername: name }, [], 0, ['ceo'])).toMatch(/^ceo\d+$/)
      expect(await choose({ preferredUsername: name })).toBe('ceo')
    },
  )

  test('a reserved name with digits is not drawn as an ending either', async () => {
    const reserved = Array.from({ length: 99 }, (_, index) => `ceo${index + 1}`)
    const names = await Promise.all(
      Array.from({ length: 20 }, () => choose({ preferredUsername: 'ceo' }, ['ceo'], 0, reserved)),
    )
    expect(reserved.filter((name) => names.includes(name))).toEqual([])
  })

  test('a name that is taken gets an ending, and so does every name after a lost race', async () => {
    expect(await choose({}, ['ann'])).toMatch(/^ann\d+$/)
    expect(await choose({}, [], 1)).toMatch(/^ann\d+$/)
  })

  test('a known user needs no new name', async () => {
    const store = { listTakenUsernames: () => Promise.reject(new Error('asked')) }
    const named = await facts(chooseUsername({ identity, retry: 0, site, user, mayCreate: false, store }))
    expect(named).toEqual({ username: null })
  })
})

describe('createUser', () => {
  const start = {
    now: NOW,
    allowed: true,
    user: null,
    mayCreate: true,
    username: 'ann',
    acceptedTerms: null,
    language: 'fr',
    ...settled,
  } as const
  const create = async (changes: Partial<EmailResolved>, acceptedTerms: string | null = null) => {
    const made: NewUser[] = []
    const store = {
      createUser: (given: NewUser) => {
        made.push(given)
        return Promise.resolve<User>({ ...user, ...given })
      },
    }
    await facts(
      createUser({
        ...start,
        ...changes,
        identity,
        acceptedTerms,
        store,
      }),
    )
    expect(made).toHaveLength(1)
    return made[0]
  }

  test('stores the address as written and its proven form', async () => {
    expect(await create({})).toMatchObject({
      username: 'ann',
      email: 'Ann@Example.test',
      emailVerified: true,
      provenEmail: 'ann@example.test',
    })
  })

  test('notes which terms were accepted', async () => {
    expect(await create({}, '2026-11')).toMatchObject({ acceptedTerms: '2026-11' })
  })

  test('creates no user when the decision did not allow it', async () => {
    const store = { createUser: () => Promise.reject(new Error('made a user')) }
    expect(await facts(createUser({ ...start, identity, store, user }))).toEqual({ user })
    const forbidden = { ...start, identity, store, mayCreate: false }
    expect(await refusal(createUser(forbidden))).toBe('internal')
  })
})

describe('grantAdmin', () => {
  const grant = async (
    known: User,
    adminEmails: readonly string[],
    intent: 'sign-in' | 'connect' = 'sign-in',
  ) => {
    const events: EventRow[] = []
    const store = {
      setAdmin: (_id: string, _admin: boolean, event: EventRow) => {
        events.push(event)
        return Promise.resolve(true)
      },
    }
    const start = { user: known, intent, site: { ...site, adminEmails }, store, now: NOW }
    const { admin } = (await facts(grantAdmin(start))).user
    return [admin, events.map(({ kind, actor, userId }) => [kind, actor, userId])]
  }
  const listed = ['ann@example.test']

  test('a proven address of ADMIN_EMAILS makes an administrator, once, and it is an event', async () => {
    const event = ['admin.granted', 'ADMIN_EMAILS', user.id]
    expect(await grant({ ...user, provenEmail: 'ann@example.test' }, listed)).toEqual([true, [event]])
    expect(await grant({ ...user, provenEmail: 'ann@example.test', admin: true }, listed)).toEqual([true, []])
  })

  test('no other address does, and neither does connecting an account', async () => {
    expect(await grant({ ...user, provenEmail: null, email: 'ann@example.test' }, listed)).toEqual([
      false,
      [],
    ])
    expect(await grant({ ...user, provenEmail: 'ann@example.test' }, [])).toEqual([false, []])
    expect(await grant({ ...user, provenEmail: 'ann@example.test' }, listed, 'connect')).toEqual([false, []])
  })
})

describe('updateUser', () => {
  const refresh = async (
    changes: Partial<Identity>,
    owner: User | null = null,
    known: User = user,
    label: string | null = null,
    { answers = NO_ANSWERS, acceptedTerms = null }: { answers?: Answers; acceptedTerms?: string | null } = {},
  ) => {
    const written: UserDetails[] = []
    const whole = { ...identity, ...changes }
    const start = { intent: 'sign-in', answers, site, allowed: true, account, user: known } as const
    const settled = await facts(resolveEmail({ ...start, identity: whole, policy }))
    const store = {
      findUserByTrustedEmail: () => Promise.resolve(owner),
      updateUser: (_id: string, details: UserDetails) => {
        written.push(details)
        return Promise.resolve(known)
      },
    }
    await facts(
      updateUser({
        linkedNow: false,
        ...settled,
        acceptedTerms,
        identity: whole,
        policy,
        intent: 'sign-in',
        now: NOW,
        user: known,
        account: { ...account, label },
        store,
      }),
    )
    return written
  }

  test('writes nothing when nothing has changed', async () => {
    expect(await refresh({})).toEqual([])
  })

  test('writes what has changed, and keeps what the provider leaves out', async () => {
    expect(await refresh({ name: 'Ann New', givenName: null })).toEqual([{ name: 'Ann New' }])
  })

  test('a new proven address replaces the old one, unless it belongs to another user', async () => {
    const email = 'new@example.test'
    expect(await refresh({ email })).toEqual([{ email, emailVerified: true, provenEmail: email }])
    expect(await refresh({ email }, { ...user, id: 'u2' })).toEqual([])
  })

  test('a value that the provider also sent the last time does not undo what the user has chosen since', async () => {
    const email = 'old@example.test'
    expect(await refresh({ email }, null, user, email)).toEqual([])
    expect(await refresh({ email }, null, { ...user, provenEmail: null }, email)).toEqual([
      { email, emailVerified: true, provenEmail: email },
    ])
  })

  test('an address proven by a code becomes that of a user who had none, unless another user has it', async () => {
    const bare = { ...user, email: null, provenEmail: null }
    const answers = { ...NO_ANSWERS, verifiedEmail: 'code@example.test' }
    expect(await refresh({ email: null }, null, bare, null, { answers })).toEqual([
      { email: 'code@example.test', emailVerified: true, provenEmail: 'code@example.test' },
    ])
    const taken = refresh({ email: null }, { ...user, id: 'u2' }, bare, null, { answers })
    expect(await refusal(taken)).toBe('email_already_verified')
  })

  test('newly accepted terms are stored', async () => {
    expect(await refresh({}, null, user, null, { acceptedTerms: '2' })).toEqual([{ acceptedTerms: '2' }])
    const before = { ...user, acceptedTerms: '2' }
    expect(await refresh({}, null, before, null, { acceptedTerms: '2' })).toEqual([])
  })

  test('an unproven address never replaces a proven one', async () => {
    expect(await refresh({ email: 'x@example.test', emailVerified: false })).toEqual([])
    const unproven = { ...user, provenEmail: null }
    expect(await refresh({ email: 'x@example.test', emailVerified: false }, null, unproven)).toEqual([
      { email: 'x@example.test', emailVerified: false },
    ])
  })
})
