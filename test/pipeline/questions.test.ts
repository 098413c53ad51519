import { acceptTerms } from '../../src/pipeline/steps/accept-terms.js'
import { type Answers, NO_ANSWERS } from '../../src/pipeline/facts.js'
import { resolveEmail } from '../../src/pipeline/steps/resolve-email.js'
import { account, asked, facts, site, identity, policy, refusal, user } from './facts.js'

describe('resolveEmail', () => {
  const start = { policy, site, intent: 'sign-in', answers: NO_ANSWERS, allowed: true } as const
  const fresh = { ...start, account: null, user: null } as const
  const nameless = { ...identity, email: null, emailVerified: false }
  const unverified = { ...identity, emailVerified: false }
  const given = (answers: Partial<Answers>) => ({ answers: { ...NO_ANSWERS, ...answers } })
  const requiring = { policy: { ...policy, requireEmail: true } }
  const validating = { policy: { ...policy, requireVerifiedEmail: true } }
  const both = { policy: { ...policy, requireEmail: true, requireVerifiedEmail: true } }

  test.each([
    ['nothing is demanded, nothing is asked', {}, { email: null, emailVerified: false, provenEmail: null }],
    [
      'a typed address is an address, and nobody has proven it',
      { ...requiring, ...given({ enteredEmail: 'ann@example.test' }) },
      { email: 'ann@example.test', emailVerified: false, provenEmail: null },
    ],
    [
      'a code proves an address as a provider does',
      { ...both, ...given({ enteredEmail: 'ann@example.test', verifiedEmail: 'ann@example.test' }) },
      { email: 'ann@example.test', emailVerified: true, provenEmail: 'ann@example.test' },
    ],
    [
      'where none is required, there is nothing to validate',
      validating,
      { email: null, emailVerified: false, provenEmail: null },
    ],
  ])('%s', async (_name, more, expected) => {
    expect(await facts(resolveEmail({ ...fresh, identity: nameless, ...more }))).toEqual(expected)
  })

  test('the address of a trusted provider takes precedence over a typed one', async () => {
    const told = {
      ...both,
      ...given({ enteredEmail: 'other@example.test', verifiedEmail: 'other@example.test' }),
    }
    expect(await facts(resolveEmail({ ...fresh, identity, ...told }))).toEqual({
      email: 'Ann@Example.test',
      emailVerified: true,
      provenEmail: 'ann@example.test',
    })
  })

  test('an address is asked for where it is required and missing, or cannot receive email', async () => {
    expect(await asked(resolveEmail({ ...fresh, identity: nameless, ...requiring }))).toEqual({
      type: 'email',
    })
    const unfit = { ...unverified, email: '"a b"@example.test' }
    expect(await asked(resolveEmail({ ...fresh, identity: unfit, ...both }))).toEqual({ type: 'email' })
  })

  test.each([
    ['which the provider has not verified', unverified, policy],
    ['of a provider whose word does not count', identity, { ...policy, trustEmail: false }],
  ])('a code goes to an address %s', async (_name, who, by) => {
    const step = resolveEmail({ ...fresh, identity: who, policy: { ...by, requireVerifiedEmail: true } })
    expect(await asked(step)).toEqual({ type: 'email-code', email: 'ann@example.test' })
  })

  test('a typed address replaces an unproven one of the provider', async () => {
    const other = { ...validating, ...given({ enteredEmail: 'new@example.test' }) }
    const step = resolveEmail({ ...fresh, identity: unverified, ...other })
    expect(await asked(step)).toEqual({ type: 'email-code', email: 'new@example.test' })
  })

  test('a known user who has proven an address is asked nothing; one who has not is asked', async () => {
    const known = { ...start, ...both, account, identity: nameless }
    expect((await facts(resolveEmail({ ...known, user }))).provenEmail).toBeNull()
    const unproven = { ...user, provenEmail: null }
    expect(await asked(resolveEmail({ ...known, user: unproven }))).toEqual({
      type: 'email-code',
      email: 'ann@example.test',
    })
  })

  test('connecting an account asks nothing, and neither does a sign-in that will be refused', async () => {
    const bare = { ...user, email: null, provenEmail: null }
    const known = { ...fresh, ...both, identity: nameless }
    await facts(resolveEmail({ ...known, intent: 'connect' }))
    await facts(resolveEmail({ ...known, account, user: { ...bare, active: false } }))
  })

  test('where no email can be sent, no user signs in without one', async () => {
    const mute = { ...fresh, ...validating, identity: unverified, site: { ...site, canSendMail: false } }
    expect(await refusal(resolveEmail(mute))).toBe('mail_unavailable')
  })
})

describe('acceptTerms', () => {
  const terms = { url: 'https://example.test/terms', version: '2' }
  const start = { site: { ...site, terms }, answers: NO_ANSWERS, intent: 'sign-in' } as const
  const nobody = { user: null, mayCreate: true }

  test('new and known users are asked to accept the current version, once', async () => {
    expect(await asked(acceptTerms({ ...start, ...nobody }))).toEqual({ type: 'terms', ...terms })
    const before = { user: { ...user, acceptedTerms: '1' }, mayCreate: false }
    expect(await asked(acceptTerms({ ...start, ...before }))).toEqual({ type: 'terms', ...terms })
    const answers = { ...NO_ANSWERS, acceptedTerms: '2' }
    expect(await facts(acceptTerms({ ...start, ...before, answers }))).toEqual({ acceptedTerms: '2' })
    const done = { user: { ...user, acceptedTerms: '2' }, mayCreate: false }
    expect(await facts(acceptTerms({ ...start, ...done }))).toEqual({ acceptedTerms: null })
  })

  test('an answer to another version does not count', async () => {
    const answers = { ...NO_ANSWERS, acceptedTerms: '1' }
    expect(await asked(acceptTerms({ ...start, ...nobody, answers }))).toMatchObject({ version: '2' })
  })

  test('no user is asked where there are no terms, when connecting, or when disabled', async () => {
    const nothing = { acceptedTerms: null }
    expect(await facts(acceptTerms({ ...start, ...nobody, site }))).toEqual(nothing)
    expect(await facts(acceptTerms({ ...start, intent: 'connect', user, mayCreate: false }))).toEqual(nothing)
    const disabled = { user: { ...user, active: false }, mayCreate: false }
    expect(await facts(acceptTerms({ ...start, ...disabled }))).toEqual(nothing)
  })
})
