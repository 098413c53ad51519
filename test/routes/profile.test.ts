import { accountOf } from '../support/stored-tokens.js'
import { DATABASES } from '../support/database.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

const MINUTES = 60_000
const PICTURE = 'https://pictures.example/ada.png'
const OWN_PICTURE = 'https://pictures.example/own.png'

describe.each(DATABASES)('a user’s own profile on %s', (database) => {
  const { site, op, clock, startAnother } = useSite({ database, env: { RESERVED_USERNAMES: 'ceo' } })

  const claims = (sub: string) => ({
    sub,
    preferred_username: sub,
    name: `The ${sub}`,
    given_name: 'The',
    family_name: sub,
    picture: PICTURE,
  })

  async function signedIn(sub: string, more: object = {}): Promise<Visitor> {
    op.person({ ...claims(sub), ...more })
    const visitor = site.visitor()
    expect((await visitor.signIn('acme')).status).toBe(200)
    return visitor
  }

  const send = async (visitor: Visitor, path: string, fields: Record<string, string>): Promise<Answer> =>
    visitor.open(path, { form: { _csrf: await visitor.csrf(), ...fields } })
  const save = (visitor: Visitor, fields: Record<string, string>) => send(visitor, '/account/profile', fields)
  const rename = (visitor: Visitor, username: string) => send(visitor, '/account/username', { username })
  const userOf = async (sub: string) =>
    site.rows.user.findUniqueOrThrow({ where: { id: (await accountOf(site, sub)).userId } })

  test('a name and a picture that a user has edited stay at the next sign-in, and the user can go back', async () => {
    const visitor = await signedIn('edits')
    const changed: (readonly string[])[] = []
    site.on('user-changed', (event) => changed.push(event.changed))
    const saved = await save(visitor, { name: '  Ada   Lovelace ', picture: OWN_PICTURE })
    expect(saved.url).toBe(`${site.url}/account?notice=profile-saved`)
    expect(saved.body).toContain('<h1><bdi>Ada Lovelace</bdi></h1>')
    const own = { name: 'Ada Lovelace', givenName: null, familyName: null, picture: OWN_PICTURE }
    expect(await userOf('edits')).toMatchObject(own)
    expect(changed).toEqual([['name', 'givenName', 'familyName', 'picture']])

    await signedIn('edits', { name: 'A New Name', family_name: 'New' })
    expect(await userOf('edits')).toMatchObject(own)
    const page = await visitor.ask('/account/profile')
    expect(page.body).toContain('From your provider: <bdi>A New Name</bdi>')
    expect(page.body).toContain(`From your provider: <bdi>${PICTURE}</bdi>`)

    await save(visitor, { reset: 'name' })
    expect(await userOf('edits')).toMatchObject({
      name: 'A New Name',
      givenName: 'The',
      familyName: 'New',
      picture: OWN_PICTURE,
    })
    await save(visitor, { reset: 'picture' })
    expect(await userOf('edits')).toMatchObject({ picture: PICTURE, providerProfile: '{}' })
    await signedIn('edits', { name: 'The Newest Name' })
    expect(await userOf('edits')).toMatchObject({ name: 'The Newest Name' })
  })

  test('an empty field removes the value, and an unchanged value is not an edit', async () => {
    const visitor = await signedIn('empties')
    await save(visitor, { name: 'The empties', picture: PICTURE })
    expect(await userOf('empties')).toMatchObject({ name: 'The empties', providerProfile: '{}' })
    await save(visitor, { name: '', picture: '' })
    await signedIn('empties')
    expect(await userOf('empties')).toMatchObject({ name: null, picture: null })
    expect((await visitor.ask('/account')).body).toContain('<h1><bdi>empties</bdi></h1>')
  })

  test('what can’t be a name or a picture changes nothing, and the form shows it again without a reference', async () => {
    const visitor = await signedIn('rejected')
    const refused = [
      'http://pictures.example/a.png',
      'javascript:alert(1)',
      '//pictures.example/a',
      'https://',
      'https://ada:secret@pictures.example/a',
      'data:image/png;base64,AA',
      `https://a.example/${'a'.repeat(2000)}`,
    ].map((picture) => ({ name: 'Ada', picture }))
    const names = ['a'.repeat(201), 'Ada\u202Eadmin', 'A\u200Bda', 'A\0da'].map((name) => ({
      name,
      picture: PICTURE,
    }))
    for (const fields of [...refused, ...names]) {
      const page = await save(visitor, fields)
      expect([fields, page.status]).toEqual([fields, 400])
      expect(page.body).toContain('role="alert"')
      expect(page.body).not.toContain('Reference ')
    }
    expect(await userOf('rejected')).toMatchObject({ name: 'The rejected', picture: PICTURE })
    expect((await save(visitor, { reset: 'admin' })).status).toBe(400)
    const stranger = { form: { name: 'Mallory', _csrf: 'made up' } }
    expect((await visitor.ask('/account/profile', stranger)).status).toBe(403)
    expect((await site.visitor().ask('/account/profile')).location).toContain('/login?next=')
  })

  test('a user name is chosen once, and no other user gets the former one', async () => {
    const visitor = await signedIn('first')
    const chosen = await rename(visitor, ' Second ')
    expect(chosen.url).toBe(`${site.url}/account?notice=username-changed`)
    expect(await userOf('first')).toMatchObject({ username: 'second', formerUsername: 'first' })
    const again = await rename(visitor, 'third')
    expect([again.status, again.body.includes('already changed your user name once')]).toEqual([400, true])
    await signedIn('first')
    expect(await userOf('first')).toMatchObject({ username: 'second' })

    const other = await signedIn('newcomer', { preferred_username: 'first' })
    expect((await userOf('newcomer')).username).toMatch(/^first\d+$/)
    for (const taken of ['first', 'second', 'admin', 'ceo', 'a', '-a-', 'x@example.com'])
      expect([taken, (await rename(other, taken)).status]).toEqual([taken, 400])
    expect(await userOf('newcomer')).toMatchObject({ formerUsername: null })
  })

  test('of two users who choose one name at once, one gets it; and of two names at once a user gets one', async () => {
    const [one, two] = [await signedIn('race-one'), await signedIn('race-two')]
    const statuses = await Promise.all([rename(one, 'winner'), rename(two, 'winner')])
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 400])
    const three = await signedIn('race-three')
    const names = await Promise.all(['left', 'right'].map((name) => rename(three, `race-${name}`)))
    expect(names.map(({ status }) => status).sort()).toEqual([200, 400])
    expect((await userOf('race-three')).formerUsername).toBe('race-three')
  })

  test('a user name needs a recent sign-in, and the export has what was edited', async () => {
    const visitor = await signedIn('late')
    await save(visitor, { name: 'Late Riser' })
    expect(JSON.parse((await visitor.ask('/account/data')).body)).toMatchObject({
      user: {
        name: 'Late Riser',
        formerUsername: null,
        providerProfile: { name: 'The late', givenName: 'The', familyName: 'late' },
      },
    })
    clock.aheadMs = 11 * MINUTES
    expect((await visitor.ask('/account/profile')).body).toContain('please sign in again')
    const refused = await rename(visitor, 'later')
    expect([refused.status, refused.body.includes('next=%2Faccount%2Fprofile')]).toEqual([403, true])
    expect((await save(visitor, { name: 'Still Me' })).status).toBe(200)
  })

  test('programs of a person edit the profile as the page does', async () => {
    const visitor = await signedIn('program')
    const post = (edit: object) => {
      const headers = { 'content-type': 'application/json' }
      return visitor.ask('/api/profile', { method: 'POST', headers, body: JSON.stringify(edit) })
    }
    for (const wrong of [{ picture: 'http://x.example/a.png' }, { username: 'a b' }])
      expect((await post({ name: 'Nobody', username: 'nobody', ...wrong })).status).toBe(400)
    expect((await visitor.ask('/api/session')).body).not.toMatch(/nobody/i)
    const renamed = await post({ name: 'By Program', username: 'By.Program' })
    expect(JSON.parse(renamed.body)).toMatchObject({ user: { name: 'By Program', username: 'by.program' } })
    expect((await post({ username: 'again' })).body).toContain('username_rejected')
    expect(JSON.parse((await post({ name: null })).body)).toMatchObject({ user: { name: 'The program' } })
    clock.aheadMs = 11 * MINUTES
    expect((await post({ username: 'late-again' })).body).toContain('reauthentication_required')
    await site.rows.session.updateMany({
      where: { user: { username: 'by.program' } },
      data: { kind: 'device' },
    })
    expect((await post({ name: 'By Device' })).body).toContain('browser_session_required')
  })

  test('a site decides what its users may edit', async () => {
    const strict = await startAnother({ env: { PROFILE_EDITING: 'name' } })
    op.person(claims('strict'))
    const visitor = strict.visitor()
    await visitor.signIn('acme')
    const page = await visitor.ask('/account/profile')
    expect([page.body.includes('name="name"'), page.body.includes('name="picture"')]).toEqual([true, false])
    expect(page.body).not.toContain('name="username"')
    expect((await save(visitor, { picture: OWN_PICTURE })).status).toBe(400)
    expect((await rename(visitor, 'stricter')).status).toBe(400)
    const none = await startAnother({ env: { PROFILE_EDITING: 'none' } })
    const other = none.visitor()
    await other.signIn('acme')
    expect((await other.ask('/account')).body).not.toContain('Edit profile')
  })
})
