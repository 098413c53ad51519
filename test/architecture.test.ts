import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ERROR_KINDS } from '../src/errors.js'

const SOURCE = fileURLToPath(new URL('../src', import.meta.url))

/** The one table of levels: a part imports only from strictly lower levels, or from its own folder. */
const LEVELS: readonly (readonly string[])[] = [
  // What programs see of a user is in public-types.
  [
    'package-root.ts',
    'timeout.ts',
    'parse-json.ts',
    'telemetry.ts',
    'log-stream.ts',
    'locales',
    'public-types.ts',
    'request-value.ts',
  ],
  ['provider-causes.ts'],
  [
    'errors.ts',
    'identity.ts',
    'claim-paths.ts',
    'attempt.ts',
    'return-to.ts',
    'suggest.ts',
    'logging.ts',
    'metrics.ts',
    'version.ts',
    // What programs hear.
    'event-map.ts',
    'crypto',
    'http-client',
    'mail',
  ],
  ['recent-authentication.ts'],
  ['store'],
  ['user-extension.ts'],
  ['rate-limit', 'events'],
  ['audit'],
  ['backends'],
  // The environment can set each field of a backend.
  ['settings'],
  ['http-server.ts', 'service-manager.ts', 'sessions', 'provider-tokens', 'pages'],
  ['pipeline'],
  ['flows', 'import', 'middleware'],
  // The checks of a deployment, of the command line and of a page.
  ['doctor'],
  ['extensions.ts'],
  ['config'],
  ['live', 'cli', 'demo'],
  ['routes', 'open-backends.ts', 'metrics-server.ts'],
  ['app.ts', 'embedding.ts'],
  ['open-site.ts'],
  ['server.ts'],
  ['gate'],
  ['testing'],
  ['exports', 'run-server.ts'],
  ['main.ts'],
]

/** Libraries that only their home may know. */
const HOMES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^@prisma\/|\/generated\/|^(?:pg|better-sqlite3)$/, ['store/']],
  [/^openid-client(\/|$)/, ['backends/protocol/', 'backends/oidc/', 'backends/oauth2/']],
  [/^jose(\/|$)/, ['backends/protocol/', 'backends/oidc/', 'demo/', 'flows/', 'cli/', 'testing/provider/']],
  [/^oidc-provider(\/|$)/, ['demo/']],
  [/^koa-session(\/|$)/, ['sessions/']],
  [/^nodemailer(\/|$)/, ['mail/']],
  [/^ioredis(\/|$)/, ['sessions/']],
  [/^nunjucks(\/|$)/, ['pages/']],
  [/^prom-client(\/|$)/, ['metrics.ts']],
  [/^@opentelemetry\//, ['telemetry.ts']],
  [/^@node-rs\/(?:argon2|bcrypt)$/, ['backends/password/']],
  [/^qrcode$/, ['cli/']],
  [/^simple-icons(\/|$)/, ['pages/']],
  [/^ws$/, ['live/']],
]

const MAX_LINES = 250

/** Longer files, each with the reason why it is one file. */
const LONG: ReadonlyMap<string, string> = new Map([
  ['app.ts', 'one list of the parts of the application, and one of what a request passes'],
  [
    'sessions/sessions.ts',
    'the one class that opens and ends sessions, whatever holds them and wherever they are stored',
  ],
  ['locales/en.ts', 'one catalogue, which translators read from top to bottom'],
  ['locales/fr.ts', 'one catalogue, which translators read from top to bottom'],
  ['locales/de.ts', 'one catalogue, which translators read from top to bottom'],
  ['cli/commands.ts', 'one table with the description of each command; it is read as a table'],
  ['errors.ts', 'one table with a row for each way a request can end badly; it is read as a table'],
])

interface Source {
  readonly path: string
  readonly text: string
  /** Paths in src of what it imports, types too. */
  readonly ours: readonly string[]
  /** Everything it imports, as it is written. */
  readonly imports: readonly string[]
}

const sources = filesIn(SOURCE).map(read)

test('there are sources, and each belongs to a level', () => {
  expect(sources.length).toBeGreaterThan(100)
  // Presets are data, one file for each provider; and no server loads the fake provider.
  const code = sources.filter(({ path }) => !/^(?:backends\/presets|testing\/provider)\//.test(path))
  expect(code.length).toBeLessThanOrEqual(562)
  for (const { path } of sources) expect([path, levelOf(path)]).not.toEqual([path, -1])
})

test('a file imports only from strictly lower levels or from its own folder', () => {
  const wrong = sources.flatMap(({ path, ours }) =>
    ours.filter((other) => !mayImport(path, other)).map((other) => `${path} imports ${other}`),
  )
  expect(wrong).toEqual([])
})

test('no file imports, by way of others, itself', () => {
  // The issuers of the fake provider have methods that call its endpoints, which get the issuer.
  const layered = sources.filter(({ path }) => !path.startsWith('testing/provider/'))
  const importsOf = new Map(layered.map(({ path, ours }) => [path, ours]))
  const finished = new Set<string>()
  const circles: string[] = []
  const follow = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' > '))
    if (way.includes(path) || finished.has(path)) return
    for (const other of importsOf.get(path) ?? []) follow(other, [...way, path])
    finished.add(path)
  }
  for (const { path } of layered) follow(path, [])
  expect(circles).toEqual([])
})

