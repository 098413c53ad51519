import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEFINITION_SCHEMAS } from '../../src/backends/definition/fields.js'
import { RENAMED_FIELDS } from '../../src/backends/definition/renamed-fields.js'
import { requestFields } from '../../src/backends/definition/request-fields.js'
import { sharedFields } from '../../src/backends/definition/shared-fields.js'
import { parseDefinitions } from '../../src/backends/definition/parse.js'
import { getPreset, listQuirks, presetNames } from '../../src/backends/presets/index.js'
import { ERROR_KINDS } from '../../src/errors.js'
import { ENGLISH } from '../../src/locales/locales.js'
import { SETTING_NAMES } from '../../src/settings/environment.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Subjects that name nobody, and second words for what has one: sign in, email, administrator, fix, encrypt. */
const UNWANTED_WORDS =
  /\b(?:whoever|somebody|anybody|everybody|e-mails?|log(?:s|ging)? in|mend(?:s|ed)?|operators?|seal(?:s|ed)?)\b/gi

test('docs/errors.md lists every error code with its status, in order', () => {
  const expected = Object.entries(ERROR_KINDS).map(([code, { status }]) => [code, String(status)])
  const rows = rowsUnder('docs/errors.md', 'code')
  expect(rows.map(([code = '', status = '']) => [named(code), status])).toEqual(expected)
})

test('docs/settings.md lists every setting, in order', () => {
  expect(rowsUnder('docs/settings.md', 'setting').map(([name = '']) => named(name))).toEqual(SETTING_NAMES)
})

test('docs/backends.md lists every field of a definition, and preset', () => {
  const { oidc, oauth2 } = DEFINITION_SCHEMAS
  const shared = ['preset', 'kind', ...Object.keys({ ...sharedFields, ...requestFields })]
  const own = (shape: object): string[] => Object.keys(shape).filter((name) => !shared.includes(name))
  const listed = (heading: string): string[] =>
    rowsUnder('docs/backends.md', heading).map(([name = '']) => named(name))
  expect(listed('field of every backend')).toEqual(shared)
  expect(listed('field of `oidc`')).toEqual(own(oidc.shape))
  expect(listed('field of `oauth2`')).toEqual(own(oauth2.shape))
})

test('docs/backends.md lists the earlier names of fields', () => {
  const rows = rowsUnder('docs/backends.md', 'earlier name').map((cells) => cells.map(named))
  expect(rows).toEqual([...RENAMED_FIELDS])
})

test('docs/presets.md lists every preset, in order, with its parameters and all that is peculiar about it', () => {
  const rows = rowsUnder('docs/presets.md', 'preset')
  expect(rows.map(([name = '']) => named(name))).toEqual(presetNames)
  for (const [index, name] of presetNames.entries()) {
    const preset = getPreset(name)
    const told = [...(rows[index]?.[2] ?? '').matchAll(/`(\w+)`(?: \(|,|$)/g)].map(
      ([, parameter]) => parameter,
    )
    expect([name, told]).toEqual([name, Object.keys(preset?.parameters ?? {})])
    const [, section = ''] = text('docs/presets.md').split(`## ${name}\n`)
    const lines = section.split('\n## ')[0]?.split('\n') ?? []
    for (const quirk of listQuirks(name, ENGLISH)) expect(lines).toContain(`- ${quirk}`)
  }
})

test.each(['README.md', 'docs/backends.md', 'docs/presets.md'])(
  'the JSON examples of %s are valid backends',
  (file) => {
    const examples = blocks(file, 'json')
    expect(examples).not.toEqual([])
    for (const example of examples) {
      const raw = objectOf(example)
      const { definitions, errors } = parseDefinitions(raw, { allowInsecureIssuers: false })
      expect(errors).toEqual([])
      expect(definitions.map(({ name }) => name)).toEqual(Object.keys(raw))
    }
  },
)

test('the problem document of docs/errors.md matches the table of errors', () => {
  const [example = ''] = blocks('docs/errors.md', 'json')
  const { title, message, status } = ERROR_KINDS.attempt_expired
  expect(objectOf(example)).toMatchObject({ code: 'attempt_expired', title, status, detail: message })
})

test('docs/pipeline.md and the README list the steps of a sign-in, in order', () => {
  const steps = [...text('src/pipeline/sign-in.ts').matchAll(/\.step\((\w+)\)/g)].map(([, name]) => name)
  expect(steps).not.toEqual([])
  expect(rowsUnder('docs/pipeline.md', 'step').map(([name = '']) => named(name))).toEqual(steps)
  expect([...text('README.md').matchAll(/^\d+\. `(\w+)`/gm)].map(([, name]) => name)).toEqual(steps)
})

test('docs/from-python-social-auth.md names every step of its pipelines, every exception, and codes and steps that we have', () => {
  const page = text('docs/from-python-social-auth.md')
  const steps = [
    'social_details',
    'social_uid',
    'auth_allowed',
    'social_user',
    'get_username',
    'mail_validation',
    'associate_by_email',
    'create_user',
    'associate_user',
    'load_extra_data',
    'user_details',
    'debug',
    'allowed_to_disconnect',
    'get_entries',
    'revoke_tokens',
    'disconnect',
  ]
  const exceptions = [
    'WrongBackend',
    'MissingBackend',
    'NotAllowedToDisconnect',
    'AuthFailed',
    'AuthCanceled',
    'InvalidEmail',
    'AuthUnknownError',
    'AuthTokenError',
    'AuthMissingParameter',
    'AuthStateMissing',
    'AuthStateForbidden',
    'AuthAlreadyAssociated',
    'AuthTokenRevoked',
    'AuthForbidden',
    'AuthUnreachableProvider',
  ]
  for (const name of [...steps, ...exceptions]) expect(page).toMatch(new RegExp(`\\b${name}\\b`))
  const codes = rowsUnder('docs/from-python-social-auth.md', 'exception')
    .filter(([, code = '']) => !code.startsWith('no error'))
    .flatMap(([, code = '']) => [...code.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name))
    .filter((name) => name !== 'auth_time')
  expect(Object.keys(ERROR_KINDS)).toEqual(expect.arrayContaining(codes))
  const ours = rowsUnder('docs/from-python-social-auth.md', 'step of social-core')
    .flatMap(([, here = '']) => [...here.matchAll(/`([a-z]+[A-Z]\w*)`/g)].map(([, name = '']) => name))
    .filter((name) => !Object.keys(sharedFields).includes(name))
  const code = ['sign-in', 'disconnect'].map((file) => text(`src/pipeline/${file}.ts`)).join()
  for (const name of ours) expect(code).toContain(name)
})

test('the README describes each part of src/, and lists every document', () => {
  const told = rowsUnder('README.md', 'where').map(([where = '']) => where)
  const parts = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(told).toEqual(expect.arrayContaining(parts.map(({ name }) => `\`src/${name}/\``)))
  const documents = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
  expect(documents.filter((name) => !text('README.md').includes(`](docs/${name}): `))).toEqual([])
})

test('the template of decision records lists every record', () => {
  const records = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => !name.startsWith('0000'))
  const listed = [...text('docs/decisions/0000-template.md').matchAll(/^- \[\d+\]\((.+?)\)/gm)]
  expect(listed.map(([, name]) => name)).toEqual(records.sort())
})

