import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { FIELDS_BY_KIND, listMembers } from '../../../src/backends/definition/fields.js'
import { describeIssue, parseDefinitions } from '../../../src/backends/definition/parse.js'
import { toFieldProblem, capitalizeSentence } from '../../../src/backends/definition/problem.js'
import { en } from '../../../src/locales/en.js'
import { ENGLISH, Locales } from '../../../src/locales/locales.js'
import type { Translator } from '../../../src/locales/translator.js'
import { leftEnglish } from '../../support/left-english.js'

const others: readonly Translator[] = new Locales().all.slice(1)

const OIDC = { kind: 'oidc', issuer: 'https://id.example', clientId: 'a', clientSecret: 'b' }
const OAUTH2 = {
  kind: 'oauth2',
  clientId: 'a',
  clientSecret: 'b',
  subject: 'id',
  authorizationEndpoint: 'https://id.example/a',
  tokenEndpoint: 'https://id.example/t',
  userInfoEndpoint: 'https://id.example/u',
}

/** Values that most fields refuse, one way or another. */
const BAD: readonly unknown[] = [
  undefined,
  '',
  ' ',
  'x y',
  'ä',
  '\u0007',
  '\u202eolleh',
  '👩‍👩‍👧',
  'x'.repeat(60),
  'x'.repeat(20_000),
  'javascript:alert(1)',
  'http://id.example',
  'https://u:p@id.example',
  'https://id.example/#f',
  '1h',
  '0s',
  0,
  -1,
  1.5,
  1e300,
  Number.NaN,
  true,
  false,
  [],
  [''],
  [1],
  ['a', 'a b'],
  ['email'],
  ['any', 'x'],
  {},
  { a: 1 },
  { '': 'x' },
  { 'x\u0000': 'y' },
  { scope: 'x', state: 'x', request: 'x', client_secret: 'x' },
  { Host: 'x', a: 'ä', 'x y': 'x' },
  { pem: 'x', keyId: 'a b' },
  { pem: 'x'.repeat(20_000) },
  'openid',
  Array.from({ length: 21 }, (_, index) => `p${String(index)}`),
  { ['y'.repeat(10_000)]: 'x' },
  Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`c${String(index)}`, 'x'])),
]

describe.each([
  ['oidc', OIDC],
  ['oauth2', OAUTH2],
] as const)('the problems of a definition: %s', (kind, valid) => {
  const issues = [...FIELDS_BY_KIND[kind].keys(), 'preset', 'colour', '__proto__'].flatMap((field) =>
    BAD.flatMap((value) => {
      const members = listMembers(kind, field)
      const values = [value, ...members.map((name) => ({ [name]: value }))]
      return values.flatMap((each) => {
        const raw = { acme: { ...valid, ...Object.fromEntries([[field, each]]) } }
        return parseDefinitions(raw, { allowInsecureIssuers: false, isFromForm: true }).issues
      })
    }),
  )

  test('each is named by its schema, and has a text in every language', () => {
    expect(issues.length).toBeGreaterThan(1000)
    const problems = new Map(issues.map((issue) => [JSON.stringify(issue.problem), issue]))
    const general = [...problems.values()].filter(({ problem }) => problem.key === 'fieldProblem.invalid')
    expect(general.map(({ field }) => field)).toEqual([])
    for (const issue of problems.values())
      for (const translator of others) {
        const text = translator.format(describeIssue(issue))
        expect(text).not.toBe(ENGLISH.format(describeIssue(issue)))
        expect([text, leftEnglish(text)]).toEqual([text, null])
      }
  })

  test('no problem contains a value', () => {
    const secret = 'AKIAsecret\u0007value'
    for (const field of FIELDS_BY_KIND[kind].keys())
      for (const value of [secret, [secret], { pem: secret }]) {
        const raw = { acme: { ...valid, [field]: value } }
        expect(parseDefinitions(raw, { allowInsecureIssuers: false }).errors.join()).not.toContain('AKIA')
      }
  })
})

test('words of zod, and of a schema that does not name a problem of the catalogue, reach no reader', () => {
  const schema = z.object({
    text: z.string().refine(() => false, 'is an English sentence'),
    date: z.iso.date(),
  })
  const { error } = schema.safeParse({ text: 'x', date: 'x' })
  expect(error?.issues.map(toFieldProblem)).toEqual([
    { key: 'fieldProblem.invalid', params: {} },
    { key: 'fieldProblem.invalid', params: {} },
  ])
  const forged = z.string().refine(() => false, JSON.stringify({ key: 'login.title', params: {} }))
  expect(forged.safeParse('x').error?.issues.map(toFieldProblem)).toEqual([
    { key: 'fieldProblem.invalid', params: {} },
  ])
})

test('every text about a problem is used', () => {
  const folder = fileURLToPath(new URL('../../../src/backends', import.meta.url))
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const source = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
  const unused = Object.keys(en).filter(
    (key) => /^(?:fieldProblem|definitionProblem)\./.test(key) && !source.includes(`'${key}'`),
  )
  expect(unused).toEqual([])
  const wanted = Object.keys(en).filter((key) => key.startsWith('wanted.'))
  expect(wanted.filter((key) => !source.includes(`'${key.slice('wanted.'.length)}'`))).toEqual([])
})

test('a problem becomes a sentence, unless it starts with a name', () => {
  expect(
    ['is missing.', 'l’hôte, par exemple x', 'orcid.org, or another', '"x" is', ''].map(capitalizeSentence),
  ).toEqual(['Is missing.', 'L’hôte, par exemple x', 'orcid.org, or another', '"x" is', ''])
})
