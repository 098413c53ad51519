import { z } from 'zod'
import { type Extensions, NO_EXTENSIONS } from '../../../src/extensions.js'
import { type Administrator, signInAsAdmin } from '../../support/administrator.js'
import { DATABASES } from '../../support/database.js'
import { signInWithPassword } from '../../support/joining.js'
import { backendAt } from '../../support/site.js'
import { useSite } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

const fields = z.object({
  plan: z.string().max(12).default('free'),
  limit: z.number().max(10).default(5),
  note: z.string().optional(),
})
const extensions: Extensions = { ...NO_EXTENSIONS, user: { fields, roles: ['editor', 'viewer'] } }

const PASSWORD = 'a password of four words'
const LINK = /http\S+\/invitation\/[\w-]{43}/

describe.each(DATABASES)('users whom administrators create and edit on %s', (database) => {
  let rita: Administrator

  const { site, op, office, provider, clock } = useSite({
    database,
    extensions,
    mail: true,
    env: { ADMIN_EMAILS: 'rita@staff.example', PASSWORD_LOGIN: 'true', RESERVED_USERNAMES: 'boss' },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true }),
      staff: backendAt(provider.alias('staff'), { label: 'Staff', trustEmail: true }),
    }),
  })

  beforeAll(async () => {
    rita = await signInAsAdmin(site, provider.alias('staff'))
  })

  const create = (fields: Readonly<Record<string, string>>) => rita.send('/admin/users', fields)
  const userNamed = (username: string) => site.rows.user.findUniqueOrThrow({ where: { username } })
  const textOf = ({ body }: Answer) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  const kindsOf = async (userId: string) => {
    const where = { userId, area: 'administration' }
    const rows = await site.rows.event.findMany({ where, orderBy: { at: 'asc' } })
    return rows.map(({ kind }) => kind)
  }
  /** Opens the link of an invitation as a person does, up to the page with the button. */
  const openInvitation = async (link: string): Promise<{ visitor: Visitor; page: Answer }> => {
    const visitor = site.visitor()
    return { visitor, page: await visitor.open(link) }
  }
  /** The link on the page that shows it once. */
  const linkOn = ({ body }: Answer) => LINK.exec(body)?.[0] ?? ''

  test('a user who is invited by email signs in once with the link, whose address it proves, and connects a provider', async () => {
    const made = await create({
      username: 'Ada',
      name: ' Ada  Lovelace ',
      email: 'Ada@Example.com',
      role: 'editor',
      then: 'invite',
    })
    const user = await userNamed('ada')
    expect(made.location).toBe(`${site.url}/admin/users/${user.id}?notice=user-invited`)
    expect(user).toMatchObject({ name: 'Ada Lovelace', email: 'ada@example.com', provenEmail: null })
    expect(user).toMatchObject({ admin: false, adminRoles: '["editor"]' })
    expect((await rita.visitor.open(made.location ?? '')).body).toContain('The invitation is on its way')
    const mail = await office.mailTo('ada@example.com')
    const link = LINK.exec(mail.text)?.[0] ?? ''
    const token = link.split('/').at(-1) ?? ''
    expect(JSON.stringify(await site.rows.code.findMany())).not.toContain(token)

    const { visitor, page } = await openInvitation(link)
    expect([page.status, page.url, textOf(page).includes('Your user name is ada')]).toEqual([
      200,
      `${site.url}/invitation`,
      true,
    ])
    expect(page.body).not.toContain(token)
    // Programs that look into emails open links, too.
    expect((await userNamed('ada')).provenEmail).toBeNull()
    const accepted = await visitor.ask('/invitation', { form: {} })
    expect(accepted.location).toBe(`${site.url}/account?notice=invitation-accepted#connect`)
    expect(visitor.cookieNames().filter((name) => name.endsWith('-invitation'))).toEqual([])
    expect(await userNamed('ada')).toMatchObject({ provenEmail: 'ada@example.com', emailVerified: true })
    expect(textOf(await visitor.ask('/account'))).toContain('Signed in with a one-time link')

    op.person({ sub: 'ada', email: 'other@example.com', email_verified: true })
    await visitor.open('/connect/acme', { form: { _csrf: await visitor.csrf() } })
    expect(await site.rows.account.count({ where: { userId: user.id, backend: 'acme' } })).toBe(1)
    const again = site.visitor()
    await again.signIn('acme')
    expect((await again.ask('/account')).body).toContain('>ada<')
    expect(await kindsOf(user.id)).toEqual(['user.created', 'user.invited', 'user.invitation-accepted'])
    for (const used of [await site.visitor().open(link), await visitor.ask('/invitation', { form: {} })])
      expect([used.status, used.body.includes('invitation_invalid')]).toEqual([410, true])
    expect(site.logged.join('')).not.toContain(token)
  })

  test('of two browsers that accept one invitation at once, one gets through', async () => {
    const shown = await create({ username: 'racer', then: 'invite' })
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const link = linkOn(shown)
    const browsers = [await openInvitation(link), await openInvitation(link)]
    const answers = await Promise.all(browsers.map(({ visitor }) => visitor.ask('/invitation', { form: {} })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
    const signedIn = await Promise.all(browsers.map(({ visitor }) => visitor.isSignedIn()))
    expect(signedIn.filter(Boolean)).toHaveLength(1)
    // A link that an administrator has seen proves nothing.
    expect(await userNamed('racer')).toMatchObject({ provenEmail: null })
  })

  test('an invitation ends with a newer one, after a week, with the user, when the user is disabled, and with the first account', async () => {
    const first = linkOn(await create({ username: 'often', then: 'invite' }))
    const { id } = await userNamed('often')
    const invite = () => rita.send(`/admin/users/${id}/invite`, {})
    const second = linkOn(await invite())
    const statusOf = async (link: string) => (await site.visitor().ask(link)).status
    expect([await statusOf(first), await statusOf(second)]).toEqual([410, 303])
    await rita.send(`/admin/users/${id}/disable`, {})
    expect(await statusOf(second)).toBe(410)
    await rita.send(`/admin/users/${id}/enable`, {})
    const early = await openInvitation(second)
    clock.aheadMs = 8 * 86_400_000
    expect([await statusOf(second), (await early.visitor.ask('/invitation', { form: {} })).status]).toEqual([
      410, 410,
    ])
    clock.aheadMs = 0
    const { visitor } = await openInvitation(second)
    const third = linkOn(await invite())
    expect((await visitor.ask('/invitation', { form: {} })).status).toBe(410)
    const last = await openInvitation(third)
    expect((await last.visitor.ask('/invitation', { form: {} })).status).toBe(303)
    const [fourth, left] = [
      linkOn(await invite()),
      linkOn(await create({ username: 'leaving', then: 'invite' })),
    ]
    op.person({ sub: 'often', email: 'often@example.com', email_verified: true })
    await last.visitor.open('/connect/acme', { form: { _csrf: await last.visitor.csrf() } })
    expect(await statusOf(fourth)).toBe(410)
    const refused = await invite()
    expect([refused.status, refused.body.includes('user_has_account')]).toEqual([409, true])
    const leaving = await userNamed('leaving')
    await rita.send(`/admin/users/${leaving.id}/delete`, { confirmation: 'leaving' })
    expect(await statusOf(left)).toBe(410)
    for (const path of ['/invitation', '/invitation/x', `/invitation/${'A'.repeat(43)}`])
      expect((await site.visitor().ask(path)).status).toBe(410)
  })

  test('problems of the form of a new user are shown beside it, with what was entered', async () => {
    await create({ username: 'taken-one' })
    const cases = [
      [{ username: 'taken-one' }, 'is taken'],
      [{ username: 'boss' }, 'reserved'],
      [{ username: 'a b' }, '2 to 30 characters'],
      [{ username: 'fine', email: 'a@b.example, c@d.example' }, 'valid email'],
      [{ username: 'fine', name: 'a\u202Eb' }, 'name'],
      [{ username: 'fine', role: 'owner' }, 'fill in'],
    ] as const
    for (const [entered, words] of cases) {
      const refused = await create({ ...entered, then: 'invite' })
      expect([refused.status, textOf(refused).toLowerCase().includes(words)]).toEqual([400, true])
      expect(refused.body).toContain(`value="${entered.username}"`)
    }
    expect(await site.rows.user.count({ where: { username: 'fine' } })).toBe(0)
    expect((await site.visitor().ask('/admin/users/new')).status).toBe(303)
    op.person({ sub: 'plain', preferred_username: 'plain' })
    const plain = site.visitor()
    await plain.signIn('acme')
    const form = { _csrf: await plain.csrf(), username: 'fine' }
    for (const path of ['/admin/users', `/admin/users/${(await userNamed('rita')).id}/invite`])
      expect((await plain.ask(path, { form })).status).toBe(403)
    clock.aheadMs = 11 * 60_000
    expect((await create({ username: 'fine' })).body).toContain('reauthentication_required')
  })

  test('a link for a new password goes to the proven address only, works once, and gives an attacker no code', async () => {
    op.person({
      sub: 'forgetful',
      preferred_username: 'forgetful',
      email: 'f@example.com',
      email_verified: true,
    })
    const before = site.visitor()
    await before.signIn('acme')
    const { id } = await userNamed('forgetful')
    expect((await rita.visitor.ask(`/admin/users/${id}`)).body).toContain(`/admin/users/${id}/send-reset`)
    office.clear()
    const sent = await rita.send(`/admin/users/${id}/send-reset`, {})
    expect(sent.location).toContain('notice=reset-sent')
    const link = /http\S+\/reset\/\S+/.exec((await office.mailTo('f@example.com')).text)?.[0] ?? ''
    const visitor = site.visitor()
    const page = await visitor.ask(link)
    expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'no-referrer'])
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.body)?.[1] ?? ''
    const reset = (password: string) =>
      visitor.ask('/reset', {
        form: {
          handle: hidden('handle'),
          code: hidden('code'),
          linked: 'yes',
          password,
          repeated: password,
        },
      })
    const weak = await reset('short')
    expect([weak.status, weak.body.includes(`value="${hidden('code')}"`)]).toEqual([400, true])
    expect((await reset(PASSWORD)).status).toBe(303)
    expect([await visitor.isSignedIn(), await before.isSignedIn()]).toEqual([true, false])
    expect((await site.visitor().ask(link)).status).toBe(400)
    expect(await kindsOf(id)).toEqual(['user.reset-sent'])

    const { id: unproven } = await (async () => {
      await create({ username: 'unproven', email: 'unproven@example.com' })
      return userNamed('unproven')
    })()
    expect((await rita.send(`/admin/users/${unproven}/send-reset`, {})).status).toBe(400)
    expect((await rita.visitor.ask(`/admin/users/${unproven}`)).body).not.toContain('send-reset')
    expect(office.delivered.filter(({ to }) => to.includes('unproven@example.com'))).toEqual([])
    for (let times = 0; times < 4; times += 1) await rita.send(`/admin/users/${id}/send-reset`, {})
    expect((await rita.send(`/admin/users/${id}/send-reset`, {})).status).toBe(429)
  })

  test('users get an email about the user name that they have chosen, without the name', async () => {
    const email = 'chooser@example.com'
    op.person({ sub: 'chooser', preferred_username: 'chooser', email, email_verified: true })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const rename = async (username: string) =>
      visitor.ask('/account/username', { form: { _csrf: await visitor.csrf(), username } })
    expect((await rename('boss')).status).toBe(400)
    expect((await rename('chosen')).location).toContain('username-changed')
    const { text } = await office.mailTo(email, /^The user name of your account at .* was changed$/)
    expect(text).toMatch(/If this wasn't you[^]*IP address/)
    expect(text).not.toMatch(/chosen|chooser/)
    expect(office.delivered.filter(({ to }) => to.includes(email))).toHaveLength(1)
  })

  test('name, user name and fields are edited; a sign-in keeps the name, and no other user gets a former user name', async () => {
    const address = { email: 'edited@example.com', email_verified: true }
    const person = { sub: 'edited', preferred_username: 'edited', name: 'As Acme Says', ...address }
    op.person(person)
    await site.visitor().signIn('acme')
    const { id } = await userNamed('edited')
    const edit = (form: Readonly<Record<string, string>>) => rita.send(`/admin/users/${id}/edit`, form)
    const saved = await edit({
      name: 'As Rita Says',
      username: 'Renamed',
      'field.plan': 'pro',
      'field.limit': '7',
      'field.note': 'true',
    })
    expect(saved.location).toBe(`${site.url}/admin/users/${id}?notice=user-edited`)
    expect(await userNamed('renamed')).toMatchObject({ id, name: 'As Rita Says', formerUsername: 'edited' })
    expect(JSON.parse((await userNamed('renamed')).fields)).toEqual({ plan: 'pro', limit: 7, note: 'true' })
    op.person(person)
    await site.visitor().signIn('acme')
    expect(await userNamed('renamed')).toMatchObject({ id, name: 'As Rita Says' })
    const mails = () => office.delivered.filter(({ to }) => to.includes('edited@example.com'))
    const mail = await office.mailTo('edited@example.com', /user name/)
    expect(mail.text).toContain('An administrator has changed the user name')
    expect(mail.text).not.toMatch(/renamed|IP address/i)
    const [event] = await site.rows.event.findMany({ where: { userId: id, kind: 'user.edited' } })
    expect(JSON.parse(event?.detail ?? '')).toEqual({
      username: 'edited',
      changed: ['name', 'username', 'plan', 'limit', 'note'],
    })
    // The same once more changes nothing, and is no event. An empty field removes its value.
    const same = { 'field.plan': 'pro', 'field.limit': '7', 'field.note': 'true' }
    expect((await edit({ name: 'As Rita Says', username: 'renamed', ...same })).location).toBe(
      `${site.url}/admin/users/${id}`,
    )
    expect(await kindsOf(id)).toEqual(['user.edited'])
    await edit({ ...same, 'field.note': '' })
    expect(JSON.parse((await userNamed('renamed')).fields)).toEqual({ plan: 'pro', limit: 7 })
    expect(mails()).toHaveLength(1)

    for (const [form, words] of [
      [{ 'field.limit': '70' }, 'The field “limit” does not accept this value'],
      [{ 'field.limit': 'many' }, 'The field “limit” does not accept this value'],
      [{ 'field.plan': 'a plan that is far too long' }, 'The field “plan” does not accept this value'],
      [{ username: 'third-name' }, 'the only other possible one is edited'],
      [{ username: 'rita' }, 'taken'],
      [{ username: 'boss' }, 'reserved'],
      [{ name: 'a\u202Eb' }, 'name'],
    ] as const) {
      const refused = await edit(form)
      expect([form, refused.status, textOf(refused).includes(words)]).toEqual([form, 400, true])
    }
    expect(JSON.parse((await userNamed('renamed')).fields)).toEqual({ plan: 'pro', limit: 7 })
    expect(textOf(await create({ username: 'edited' }))).toContain('taken')
    await edit({ username: 'edited' })
    expect(await userNamed('edited')).toMatchObject({ id, formerUsername: 'renamed' })
    await edit({ username: 'renamed' })
    expect(await userNamed('renamed')).toMatchObject({ id, formerUsername: 'edited' })
    const extra = { id: 'x', admin: 'true', active: 'false', provenEmail: 'x@example.com', 'field.none': 'x' }
    expect((await edit(extra)).location).toBe(`${site.url}/admin/users/${id}`)
    expect((await site.visitor().ask(`/admin/users/${id}/edit`, { form: {} })).status).toBe(403)
  })
})

