import { de } from '../../src/locales/de.js'
import { en } from '../../src/locales/en.js'
import { fr } from '../../src/locales/fr.js'
import type { MessageText } from '../../src/locales/messages.js'
import { ANY_DATABASE } from '../support/database.js'
import { DeviceAt } from '../support/device.js'
import { askToJoin, fieldOf, join, PASSWORD } from '../support/joining.js'
import { reply } from '../support/pauses.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

const CATALOGUES: Readonly<Record<string, Readonly<Record<string, MessageText>>>> = { fr, de }

/** The words of a text, in lower case. Placeholders, addresses and names of fields are none. */
function wordsOf(text: string): readonly string[] {
  return (
    text
      .replace(/\{\w+\}|\S+@\S+|https?:\S+|\w+_\w+/g, ' ')
      .toLowerCase()
      .match(/\p{L}{3,}/gu) ?? []
  )
}

function wordsOfCatalogue(catalogue: Readonly<Record<string, MessageText>>): ReadonlySet<string> {
  const texts = Object.values(catalogue).flatMap((text) =>
    typeof text === 'string' ? [text] : Object.values(text),
  )
  return new Set(texts.flatMap(wordsOf))
}

/** Foreign words on the pages of this test: names of people, providers and programs, and what stands for a program's own text. */
const FOREIGN = new Set(
  wordsOf('Acme Asking Ada Lovelace Portcullis Demo English tool Linux Unknown example com terms'),
)

/** What a person reads on a page: text, and the attributes that screen readers read. */
function shownText({ body }: Answer): string {
  const attributes = [...body.matchAll(/\s(?:aria-label|placeholder|alt|title)="([^"]*)"/g)].map(
    ([, text]) => text,
  )
  const text = body.replace(
    /<bdi>[^]*?<\/bdi>|<form class="languages"[^]*?<\/form>|<dl class="trace">[^]*?<\/dl>/g,
    ' ',
  )
  return [...attributes, text.replace(/<[^>]*>/g, ' ')].join(' ').replace(/&#?\w+;/g, ' ')
}

