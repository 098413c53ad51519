import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../../src/config/config.js'
import { loadConfig } from '../../src/config/load-config.js'
import { proceed, step } from '../../src/exports/pipeline.js'
import type { DefaultPipeline } from '../../src/pipeline/built-in-steps.js'
import { readConfig } from '../../src/config/read-config.js'
import { readSettings } from '../../src/settings/read-settings.js'
import { SettingsError } from '../../src/settings/settings-error.js'
import { runCommandLine } from '../support/command-line.js'

const KEY = 'a test key of more than thirty-two bytes '
const CONFIG = {
  baseUrl: 'https://shop.example/auth',
  database: { url: 'postgres://me:secret@db/shop', schema: 'auth' },
  keys: { session: [`${KEY}1`, `${KEY}2`], encryption: [`${KEY}3`] },
} satisfies Config

const folder = mkdtempSync(join(tmpdir(), 'config-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function read(config: unknown, env: Readonly<Record<string, string>> = {}, options = {}) {
  return readSettings(readConfig(config, env, options).values, folder)
}

function errorsOf(config: unknown, env: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    read(config, env)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.errors
    throw error
  }
}

describe('a configuration', () => {
  test('sets what variables can set, and what they cannot', () => {
    const config: Config = {
      ...CONFIG,
      home: '/dashboard',
      pages: { login: '/sign-in' },
      without: ['admin', 'passwords', 'demo'],
    }
    expect(read(config)).toMatchObject({
      baseUrl: 'https://shop.example/auth',
      basePath: '/auth',
      databaseUrl: 'postgres://me:secret@db/shop?schema=auth',
      sessionKeys: [`${KEY}1`, `${KEY}2`],
      encryptionKeys: [`${KEY}3`],
      home: '/dashboard',
      pages: { login: '/sign-in', account: null, error: null },
      passwordLogin: false,
      demo: false,
    })
    expect(read(config).without).toEqual(new Set(['admin', 'passwords', 'demo']))
  })

  test('is below the environment, where an empty variable is not set', () => {
    const env = { BASE_URL: 'https://other.example', DATABASE_SCHEMA: 'staff', SESSION_KEYS: ' ' }
    expect(read(CONFIG, env)).toMatchObject({
      baseUrl: 'https://other.example',
      databaseUrl: 'postgres://me:secret@db/shop?schema=staff',
      sessionKeys: [`${KEY}1`, `${KEY}2`],
    })
    const file = join(folder, 'session-keys')
    writeFileSync(file, `${KEY}4`)
    expect(read(CONFIG, { SESSION_KEYS_FILE: file }).sessionKeys).toEqual([`${KEY}4`])
  })

  test('has its roles and the schema of its fields checked', () => {
    const fields = z.object({ tenant: z.string().default('main') })
    const user = { fields, roles: ['editor'] }
    expect(readConfig({ ...CONFIG, user }, {}).extensions.user).toEqual(user)
    expect(readConfig(null, {}).extensions.user.roles).toEqual([])
  })

  test('has its lists of steps checked, for programs in JavaScript', () => {
    const own = step('mine', async () => Promise.resolve(proceed('x', {})))
    const named = (name: unknown) => ({ name, run: own.run }) as typeof own
    const of = (pipeline: unknown) => errorsOf({ ...CONFIG, pipeline })
    type Steps = DefaultPipeline
    expect(of((steps: Steps) => steps.after('checkStuff' as never, own))).toEqual([
      expect.stringContaining(
        'pipeline names the step "checkStuff", which is not in the list. The list has check',
      ),
    ])
    expect(of((steps: Steps) => steps.before('checkActive', own).before('createUser', own))).toEqual([
      'pipeline contains the step mine twice. Give one of them another name.',
    ])
    expect(of((steps: Steps) => steps.without('checkAllowed' as never))).toEqual([
      'pipeline leaves the step findAccount without the fact allowed, which it needs.',
      'pipeline leaves the step resolveEmail without the fact allowed, which it needs.',
      'pipeline leaves the step decideUser without the fact allowed, which it needs.',
      'pipeline leaves the step createUser without the fact allowed, which it needs.',
    ])
    expect(of((steps: Steps) => steps.without('checkActive' as never))).toEqual([
      'pipeline ends without the fact active.',
    ])
    expect(of((steps: Steps) => steps.replace('checkActive', own as never))).toEqual([])
    for (const wrong of [
      named(7),
      named('with space'),
      named(''),
      { name: 'x' },
      null,
      'mine',
      (): object => ({}),
    ])
      expect(of((steps: Steps) => steps.before('checkActive', wrong as never))).toEqual([
        'pipeline contains something that is not a step. Make each with step(name, async (facts) => ...).',
      ])
    expect(of(() => [])[0]).toContain('pipeline does not return a list of steps.')
    expect(of({})[0]).toContain('pipeline is an object, not a function.')
    expect(
      of(() => {
        throw new TypeError('my mistake')
      }),
    ).toEqual(['pipeline threw an error: TypeError: my mistake.'])
    expect(errorsOf({ ...CONFIG, user: { fields: z.object({ tenant: z.string() }) } })).toEqual([
      expect.stringContaining('user.fields has no default for tenant.'),
    ])
    const { signIn } = readConfig(
      { ...CONFIG, pipeline: (steps: Steps) => steps.before('checkActive', own) },
      {},
    ).extensions.pipelines
    expect(signIn.steps.slice(-2).map(({ name }) => name)).toEqual(['mine', 'checkActive'])
  })

  test('gives an embedded site cookies that those of another one in the program do not meet', () => {
    const name = (baseUrl: string) =>
      read({ ...CONFIG, baseUrl }, {}, { isEmbedded: true }).session.cookie.name
    expect(name('https://shop.example/auth')).toBe('__Host-portcullis-auth')
    expect(name('https://shop.example/staff/auth')).toBe('__Host-portcullis-staff-auth')
    expect(name('https://shop.example')).toBe('__Host-portcullis')
    expect(name('http://localhost:3000/a~b')).toBe('portcullis-a-b')
    expect(read(CONFIG).session.cookie.name).toBe('__Host-portcullis')
  })

  test('reports all problems at once, each with its member, together with those of the environment', () => {
    const faulty = {
      baseUrl: 'shop.example',
      database: 7,
      keys: { session: ['short'], encryption: 'x' },
      user: { roles: ['a', 'a'] },
      home: 'javascript:alert(1)',
      pages: { login: '//evil.example', acount: '/me' },
      without: ['admin', 'everything'],
      bakends: {},
    }
    expect(errorsOf(faulty, { PORT: 'x' }).map((error) => error.split('. ')[0])).toEqual([
      'bakends is not a member of the configuration',
      'database is a number, neither a string nor an object',
      'keys.encryption is not a list of keys without commas',
      'user.roles is not a list of names, each once',
      'home is neither a path nor an http or https URL',
      'pages.acount is not a member of the configuration',
      'pages.login is neither a path nor an http or https URL',
      'without is not a list of parts',
      'PORT is "x", which is not a port',
      'baseUrl is not an http or https URL',
      'keys.session (entry 1) is shorter than 32 bytes',
    ])
  })

  test.each([
    [undefined, 'The configuration is missing, not an object'],
    [[], 'The configuration is a list, not an object'],
    [{ ...CONFIG, baseUrl: new URL('https://x.example') }, 'baseUrl is an object, not a string'],
    [{ ...CONFIG, baseUrl: '' }, 'baseUrl is empty'],
    [{ ...CONFIG, database: {} }, 'database.url is missing, not a string'],
    [
      { ...CONFIG, database: { url: 'file:./a.db', schema: 'auth' } },
      'database.schema is set, but SQLite has no schemas',
    ],
    [
      { ...CONFIG, database: { url: 'postgres://db/a', schema: 'a"; --' } },
      'database.schema is not a name of a schema',
    ],
    [
      { ...CONFIG, database: 'postgres://db/a?schema=A%22' },
      'database has a parameter "schema" that is not a name',
    ],
    [{ ...CONFIG, user: { fields: { tenant: 'text' } } }, 'user.fields is not a schema of an object'],
    [{ ...CONFIG, pages: { error: '/oops?x=1' } }, 'pages.error has a query or a fragment'],
    [{ ...CONFIG, without: 'admin' }, 'without is not a list of parts'],
  ])('%j is refused', (config, problem) => {
    expect(errorsOf(config).join('\n')).toContain(problem)
  })

  test('a schema and a transaction pooler are refused together', () => {
    expect(errorsOf(CONFIG, { DATABASE_PREPARED: 'false' }).join()).toContain(
      'DATABASE_PREPARED is false, but',
    )
    expect(errorsOf(CONFIG, { DATABASE_URL: 'postgres://db/a?schema=b' }).join()).toContain(
      'database.schema is not the schema that DATABASE_URL names',
    )
  })

  test('no error has a secret', () => {
    const config = {
      ...CONFIG,
      database: 'postgress://me:hunter2@db/shop',
      keys: { session: ['hunter2'], encryption: [] },
    }
    expect(errorsOf(config).join()).not.toContain('hunter2')
  })
})

