import { DEFAULT_LOCALE_OPTIONS, ENGLISH, Locales } from '../../src/locales/locales.js'
import { toEmailAddress } from '../support/to-email-address.js'
import { createSmtpMailer, type EmailMessage } from '../../src/mail/mailer.js'
import { createEmailTemplates, type MailSite } from '../../src/mail/templates.js'
import { type Delivered, type PostOffice, startPostOffice } from '../support/smtp-server.js'

const SITE: MailSite = {
  url: 'https://login.example.com/auth',
  name: 'Example',
  support: 'help@example.com',
  palette: null,
}
const ORIGIN = {
  at: new Date('2026-11-23T09:43:00Z'),
  browser: 'Firefox on Linux',
  address: '203.0.113.7',
}
const templates = createEmailTemplates(SITE, ENGLISH, ORIGIN)

let office: PostOffice

beforeEach(async () => {
  office = await startPostOffice()
})

afterEach(() => office.close())

/** The email as a mail program gets it. */
async function deliver(message: EmailMessage): Promise<Delivered & { readonly html: string }> {
  const mailer = createSmtpMailer({ url: office.url, from: 'Example <login@example.com>' })
  await mailer.send({ to: toEmailAddress('ada@example.com'), ...message })
  const [mail] = office.delivered
  if (mail?.html == null) throw new Error('no email in HTML')
  return { ...mail, html: mail.html }
}

/** What a person reads of a document. */
function textOf(html: string): string {
  return html
    .replace(/^[^]*<body/, '<body')
    .replace(/<\/(?:p|h1|td|tr)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/ *\n\s*/g, '\n')
    .trim()
}

test('an email has a plain part and one in HTML, with the same content', async () => {
  const mail = await deliver(templates.resetCode('K7Q-M2X-HD4'))
  expect(mail.headers.get('content-type')?.[0]).toMatch(/^multipart\/alternative;/)
  expect(mail.headers.get('subject')).toEqual(['K7Q-M2X-HD4 is your Example code'])
  const lines = mail.text.split('\n')
  expect(lines).toContain('    K7Q-M2X-HD4')
  expect(lines).toContain('When: 23 Nov 2026, 09:43 UTC')
  expect(lines).toContain('Browser: Firefox on Linux')
  expect(lines).toContain('IP address: 203.0.113.7')
  expect(lines).toContain('Questions? Write to help@example.com.')
  expect(textOf(mail.html)).toBe(
    [
      'Example',
      'Hello,',
      'Someone (hopefully you) asked for a new password for your account at https://login.example.com/auth',
      'Enter this code on the page where you requested it:',
      'K7Q-M2X-HD4',
      'This code expires in 15 minutes and can be used once. Never share it.',
      "If this wasn't you, ignore this email. Your password stays the same.",
      'When',
      '23 Nov 2026, 09:43 UTC',
      'Browser',
      'Firefox on Linux',
      'IP address',
      '203.0.113.7',
      'Questions? Write to help@example.com.',
      'https://login.example.com/auth',
    ].join('\n'),
  )
})

test('a notice has its subject as heading, and a link is a button', async () => {
  const notice = await deliver(templates.accessChanged({ kind: 'connected', label: 'Acme' }))
  expect(textOf(notice.html)).toContain('A sign-in method was added to your account at Example\n')
  expect(notice.html).toMatch(/<h1 [^>]*>A sign-in method was added/)
  office.delivered.length = 0
  const link = await deliver(templates.signInCode({ code: 'K7Q-M2X-HD4', path: '/login/email/link/a/b' }))
  expect(link.html).toMatch(
    /<a href="https:\/\/login\.example\.com\/auth\/login\/email\/link\/a\/b" [^>]*>Open the page<\/a>/,
  )
  expect(link.text).toContain('    https://login.example.com/auth/login/email/link/a/b')
})

const HOSTILE =
  "\"><script>alert(1)</script><img src=//evil.test/x.png>\r\n\r\nYour code: EVI-LEV-ILE\u2028<a href='https://evil.test'>"