test('there are at most 26 folders in src, and each exported type has a name of its own', () => {
  const folders = new Set(sources.filter(({ path }) => path.includes('/')).map(({ path }) => partOf(path)))
  expect(folders.size).toBeLessThanOrEqual(26)
  // Programs see a user, an account, a session and facts by these names, too; and the fake provider is the other side of
  // what the backends speak.
  const inside = sources.filter(
    ({ path }) =>
      !/^(?:public-types\.ts|gate\/public-(?:koa-)?gate\.ts|exports\/|testing\/provider\/)/.test(path),
  )
  const types = inside.flatMap(({ text }) =>
    [...text.matchAll(/^export (?:interface|type|class|abstract class) (\w+)/gm)].map(
      ([, name = '']) => name,
    ),
  )
  expect(types.filter((name, index) => types.indexOf(name) !== index)).toEqual([])
})

test('each library has one home', () => {
  const wrong = sources.flatMap(({ path, imports }) =>
    imports.filter((name) => !isAtHome(name, path)).map((name) => `${path} imports ${name}`),
  )
  expect(wrong).toEqual([])
})

test('the environment is read where the program starts, and where others start it, only', () => {
  expect(sources.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ path }) => path)).toEqual([
    'exports/index.ts',
    'exports/koa.ts',
    'main.ts',
  ])
})

test('cookies are read by sessions/cookies.ts only, because the library remembers every name that it has read', () => {
  expect(sources.filter(({ text }) => /\bcookies\.get\(/.test(text)).map(({ path }) => path)).toEqual([])
})

test('no WeakMap has requests as its keys, because each would then be kept until the next full collection', () => {
  const keyed = /\bWeakMap<(?:IncomingMessage|ServerResponse|Context|Koa\.Context)\b/
  // Upgrades are rare.
  const wrong = sources.filter(({ path, text }) => path !== 'live/socket-server.ts' && keyed.test(text))
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('every error code is used somewhere', () => {
  const users = sources.filter(({ path }) => path !== 'errors.ts').map(({ text }) => text)
  const unused = Object.keys(ERROR_KINDS).filter((code) => !users.some((text) => text.includes(`'${code}'`)))
  expect(unused).toEqual([])
})

test('a comment names only files that exist', () => {
  const paths = sources.map(({ path }) => `/${path}`)
  const wrong = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/^\s*(?:\/?\*|\/\/).*$/gm)]
      .flatMap(([line]) => [...line.matchAll(/[\w./-]*\w\.ts\b/g)])
      .map(([name]) => name.replace(/^(?:\.{1,2}\/)+/, ''))
      .filter(
        (name) =>
          name !== 'portcullis.config.ts' &&
          !paths.some((each) => each.endsWith(`/${name}`)) &&
          !existsSync(join(SOURCE, '..', name)),
      )
      .map((name) => `${path} names ${name}`),
  )
  expect(wrong).toEqual([])
})

test('no file is longer than 250 lines without a reason', () => {
  const long = sources
    .filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES)
    .map(({ path }) => path)
  expect(long.filter((path) => !LONG.has(path))).toEqual([])
  expect([...LONG.keys()].filter((path) => !long.includes(path))).toEqual([])
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : filesIn(join(folder, entry.name))
    return entry.name.endsWith('.ts') ? [join(folder, entry.name)] : []
  })
}

function read(file: string): Source {
  const text = readFileSync(file, 'utf8')
  // Some files are not imported but resolved; that is knowing the library all the same.
  const found = [...text.matchAll(/\b(?:from\s|import\s|import\(|resolve\()\s*['`]([^'`]+)/g)].map(
    (match) => match[1] ?? '',
  )
  const ours = found
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(SOURCE, join(dirname(file), name)).replace(/\.js$/, '.ts'))
  return { path: relative(SOURCE, file), text, ours, imports: found }
}

/** A folder or a single file of the table above. */
function partOf(path: string): string {
  return path.split('/')[0] ?? path
}

function levelOf(path: string): number {
  return LEVELS.findIndex((parts) => parts.includes(partOf(path)))
}

function mayImport(path: string, other: string): boolean {
  return partOf(path) === partOf(other) || levelOf(other) < levelOf(path)
}

function isAtHome(name: string, path: string): boolean {
  const home = HOMES.find(([library]) => library.test(name))
  return home === undefined || home[1].some((folder) => path.startsWith(folder))
}
