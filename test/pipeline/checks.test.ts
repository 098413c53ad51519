import { checkActive } from '../../src/pipeline/steps/check-active.js'
import { checkAllowed } from '../../src/pipeline/steps/check-allowed.js'
import { checkRequiredClaims } from '../../src/pipeline/steps/check-required-claims.js'
import { facts, identity, policy, refusal, user } from './facts.js'

describe('checkRequiredClaims', () => {
  const asking = (requiredClaims: readonly string[], claims: Readonly<Record<string, unknown>>) =>
    checkRequiredClaims({ identity: { ...identity, claims }, policy: { ...policy, requiredClaims } })

  test.each([
    [[], {}],
    [['groups'], { groups: ['staff'] }],
    [['level'], { level: 0 }],
    [['member'], { member: false }],
  ])('%j is content with %j', async (required, claims) => {
    expect(await facts(asking(required, claims))).toEqual({ complete: true })
  })

  test.each([
    [['groups'], {}],
    [['groups'], { groups: [] }],
    [['groups'], { groups: null }],
    [['name'], { name: ' ' }],
    [['toString'], {}],
    [['name', 'groups'], { name: 'Ann' }],
  ])('%j is not content with %j', async (required, claims) => {
    expect(await refusal(asking(required, claims))).toBe('claim_missing')
  })
})

describe('checkAllowed', () => {
  const asking = (email: string | null, emailVerified: boolean, allowedDomains: readonly string[]) =>
    checkAllowed({
      identity: { ...identity, email, emailVerified },
      policy: { ...policy, allowedDomains },
      complete: true,
    })

  test.each([
    [null, false, []],
    ['ann@example.test', true, ['example.test']],
    ['ann@EXAMPLE.test', true, ['other.test', 'example.test']],
  ])('%s, verified %s, may pass %j', async (email, verified, domains) => {
    expect(await facts(asking(email, verified, domains))).toEqual({ allowed: true })
  })

  test.each([
    [null, false],
    ['ann@example.test', false],
    ['ann@sub.example.test', true],
    ['ann@example.test.evil.test', true],
    ['ann@evilexample.test', true],
    ['example.test', true],
  ])('%s, verified %s, may not pass a list of example.test', async (email, verified) => {
    expect(await refusal(asking(email, verified, ['example.test']))).toBe('not_allowed')
  })
})

describe('checkActive', () => {
  test('accepts an active user', async () => {
    expect(await facts(checkActive({ user }))).toEqual({ active: true })
  })

  test('stops a disabled one', async () => {
    expect(await refusal(checkActive({ user: { ...user, active: false } }))).toBe('user_disabled')
  })
})