test('names are text, in one line, whatever they contain', async () => {
  const mail = await deliver(
    createEmailTemplates(SITE, ENGLISH, {
      ...ORIGIN,
      browser: HOSTILE,
      address: '\uE0000\uE000',
    }).continueCode({
      code: 'K7Q-M2X-HD4',
      path: '/continue/mail/a/b',
      label: HOSTILE,
    }),
  )
  expect(mail.html).not.toMatch(/<script|<img|<a href='|evil\.test['"]/)
  expect(mail.html.match(/<a /g)).toHaveLength(4)
  // Neither part gets a paragraph, or a large code, from a name.
  expect(mail.text).not.toMatch(/^Your code/m)
  expect(mail.html.match(/class="m-code"/g)).toHaveLength(1)
  expect(textOf(mail.html)).toContain('Your code: EVI-LEV-ILE &lt;a href')
})

test('texts that a site has replaced are escaped, too, and may have no placeholder on a line of its own', () => {
  const own = new Map([
    ['en', { 'mail.code': '<b>{code}</b> & {minutes}', 'mail.layout': '{body}\n\n<i>Bye</i> \uE0005\uE000' }],
  ])
  const { default: translator } = new Locales({ ...DEFAULT_LOCALE_OPTIONS, messages: own })
  const { html, text } = createEmailTemplates(SITE, translator, null).emailCode('K7Q-M2X-HD4')
  expect(html).toContain('&lt;b&gt;<strong>K7Q-M2X-HD4</strong>&lt;/b&gt; &amp; 15')
  expect(html).toContain('&lt;i&gt;Bye&lt;/i&gt;')
  expect(text).toContain('<b>K7Q-M2X-HD4</b> & 15')
})

test('the document loads nothing and runs nothing, and declares its dark colors to mail programs', () => {
  for (const { html } of [
    templates.registrationCode('K7Q-M2X-HD4'),
    templates.alreadyRegistered(),
    templates.signInCode({ code: 'K7Q-M2X-HD4', path: '/x' }),
  ]) {
    expect(html).not.toMatch(/\bsrc=|url\(|@import|<link|<script|<img|<iframe|\bon\w+=/i)
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target)
    for (const target of targets)
      expect(target).toMatch(/^(?:https:\/\/login\.example\.com\/auth|mailto:help@)/)
    expect(html).toContain('@media (prefers-color-scheme: dark)')
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
  }
})

test('every color of an email has one for dark mail programs', () => {
  const all = [templates.signInCode({ code: 'K7Q-M2X-HD4', path: '/x' }), templates.passwordReset()].map(
    ({ html }) => html,
  )
  const classes = new Set(
    all.flatMap((html) => [...html.matchAll(/class="m-(\w+)"/g)].map(([, name]) => name)),
  )
  expect(classes.size).toBeGreaterThan(8)
  for (const html of all)
    for (const name of classes) expect(html).toMatch(new RegExp(`^ {2}\\.m-${name ?? ''} \\{`, 'm'))
})

test('the colors of the site are those of its emails', () => {
  const palette = {
    light: { accent: '#7a1fa2', 'on-accent': '#ffffff' },
    dark: { accent: '#e1b3ff', 'on-accent': '#000000' },
  }
  const { html } = createEmailTemplates({ ...SITE, palette }, ENGLISH, null).passwordReset()
  expect(html).toContain('color:#7a1fa2;')
  expect(html).toContain('color: #e1b3ff !important;')
})

test.each(['fr', 'de'])('in %s both parts are in that language', (locale) => {
  const translator = new Locales().match([locale])
  if (translator === null) throw new Error('no such language')
  const { html, text } = createEmailTemplates(SITE, translator, ORIGIN).signInCode({
    code: 'K7Q-M2X-HD4',
    path: '/x',
  })
  expect(html).toContain(`<html lang="${locale}" dir="ltr">`)
  const lines = textOf(html).split('\n')
  expect(lines).toContain(translator.t('mail.openPage'))
  expect(lines).toContain(translator.t('mail.when'))
  expect(text).toContain(translator.t('mail.fact', { label: translator.t('mail.when'), value: '23' }))
  expect(html).not.toMatch(/Hello|When|Browser:/)
})
