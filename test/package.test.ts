// The package as others get it: packed, and installed in an empty folder. It is installed without a network: the
// packages that package.json promises are linked from this repository, and no others, so what the program uses without
// declaring it is missing here.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { freePort } from './support/free-port.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

const Manifest = z.object({
  private: z.boolean().optional(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })),
})

const LockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z.boolean().default(false),
      devOptional: z.boolean().default(false),
      optional: z.boolean().default(false),
    }),
  ),
})

const scratch = mkdtempSync(join(tmpdir(), 'package-'))
const app = join(scratch, 'app')
const installed = join(app, 'node_modules/portcullis')
const bin = join(app, 'node_modules/.bin/portcullis')
/** The example of steps, as an installation has it. */
const steps = join(app, 'steps')
const children: ChildProcess[] = []

beforeAll(async () => {
  await run('npm', ['pack', '--pack-destination', scratch], { cwd: ROOT })
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? 'no tarball'
  mkdirSync(installed, { recursive: true })
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "type": "module", "private": true }')
  await run('tar', ['xzf', join(scratch, tarball), '--strip-components=1', '-C', installed])
  const { dependencies, peerDependencies, peerDependenciesMeta } = manifest()
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)
  for (const name of [...Object.keys(dependencies), ...peers, 'typescript', '@types/node', '@types/koa'])
    link(name)
  // Links the commands of what is installed, as an installation does, and runs no scripts of theirs.
  await run('npm', ['rebuild', '--ignore-scripts', '--offline', 'portcullis'], { cwd: app })
}, 300_000)
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

test('the tarball has what runs and the declarations, and nothing that only the build needs', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
  expect(files).toEqual(
    expect.arrayContaining([
      'README.md',
      'LICENSE',
      'docs/command-line.md',
      'dist/main.js',
      'dist/types/exports/index.d.ts',
      ...['en', 'fr', 'de'].flatMap((name) => [`dist/locales/${name}.js`, `dist/types/locales/${name}.d.ts`]),
      'views/login.njk',
      'dist/views/admin/overview.cjs',
      'prisma.config.ts',
      'public/portcullis.css',
      'prisma/sqlite/schema.prisma',
      'prisma/postgres/migrations',
    ]),
  )
  expect(
    files.filter((path) => /(^|\/)(src|test|node_modules|\.[^/]+)(\/|$)|(?<!\.d)\.ts$/.test(path)),
  ).toEqual(['prisma.config.ts'])
  expect(manifest().private).toBeUndefined()
})

// Prisma, pg and better-sqlite3 have no place in them: a program has no declarations of those.
test('the declarations import only packages that are installed with it', () => {
  const folder = join(installed, 'dist/types')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const packages = names.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/(?:from |import\()'([^.'][^']*)'/g)].map(
      ([, of]) => of,
    ),
  )
  expect([...new Set(packages)].filter((name) => name?.startsWith('node:') !== true).sort()).toEqual([
    'ipaddr.js',
    'koa',
    'pino',
    'zod',
  ])
})

test('its dependencies take at most 190 MB, so that it takes at most 200 MB with them', () => {
  const lock = LockFile.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))
  const required = Object.entries(lock.packages).filter(
    ([path, { dev, devOptional, optional }]) => path !== '' && !(dev || devOptional || optional),
  )
  const bytes = required.map(([path]) => sizeOf(join(ROOT, path)))
  expect(Math.min(...bytes)).toBeGreaterThan(0)
  const megabytes = bytes.reduce((sum, size) => sum + size, 0) / 2 ** 20
  expect(megabytes).toBeGreaterThan(50)
  expect(megabytes).toBeLessThan(190)
})

const PROGRAM = `
import {
  type AccessTokenResult, createLogger, type PortcullisServer, readSettings, type ServerOptions, type Settings,
  SettingsError, startServer,
} from 'portcullis'

function explain(result: AccessTokenResult): string {
  if (result.ok) return result.accessToken
  // @ts-expect-error: there is no such reason
  if (result.reason === 'sunday') return 'closed'
  return result.reason
}
try {
  readSettings({ PORT: 'nonsense' }, process.cwd())
} catch (error) {
  if (!(error instanceof SettingsError)) throw error
  console.log(error.errors.length)
}
const settings: Settings = readSettings(process.env, process.cwd())
const { production, logLevel: level } = settings
const options: ServerOptions = { settings, log: createLogger({ production, level }), clock: () => new Date() }
const server: PortcullisServer = await startServer(options)
// @ts-expect-error: the database is not for programs
server.store
// @ts-expect-error: settings do not change
settings.port = 1
console.log(explain(await server.providerTokens.accessToken('none')))
console.log((await server.reload(settings)).length)
await server.close()
`