describe.each(DATABASES)('users whom administrators create without email on %s', (database) => {
  const { site, provider } = useSite({
    database,
    env: { ADMIN_EMAILS: 'rita@staff.example', PASSWORD_LOGIN: 'true' },
    production: true,
    backends: ({ provider }) => ({
      staff: backendAt(provider.alias('staff'), { label: 'Staff', trustEmail: true }),
    }),
  })

  test('are invited with a link that is shown once, and set a password; no link for a new one is sent', async () => {
    const rita = await signInAsAdmin(site, provider.alias('staff'))
    expect((await rita.visitor.ask('/admin')).body).toContain('This site cannot send email')
    const shown = await rita.send('/admin/users', {
      username: 'grace',
      email: 'grace@example.com',
      then: 'invite',
    })
    const link = LINK.exec(shown.body)?.[0] ?? ''
    const { id } = await site.rows.user.findUniqueOrThrow({ where: { username: 'grace' } })
    expect((await rita.visitor.ask(`/admin/users/${id}`)).body).not.toMatch(LINK)
    const grace = site.visitor()
    await grace.open(link)
    await grace.ask('/invitation', { form: {} })
    const form = { _csrf: await grace.csrf(), password: PASSWORD, repeated: PASSWORD }
    expect((await grace.ask('/account/password', { form })).status).toBe(303)
    const again = site.visitor()
    await signInWithPassword(again, 'grace', PASSWORD)
    expect(await again.isSignedIn()).toBe(true)
    expect((await rita.send(`/admin/users/${id}/send-reset`, {})).body).toContain('mail_unavailable')
    expect(site.logged.join('')).not.toContain(link.split('/').at(-1))
  })
})
