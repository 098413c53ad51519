import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { en } from '../../src/locales/en.js'
import { ENGLISH } from '../../src/locales/locales.js'
import type { MessageText } from '../../src/locales/messages.js'
import { createEmailTemplates } from '../../src/mail/templates.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Words and phrases that a native speaker would not write to a customer, each with what to write instead. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\b(?:somebody|whoever|whom)\b/i, 'name the subject: a user, someone else, the person who'],
  [/\bnobody\b/i, 'no user, no one, or say what is not possible'],
  [/\b(?:go|goes|went|going) on\b/i, 'continue'],
  [/\blog(?:s|ged)? (?:in|out)\b|\blogin (?:page|method)/i, 'sign in, sign out'],
  [/\be-mails?\b/i, 'email'],
  [/\bmails?\b/i, 'email'],
  [/\boperators?\b|runs? this site/i, 'administrator'],
  [/\bmend(?:s|ed)?\b/i, 'fix'],
  [/\bgood for\b|\bno longer good\b/i, 'valid for, expired'],
  [/\blets? (?:\w+ )?in\b|\b(?:come|comes|came) in\b|\bturned away\b/i, 'sign in, approve, deny'],
  [/\bbeg[iau]ns?\b/i, 'start, started'],
  [/\bways? (?:in|to sign in)\b/i, 'sign-in method'],
  [/\bswitch(?:es|ed)? (?:it )?off\b|\bput \w+(?: \w+)? into use\b/i, 'disable, enable'],
  [/, too\b(?! \w)/i, 'too, without a comma'],
  [
    /\b(?:is|are|not) sound\b|\bmeanwhile\b|\bonce more\b|\bby now\b|\bany ?more\b(?! people)/i,
    'plainer words',
  ],
  [/\b(?:be|was|were) (?:told|had|believed)\b|\bsaid no\b/i, 'notified, found, verified'],
  [/\bthe house\b|\bdeeds?\b|\bkept under\b|\bstands? (?:in|here|there)\b/i, 'plainer words'],
  [/\bbackends?\b(?!\.md)/i, 'provider: people do not know the word of the code'],
]

/** Texts in which a forbidden word is right. */
const EXCEPTIONS: readonly string[] = [
  'The code can’t be used any more.',
  '-----BEGIN', // The first line of a private key as PEM.
  // The documents call these "backends in code" and "request backends", as programs do.
  'A function of a backend in code',
  'A request backend',
  'it names the backend, the function',
  '{name} of backend {backend}', // A function of code, for the author of the code.
  'Please name one with "?backend=".', // The parameter of the API has this name.
]

function filesIn(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name))
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

/** What a template shows: its text, the strings in its expressions, and the attributes that screen readers read. */
function templateTexts(template: string): readonly string[] {
  const source = template.replace(/\{#[^]*?#\}/g, '')
  const attributes = [...source.matchAll(/(?:aria-label|placeholder|alt|title)="([^"]+)"/g)].map(
    ([, text]) => text ?? '',
  )
  const strings = [...source.matchAll(/\{[{%]([^]*?)[}%]\}/g)].flatMap(([, code = '']) =>
    [...code.matchAll(/'([^']*)'/g)].flatMap(([, text = '']) => (text.includes(' ') ? [text] : [])),
  )
  const text = source.replace(/\{\{[^]*?\}\}/g, 'X').replace(/\{%[^]*?%\}/g, '')
  const shown = text.split(/<[^>]*>/).map((part) => part.replace(/\s+/g, ' ').trim())
  return [...attributes, ...strings, ...shown].filter((each) => /[a-z]/.test(each))
}

/** The strings of a program that are sentences or labels of more than one word. */
function sentences(source: string): readonly string[] {
  const code = source.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').replace(/(['`]) \+\s*['`]/g, '')
  return [...code.matchAll(/'([A-Z][^'\n]* [^'\n]*)'|`([A-Z$][^`]* [^`]*)`/g)]
    .map(([, quoted, template]) => (quoted ?? template ?? '').replace(/\$\{[^}]*\}/g, 'X'))
    .filter((text) => /[a-z]/.test(text))
}

const templates = createEmailTemplates(
  { url: 'https://login.example.com', name: null, support: null, palette: null },
  ENGLISH,
  null,
)
const EMAILS = [
  templates.registrationCode('K7Q-M2X-HD4'),
  templates.alreadyRegistered(),
  templates.resetCode('K7Q-M2X-HD4'),
  templates.passwordReset(),
  templates.emailCode('K7Q-M2X-HD4'),
  templates.emailChangeRequested(),
  templates.emailChanged(),
  templates.usernameChanged(),
  templates.usernameChangedByAdministrator(),
  templates.accountDeleted(),
  templates.newSignIn('Acme'),
  ...(['connected', 'disconnected'] as const).map((kind) => templates.accessChanged({ kind, label: 'Acme' })),
  ...(['password-set', 'password-changed', 'password-removed', 'device-approved'] as const).map((kind) =>
    templates.accessChanged({ kind }),
  ),
  templates.continueCode({ code: 'K7Q-M2X-HD4', path: '/continue', label: 'Acme' }),
]

const formsOf = (text: MessageText) => (typeof text === 'string' ? { other: text } : text)

/** Markdown without its code and the addresses of its links, which are names. */
const withoutNames = (text: string) => text.replace(/`[^`]*`|(?<=\])\([^)]*\)/g, 'X')

const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ...filesIn('views', /\.njk$/).map((file) => [file, templateTexts(read(file))] as const),
  ...[...filesIn('src/routes', /\.ts$/), ...filesIn('src/pages', /\.ts$/), ...filesIn('public', /\.js$/)]
    .concat('src/audit/trace.ts', 'src/audit/audit-event.ts', 'src/middleware/error-handler.ts')
    .concat('src/demo/demo-users.ts')
    // These texts are for programs, which know the word "backend".
    .filter((file) => !file.startsWith('src/routes/api/'))
    .map((file) => [file, sentences(read(file))] as const),
  [
    'src/locales/en.ts',
    Object.values<MessageText>(en).flatMap((text) => Object.values(formsOf(text)).map(withoutNames)),
  ],
  ['src/mail/templates.ts', EMAILS.flatMap(({ subject, text }) => [subject, text.replace(/\s+/g, ' ')])],
]

test.each(PLACES.filter(([, texts]) => texts.length > 0))(
  'the texts of %s are plain English',
  (_file, texts) => {
    const found = texts
      .filter((text) => !EXCEPTIONS.some((exception) => text.includes(exception)))
      .flatMap((text) =>
        FORBIDDEN.filter(([pattern]) => pattern.test(text)).map(
          ([pattern, instead]) => `${pattern.exec(text)?.[0] ?? ''} (write: ${instead}) in: ${text}`,
        ),
      )
    expect(found).toEqual([])
  },
)

test('the search finds the texts of templates, programs and emails', () => {
  const shown = PLACES.flatMap(([, texts]) => texts)
  for (const text of [
    'Sign-in methods',
    'Check your email',
    'Sign-ins, newest first',
    'That session was signed out.',
    'Continue in the window that just opened.',
    'None of the last {attempts} sign-ins sent to {provider} returned. Check that exactly this redirect URI is registered there: {uri}',
  ])
    expect(shown).toContain(text)
})