const STRICT = ['--strict', '--skipLibCheck', 'false', '--noUncheckedIndexedAccess', '--types', 'node']
const TARGET = ['--target', 'es2023', '--lib', 'es2023', '--module', 'nodenext']

/** All programs at once, because what takes the time is to check the declarations of the packages. */
test('strict programs compile against it: one of its own, those in the documentation, and the example of steps', async () => {
  writeFileSync(join(app, 'program.ts'), PROGRAM)
  const documented = writeBlocks('ts', app)
  expect(documented.length).toBeGreaterThan(15)
  mkdirSync(steps)
  for (const name of ['steps.ts', 'portcullis.config.ts'])
    writeFileSync(join(steps, name), readFileSync(join(ROOT, 'examples/step', name)))
  const files = ['program.ts', ...documented, ...readdirSync(steps).map((name) => join('steps', name))]
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const compiled = await run(process.execPath, [tsc, ...STRICT, ...TARGET, ...files], { cwd: app }).catch(
    (error: unknown) => error,
  )
  expect(compiled).toMatchObject({ stdout: '' })
}, 180_000)

test('programs of the documentation in JavaScript are whole, and have no error of syntax', async () => {
  const folder = join(scratch, 'documented')
  mkdirSync(folder)
  const names = writeBlocks('js', folder)
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) await run(process.execPath, ['--check', name], { cwd: folder })
})

test('in production, that program and the server start after "portcullis migrate", and not before', async () => {
  const env = await production()
  const unmigrated = await run(bin, { cwd: app, env }).catch((error: unknown) => error)
  expect(unmigrated).toMatchObject({ code: 1 })
  expect(String(unmigrated)).toContain('portcullis migrate')
  const { stdout } = await run(bin, ['migrate'], { cwd: app, env })
  expect(stdout).toMatch(/^Applied [^]*The database is up to date\.\n$/)
  expect((await run(process.execPath, ['program.js'], { cwd: app, env })).stdout).toBe(
    '1\nunknown_account\n0\n',
  )
  expect(await start(env)).not.toContain('Install ')
  expect((await fetch(`http://127.0.0.1:${env.PORT}/healthz`)).status).toBe(200)
})

const STEPS = `
import Database from 'better-sqlite3'
import { oidc } from 'portcullis/backends'
import { testKit } from 'portcullis/testing'
import config from './portcullis.config.js'

let database
const backends = { acme: oidc({ issuer: 'https://acme.example', clientId: 'a', clientSecret: 'b' }) }
const kit = await testKit({ ...config, backends }, {
  prepare(url) {
    database = new Database(url.slice('file:'.length))
    database.exec('CREATE TABLE "Colleague" ("userId" TEXT PRIMARY KEY, "since" TEXT NOT NULL)')
  },
})
const claims = { groups: ['staff', 'editors'] }
await kit.signIn({ subject: 'eve' }).catch(({ code }) => console.log(code))
const answers = { team: { team: 'sales', phone: '1234' } }
const { user } = await kit.signIn({ subject: 'ada', claims }, { answers })
console.log(JSON.stringify(user.roles), user.fields.team, user.fields.phone)
await kit.signIn({ subject: 'bob', claims }).catch(({ message }) => console.log(/the question "team"/.exec(message)[0]))
console.log(database.prepare('SELECT * FROM "Colleague"').all().length)
database.close()
await kit.close()
`

test('the example of steps runs', async () => {
  writeFileSync(join(steps, 'run.js'), STEPS)
  const { stdout } = await run(process.execPath, ['run.js'], {
    cwd: steps,
    env: { PATH: process.env['PATH'] },
  })
  expect(stdout.trim().split('\n')).toEqual(['refused', '["editor"] sales 1234', 'the question "team"', '1'])
}, 60_000)

