import { DATABASES } from '../support/database.js'
import { askForAddress, askForReset, askToJoin, confirmAddress, fieldOf, join } from '../support/joining.js'
import { useSite } from '../support/use-site.js'

describe.each(DATABASES)('changing the email address on %s', (database) => {
  const { site, op, office } = useSite({
    database,
    mail: true,
    env: { PASSWORD_LOGIN: 'true' },
    acme: { trustEmail: true },
  })

  test('S100: the new address counts once it is confirmed, and the old one gets an email about it', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'old@example.com')
    const asked = await askForAddress(visitor, 'New@Example.com')
    expect(asked.status).toBe(200)
    const told = await office.mailTo('old@example.com', /^New email address/)
    expect(told.text).toContain('Nothing has changed yet')
    expect(await proven('old')).toBe('old@example.com')
    const code = await office.codeFor('new@example.com')
    const done = await confirmAddress(visitor, fieldOf(asked, 'handle'), code)
    expect(done.location).toBe(`${site.url}/account?notice=email-changed`)
    const account = await visitor.open(done.location ?? '')
    expect(account.body).toContain('new@example.com')
    expect(account.body).toContain('Your email address was changed')
    expect(await proven('old')).toBe('new@example.com')
    await office.mailTo('old@example.com', /was changed/)
  })

  test('S121: a user who signs out in the middle of it has changed nothing, and cannot continue', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'leaves@example.com')
    const asked = await askForAddress(visitor, 'elsewhere@example.com')
    const code = await office.codeFor('elsewhere@example.com')
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    const form = { _csrf: fieldOf(asked, '_csrf'), handle: fieldOf(asked, 'handle'), code }
    expect((await visitor.ask('/account/email/confirm', { form })).status).toBe(403)
    expect(await proven('leaves')).toBe('leaves@example.com')
  })

  test('S100: until it is confirmed the old address is the one for a new password', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'before@example.com')
    await askForAddress(visitor, 'after@example.com')
    await office.codeFor('after@example.com')
    await office.mailTo('before@example.com', /New email address/)
    office.clear()
    await askForReset(site.visitor(), 'after@example.com')
    await askForReset(site.visitor(), 'before@example.com')
    await office.codeFor('before@example.com')
    expect(office.delivered).toHaveLength(1)
  })

  test('S100: of two changes under way the last one confirmed counts, each once', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'two@example.com')
    const first = fieldOf(await askForAddress(visitor, 'first@example.com'), 'handle')
    const second = fieldOf(await askForAddress(visitor, 'second@example.com'), 'handle')
    const [one, two] = [await office.codeFor('first@example.com'), await office.codeFor('second@example.com')]
    expect((await confirmAddress(visitor, second, two)).status).toBe(303)
    expect(await proven('two')).toBe('second@example.com')
    expect((await confirmAddress(visitor, first, one)).status).toBe(303)
    expect(await proven('two')).toBe('first@example.com')
    const again = await confirmAddress(visitor, second, two)
    expect(again.status).toBe(400)
    expect(again.body).toContain('code_rejected')
    expect(await proven('two')).toBe('first@example.com')
  })

  test('S100: only the person who reads its email learns that another user has the address', async () => {
    await join(site.visitor(), office, 'taken@example.com')
    const visitor = site.visitor()
    await join(visitor, office, 'wants@example.com')
    const taken = await askForAddress(visitor, 'taken@example.com')
    const free = await askForAddress(visitor, 'free@example.com')
    const plain = (body: string) =>
      body.replace(/name="handle" value="[^"]+"/g, '').replaceAll(/(?:taken|free)@example.com/g, 'X')
    expect(plain(taken.body)).toBe(plain(free.body))
    const code = await office.codeFor('taken@example.com')
    const refused = await confirmAddress(visitor, fieldOf(taken, 'handle'), code)
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('email_already_verified')
    expect(await proven('wants')).toBe('wants@example.com')
    expect(await proven('taken')).toBe('taken@example.com')
  })

  test('S100: a change and a registration that confirm one address at once do not both get it', async () => {
    const [changing, joining] = [site.visitor(), site.visitor()]
    await join(changing, office, 'racer@example.com')
    const change = fieldOf(await askForAddress(changing, 'goal@example.com'), 'handle')
    const changeCode = await office.codeFor('goal@example.com')
    const registration = fieldOf(await askToJoin(joining, 'goal@example.com'), 'handle')
    const registrationCode = await office.codeFor('goal@example.com')
    const answers = await Promise.all([
      confirmAddress(changing, change, changeCode),
      joining.ask('/register/confirm', { form: { handle: registration, code: registrationCode } }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await site.rows.user.count({ where: { provenEmail: 'goal@example.com' } })).toBe(1)
  })

  test('a provider that sends the same address as before does not undo the change, and one that sends a new address does', async () => {
    op.person({ sub: 'chooser', email: 'given@example.com', email_verified: true, name: 'Choo Ser' })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const handle = fieldOf(await askForAddress(visitor, 'chosen@example.com'), 'handle')
    await confirmAddress(visitor, handle, await office.codeFor('chosen@example.com'))
    await site.visitor().signIn('acme')
    expect(await provenBy('chooser')).toBe('chosen@example.com')
    op.person({ sub: 'chooser', email: 'moved@example.com', email_verified: true, name: 'Choo Ser' })
    await site.visitor().signIn('acme')
    expect(await provenBy('chooser')).toBe('moved@example.com')
  })

  test('an address that a provider only claims can be proven', async () => {
    op.person({ sub: 'claimer', email: 'claim@example.com', email_verified: false, name: 'Clai Mer' })
    const visitor = site.visitor()
    expect((await visitor.signIn('acme')).body).toContain('Verify')
    const page = await visitor.ask('/account/email')
    expect(page.body).toContain('type="email" value="claim@example.com"')
    const handle = fieldOf(await askForAddress(visitor, 'claim@example.com'), 'handle')
    await confirmAddress(visitor, handle, await office.codeFor('claim@example.com'))
    expect(await provenBy('claimer')).toBe('claim@example.com')
  })

  test('the session gets a new token with the new address', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'token@example.com')
    const before = visitor.clone()
    const asked = await askForAddress(visitor, 'token2@example.com')
    await confirmAddress(visitor, fieldOf(asked, 'handle'), await office.codeFor('token2@example.com'))
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await before.isSignedIn()).toBe(false)
  })

  test('a sign-in of more than ten minutes ago is not enough', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'stale@example.com')
    await site.rows.session.updateMany({
      where: { user: { email: 'stale@example.com' } },
      data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) },
    })
    expect((await visitor.ask('/account/email')).body).toContain('Sign in again')
    office.clear()
    const refused = await askForAddress(visitor, 'stale2@example.com')
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('reauthentication_required')
    expect(office.delivered).toEqual([])
  })

  test('the code of one user does not work for another user who is signed in', async () => {
    const [visitor, other] = [site.visitor(), site.visitor()]
    await join(visitor, office, 'mine@example.com')
    await join(other, office, 'theirs@example.com')
    const handle = fieldOf(await askForAddress(visitor, 'mine2@example.com'), 'handle')
    const code = await office.codeFor('mine2@example.com')
    expect((await confirmAddress(other, handle, code)).body).toContain('code_rejected')
    expect((await confirmAddress(visitor, handle, code)).status).toBe(303)
  })

  test('a request without the proof of the form, or without a session, changes nothing', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'proof@example.com')
    const form = { email: 'proof2@example.com' }
    expect((await visitor.ask('/account/email', { form })).status).toBe(403)
    expect((await site.visitor().ask('/account/email', { form })).status).toBe(403)
    expect((await site.visitor().ask('/account/email')).location).toContain('/login?next=%2Faccount%2Femail')
  })

  async function provenBy(subject: string): Promise<string | null | undefined> {
    const account = await site.rows.account.findFirst({ where: { subject }, include: { user: true } })
    return account?.user.provenEmail
  }

  async function proven(username: string): Promise<string | null | undefined> {
    return (await site.rows.user.findUnique({ where: { username } }))?.provenEmail
  }
})