describe('the file of a configuration', () => {
  const at = (files: Readonly<Record<string, string>>): string => {
    const place = mkdtempSync(join(folder, 'site-'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text)
    return place
  }
  const exported = (baseUrl: string) => `export default { baseUrl: '${baseUrl}', database: 'file:./a.db' }`

  test('is found under its three names', async () => {
    expect(await loadConfig(at({}), true)).toBeNull()
    for (const name of ['portcullis.config.mjs', 'portcullis.config.js'])
      expect(
        await loadConfig(
          at({ 'package.json': '{"type":"module"}', [name]: exported('https://x.example') }),
          false,
        ),
      ).toMatchObject({ baseUrl: 'https://x.example' })
  })

  test('in TypeScript is refused with a clear sentence where Node.js does not read that, unless it was compiled', async () => {
    await expect(loadConfig(at({ 'portcullis.config.ts': '' }), false)).rejects.toThrow(
      `portcullis.config.ts cannot be read by Node.js ${process.versions.node}. Use Node.js 22.18 or newer, or compile it to portcullis.config.js.`,
    )
    const compiled = at({
      'portcullis.config.ts': '',
      'portcullis.config.mjs': exported('https://x.example'),
    })
    expect(await loadConfig(compiled, false)).toMatchObject({ baseUrl: 'https://x.example' })
  })

  test.each([
    [
      'export const site = {}',
      'portcullis.config.mjs exports site, but has no default export. Write: export default site.',
    ],
    [
      'export default 7',
      'portcullis.config.mjs exports no configuration. Write: export default defineConfig(',
    ],
    [
      'export default nothing',
      /portcullis\.config\.mjs cannot be read: ReferenceError: nothing is not defined \(.*mjs:1:16\)\./,
    ],
    [
      'const config = {}\nexport default {',
      /portcullis\.config\.mjs cannot be read: SyntaxError: .* \(.*portcullis\.config\.mjs:[23]\)\. Correct it there\.$/,
    ],
    ['import "./steps.mjs"\nexport default {}', /SyntaxError: .* \(.*steps\.mjs:2\)\. Correct it there\.$/],
    [
      'throw 7',
      'portcullis.config.mjs cannot be read: it throws a value of the type number, which is not an Error.',
    ],
    ['throw "closed"', 'portcullis.config.mjs cannot be read: it throws "closed", which is not an Error.'],
  ])('%s is an error', async (text, message) => {
    const place = at({ 'portcullis.config.mjs': text, 'steps.mjs': 'const a = 1\nconst b = ;' })
    await expect(loadConfig(place, true)).rejects.toThrow(message)
  })

  test.each(['portcullis.config.cjs', 'portcullis.config.mts', 'portcullis.config.json'])(
    '%s is not ignored without a word',
    async (name) => {
      await expect(loadConfig(at({ [name]: '{}' }), true)).rejects.toThrow(
        `${name} is not read. Rename it to portcullis.config.ts, .js or .mjs`,
      )
      const beside = at({ [name]: '{}', 'portcullis.config.mjs': exported('https://x.example') })
      expect(await loadConfig(beside, true)).toMatchObject({ baseUrl: 'https://x.example' })
    },
  )

  test('two of them are an error', async () => {
    const both = at({ 'portcullis.config.js': '', 'portcullis.config.mjs': '' })
    await expect(loadConfig(both, true)).rejects.toThrow('Remove one of them.')
  })

  test('counts for every command', async () => {
    const site = readConfig({ baseUrl: 'https://x.example', database: `file:${join(folder, 'shop.db')}` }, {})
    const migrated = await runCommandLine(['migrate'], {}, '', { readSite: () => Promise.resolve(site) })
    expect(migrated).toMatchObject({ status: 0, err: '' })
    expect(migrated.out).toContain('The database is up to date.')
    const faulty = readConfig({ baseUrl: 7, database: 'file:x.db' }, {})
    const refused = await runCommandLine(['user', 'disable', 'ada'], {}, '', {
      readSite: () => Promise.resolve(faulty),
    })
    expect(refused.status).toBe(1)
    expect(refused.err).toContain('baseUrl is a number, not a string')
  })
})
