import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { operations } from '../../src/routes/api/routes.js'
import { sessionIdOf } from '../routes/api-answers/sample.js'
import { personWithPassword } from '../support/passwords.js'
import { useSite } from '../support/use-site.js'

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/api.md', import.meta.url)), 'utf8')
const run = promisify(execFile)

/** A command of the page, and what it says comes out of it. */
const examples = [...PAGE.matchAll(/^```sh\n(.*?)^```\n\n^```(json|text)\n(.*?)^```$/gms)].map(
  ([, command = '', language = '', output = '']) => ({ command: command.trim(), language, output }),
)

const withCurl = spawnSync('curl', ['--version']).status === 0 || process.env['CI'] ? describe : describe.skip

test('docs/api.md lists every call, with its description in the OpenAPI document', () => {
  const rows = [...PAGE.matchAll(/^\| `(\w+ \/\S+)` +\| (.+?) +\|$/gm)].map(([, call, summary]) => [
    call,
    summary,
  ])
  expect(rows).toEqual(operations.map(({ method, path, summary }) => [`${method} ${path}`, summary]))
})

test('every command of docs/api.md has its output beside it', () => {
  expect(examples.length).toBe([...PAGE.matchAll(/^```sh$/gm)].length)
  expect(examples.length).toBeGreaterThan(7)
})

withCurl('the commands of docs/api.md', () => {
  let env: NodeJS.ProcessEnv

  const { site, op } = useSite({ database: 'sqlite', env: { PASSWORD_LOGIN: 'true' } })

  beforeAll(async () => {
    await personWithPassword(site, op, 'ann')
  })

  // Each has sessions of its own, since some of them end what they are shown.
  beforeEach(async () => {
    const [here, other] = [site.visitor(), site.visitor()]
    await here.signIn('acme')
    await other.signIn('acme')
    const id = await sessionIdOf(other)
    env = { ...process.env, SITE: site.url, TOKEN: here.cookie('portcullis'), ID: id }
  })

  test.each(examples.map((example) => [example.command.split('\n')[0], example] as const))(
    '%s',
    async (_name, { command, language, output }) => {
      const { stdout } = await run('sh', ['-c', command], { env })
      if (language === 'text') expect(stdout.trim()).toBe(output.trim())
      else expect(shapeOf(JSON.parse(stdout))).toEqual(shapeOf(JSON.parse(output)))
    },
  )
})

/** What must be the same in the example and in the answer: members, types, and what does not change from run to run. */
function shapeOf(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map((each) => shapeOf(each, name))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each, key)]))
  }
  const constant = [
    'type',
    'title',
    'detail',
    'code',
    'kind',
    'httponly',
    'inactive_lifetime',
    'status',
    'passwords',
  ]
  return constant.includes(name) ? value : value === null ? 'text' : textOr(typeof value)
}

/** Nullable members hold a text in one answer and null in another. */
function textOr(type: string): string {
  return type === 'string' ? 'text' : type
}
