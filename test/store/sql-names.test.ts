import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { readModels } from '../support/schema.js'

const FOLDER = join(import.meta.dirname, '../../src/store')
const COLUMNS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...readModels()].map(([table, columns]) => [table, new Set(columns.map(({ name }) => name))]),
)

/** A SQL template of the source, with … for each value and each part. */
interface Template {
  readonly place: string
  readonly text: string
}

// The tables that source-database.ts reads are those of other systems.
const templates = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts') && file !== 'source-database.ts')
  .flatMap(readTemplates)

function readTemplates(file: string): Template[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(FOLDER, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const found: Template[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql') {
      const { template } = node
      const text = ts.isNoSubstitutionTemplateLiteral(template)
        ? template.text
        : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join('…')
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push({ place: `${file}:${line}`, text })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** The names in this template that are no table, no column of its tables, and no name that it gives itself. */
function unknownNames({ text }: Template): string[] {
  const names = [...text.matchAll(/(?:(\w+|"\w+")\.)?"(\w+)"/g)].map(
    ([whole, owner = '', name = '']) => [whole, owner.replaceAll('"', ''), name] as const,
  )
  const tables = names.map(([, , name]) => name).filter((name) => COLUMNS.has(name))
  const aliases = new Map<string, string>()
  for (const [, table = '', alias = ''] of text.matchAll(/"(\w+)"(?: AS)? ([a-z]\w*)\b/g))
    if (COLUMNS.has(table)) aliases.set(alias, table)
  const given = new Set([...text.matchAll(/\bAS "(\w+)"/g)].map(([, name]) => name))
  return names
    .filter(([, owner, name]) => {
      if (COLUMNS.has(name) || given.has(name)) return false
      const table = owner === 'excluded' ? '' : (aliases.get(owner) ?? owner)
      const candidates = COLUMNS.has(table) ? [table] : tables.length > 0 ? tables : [...COLUMNS.keys()]
      return !candidates.some((each) => COLUMNS.get(each)?.has(name))
    })
    .map(([whole]) => whole)
}

test('the SQL names only tables and columns of prisma/models.prisma', () => {
  expect(templates.length).toBeGreaterThan(80)
  const wrong = templates.flatMap((template) =>
    unknownNames(template).map((name) => `${name} in ${template.place}`),
  )
  expect(wrong).toEqual([])
})

test('a renamed column would be found, with and without the name of its table', () => {
  const wrong = (text: string) => unknownNames({ place: '', text })
  expect(wrong('SELECT "usrname" FROM "User"')).toEqual(['"usrname"'])
  expect(wrong('SELECT u."subject" FROM "User" u JOIN "Account" a ON a."userId" = u."id"')).toEqual([
    'u."subject"',
  ])
  expect(wrong('"Session"."username" = …')).toEqual(['"Session"."username"'])
  expect(wrong('DELETE FROM "Sessions"')).toEqual(['"Sessions"'])
  expect(wrong('"expiresOn" < …')).toEqual(['"expiresOn"'])
})

// A column that the next release adds must not change the rows that this one reads: Postgres would refuse to run the
// statement that it has prepared.
test('no statement selects whatever columns there are', () => {
  expect(templates.filter(({ text }) => /(?:SELECT|RETURNING) \*/.test(text))).toEqual([])
})
