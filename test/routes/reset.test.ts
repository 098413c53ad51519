import { DATABASES } from '../support/database.js'
import { askForReset, fieldOf, join, PASSWORD, reset, signInWithPassword } from '../support/joining.js'
import { useSite } from '../support/use-site.js'

const NEW_PASSWORD = 'another four word thing'

describe.each(DATABASES)('a forgotten password on %s', (database) => {
  const { site, op, office } = useSite({
    database,
    mail: true,
    env: { PASSWORD_LOGIN: 'true' },
    acme: { trustEmail: true },
  })

  test('the code sets a new password, ends every other session, opens a new one, and the owner gets an email', async () => {
    const before = site.visitor()
    await join(before, office, 'ada@example.com')
    const visitor = site.visitor()
    const handle = await askForReset(visitor, 'ADA@example.com')
    const code = await office.codeFor('ada@example.com')
    const done = await reset(visitor, handle, code, NEW_PASSWORD)
    expect(done.status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await before.isSignedIn()).toBe(false)
    const old = await signInWithPassword(site.visitor(), 'ada@example.com', PASSWORD)
    expect(old.status).toBe(401)
    const fresh = site.visitor()
    await signInWithPassword(fresh, 'ada@example.com', NEW_PASSWORD)
    expect(await fresh.isSignedIn()).toBe(true)
    const told = await office.mailTo('ada@example.com', /was changed/)
    expect(told.text).toContain('signed out everywhere else')
  })

  test('an address that no user has proven gets the same page and no email', async () => {
    await join(site.visitor(), office, 'known@example.com')
    office.clear()
    const known = await site.visitor().ask('/forgot', { form: { email: 'known@example.com' } })
    const unknown = await site.visitor().ask('/forgot', { form: { email: 'unknown@example.com' } })
    const plain = (body: string) =>
      body.replace(/name="handle" value="[^"]+"/g, '').replaceAll(/(?:un)?known@example.com/g, 'X')
    expect(plain(known.body)).toBe(plain(unknown.body))
    await office.mailTo('known@example.com')
    expect(office.delivered).toHaveLength(1)
    const tried = await reset(site.visitor(), fieldOf(unknown, 'handle'), 'AAAA-BBBB', NEW_PASSWORD)
    expect(tried.body).toContain('4 tries left')
  })

  test('a user who has no password yet sets a first one, because they have proven the mailbox', async () => {
    op.person({ sub: 'social', email: 'social@example.com', email_verified: true, name: 'So Cial' })
    await site.visitor().signIn('acme')
    const visitor = site.visitor()
    const handle = await askForReset(visitor, 'social@example.com')
    const done = await reset(visitor, handle, await office.codeFor('social@example.com'), NEW_PASSWORD)
    expect(done.status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(true)
    const user = await site.rows.user.findUnique({
      where: { provenEmail: 'social@example.com' },
      include: { accounts: true },
    })
    expect(user?.accounts.map(({ backend }) => backend).sort()).toEqual(['acme', 'password'])
  })

  test('an address that a provider only claims opens nothing', async () => {
    op.person({ sub: 'claims', email: 'claimed@example.com', email_verified: false, name: 'Claims' })
    await site.visitor().signIn('acme')
    await askForReset(site.visitor(), 'claimed@example.com')
    await join(site.visitor(), office, 'marker@example.com')
    expect(office.delivered.filter(({ to }) => to.includes('claimed@example.com'))).toEqual([])
  })

  test('an unsuitable new password is rejected before the code is used up', async () => {
    await join(site.visitor(), office, 'unfit@example.com')
    const visitor = site.visitor()
    const handle = await askForReset(visitor, 'unfit@example.com')
    const code = await office.codeFor('unfit@example.com')
    const unfit = await reset(visitor, handle, code, 'short')
    expect(unfit.status).toBe(400)
    expect(unfit.body).toContain('at least 10 characters')
    expect((await reset(visitor, handle, code, NEW_PASSWORD)).status).toBe(303)
  })

  test('a disabled user gets no code', async () => {
    await join(site.visitor(), office, 'disabled@example.com')
    await site.rows.user.updateMany({
      where: { email: 'disabled@example.com' },
      data: { active: false },
    })
    office.clear()
    await askForReset(site.visitor(), 'disabled@example.com')
    await join(site.visitor(), office, 'marker2@example.com')
    expect(office.delivered.filter(({ to }) => to.includes('disabled@example.com'))).toEqual([])
  })
})
