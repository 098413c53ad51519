import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Letters that are no text: names, a command, what a code and an address look like, identifiers of elements, and a query. */
const NAMES =
  /\b(?:CSV|JSON|Demo ID|XXXX-XXXX|XXX-XXX-XXX|XXXXXXXX|Samsung Internet|ID Token|portcullis setup|portcullis doctor|Augusta Ada Byron|Ada Lovelace|Grace Hopper|Alan Turing)\b|^https:\/\/id\.example\.com$|aria-\w+="[^"]*"|\b(?:help|fault)-(?= |$)|^\?\S+$/g

const hasLetters = (text: string) => /\p{L}/u.test(text.replace(NAMES, ''))

function filesIn(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name))
}

/** What a template says by itself: letters outside of its expressions, and sentences within them. */
function bareTexts(template: string): readonly string[] {
  const source = template.replace(/\{#[^]*?#\}|\{% block width %\}\w+/g, '')
  const inExpressions = [...source.matchAll(/\{[{%]([^]*?)[}%]\}/g)].flatMap(([, code = '']) =>
    [...code.matchAll(/'([^']*)'/g)]
      .map(([, text = '']) => text)
      .filter((text) => /^\p{Lu}|\p{L} \p{L}/u.test(text)),
  )
  const html = source.replace(/\{\{[^]*?\}\}|\{%[^]*?%\}/g, '')
  const attributes = [...html.matchAll(/\s(?:aria-label|placeholder|alt|title)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  )
  const shown = html.replace(/<!doctype html>/i, '').split(/<[^>]*>/)
  return [...inExpressions, ...attributes, ...shown].map((text) => text.trim()).filter(hasLetters)
}

/** The sentences and labels of a program, but for those that only logs and programmers read. */
function bareStrings(source: string): readonly string[] {
  const code = source
    .replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
    .replace(/new Error\((?:[^()]|\([^()]*\))*\)/g, '')
    .replace(/\b(?:detail|error_description): (?:'[^'\n]*'|`[^`]*`)/g, '')
  const sentences = [...code.matchAll(/'(\p{Lu}[^'\n]*\p{L} \p{L}[^'\n]*)'|`(\p{Lu}[^`]*\p{L} [^`]*)`/gu)]
  const labels = [...code.matchAll(/\b(?:label|title|text|message|help|note): '(\p{Lu}[^'\n ]*)'/gu)]
  return [...sentences, ...labels].map(([, quoted, template]) => quoted ?? template ?? '').filter(hasLetters)
}

/** The sentences of a program that may have none, in any form. */
function sentencesIn(source: string): readonly string[] {
  const code = source
    .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/(?:new \w*Error|super)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '')
  return [...code.matchAll(/'([^'\n]*)'|`([^`]*)`/g)]
    .map(([, quoted, template]) => quoted ?? template ?? '')
    .filter((text) => /\p{L}{2}[,:;]? \p{L}{2}/u.test(text))
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

const FOUND: readonly (readonly [string, readonly string[]])[] = [
  ...filesIn('views', /\.njk$/).map((file) => [file, bareTexts(read(file))] as const),
  ...['src/pages', 'src/routes', 'src/mail', 'src/middleware', 'src/live', 'src/demo']
    .flatMap((folder) => filesIn(folder, /\.ts$/))
    // Answers to programs are in English, and so are their description and the log.
    .filter(
      (file) => !file.startsWith('src/routes/api/') && !/^src\/(?:mail\/mailer|pages\/theme)\.ts$/.test(file),
    )
    .concat('src/backends/password/policy.ts', 'src/audit/trace.ts', 'src/audit/audit-event.ts')
    .map((file) => [file, bareStrings(read(file))] as const),
  ...['src/doctor', 'src/pipeline']
    .flatMap((folder) => filesIn(folder, /\.ts$/))
    // What these say is for the author of a configuration, when the server starts or a statement is compiled.
    .filter((file) => !/(?:customize|open-pipeline|own-sql)\.ts$/.test(file))
    .map((file) => [file, sentencesIn(read(file))] as const),
  ...filesIn('public', /\.js$/).map((file) => [file, bareStrings(read(file))] as const),
]

test('every text for people comes from the catalogues', () => {
  expect(FOUND.filter(([, texts]) => texts.length > 0)).toEqual([])
})

test('the search finds bare text in a template and in a program', () => {
  expect(
    bareTexts(
      "<h1>Welcome</h1>{# no #}<p title=\"A title\" class=\"x\">{{ t('a.b') }}</p><i aria-label=\"{{ t('a.b') }}\"></i>{{ 'Two words' if a else 'b' }}",
    ),
  ).toEqual(['Two words', 'A title', 'Welcome'])
  expect(
    bareStrings(
      "throw new Error('No such page')\nconst a = { label: 'Password', detail: 'Only for logs' }\nf('Sign in now')",
    ),
  ).toEqual(['Sign in now', 'Password'])
  expect(
    sentencesIn(
      "// a comment with words\nproceed('nothing to grant', {})\nnew ConcurrentUpdateError('it was faster')\nf('SESSION_KEYS', `kept ${names}`)",
    ),
  ).toEqual(['nothing to grant'])
})
