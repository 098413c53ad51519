import { DATABASES } from '../support/database.js'
import { fieldOf } from '../support/joining.js'
import { headingOf, reply, replyForm, replyOnce } from '../support/pauses.js'
import { backendAt } from '../support/site.js'
import type { Answer, Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'

const ASKED = 'You already have an account'
const AGREE = 'Connect Second to your account?'

describe.each(DATABASES)('an address that another user has proven, on %s', (database) => {
  const { site, provider, clock } = useSite({
    database,
    env: { PASSWORD_LOGIN: 'true' },
    backends: ({ provider }) => ({
      first: backendAt(provider.alias('first'), { label: 'First', trustEmail: true }),
      second: backendAt(provider.alias('second'), { label: 'Second', trustEmail: true }),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
      veiled: backendAt(provider.alias('veiled'), { label: 'Veiled', trustEmail: true, hidden: true }),
    }),
  })
  const first = provider.alias('first')
  const second = provider.alias('second')

  const verified = (sub: string, email: string) => ({
    sub,
    email,
    email_verified: true,
    name: `Name of ${sub}`,
  })

  /** Somebody has an account with First, and comes back with Second, in another browser. */
  async function returning(name: string): Promise<{ visitor: Visitor; asked: Answer; owner: string }> {
    const email = `${name}@example.com`
    first.person(verified(name, email))
    await site.visitor().signIn('first')
    second.person(verified(`${name}-2`, email))
    const visitor = site.visitor()
    const asked = await visitor.signIn('second', '/live?wanted')
    expect(headingOf(asked)).toBe(ASKED)
    return { visitor, asked, owner: (await accountsOf(name))[0]?.userId ?? '' }
  }

  const accountsOf = (subject: string) => site.rows.account.findMany({ where: { subject } })

  /** Signs in by the link of the page that asks for proof. */
  async function prove(visitor: Visitor, asked: Answer, backend: string): Promise<Answer> {
    const link = new RegExp(`href="(/login/${backend}[^"]*)"`).exec(asked.body)?.[1]
    if (link === undefined) throw new Error(`no way to sign in with ${backend}`)
    clock.aheadMs += 1000
    return visitor.open(link.replaceAll('&amp;', '&'))
  }

  test('its owner signs in the earlier way, agrees, and has both', async () => {
    const { visitor, asked, owner } = await returning('anna')
    expect(await visitor.isSignedIn()).toBe(false)
    const agree = await prove(visitor, asked, 'first')
    expect(agree.url).toBe(asked.url)
    expect(headingOf(agree)).toBe(AGREE)
    expect(agree.body).not.toContain('This is not the account')
    // Signing in was an ordinary sign-in, and has connected nothing.
    expect(await accountsOf('anna-2')).toEqual([])
    expect((await reply(visitor, agree, 'connect', { _csrf: fieldOf(agree, '_csrf') })).url).toMatch(
      /\/live\?wanted$/,
    )
    expect((await accountsOf('anna-2')).map(({ userId }) => userId)).toEqual([owner])
    const later = site.visitor()
    expect((await later.signIn('second')).body).toContain('Name of anna')
    expect(await site.rows.partial.count({ where: { usedAt: null } })).toBe(0)
  })

  test('the page offers the methods that the owner has, also a hidden one, and no other', async () => {
    const offered = ({ body }: Answer) =>
      [...body.matchAll(/href="\/login\/([\w-]+)\?/g)].map(([, name]) => name)
    const { asked } = await returning('zoe')
    expect(offered(asked)).toEqual(['first'])
    expect(asked.body).not.toContain('#password')
    const veiled = provider.alias('veiled')
    veiled.person(verified('yan', 'yan@example.com'))
    await site.visitor().signIn('veiled')
    second.person(verified('yan-2', 'yan@example.com'))
    const visitor = site.visitor()
    const page = await visitor.signIn('second', '/live')
    expect([headingOf(page), offered(page)]).toEqual([ASKED, ['veiled']])
    expect(headingOf(await prove(visitor, page, 'veiled'))).toBe(AGREE)
  })

  test('a visitor who declines is signed in as before, and nothing is connected', async () => {
    const { visitor, asked } = await returning('bert')
    const agree = await prove(visitor, asked, 'first')
    expect(headingOf(await reply(visitor, agree, 'drop'))).toBe('Sign-in cancelled')
    expect(await accountsOf('bert-2')).toEqual([])
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('a person who holds the address at the new provider gets nothing without a sign-in', async () => {
    const { visitor, asked, owner } = await returning('carla')
    const fields = { _csrf: 'none' }
    for (const answer of ['connect', 'accept', 'email', 'code', 'confirm']) {
      const given = await replyOnce(visitor, asked, answer, fields)
      expect(given.status).not.toBe(303)
    }
    expect(await accountsOf('carla-2')).toEqual([])
    expect(await visitor.isSignedIn()).toBe(false)
    // With an account of their own they get another way into that, and are told so.
    first.person(verified('stranger', 'stranger@example.com'))
    const agree = await prove(visitor, asked, 'first')
    expect(agree.body).toContain('This is not the account with the address')
    expect(agree.body).toContain('stranger@example.com')
    await reply(visitor, agree, 'connect', { _csrf: fieldOf(agree, '_csrf') })
    const [linked] = await accountsOf('carla-2')
    expect(linked?.userId).toBe((await accountsOf('stranger'))[0]?.userId)
    expect(linked?.userId).not.toBe(owner)
  })

  test('a session of before the question proves nothing, and neither does one of long ago', async () => {
    const email = 'dora@example.com'
    first.person(verified('dora', email))
    const visitor = site.visitor()
    await visitor.signIn('first')
    clock.aheadMs += 1000
    second.person(verified('dora-2', email))
    const asked = await visitor.signIn('second')
    expect(headingOf(asked)).toBe(ASKED)
    const form = replyForm(asked, 'connect', { _csrf: await visitor.csrf() })
    expect((await visitor.open(asked.url, { form })).url).toBe(asked.url)
    expect(await accountsOf('dora-2')).toEqual([])
    const agree = await prove(visitor, asked, 'first')
    clock.aheadMs += 11 * 60_000
    const late = await reply(visitor, agree, 'connect', { _csrf: fieldOf(agree, '_csrf') })
    expect(headingOf(late)).toBe(ASKED)
    expect(await accountsOf('dora-2')).toEqual([])
  })

  test('the form connects to the account that it showed, and to no other', async () => {
    const { visitor, asked } = await returning('emil')
    const agree = await prove(visitor, asked, 'first')
    const csrf = fieldOf(agree, '_csrf')
    first.person(verified('other-emil', 'other-emil@example.com'))
    await visitor.signIn('first')
    const refused = await replyOnce(visitor, agree, 'connect', { _csrf: csrf })
    expect(refused.body).toContain('csrf_failed')
    expect(await accountsOf('emil-2')).toEqual([])
  })

  test('R19: agreeing ten times at once connects once', async () => {
    const { visitor, asked, owner } = await returning('fritz')
    const agree = await prove(visitor, asked, 'first')
    const fields = { _csrf: fieldOf(agree, '_csrf') }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => replyOnce(visitor.clone(), agree, 'connect', fields)),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    expect((await accountsOf('fritz-2')).map(({ userId }) => userId)).toEqual([owner])
  })

  test('S17: signing in meanwhile, without being asked to, connects nothing', async () => {
    first.person(verified('s17', 's17@example.com'))
    const visitor = site.visitor()
    second.person(verified('s17-2', 's17-2@example.com'))
    const callback = await visitor.untilCallback('second')
    await visitor.signIn('first')
    await visitor.open(callback)
    const [one, two] = [await accountsOf('s17'), await accountsOf('s17-2')]
    expect(two[0]?.userId).not.toBe(one[0]?.userId)
  })

  test('S88: a disconnected account whose address its user has proven leads back only by proof', async () => {
    const { visitor, asked, owner } = await returning('gina')
    const agree = await prove(visitor, asked, 'first')
    await reply(visitor, agree, 'connect', { _csrf: fieldOf(agree, '_csrf') })
    const [linked] = await accountsOf('gina-2')
    const csrf = await visitor.csrf()
    await visitor.ask(`/disconnect/second/${linked?.id ?? ''}`, { form: { _csrf: csrf } })
    expect(await accountsOf('gina-2')).toEqual([])
    const later = site.visitor()
    expect(headingOf(await later.signIn('second'))).toBe(ASKED)
    expect(await later.isSignedIn()).toBe(false)
    expect(await site.rows.account.count({ where: { userId: owner } })).toBe(1)
  })

  test('S70: an account made with the address before its owner came is not merged with the owner’s', async () => {
    first.person({ ...verified('s70-attacker', 's70@example.com'), email_verified: false })
    await site.visitor().signIn('first')
    second.person(verified('s70-victim', 's70@example.com'))
    expect((await site.visitor().signIn('second')).url).toMatch(/\/account$/)
    const [attacker] = await accountsOf('s70-attacker')
    const [victim] = await accountsOf('s70-victim')
    expect(attacker?.userId).not.toBe(victim?.userId)
  })
})
