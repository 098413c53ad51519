import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { parseDefinitions } from '../../src/backends/definition/parse.js'
import { exchangeToken } from '../../src/routes/api/token-exchange.js'
import { ERROR_KINDS } from '../../src/errors.js'
import { sessionValueIn, trade } from '../support/token-exchange.js'
import { useSite } from '../support/use-site.js'

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/token-exchange.md', import.meta.url)), 'utf8')
const run = promisify(execFile)

const examples = [...PAGE.matchAll(/^```sh\n(.*?)^```\n\n^```(json|text)\n(.*?)^```$/gms)].map(
  ([, command = '', language = '', output = '']) => ({ command: command.trim(), language, output }),
)

const withCurl = spawnSync('curl', ['--version']).status === 0 || process.env['CI'] ? describe : describe.skip

test('the backends of docs/token-exchange.md are valid, and exchange tokens', () => {
  const [example = ''] = [...PAGE.matchAll(/^```json\n(\{\n {2}"acme".*?)^```$/gms)].map(([, json]) => json)
  const raw: unknown = JSON.parse(example)
  if (typeof raw !== 'object' || raw === null) throw new Error('the example is not an object')
  const { definitions, errors } = parseDefinitions({ ...raw }, { allowInsecureIssuers: false })
  expect(errors).toEqual([])
  expect(definitions).toMatchObject([
    { audience: ['https://login.example.com'], tokenClients: ['acme-mobile-app'], introspection: false },
    { audience: null, tokenClients: null, introspection: true },
  ])
})

test('docs/token-exchange.md lists the error codes of the exchange with their statuses', () => {
  const rows = [...PAGE.matchAll(/^\| (\d{3}) +\| (.+?) +\|/gm)].flatMap(([, status, codes = '']) =>
    [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => `${status} ${code}`),
  )
  const known = exchangeToken.errors.map((code) => `${ERROR_KINDS[code].status} ${code}`)
  expect(rows.sort()).toEqual(known.sort())
})

withCurl('the commands of docs/token-exchange.md', () => {
  const audience = 'https://login.example.com'
  let env: NodeJS.ProcessEnv

  const { site, op } = useSite({ database: 'sqlite', acme: { audience } })

  beforeAll(async () => {
    const token = await op.accessToken({ format: 'jwt', audience })
    const value = sessionValueIn(await trade(site, token))
    env = { ...process.env, SITE: site.url, ACCESS_TOKEN: token, TOKEN: value }
  })

  test('there are three', () => {
    expect(examples).toHaveLength(3)
  })

  test.each(examples.map((example) => [example.command, example] as const))(
    '%s',
    async (_name, { command, language, output }) => {
      const { stdout } = await run('sh', ['-c', command], { env })
      if (language === 'text') expect(stdout.trim()).toBe(output.trim())
      else expect(typesIn(stdout)).toEqual(typesIn(output))
    },
  )
})

/** Members, and what kind of value each has; texts that are no secrets and no times are compared whole. */
function typesIn(json: string): unknown {
  return JSON.parse(json, (name, value: unknown) =>
    ['value', 'expires'].includes(name) ? typeof value : value,
  )
}
