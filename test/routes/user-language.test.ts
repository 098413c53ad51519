import { z } from 'zod'
import { type Administrator, signInAsAdmin } from '../support/administrator.js'
import { DATABASES } from '../support/database.js'
import { askForSignIn } from '../support/email-login.js'
import {
  askForAddress,
  askForReset,
  askToJoin,
  join,
  PASSWORD,
  signInWithPassword,
} from '../support/joining.js'
import { personWithPassword } from '../support/passwords.js'
import { backendAt } from '../support/site.js'
import type { Delivered } from '../support/smtp-server.js'
import { useSite } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

const ExportSchema = z.object({ user: z.object({ language: z.string().nullable() }) })

describe.each(DATABASES)('the language of emails to a user, on %s', (database) => {
  let rita: Administrator

  const { site, op, office, provider } = useSite({
    database,
    mail: true,
    env: {
      ADMIN_EMAILS: 'rita@staff.example',
      PASSWORD_LOGIN: 'true',
      EMAIL_LOGIN: 'true',
      SIGN_IN_MAILS: 'true',
      LOCALES: 'de,en,fr',
    },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true }),
      other: backendAt(provider.alias('other'), { label: 'Other', trustEmail: true }),
      staff: backendAt(provider.alias('staff'), { label: 'Staff', trustEmail: true }),
    }),
  })

  beforeAll(async () => {
    rita = await signInAsAdmin(site, provider.alias('staff'))
    await choose(rita.visitor, 'en')
  })

  const choose = (visitor: Visitor, language: string) =>
    visitor.ask('/language', { form: { language, next: '/login' } })
  async function speaking(language: string): Promise<Visitor> {
    const visitor = site.visitor()
    await choose(visitor, language)
    return visitor
  }
  const rowOf = (email: string) => site.rows.user.findUniqueOrThrow({ where: { provenEmail: email } })
  const languageOf = async (email: string) => (await rowOf(email)).language
  /** Which of the three languages an email is in, by words of its layout and its document. */
  const languageIn = ({ text, html }: Delivered) => [
    /<html lang="(\w+)"/.exec(html ?? '')?.[1],
    { Bonjour: 'fr', Hello: 'en', 'Guten Tag': 'de' }[/^(Bonjour|Hello|Guten Tag)/.exec(text)?.[1] ?? ''],
  ]
  const [FRENCH, GERMAN, ENGLISH] = [
    ['fr', 'fr'],
    ['de', 'de'],
    ['en', 'en'],
  ]
  const newMail = async (email: string, subject?: RegExp) => languageIn(await office.mailTo(email, subject))
  /** Signs in with the password, in a browser that wants these languages. */
  const signIn = (email: string, acceptLanguage: string, visitor = site.visitor()) =>
    visitor.ask('/login', {
      form: { username: email, password: PASSWORD, next: '' },
      headers: acceptLanguage === '' ? {} : { 'accept-language': acceptLanguage },
    })

  test('an email about an administrator’s action is in the language of the user', async () => {
    op.person({ sub: 'ann', email: 'ann@example.com', email_verified: true, preferred_username: 'ann' })
    const ann = await speaking('fr')
    await ann.signIn('acme')
    const { id, language } = await rowOf('ann@example.com')
    expect(language).toBe('fr')
    provider.alias('other').person({ sub: 'ann-2', email: 'ann@example.com', email_verified: true })
    await ann.open('/connect/other', { form: { _csrf: await ann.csrf() } })
    await office.mailTo('ann@example.com')
    const { id: account } = await site.rows.account.findFirstOrThrow({
      where: { userId: id, backend: 'other' },
    })

    const languages = new Map<string, unknown>()
    const acts: readonly (readonly [string, Record<string, string>])[] = [
      ['edit', { name: 'Ann', username: 'anna' }],
      ['send-reset', {}],
      [`accounts/${account}/disconnect`, {}],
      ['delete', { confirmation: 'anna' }],
    ]
    for (const [act, form] of acts) {
      office.clear()
      const answer = await rita.send(`/admin/users/${id}/${act}`, form)
      expect([act, answer.status]).toEqual([act, 303])
      const mail = await office.mailTo('ann@example.com')
      languages.set(act.replace(account, ''), languageIn(mail))
      // Neither the browser nor the address of the administrator.
      expect(mail.text).not.toMatch(/Navigateur|127\.0\.0\.1/)
    }
    expect([...languages.values()]).toEqual(acts.map(() => FRENCH))
  })

  test('an email to a user whose language is unknown is in the default language of the site, and not in the administrator’s', async () => {
    op.person({ sub: 'ben', email: 'ben@example.com', email_verified: true })
    await site.visitor().signIn('acme')
    const { id, language } = await rowOf('ben@example.com')
    expect(language).toBeNull()
    await rita.send(`/admin/users/${id}/send-reset`, {})
    expect(await newMail('ben@example.com')).toEqual(GERMAN)
    // As it is with a language that the site has offered once.
    await site.rows.user.update({ where: { id }, data: { language: 'pt' } })
    await rita.send(`/admin/users/${id}/edit`, { name: 'Ben', username: 'benjamin' })
    expect(await newMail('ben@example.com', /Benutzername/)).toEqual(GERMAN)
  })

  test('a sign-in changes it, if the browser wants a language that the site has', async () => {
    await join(site.visitor(), office, 'cleo@example.com')
    expect(await languageOf('cleo@example.com')).toBeNull()
    const heard: unknown[] = []
    for (const wanted of ['fr-CH, en;q=0.5', '', 'pt', 'en']) {
      expect((await signIn('cleo@example.com', wanted)).status).toBe(303)
      heard.push(await languageOf('cleo@example.com'))
    }
    expect(heard).toEqual(['fr', 'fr', 'fr', 'en'])
    const visitor = site.visitor()
    await visitor.open('/login?ui_locales=fr', { headers: { 'accept-language': 'en' } })
    await signIn('cleo@example.com', 'en', visitor)
    expect(await languageOf('cleo@example.com')).toBe('fr')
  })

  test('a sign-in in the language of the one before writes nothing about the user', async () => {
    await join(await speaking('fr'), office, 'dan@example.com')
    const updates = async (language: string) => {
      const visitor = await speaking(language)
      site.statements.length = 0
      await signInWithPassword(visitor, 'dan@example.com', PASSWORD)
      return site.statements.filter((sql) => /UPDATE "User"/.test(sql)).length
    }
    expect([await updates('fr'), await updates('en'), await updates('en')]).toEqual([0, 1, 0])
  })

  test('a user who chooses a language on a page gets emails in it; a visitor without a session changes nothing', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'eve@example.com')
    await choose(site.visitor(), 'fr')
    expect(await languageOf('eve@example.com')).toBeNull()
    await choose(visitor, 'fr')
    expect(await languageOf('eve@example.com')).toBe('fr')
    await choose(visitor, 'tlh')
    expect(await languageOf('eve@example.com')).toBe('fr')
    office.clear()
    await rita.send(`/admin/users/${(await rowOf('eve@example.com')).id}/send-reset`, {})
    expect(await newMail('eve@example.com')).toEqual(FRENCH)
  })

  test('an email that another visitor requests to a known address is in the language of its owner', async () => {
    await join(await speaking('fr'), office, 'fay@example.com')
    const languages: unknown[] = []
    const stranger = await speaking('en')
    for (const [act, subject] of [
      [() => askForReset(stranger, 'fay@example.com'), /code/],
      [() => askToJoin(stranger, 'fay@example.com'), /compte/],
      [() => askForSignIn(stranger, 'fay@example.com'), /code/],
    ] as const) {
      office.clear()
      await act()
      languages.push(await newMail('fay@example.com', subject))
    }
    await askForSignIn(stranger, 'nobody-yet@example.com')
    expect([...languages, await newMail('nobody-yet@example.com')]).toEqual([FRENCH, FRENCH, FRENCH, ENGLISH])
  })

  test('an email to the user’s next address, and about a new browser, are in the user’s language', async () => {
    const visitor = await speaking('fr')
    await join(visitor, office, 'gus@example.com')
    office.clear()
    const pages = await askForAddress(visitor, 'gus-2@example.com')
    expect(pages.status).toBe(200)
    expect([await newMail('gus-2@example.com'), await newMail('gus@example.com')]).toEqual([FRENCH, FRENCH])
    office.clear()
    await signIn('gus@example.com', 'de')
    // The sign-in itself was in German, and so is what is said of it.
    expect(await newMail('gus@example.com')).toEqual(GERMAN)
  })

  test('an invitation is in the language that the administrator has chosen, or in the default language', async () => {
    const form = { name: '', then: 'invite' }
    const invite = (username: string, more: Record<string, string>) =>
      rita.send('/admin/users', { ...form, username, email: `${username}@example.com`, ...more })
    expect((await rita.visitor.ask('/admin/users/new')).body).toMatch(
      /<select id="language"[^]*value="de"[^]*value="en"[^]*value="fr"/,
    )
    await invite('hal', { language: 'fr' })
    await invite('ida', {})
    await invite('jan', { language: 'tlh' })
    const names = ['hal', 'ida', 'jan']
    const mails = await Promise.all(names.map((name) => newMail(`${name}@example.com`)))
    expect(mails).toEqual([FRENCH, GERMAN, GERMAN])
    const hal = await site.rows.user.findUniqueOrThrow({ where: { username: 'hal' } })
    expect((await rita.visitor.ask(`/admin/users/${hal.id}`)).body).toContain('Français')
  })

  test('the person who opens the link of an invitation in another language has that one afterwards', async () => {
    await rita.send('/admin/users', {
      username: 'kim',
      email: 'kim@example.com',
      name: '',
      then: 'invite',
      language: 'fr',
    })
    const link =
      /http\S+\/invitation\/[\w-]{43}/.exec((await office.mailTo('kim@example.com')).text)?.[0] ?? ''
    const visitor = await speaking('en')
    await visitor.open(link)
    expect((await visitor.ask('/invitation', { form: {} })).status).toBe(303)
    expect(await languageOf('kim@example.com')).toBe('en')
  })

  test('an administrator reads what email is called in their language, and not its state twice', async () => {
    const administrator = rita.visitor.clone()
    await choose(administrator, 'fr')
    const { body } = await administrator.ask('/admin/providers')
    await choose(administrator, 'en')
    const row = /<tr(?:(?!<tr)[^])*?admin\/providers\/email"[^]*?<\/tr>/.exec(body)?.[0] ?? ''
    expect(row).toMatch(/>(?:<bdi>)?Courriel</)
    expect(row.match(/intégré/g)).toHaveLength(1)
  })

  test('it is in the file with a user’s data, and is deleted with the user', async () => {
    const visitor = await speaking('fr')
    await join(visitor, office, 'lea@example.com')
    const document = ExportSchema.parse(JSON.parse((await visitor.ask('/account/data')).body))
    expect(document.user.language).toBe('fr')
    await choose(visitor, 'en')
    // The request that chooses meets a user who is being deleted.
    const other = visitor.clone()
    const form = { _csrf: await visitor.csrf(), confirmation: 'lea' }
    const [deleted, chosen] = await Promise.all([
      visitor.ask('/account/delete', { form }),
      choose(other, 'de'),
    ])
    expect([deleted.status, chosen.status]).toEqual([303, 303])
    expect(await site.rows.user.findUnique({ where: { provenEmail: 'lea@example.com' } })).toBeNull()
  })

  test('sign-ins in two languages at once both succeed', async () => {
    await personWithPassword(site, op, 'max')
    op.person({ sub: 'max', email: 'max@example.test', email_verified: true })
    const visitors = await Promise.all(['fr', 'en', 'fr', 'en'].map(speaking))
    const pages = await Promise.all(visitors.map((visitor) => visitor.signIn('acme')))
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(['fr', 'en']).toContain(await languageOf('max@example.test'))
  })
})
