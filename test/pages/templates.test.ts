import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEnvironments } from '../../src/pages/theme.js'
import { ROOT } from '../../src/package-root.js'

const scratch = mkdtempSync(join(tmpdir(), 'portcullis-templates-'))
/** Has the templates, and what the build makes of them. */
const built = join(scratch, 'built')
/** Has the templates alone. */
const plain = join(scratch, 'plain')

beforeAll(() => {
  for (const clone of [built, plain]) cpSync(join(ROOT, 'views'), join(clone, 'views'), { recursive: true })
  const script = `import { compileTemplates } from './scripts/build.js'; await compileTemplates(process.argv[1])`
  const args = ['--input-type=module', '--eval', script, join(built, 'dist/views')]
  execFileSync(process.execPath, args, { cwd: ROOT })
})
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

const open = (clone: string, production: boolean) =>
  createEnvironments(join(clone, 'views'), { templates: null }, production, (environment) => environment).own

/** The code of a template, which the types of Nunjucks do not have. */
function readCode(clone: string, name: string, production: boolean) {
  const template = open(clone, production).getTemplate(name, true)
  const blocks = Object.entries(Reflect.get(template, 'blocks') as object).map(String)
  const text = [String(Reflect.get(template, 'rootRenderFunc')), ...blocks].join('\n')
  return {
    isBuilt: Reflect.get(template, 'tmplProps') !== undefined,
    // Only relative names, which no template has, would be found by the place of the template.
    text: text.replaceAll(`${join(clone, 'views')}/`, ''),
  }
}

test.each([true, false])(
  'the build makes of every template what the process would make of it; production: %s',
  (production) => {
    const names = readdirSync(join(plain, 'views'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.njk'),
    )
    expect(names).toContain('admin/overview.njk')
    for (const name of names) {
      const { text } = readCode(plain, name, production)
      expect(readCode(built, name, production)).toEqual({ isBuilt: true, text })
    }
  },
)

test('a template that was edited after the build shows the edit', () => {
  const edited = join(scratch, 'edited')
  cpSync(built, edited, { recursive: true })
  expect(readCode(edited, 'silent-end.njk', true).isBuilt).toBe(true)
  writeFileSync(join(edited, 'views/silent-end.njk'), 'edited {{ 40 + 2 }}')
  expect(open(edited, true).render('silent-end.njk')).toBe('edited 42')
})