describe.each(ANY_DATABASE)('the language of pages, on %s', (database) => {
  const { site, op, office } = useSite({
    database,
    mail: true,
    env: { PASSWORD_LOGIN: 'true', TERMS_URL: 'https://example.com/terms', TERMS_VERSION: '1' },
    backends: ({ op }) => ({
      acme: backendAt(op, { trustEmail: true }),
      asking: backendAt(op, { label: 'Asking', requireEmail: true, requireVerifiedEmail: true }),
      fixed: backendAt(op, { authorizationParams: { ui_locales: 'it' } }),
    }),
  })

  /** A visitor who has chosen a language with the form in the footer. */
  async function speaking(language: string): Promise<Visitor> {
    const visitor = site.visitor()
    const answer = await visitor.ask('/language', { form: { language, next: '/login' } })
    expect([answer.status, answer.location]).toEqual([303, `${site.url}/login`])
    return visitor
  }

  /** The language in which a page is sent. */
  const languageOf = ({ body, headers }: Answer) => [
    /<html lang="([^"]*)"/.exec(body)?.[1],
    headers.get('content-language'),
  ]

  test.each(['fr', 'de'])('%s: no page for end users has an English word', async (language) => {
    const visitor = await speaking(language)
    const pages: Answer[] = []
    const visit = async (path: string, form?: Record<string, string>): Promise<Answer> => {
      const page = await visitor.ask(path, form ? { form } : {})
      pages.push(page)
      return page
    }
    for (const path of ['/login', '/register', '/forgot', '/logged-out', '/live', '/live/done'])
      await visit(path)
    for (const path of [
      '/nothing',
      '/login/unknown',
      '/login/acme/silent/end',
      '/complete/acme?state=x',
      '/reset',
    ])
      await visit(path)
    await visit('/login', { username: 'ada', password: 'wrong', next: '' })
    await visit('/login', { next: '' })
    await visit('/register', { email: 'x', password: PASSWORD, repeated: PASSWORD })
    await visit('/register', { email: 'ada@example.com', password: 'short', repeated: 'short' })
    await visit('/forgot', { email: 'nobody@example.com' })
    const email = `${language}@example.com`
    const asked = await askToJoin(visitor, email, { name: 'Ada Lovelace' })
    pages.push(asked)
    await visit('/register/confirm', { handle: fieldOf(asked, 'handle'), code: 'WRNG-WRNG' })
    const { text, subject } = await readMail(email)
    const code = /^ *([A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3})$/m.exec(text)?.[1] ?? ''
    const terms = await visitor.open('/register/confirm', {
      form: { handle: fieldOf(asked, 'handle'), code },
    })
    pages.push(terms, await reply(visitor, terms, 'accept'))
    for (const path of ['/account', '/account/email', '/account/password', '/account/delete', '/device'])
      await visit(path)
    await visit('/account?notice=password-saved')
    const { user_code } = await new DeviceAt(site).start()
    const confirm = await visit(`/device?user_code=${user_code}`)
    await visit('/device', { user_code, decision: 'deny', _csrf: fieldOf(confirm, '_csrf') })
    await visit('/account/email', { email: `new-${email}`, _csrf: await visitor.csrf() })
    await visit('/account/password', {
      password: PASSWORD,
      repeated: 'x',
      current: 'y',
      _csrf: await visitor.csrf(),
    })
    await visit('/admin')
    for (const path of ['/login', '/sessions/end-all']) await visit(path)

    op.person({ sub: `asking-${language}` })
    const other = await speaking(language)
    const address = await other.signIn('asking')
    const sent = await reply(other, address, 'email', { email: `other-${email}` })
    pages.push(address, sent, await reply(other, sent, 'code', { code: 'WRNG-WRNG' }))
    const link = /\/continue\/mail\/\S+/.exec((await readMail(`other-${email}`)).text)?.[0] ?? ''
    pages.push(await other.ask(link), await (await speaking(language)).ask(link))
    pages.push(await reply(other, sent, 'drop'))

    const english = wordsOfCatalogue(en)
    const own = wordsOfCatalogue(CATALOGUES[language] ?? {})
    const isEnglish = (word: string) => english.has(word) && !own.has(word) && !FOREIGN.has(word)
    for (const page of pages) {
      expect([page.url, ...languageOf(page)]).toEqual([page.url, language, language])
      expect([page.url, page.status, wordsOf(shownText(page)).filter(isEnglish)]).toEqual([
        page.url,
        page.status,
        [],
      ])
    }
    // By chance, a part of the code can be a word.
    const words = wordsOf(`${subject} ${text}`.replaceAll(code, '').replace(/https?:\S+/g, ''))
    expect(words.filter(isEnglish)).toEqual([])
    expect(pages.length).toBeGreaterThan(35)

    async function readMail(to: string): Promise<{ text: string; subject: string }> {
      const mail = await office.mailTo(to)
      return { text: mail.text, subject: mail.headers.get('subject')?.join() ?? '' }
    }
  })

  test('ui_locales counts before the choice of the person, that before Accept-Language, that before the default', async () => {
    const french = { 'accept-language': 'fr-CH, fr;q=0.9, en;q=0.8' }
    const visitor = site.visitor()
    expect(languageOf(await visitor.ask('/login'))).toEqual(['en', 'en'])
    const page = await visitor.ask('/login', { headers: french })
    expect(languageOf(page)).toEqual(['fr', 'fr'])
    expect(page.headers.get('vary')).toMatch(/Accept-Language.*Cookie/)
    await visitor.ask('/language', { form: { language: 'de', next: '/' } })
    expect(languageOf(await visitor.ask('/login', { headers: french }))).toEqual(['de', 'de'])
    expect(languageOf(await visitor.ask('/login?ui_locales=xx%20fr-CA'))).toEqual(['fr', 'fr'])
    // It counts for the pages that follow, until the person chooses again.
    expect(languageOf(await visitor.ask('/register'))).toEqual(['fr', 'fr'])
    await visitor.ask('/language', { form: { language: 'de', next: '/login?ui_locales=fr' } })
    expect(languageOf(await visitor.ask('/register'))).toEqual(['de', 'de'])
  })

  test('a language that is not offered changes nothing', async () => {
    const visitor = await speaking('de')
    for (const language of ['xx', '', '__proto__', 'fr\u0000', 'de, fr'])
      await visitor.ask('/language', { form: { language, next: '/login' } })
    expect(languageOf(await visitor.ask('/login'))).toEqual(['de', 'de'])
    for (const query of ['xx', '%00', '..%2F', 'fr%0d%0aSet-Cookie:x', '&ui_locales=fr'])
      expect(languageOf(await visitor.ask(`/login?ui_locales=${query}`))).toEqual(['de', 'de'])
    const hostile = ['a'.repeat(4000), ','.repeat(4000), 'fr;q=9,;;,,*;q', '<script>']
    for (const header of hostile) {
      const answer = await site.visitor().ask('/login', { headers: { 'accept-language': header } })
      expect([answer.status, ...languageOf(answer)]).toEqual([200, 'en', 'en'])
    }
  })

  test('the form in the footer returns to its page, and nowhere else', async () => {
    const visitor = site.visitor()
    const page = await visitor.ask('/login?next=%2Faccount%3Fa%3Db')
    const form = /<form class="languages"[^]*?<\/form>/.exec(page.body)?.[0] ?? ''
    expect(form).toContain('name="next" value="/login?next=%2Faccount%3Fa%3Db"')
    expect(form.match(/<button[^>]*>[^<]*/g)).toEqual([
      '<button class="language" type="submit" name="language" value="en" lang="en" aria-current="true">English',
      '<button class="language" type="submit" name="language" value="fr" lang="fr">Français',
      '<button class="language" type="submit" name="language" value="de" lang="de">Deutsch',
    ])
    const back = async (next: string) =>
      (await visitor.ask('/language', { form: { language: 'fr', next } })).location
    expect(await back('/login?next=%2Fa&ui_locales=de')).toBe(`${site.url}/login?next=%2Fa`)
    for (const next of [
      '//evil.example',
      'https://evil.example/',
      '/\\evil.example',
      '/\t/evil.example',
      'login',
      '/.//evil.example',
    ])
      expect([next, await back(next)]).toEqual([next, `${site.url}/`])
    expect(
      (
        await visitor.ask('/language', {
          form: { language: 'fr' },
          headers: { origin: 'https://evil.example' },
        })
      ).status,
    ).toBe(403)
  })

  test('an error has the form, too, which leads back to the page that it is shown in place of', async () => {
    const visitor = site.visitor()
    const wayBack = ({ body }: { readonly body: string }) =>
      /<form class="languages"[^]*?name="next" value="([^"]*)"/.exec(body)?.[1] ?? null
    expect(wayBack(await visitor.ask('/nowhere?a=b'))).toBe('/nowhere?a=b')
    const headers = { origin: site.url, referer: `${site.url}/login?next=%2Fdevice` }
    const form = { username: 'ann', password: 'not the password', next: '/device' }
    const wrong = await visitor.ask('/login', { form, headers })
    expect([wrong.status, wayBack(wrong)]).toEqual([401, '/login?next=%2Fdevice'])
    const broken = await visitor.ask('/logout', {
      form: {},
      headers: { ...headers, referer: `${site.url}/account` },
    })
    expect([broken.status, wayBack(broken)]).toEqual([403, '/account'])
    // What cannot be opened again, and who cannot be believed.
    for (const path of ['/complete/acme?state=x&code=y', '/login/nowhere'])
      expect([path, wayBack(await visitor.ask(path))]).toEqual([path, null])
    for (const referer of ['https://evil.example/account', 'x', '', `${site.url}/login/acme`]) {
      const answer = await visitor.ask('/login', { form, headers: { ...headers, referer } })
      expect([referer, wayBack(answer)]).toEqual([referer, null])
    }
    expect(wayBack(await visitor.ask('/login', { form, headers: { referer: headers.referer } }))).toBeNull()
  })

  test('providers get ui_locales of the link or of the choice, unless the definition says otherwise', async () => {
    const visitor = site.visitor()
    await visitor.untilCallback('acme')
    expect(op.lastAuthorization.get('ui_locales')).toBeNull()
    await visitor.ask((await visitor.ask('/login/acme?ui_locales=fr-CA%20fr')).location ?? '')
    expect(op.lastAuthorization.get('ui_locales')).toBe('fr-CA fr')
    const chosen = await speaking('de')
    await chosen.untilCallback('acme')
    expect(op.lastAuthorization.get('ui_locales')).toBe('de')
    await chosen.untilCallback('fixed')
    expect(op.lastAuthorization.get('ui_locales')).toBe('it')
  })

  test('responses to programs are in English', async () => {
    const visitor = await speaking('fr')
    const headers = { 'accept-language': 'fr', accept: 'application/json' }
    const problem: unknown = JSON.parse((await visitor.ask('/api/session', { headers })).body)
    expect(problem).toMatchObject({ code: 'login_required', title: 'Please sign in' })
    const grant = await visitor.ask('/device/token', { form: { grant_type: 'x' }, headers })
    expect(grant.body).toContain('Only the device grant is supported here.')
  })

  test('a notice by email is in the language of the request that caused it', async () => {
    const visitor = site.visitor()
    const email = 'notified@example.com'
    await join(visitor, office, email).then(async ({ location }) => {
      const terms = await visitor.open(location ?? '')
      await reply(visitor, terms, 'accept')
    })
    await visitor.ask('/language', { form: { language: 'fr', next: '/' } })
    const form = { current: PASSWORD, password: `${PASSWORD} 2`, repeated: `${PASSWORD} 2` }
    const csrf = await visitor.csrf()
    await visitor.ask('/account/password', { form: { ...form, _csrf: csrf } })
    // A subject with an accent is encoded.
    const { text } = await office.mailTo(email, /=\?UTF-8\?/)
    expect(text).toContain('Toutes les autres sessions ont été fermées.')
  })
})
