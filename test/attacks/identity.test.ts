import Database from 'better-sqlite3'
import { DATABASES } from '../support/database.js'
import { withFailingInserts } from '../support/failing-inserts.js'
import { headingOf } from '../support/pauses.js'
import { backendAt, type Site } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { accountOf, connect, disconnect, untilConnected } from './actions.js'

describe.each(DATABASES)('identities on %s', (database) => {
  const { site, provider, op, startAnother } = useSite({
    database,
    env: { ADMIN_EMAILS: 'boss@example.test' },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true, extraClaims: ['role'] }),
      loose: backendAt(op, { label: 'Without trust' }),
      twin: backendAt(op, { label: 'The same again' }),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
      trusted: backendAt(provider.alias('other'), { label: 'Trusted', trustEmail: true }),
      linking: backendAt(provider.alias('other'), {
        label: 'Links',
        trustEmail: true,
        linkByVerifiedEmail: true,
      }),
      staff: backendAt(op, { label: 'Staff', allowedDomains: ['staff.test'], requiredClaims: ['groups'] }),
    }),
  })
  const other = provider.alias('other')
  /** A process that makes no new users. */
  let closed: Site

  beforeAll(async () => {
    closed = await startAnother({ env: { REGISTRATION: 'closed' } })
  })

  test('S67: two backends at one issuer are two backends, and their accounts never mix', async () => {
    op.person({ sub: 's67' })
    await site.visitor().signIn('loose')
    await site.visitor().signIn('twin')
    const one = await accountOf(site, 'loose', 's67')
    const two = await accountOf(site, 'twin', 's67')
    expect(one.userId).not.toBe(two.userId)
  })

  test('S68: an unverified address of another user opens nothing and reveals nothing', async () => {
    op.person({ sub: 's68', email: 's68@example.test', email_verified: true })
    await site.visitor().signIn('acme')
    const owner = await accountOf(site, 'acme', 's68')
    for (const [sub, verified] of [
      ['s68-unverified', false],
      ['s68-text', 'yes'],
      ['s68-number', 1],
    ] as const) {
      op.person({ sub, email: 's68@example.test', email_verified: verified })
      const page = await site.visitor().signIn('acme')
      expect(page.status).toBe(200)
      const made = await accountOf(site, 'acme', sub)
      expect(made.userId).not.toBe(owner.userId)
      expect(made.user.provenEmail).toBeNull()
    }
    other.person({ sub: 's68-linking', email: 's68@example.test', email_verified: false })
    await site.visitor().signIn('linking')
    expect((await accountOf(site, 'linking', 's68-linking')).userId).not.toBe(owner.userId)
  })

  test('S70: a visitor who typed the address first gets nothing when its owner comes', async () => {
    op.person({ sub: 's70-attacker', email: 's70@example.test', email_verified: false })
    const attacker = site.visitor()
    await attacker.signIn('loose')
    op.person({ sub: 's70-victim', email: 's70@example.test', email_verified: true, name: 'The Victim' })
    const page = await site.visitor().signIn('acme')
    expect(page.body).toContain('The Victim')
    expect((await attacker.ask('/account')).body).not.toContain('The Victim')
    const victim = await accountOf(site, 'acme', 's70-victim')
    expect(victim.userId).not.toBe((await accountOf(site, 'loose', 's70-attacker')).userId)
    expect(victim.user.provenEmail).toBe('s70@example.test')
  })

  test('a second subject of one provider is another person, on every sign-in, until an administrator decides', async () => {
    op.person({ sub: 'boss', email: 'boss@example.test', email_verified: true, preferred_username: 'boss' })
    const boss = site.visitor()
    await boss.signIn('acme')
    const email = 'twice@example.test'
    op.person({ sub: 'twice-1', email, email_verified: true, preferred_username: 'twice' })
    await site.visitor().signIn('acme')
    const first = await accountOf(site, 'acme', 'twice-1')
    op.person({ sub: 'twice-2', email, email_verified: true, preferred_username: 'twice' })
    const visitor = site.visitor()
    for (const times of [1, 2]) {
      expect([times, (await visitor.signIn('acme')).url.endsWith('/account')]).toEqual([times, true])
      const second = await accountOf(site, 'acme', 'twice-2')
      expect([second.userId === first.userId, second.user.provenEmail]).toEqual([false, null])
      await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    }
    const second = await accountOf(site, 'acme', 'twice-2')
    const act = async (path: string, form: Record<string, string> = {}) =>
      boss.ask(`/admin/users/${path}`, { form: { _csrf: await boss.csrf(), ...form } })
    const move = `${first.userId}/accounts/${first.id}/move`
    for (const [username, status] of [
      ['nobody-here', 404],
      ['boss', 409],
      ['', 404],
    ] as const)
      expect([username, (await act(move, { username })).status]).toEqual([username, status])
    expect((await act(`${first.userId}/free-email`)).location).toContain('notice=email-freed')
    await visitor.signIn('acme')
    expect((await accountOf(site, 'acme', 'twice-2')).user.provenEmail).toBe(email)
    const moved = await act(`${second.userId}/accounts/${second.id}/move`, { username: first.user.username })
    expect(moved.location).toContain('notice=account-moved')
    expect(await visitor.isSignedIn()).toBe(false)
    await visitor.signIn('acme')
    expect((await accountOf(site, 'acme', 'twice-2')).userId).toBe(first.userId)
    const kinds = await site.rows.event.findMany({ where: { actor: 'boss' }, orderBy: { at: 'asc' } })
    expect(kinds.map(({ kind }) => kind)).toEqual(['user.email-freed', 'user.account-moved'])
  })

  describe('two users who are one person', () => {
    /** Two new users, and an administrator who has just signed in. */
    const meet = async (name: string) => {
      op.person({ sub: 'boss', email: 'boss@example.test', email_verified: true, preferred_username: 'boss' })
      const boss = site.visitor()
      await boss.signIn('acme')
      const email = `${name}@example.test`
      op.person({ sub: `${name}-old`, email, email_verified: true, preferred_username: `${name}-old` })
      const before = site.visitor()
      await before.signIn('acme')
      const old = await accountOf(site, 'acme', `${name}-old`)
      const comeAgain = () => {
        op.person({ sub: `${name}-new`, email, email_verified: true, preferred_username: `${name}-new` })
        return site.visitor().signIn('acme')
      }
      await comeAgain()
      const fresh = await accountOf(site, 'acme', `${name}-new`)
      const page = (path: string) => boss.ask(`/admin/users/${path}`)
      const act = async (path: string, form: Record<string, string> = {}) =>
        boss.ask(`/admin/users/${path}`, { form: { _csrf: await boss.csrf(), ...form } })
      return { boss, before, old, fresh, email, comeAgain, page, act }
    }

    test('are merged after a page that says what will happen, and the merge is undone within a day', async () => {
      const { before, old, fresh, email, comeAgain, page, act } = await meet('merged')
      const plan = await page(`${old.userId}/merge?into=${fresh.user.username}`)
      expect(plan.status).toBe(200)
      for (const words of ['What will happen', `The verified address`, email, fresh.user.username])
        expect(plan.body).toContain(words)
      // The page has changed nothing.
      expect((await accountOf(site, 'acme', 'merged-old')).userId).toBe(old.userId)
      expect(await before.isSignedIn()).toBe(true)

      const merged = await act(`${old.userId}/merge`, { into: fresh.user.username })
      expect(merged.location).toContain('notice=user-merged')
      expect(await before.isSignedIn()).toBe(false)
      expect((await accountOf(site, 'acme', 'merged-old')).userId).toBe(fresh.userId)
      const shell = await site.rows.user.findUniqueOrThrow({ where: { id: old.userId } })
      expect([shell.active, shell.provenEmail, shell.email]).toEqual([false, null, email])
      await comeAgain()
      expect((await accountOf(site, 'acme', 'merged-new')).user.provenEmail).toBe(email)

      expect((await page(old.userId)).body).toContain('Undo the merge')
      const undone = await act(`${old.userId}/undo-merge`)
      expect(undone.location).toContain('notice=merge-undone')
      const back = await accountOf(site, 'acme', 'merged-old')
      expect([back.userId, back.user.active, back.user.provenEmail]).toEqual([old.userId, true, email])
      expect((await accountOf(site, 'acme', 'merged-new')).userId).toBe(fresh.userId)
      expect((await act(`${old.userId}/undo-merge`)).status).toBe(409)
      const kinds = await site.rows.event.findMany({
        where: { userId: old.userId, area: 'administration' },
        orderBy: { at: 'asc' },
      })
      expect(kinds.map(({ kind }) => kind)).toEqual(['user.merged', 'user.merge-undone'])
      expect(kinds.map(({ detail }) => detail).join('')).not.toContain(email)
    })

    test('cannot be the same, disabled, unknown, or the administrator', async () => {
      const { boss, old, fresh, page, act } = await meet('unmerged')
      const refuse = async (id: string, into: string) => [
        (await page(`${id}/merge?into=${into}`)).status,
        (await act(`${id}/merge`, { into })).status,
      ]
      expect(await refuse(old.userId, old.user.username)).toEqual([400, 409])
      expect(await refuse(old.userId, 'boss')).toEqual([400, 409])
      expect(await refuse(old.userId, 'nobody-here')).toEqual([400, 404])
      const own = await accountOf(site, 'acme', 'boss')
      expect(await refuse(own.userId, old.user.username)).toEqual([400, 409])
      await act(`${fresh.userId}/disable`)
      expect(await refuse(old.userId, fresh.user.username)).toEqual([400, 409])
      expect(await boss.isSignedIn()).toBe(true)
      expect((await accountOf(site, 'acme', 'unmerged-old')).userId).toBe(old.userId)
    })

    test('are merged once by two clicks, and a merge ends with the day or with enabling the user', async () => {
      const { old, fresh, page, act } = await meet('late')
      const into = fresh.user.username
      const merge = () => act(`${old.userId}/merge`, { into })
      const statuses = (await Promise.all([merge(), merge()])).map(({ status }) => status)
      expect(statuses.sort()).toEqual([303, 409])
      await act(`${old.userId}/enable`)
      expect((await act(`${old.userId}/undo-merge`)).status).toBe(409)
      await act(`${old.userId}/disable`)
      expect((await page(old.userId)).body).not.toContain('Undo the merge')
      expect((await act(`${old.userId}/undo-merge`)).status).toBe(409)
      await act(`${old.userId}/enable`)
      expect((await merge()).status).toBe(303)
      const at = new Date(Date.now() - 25 * 3600_000)
      await site.rows.event.updateMany({ where: { userId: old.userId, kind: 'user.merged' }, data: { at } })
      expect((await act(`${old.userId}/undo-merge`)).status).toBe(409)
      expect((await accountOf(site, 'acme', 'late-old')).userId).toBe(fresh.userId)
    })

    test('are merged by administrators only, with a form of an administrator’s page', async () => {
      const { before, boss, old, fresh } = await meet('guarded')
      const path = `/admin/users/${old.userId}/merge`
      const form = { into: fresh.user.username }
      expect((await before.ask(path)).status).toBe(403)
      expect((await before.ask(path, { form: { _csrf: await before.csrf(), ...form } })).status).toBe(403)
      expect((await boss.ask(path, { form })).status).toBe(403)
      expect((await accountOf(site, 'acme', 'guarded-old')).userId).toBe(old.userId)
    })
  })

  test('F13: ADMIN_EMAILS makes administrators with an event, and the pages say that it will do so again', async () => {
    op.person({ sub: 'boss', email: 'boss@example.test', email_verified: true, preferred_username: 'boss' })
    const boss = site.visitor()
    await boss.signIn('acme')
    const { user } = await accountOf(site, 'acme', 'boss')
    const events = () => site.rows.event.findMany({ where: { userId: user.id, kind: 'admin.granted' } })
    expect((await events()).map(({ actor, actorId }) => [actor, actorId])).toEqual([['ADMIN_EMAILS', null]])
    await site.rows.user.update({ where: { id: user.id }, data: { admin: false } })
    await boss.signIn('acme')
    expect(await events()).toHaveLength(2)
    await boss.signIn('acme')
    expect(await events()).toHaveLength(2)
    op.person({ sub: 'deputy', email: 'deputy@example.test', email_verified: true })
    const deputy = site.visitor()
    await deputy.signIn('acme')
    await site.rows.user.updateMany({ where: { provenEmail: 'deputy@example.test' }, data: { admin: true } })
    const page = `/admin/users/${user.id}`
    expect((await deputy.ask(page)).body).toContain('each sign-in makes this user an administrator')
    const revoked = await deputy.open(`${page}/revoke`, { form: { _csrf: await deputy.csrf() } })
    expect(revoked.body).toContain('but will be one again at the next sign-in')
  })

  if (database === 'sqlite')
    test('O21: a person whose user was deleted in the database, without its accounts, can sign in again', async () => {
      op.person({ sub: 'orphan', email: 'orphan@example.test', email_verified: true })
      const visitor = site.visitor()
      await visitor.signIn('acme')
      const before = await accountOf(site, 'acme', 'orphan')
      // As the program sqlite3 does it, where foreign keys are off.
      const file = new Database(site.databaseUrl.replace(/^file:/, ''))
      file.pragma('foreign_keys = OFF')
      file.prepare('DELETE FROM "User" WHERE "id" = ?').run(before.userId)
      file.close()
      expect(await visitor.isSignedIn()).toBe(false)
      expect(await site.store.countAccounts('acme')).toBe(
        (await site.rows.account.count({ where: { backend: 'acme' } })) - 1,
      )
      expect((await visitor.signIn('acme')).status).toBe(200)
      const after = await accountOf(site, 'acme', 'orphan')
      expect([after.id === before.id, after.userId === before.userId]).toEqual([false, false])
      expect(await visitor.isSignedIn()).toBe(true)
    })

  test('a verified address links only where that is switched on', async () => {
    const email = 'linker@example.test'
    op.person({ sub: 'linker', email, email_verified: true })
    await site.visitor().signIn('acme')
    const { userId } = await accountOf(site, 'acme', 'linker')
    other.person({ sub: 'linker-2', email: 'LINKER@Example.Test', email_verified: true })
    await site.visitor().signIn('other')
    expect((await accountOf(site, 'other', 'linker-2')).userId).not.toBe(userId)
    await site.visitor().signIn('linking')
    expect((await accountOf(site, 'linking', 'linker-2')).userId).toBe(userId)
    op.person({ sub: 'linker-3', email, email_verified: true })
    const another = site.visitor()
    expect(headingOf(await another.signIn('acme'))).not.toBe('You already have an account')
    const second = await accountOf(site, 'acme', 'linker-3')
    expect([second.userId === userId, second.user.provenEmail]).toEqual([false, null])
  })

  test('S71: addresses have one normal form; dots, tags and a dotless i make a different address', async () => {
    op.person({ sub: 's71', email: 'vic.tim@example.test', email_verified: true })
    await site.visitor().signIn('acme')
    for (const [sub, email] of [
      ['s71-case', 'VIC.TIM@EXAMPLE.TEST'],
      ['s71-nfkc', 'ｖic.tim@example.test'],
    ] as const) {
      other.person({ sub, email, email_verified: true })
      expect(headingOf(await site.visitor().signIn('trusted'))).toBe('You already have an account')
    }
    for (const [sub, email] of [
      ['s71-dots', 'victim@example.test'],
      ['s71-tag', 'vic.tim+x@example.test'],
      ['s71-dotless', 'v\u0131c.tim@example.test'],
    ] as const) {
      op.person({ sub, email, email_verified: true })
      expect((await site.visitor().signIn('acme')).status).toBe(200)
    }
  })

  test('S73: a subject that is a number is refused, and long digits are not rounded', async () => {
    op.misbehave({ idTokenClaims: (claims) => ({ ...claims, sub: 12345 }) })
    const before = await site.counts()
    const refused = await site.visitor().signIn('loose')
    expect(refused.status).toBe(400)
    expect(refused.body).toContain('identity_rejected')
    expect(await site.counts()).toMatchObject({ users: before.users, accounts: before.accounts })
    op.behave()
    for (const sub of ['9007199254740992', '9007199254740993']) {
      op.person({ sub })
      await site.visitor().signIn('loose')
      expect((await accountOf(site, 'loose', sub)).subject).toBe(sub)
    }
  })

  test('S74: subjects that only look alike are five people', async () => {
    const subjects = ['abc', 'ABC', 'abc ', '\u00e1bc', 'a\u0301bc']
    for (const sub of subjects) {
      op.person({ sub })
      expect((await site.visitor().signIn('loose')).status).toBe(200)
    }
    const rows = await site.rows.account.findMany({ where: { backend: 'loose', subject: { in: subjects } } })
    expect(new Set(rows.map((row) => row.subject)).size).toBe(5)
    expect(new Set(rows.map((row) => row.userId)).size).toBe(5)
  })

  test('S76: a user who takes over the name and the address of another user at the provider becomes no other user', async () => {
    op.person({ sub: 's76-victim', preferred_username: 's76victim', email: 's76@example.test' })
    await site.visitor().signIn('loose')
    const victim = await accountOf(site, 'loose', 's76-victim')
    op.person({ sub: 's76-mallory', preferred_username: 's76mallory', email: 's76m@example.test' })
    await site.visitor().signIn('loose')
    const before = await accountOf(site, 'loose', 's76-mallory')
    const claims = { preferred_username: 's76victim', email: 's76@example.test', upn: 's76victim' }
    op.person({ sub: 's76-mallory', ...claims, email_verified: true })
    expect((await site.visitor().signIn('loose')).status).toBe(200)
    const after = await accountOf(site, 'loose', 's76-mallory')
    expect(after.userId).toBe(before.userId)
    expect(after.userId).not.toBe(victim.userId)
    expect(after.user.username).toBe('s76mallory')
  })

  test('S79: claims named like our columns are never written', async () => {
    const claims = {
      is_admin: true,
      admin: true,
      role: 'admin',
      roles: ['admin'],
      id: 'evil',
      user_id: 'evil',
      userId: 'evil',
      password: 'x',
      is_active: false,
      active: false,
      createdAt: 0,
      username: 'evil',
      provenEmail: 'boss@example.test',
    }
    op.person({ sub: 's79', name: 'Ess', preferred_username: 's79', email: 'boss@example.test', ...claims })
    op.misbehave({ idTokenClaims: (given) => ({ ...given, ...claims }) })
    await site.visitor().signIn('acme')
    await site.visitor().signIn('acme')
    const { user, extraData, userId } = await accountOf(site, 'acme', 's79')
    expect(user).toMatchObject({ admin: false, active: true, username: 's79', provenEmail: null })
    expect(userId).not.toBe('evil')
    expect(user.createdAt.getTime()).toBeGreaterThan(Date.parse('2020-01-01'))
    expect(JSON.parse(extraData)).toEqual({ role: 'admin' })
  })

  test('S80: unusual user names become plain, unique and short', async () => {
    const identities = [
      'admin',
      'root',
      '',
      '../x',
      '<b>',
      '\u202egnp',
      'nul\u0000l',
      'x'.repeat(10_000),
      's80',
      's80',
    ]
    for (const [index, preferred_username] of identities.entries()) {
      op.person({ sub: `s80-${index}`, preferred_username })
      expect((await site.visitor().signIn('loose')).status).toBe(200)
    }
    const rows = await site.rows.account.findMany({
      where: { subject: { startsWith: 's80-' } },
      include: { user: true },
    })
    const names = rows.map((row) => row.user.username)
    expect(new Set(names).size).toBe(identities.length)
    for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9._-]{1,45}$/)
    expect(names).not.toContain('admin')
    expect(names).not.toContain('root')
  })

  test('S83: an address that another user has proven is not taken over by a sign-in', async () => {
    op.person({ sub: 's83-a', email: 's83-a@example.test', email_verified: true })
    await site.visitor().signIn('acme')
    op.person({ sub: 's83-b', email: 's83-b@example.test', email_verified: true })
    await site.visitor().signIn('acme')
    op.person({ sub: 's83-b', email: 's83-a@example.test', email_verified: true, name: 'New Name' })
    const page = await site.visitor().signIn('acme')
    expect(page.status).toBe(200)
    const { user } = await accountOf(site, 'acme', 's83-b')
    expect(user).toMatchObject({ email: 's83-b@example.test', provenEmail: 's83-b@example.test' })
    expect(user.name).toBe('New Name')
  })

  test('S85: the only login method cannot be disconnected, even if another account exists whose backend was removed', async () => {
    op.person({ sub: 's85' })
    const visitor = site.visitor()
    await visitor.signIn('loose')
    const only = await accountOf(site, 'loose', 's85')
    const refused = await disconnect(visitor, 'loose', only.id)
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('last_login_method')
    await site.rows.account.create({
      data: {
        id: 's85-gone',
        userId: only.userId,
        backend: 'gone',
        subject: 's85',
        issuer: 'https://gone.test',
        createdAt: new Date(),
        lastLoginAt: new Date(),
      },
    })
    expect((await disconnect(visitor, 'loose', only.id)).status).toBe(409)
    expect((await disconnect(visitor, 'gone', 's85-gone')).status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S86: no user disconnects an account of another user', async () => {
    op.person({ sub: 's86-victim' })
    await site.visitor().signIn('loose')
    const victim = await accountOf(site, 'loose', 's86-victim')
    op.person({ sub: 's86-mallory' })
    const mallory = site.visitor()
    await mallory.signIn('loose')
    for (const id of [victim.id, '', '%', 'undefined', `${victim.id}'`]) {
      expect((await disconnect(mallory, 'loose', id)).status).toBe(404)
    }
    expect((await accountOf(site, 'loose', 's86-victim')).userId).toBe(victim.userId)
  })

  test('S88: a disconnected account never opens the old user again', async () => {
    op.person({ sub: 's88' })
    other.person({ sub: 's88' })
    const visitor = site.visitor()
    await visitor.signIn('loose')
    const { id, userId } = await accountOf(site, 'loose', 's88')
    expect((await connect(visitor, 'other')).status).toBe(303)
    const old = visitor.clone()
    expect((await disconnect(visitor, 'loose', id)).status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await old.isSignedIn()).toBe(false)
    await site.visitor().signIn('loose')
    expect((await accountOf(site, 'loose', 's88')).userId).not.toBe(userId)
    expect((await accountOf(site, 'other', 's88')).userId).toBe(userId)
  })

  test('S89: when the last step fails, there is no session, and nothing is stored', async () => {
    op.person({ sub: 's89' })
    const before = await site.counts()
    const visitor = site.visitor()
    await withFailingInserts(site, { database, table: 'Session' }, async () => {
      const page = await visitor.signIn('loose')
      expect(page.status).toBeGreaterThanOrEqual(500)
      expect(page.body).toMatch(/\b[2-9A-HJKMNP-TV-Z]{8}\b/)
      expect(page.body).not.toMatch(/nope|prisma|Session"| at /i)
    })
    expect(await visitor.isSignedIn()).toBe(false)
    expect(await site.counts()).toEqual({ ...before, attempts: before.attempts + 1 })
    expect((await visitor.signIn('loose')).status).toBe(200)
  })

  test('S139: with registration closed, no user is created, known users sign in, and accounts are still connected', async () => {
    op.person({ sub: 's139' })
    other.person({ sub: 's139' })
    const before = await site.counts()
    const refused = await closed.visitor().signIn('loose')
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('registration_closed')
    expect((await site.counts()).users).toBe(before.users)
    await site.visitor().signIn('loose')
    const known = closed.visitor()
    expect((await known.signIn('loose')).status).toBe(200)
    expect((await connect(known, 'other')).status).toBe(303)
    const { userId } = await accountOf(site, 'loose', 's139')
    expect((await accountOf(site, 'other', 's139')).userId).toBe(userId)
  })

  test('only users of the allowed domains sign in, and only with the required claims', async () => {
    const fine = { email: 'ann@staff.test', email_verified: true, groups: ['x'] }
    for (const [claims, code] of [
      [{ ...fine, groups: [] }, 'claim_missing'],
      [{ ...fine, email_verified: false }, 'not_allowed'],
      [{ ...fine, email: 'ann@staff.test.evil.test' }, 'not_allowed'],
      [{ groups: ['x'] }, 'not_allowed'],
    ] as const) {
      op.person({ sub: 'domains', ...claims })
      const refused = await site.visitor().signIn('staff')
      expect(refused.status).toBe(403)
      expect(refused.body).toContain(code)
    }
    expect(await site.rows.account.count({ where: { backend: 'staff' } })).toBe(0)
    op.person({ sub: 'domains', ...fine })
    expect((await site.visitor().signIn('staff')).status).toBe(200)
  })

  test('a disabled user is signed out at once and cannot come back', async () => {
    op.person({ sub: 'disabled' })
    const visitor = site.visitor()
    await visitor.signIn('loose')
    const { userId: id } = await accountOf(site, 'loose', 'disabled')
    await site.rows.user.update({ where: { id }, data: { active: false } })
    expect(await visitor.isSignedIn()).toBe(false)
    const refused = await visitor.signIn('loose')
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('user_disabled')
    await site.rows.user.update({ where: { id }, data: { active: true } })
    expect((await visitor.signIn('loose')).status).toBe(200)
  })

  test('a browser in which another user has signed in meanwhile connects nothing', async () => {
    op.person({ sub: 'switch-1' })
    const visitor = site.visitor()
    await visitor.signIn('loose')
    other.person({ sub: 'switch-other' })
    const callback = await untilConnected(visitor, 'other')
    op.person({ sub: 'switch-2' })
    await visitor.signIn('loose')
    const refused = await visitor.ask(callback)
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('session_user_changed')
    expect(other.counts.token).toBe(0)
  })

  test('R8: two users connect one account at once: one gets it, and the other reads why not', async () => {
    for (let round = 0; round < 5; round += 1) {
      other.person({ sub: `r8-${round}` })
      const visitors = []
      for (const who of ['a', 'b']) {
        op.person({ sub: `r8-${round}-${who}` })
        const visitor = site.visitor()
        await visitor.signIn('loose')
        visitors.push({ visitor, callback: await untilConnected(visitor, 'other') })
      }
      const answers = await Promise.all(visitors.map(({ visitor, callback }) => visitor.ask(callback)))
      expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409])
      expect(answers.find((answer) => answer.status === 409)?.body).toContain('account_taken')
      expect(await site.rows.account.count({ where: { subject: `r8-${round}`, backend: 'other' } })).toBe(1)
    }
  })

  test('R10: disconnecting and signing in with one account at once never leaves a session behind', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sub = `r10-${round}`
      op.person({ sub })
      other.person({ sub })
      const owner = site.visitor()
      await owner.signIn('other')
      await connect(owner, 'loose')
      const { id, userId } = await accountOf(site, 'loose', sub)
      const second = site.visitor()
      const callback = await second.untilCallback('loose')
      const answers = await Promise.all([disconnect(owner, 'loose', id), second.ask(callback)])
      expect(answers.map((answer) => answer.status)).toEqual([303, 303])
      const left = await site.rows.session.findMany({ where: { userId } })
      expect(left).toHaveLength(1)
      expect(await owner.isSignedIn()).toBe(true)
      const again = await site.rows.account.findMany({ where: { subject: sub, backend: 'loose' } })
      expect(again.every((row) => row.userId !== userId)).toBe(true)
      expect(await second.isSignedIn()).toBe(again.length === 1)
    }
  })

  test('two disconnects at once, from one browser or from two, leave one login method', async () => {
    for (const browsers of [1, 2]) {
      const sub = `double-${browsers}`
      op.person({ sub })
      other.person({ sub })
      const first = site.visitor()
      await first.signIn('loose')
      await connect(first, 'other')
      const second = browsers === 1 ? first.clone() : site.visitor()
      if (browsers === 2) await second.signIn('loose')
      const one = await accountOf(site, 'loose', sub)
      const two = await accountOf(site, 'other', sub)
      const answers = await Promise.all([
        disconnect(first, 'loose', one.id),
        disconnect(second, 'other', two.id),
      ])
      expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1)
      expect(answers.every((answer) => answer.status < 500)).toBe(true)
      expect(await site.rows.account.count({ where: { userId: one.userId } })).toBe(1)
    }
  })
})
