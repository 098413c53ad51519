import { Writable } from 'node:stream'
import type { Logger } from 'pino'
import { createLogger } from '../../src/logging.js'
import { ENGLISH } from '../../src/locales/locales.js'
import { createEmailTemplates } from '../../src/mail/templates.js'
import { toEmailAddress } from '../support/to-email-address.js'
import { createMailQueue } from '../../src/mail/queue.js'
import { createSmtpMailer } from '../../src/mail/mailer.js'
import { type PostOffice, startPostOffice } from '../support/smtp-server.js'
import { until } from '../support/webhook-receiver.js'

const FROM = 'Portcullis <login@example.com>'
const ada = toEmailAddress('ada@example.com')
const templates = createEmailTemplates(
  { url: 'https://login.example.com/auth', name: null, support: null, palette: null },
  ENGLISH,
  null,
)

let office: PostOffice
let lines: string[]
let log: Logger

beforeEach(async () => {
  office = await startPostOffice()
  const written: string[] = []
  lines = written
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString())
      done()
    },
  })
  log = createLogger({ production: true, level: 'debug' }, sink)
})

afterEach(async () => {
  await office.close()
})

function outbox(url = office.url) {
  const made = createMailQueue({ smtpUrl: url, mailFrom: FROM, production: true }, log)
  if (!made) throw new Error('no outbox')
  return made
}

test('an email goes to one recipient, from the sender of MAIL_FROM, with the code on a line of its own', async () => {
  const box = outbox()
  box.enqueue({ to: ada, ...templates.resetCode('K7Q-M2X-HD4') })
  await box.close()
  const [mail] = office.delivered
  expect(office.delivered).toHaveLength(1)
  expect(mail?.to).toEqual(['ada@example.com'])
  expect(mail?.from).toBe('login@example.com')
  expect(mail?.headers.get('to')).toEqual(['ada@example.com'])
  expect(mail?.headers.get('from')).toEqual([FROM])
  expect(mail?.headers.get('subject')).toEqual(['K7Q-M2X-HD4 is your login.example.com code'])
  expect(mail?.headers.get('content-type')?.[0]).toMatch(/^multipart\/alternative/)
  expect(mail?.text.split('\n')).toContain('    K7Q-M2X-HD4')
  expect(lines.join('')).toContain('"kind":"reset code"')
  expect(lines.join('')).not.toContain('K7QM')
})

test('an address beyond ASCII gets its email', async () => {
  const box = outbox()
  box.enqueue({ to: toEmailAddress('jürgen@example.com'), ...templates.alreadyRegistered() })
  await box.close()
  expect(office.delivered[0]?.to).toEqual(['jürgen@example.com'])
})

test('no email has a link that does something: the only URL in it is that of the site', () => {
  const all = [
    templates.registrationCode('AAA-BBB-CCC'),
    templates.alreadyRegistered(),
    templates.resetCode('AAA-BBB-CCC'),
    templates.passwordReset(),
    templates.emailCode('AAA-BBB-CCC'),
    templates.emailChangeRequested(),
    templates.emailChanged(),
    templates.usernameChanged(),
    templates.accountDeleted(),
    templates.newSignIn('Acme'),
    ...(['connected', 'disconnected'] as const).map((kind) =>
      templates.accessChanged({ kind, label: 'Acme' }),
    ),
    ...(['password-set', 'password-changed', 'password-removed', 'device-approved'] as const).map((kind) =>
      templates.accessChanged({ kind }),
    ),
  ]
  for (const { subject, text } of all) {
    expect(subject).toMatch(/login\.example\.com/)
    expect(text.match(/https?:\S+/g)).toEqual(['https://login.example.com/auth'])
    expect(text).toMatch(/If this wasn't you/)
    expect(text).toMatch(/^[\n\x20-\x7e]+$/)
  }
})

test('without a mail server an email is printed to the log, and in production there is no queue at all', async () => {
  const settings = { smtpUrl: null, mailFrom: null }
  const box = createMailQueue({ ...settings, production: false }, log)
  box?.enqueue({ to: ada, ...templates.registrationCode('K7Q-M2X-HD4') })
  await box?.close()
  expect(lines.join('')).toContain('To: ada@example.com')
  expect(lines.join('')).toContain('K7Q-M2X-HD4')
  expect(createMailQueue({ ...settings, production: true }, log)).toBeNull()
})

test('an email that the server refuses is logged without the address and without the code', async () => {
  office.habits.refusing = true
  const box = outbox()
  box.enqueue({ to: ada, ...templates.resetCode('K7Q-M2X-HD4') })
  await box.close()
  const logged = lines.join('')
  expect(logged).toContain('an email could not be sent')
  expect(logged).toContain('a***@example.com')
  expect(logged).toContain('550')
  expect(logged).not.toContain('ada@example.com')
  expect(logged).not.toContain('K7QM')
})

test('while the mail server is unavailable, no visitor waits, and the failure is logged', async () => {
  const { url } = office
  await office.close()
  const box = outbox(url)
  box.enqueue({ to: ada, ...templates.alreadyRegistered() })
  await box.close()
  expect(lines.join('')).toMatch(/ECONNREFUSED|ESOCKET|ECONNECTION/)
  office = await startPostOffice()
})

test('more emails than can wait are dropped and logged, and a few are sent at a time', async () => {
  office.habits.silent = true
  const box = createMailQueue({ smtpUrl: office.url, mailFrom: FROM, production: true }, log)
  for (let posted = 0; posted < 250; posted += 1) box?.enqueue({ to: ada, ...templates.alreadyRegistered() })
  expect(lines.filter((line) => line.includes('too many are waiting'))).toHaveLength(50)
  await until(() => office.connections >= 4)
  expect(office.connections).toBe(4)
})

test.each(['silent', 'dripping'] as const)(
  'a %s mail server is given up within the time limit',
  async (habit) => {
    office.habits[habit] = true
    const mailer = createSmtpMailer({ url: office.url, from: FROM, timeoutMs: 300 })
    const sending = mailer.send({ to: ada, ...templates.alreadyRegistered() })
    await expect(sending).rejects.toThrow()
  },
)

test('user and password of SMTP_URL are used, and a wrong password does not reach the log', async () => {
  office.habits.login = { user: 'gate', password: 'pass word' }
  const { host } = new URL(office.url)
  const good = outbox(`smtp://gate:pass%20word@${host}`)
  good.enqueue({ to: ada, ...templates.alreadyRegistered() })
  await good.close()
  expect(office.delivered).toHaveLength(1)
  const bad = outbox(`smtp://gate:hunter2@${host}`)
  bad.enqueue({ to: ada, ...templates.alreadyRegistered() })
  await bad.close()
  expect(office.delivered).toHaveLength(1)
  expect(lines.join('')).toContain('EAUTH')
  expect(lines.join('')).not.toContain('hunter2')
})

test('a password is not sent to another machine without TLS', async () => {
  office.habits.login = { user: 'gate', password: 'secret' }
  const { port } = new URL(office.url)
  // This address leads to this machine, too, and is not known to.
  const mailer = createSmtpMailer({ url: `smtp://gate:secret@0.0.0.0:${port}`, from: FROM, timeoutMs: 3000 })
  await expect(mailer.send({ to: ada, ...templates.alreadyRegistered() })).rejects.toThrow()
  expect(office.connections).toBe(1)
  expect(office.commands.some((line) => line.startsWith('AUTH'))).toBe(false)
})