describe.each(pages())('%s', (file) => {
  const links = [...withoutBlocks(text(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  const ours = links.filter((target) => !/^[a-z]+:/i.test(target))

  test('links only to files that exist, and to headings that they have', () => {
    expect(ours.filter((target) => !leadsSomewhere(file, target))).toEqual([])
  })

  test('is plain English: no subject without a name, one word for one thing', () => {
    // A record that explains the words has to name them.
    const prose = file === 'docs/decisions/0010-standard-words.md' ? '' : withoutBlocks(text(file))
    expect(prose.match(UNWANTED_WORDS) ?? []).toEqual([])
  })

  test('names only files of this repository that exist', () => {
    const named = [...text(file).matchAll(/`((?:src|test|prisma|scripts|docs|views)\/[\w./-]+)`/g)]
    const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)))
    expect(missing).toEqual([])
  })
})

function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}

/** README and its neighbours, and all below docs/. */
function pages(): string[] {
  const below = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  const documents = below.filter((name) => name.endsWith('.md')).map((name) => join('docs', name))
  return ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...documents.sort()]
}

/** Cells of the table whose first column has this heading. */
function rowsUnder(file: string, heading: string): string[][] {
  const lines = text(file).split('\n')
  const start = lines.findIndex((line) => cells(line)[0] === heading)
  const body = start < 0 ? [] : lines.slice(start + 2)
  const end = body.findIndex((line) => !line.startsWith('|'))
  return (end < 0 ? body : body.slice(0, end)).map(cells)
}

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

/** What stands between backticks. */
function named(cell: string): string {
  return /^`([^`]+)`$/.exec(cell)?.[1] ?? `${cell} (not in backticks)`
}

function blocks(file: string, language: string): string[] {
  const found = text(file).matchAll(/^```(\w*)\n(.*?)^```$/gms)
  return [...found].filter(([, of]) => of === language).map(([, , content = '']) => content)
}

function withoutBlocks(markdown: string): string {
  return markdown.replace(/^```.*?^```$/gms, '')
}

function objectOf(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json)
  if (typeof value !== 'object' || value === null) throw new Error('the example is not an object')
  return { ...value }
}

function leadsSomewhere(from: string, target: string): boolean {
  const [path = '', heading] = target.split('#')
  const full = path === '' ? join(ROOT, from) : resolve(ROOT, dirname(from), path)
  // Screenshots are made apart from the text.
  if (/^docs\/images\/[\w-]+\.png$/.test(relative(ROOT, full))) return true
  if (!existsSync(full)) return false
  return heading === undefined || headingsOf(readFileSync(full, 'utf8')).includes(heading)
}

/** As the pages of common hosts name them: lower case, hyphens for blanks, nothing but letters and digits besides. */
function headingsOf(markdown: string): string[] {
  const titles = [...withoutBlocks(markdown).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title)
  return titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