test('the example of embedding runs, and the command line reads its configuration', async () => {
  const folder = join(app, 'embed')
  cpSync(join(ROOT, 'examples/embed'), folder, { recursive: true })
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = { PATH: process.env['PATH'], BASE_URL: `${url}/auth` }
  const migrated = await run(bin, ['migrate'], { cwd: folder, env })
  expect(migrated.stdout).toContain('The database is up to date.')
  expect(existsSync(join(folder, 'data/auth.db'))).toBe(true)
  const child = spawn(process.execPath, ['app.js'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let log = ''
  for await (const chunk of child.stdout) {
    log += String(chunk)
    if (log.includes('The shop is open at')) break
  }
  expect(await (await fetch(url)).text()).toBe(
    `<p>Hello. <a href="${url}/auth/login?next=%2F">Sign in</a></p>`,
  )
  expect((await fetch(`${url}/auth/login`)).status).toBe(200)
  expect(await (await fetch(`${url}/auth/admin`)).text()).toContain('<p>Hello.')
  writeFileSync(
    join(folder, 'portcullis.config.js'),
    'export default { baseUrl: 7, database: "file:./data/auth.db" }',
  )
  const refused = await run(bin, { cwd: folder, env: { PATH: env.PATH } }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 1 })
  expect(String(refused)).toContain('baseUrl is a number, not a string')
  // "npm init" writes this type, and a promise that nothing settles would end the process without a word.
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
  const common = await run(bin, { cwd: folder, env: { PATH: env.PATH } }).catch((error: unknown) => error)
  expect(common).toMatchObject({ code: 1 })
  expect(String(common)).toContain(
    'portcullis.config.js is an ES module, and package.json does not say so. Write "type": "module" there',
  )
  rmSync(join(folder, 'portcullis.config.js'))
  writeFileSync(join(folder, 'portcullis.config.mjs'), 'await new Promise(() => undefined)')
  const stuck = await run(bin, { cwd: folder, env: { PATH: env.PATH } }).catch((error: unknown) => error)
  expect(stuck).toMatchObject({ code: 1 })
  expect(String(stuck)).toContain('portcullis.config.mjs awaits a promise that nothing settles.')
}, 60_000)

test('the tests of the example pass in node:test, and end by themselves', async () => {
  const folder = join(app, 'tests')
  cpSync(join(ROOT, 'examples/tests'), folder, { recursive: true })
  const env = { PATH: process.env['PATH'] }
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], { cwd: folder, env })
  expect(stdout).toMatch(/^# pass 5$/m)
  expect(stdout).toMatch(/^# fail 0$/m)
}, 60_000)

test('"npx portcullis --help" lists the commands', async () => {
  const { stdout } = await run('npx', ['--offline', 'portcullis', '--help'], { cwd: app })
  expect(stdout).toContain('migrate')
})

test('it starts in development, with Demo ID and a readable log where their packages are installed', async () => {
  const port = await freePort()
  const env = { PATH: process.env['PATH'], PORT: String(port) }
  const without = await start(env)
  expect(without).toContain('Install pino-pretty to read this log as text.')
  expect(without).toContain('Install oidc-provider to sign in with Demo ID')
  const url = `http://localhost:${port}`
  const login = await (await fetch(`${url}/login`)).text()
  expect(login).not.toContain('Demo ID')
  expect(existsSync(join(app, 'data/portcullis.db'))).toBe(true)
  const [first] = children.splice(0)
  first?.kill('SIGTERM')
  if (first !== undefined) await once(first, 'exit')

  link('oidc-provider')
  link('pino-pretty')
  const log = await start(env)
  expect(log).toMatch(/INFO.*: Demo ID, the built-in provider for development, has started$/m)
  expect(log).not.toContain('Install ')
  expect(await (await fetch(`${url}/login`)).text()).toContain('Demo ID')
  expect((await fetch(`${url}/demo-id/.well-known/openid-configuration`)).status).toBe(200)
})

/** Writes each program of the documentation in a language to a file, which is named after its document and line. */
function writeBlocks(language: 'ts' | 'js', folder: string): readonly string[] {
  const documents = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
  return ['README.md', ...documents.map((name) => join('docs', name))].flatMap((document) => {
    const text = readFileSync(join(ROOT, document), 'utf8')
    return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(
      ({ index, 1: block = '' }) => {
        const line = text.slice(0, index).split('\n').length
        const name = `${document.replaceAll(/\W/g, '-')}-${line}.${language === 'ts' ? 'ts' : 'mjs'}`
        writeFileSync(join(folder, name), block)
        return name
      },
    )
  })
}

function manifest() {
  return Manifest.parse(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')))
}

/** Installs a package of this repository. Its own dependencies are found where it really is. */
function link(name: string): void {
  const path = join(app, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules', name), path)
}

/** The bytes on the disk of a package, without the packages inside it. */
function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules')
  const sizes = entries.map((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? sizeOf(path) : lstatSync(path).blocks * 512
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function production() {
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: String(await freePort()),
    BASE_URL: 'https://login.example.com',
    DATABASE_URL: `file:./${randomBytes(4).toString('hex')}.db`,
    SESSION_KEYS: randomBytes(32).toString('base64'),
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    ALLOW_INSECURE_ISSUERS: 'false',
  }
}

/** Starts the program, and returns its log up to when it listens. */
async function start(env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(bin, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let log = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk.toString()
      if (log.includes('Portcullis is running at')) resolve(log)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', () => {
      reject(new Error(`It ended:\n${log}`))
    })
  })
}
