// The other two ways to install, beside the package (package.test.ts): a clone, as the README's section on production says,
// and the image of the Dockerfile. Without a network and a container engine, `npm ci` and `npm prune` are replaced by links
// to the packages of this repository; everything else is done as it is written there.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { freePort } from './support/free-port.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const scratch = mkdtempSync(join(tmpdir(), 'installation-'))
/** The clone, and at the same time the folder of the image's build stage. */
const clone = join(scratch, 'clone')
const image = join(scratch, 'image')
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

/** One instruction of the Dockerfile. */
interface Instruction {
  readonly name: string
  readonly text: string
}

interface Stage {
  readonly base: string
  readonly name: string | null
  readonly instructions: readonly Instruction[]
}

function readStages(): readonly [Stage, Stage] {
  const lines = read('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter(Boolean)
  const instructions = lines.map((line) => {
    const [, name = '', text = ''] = /^([A-Z]+) +(.*)$/.exec(line) ?? []
    return { name, text: text.trim() }
  })
  const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []))
  const stages = starts.map((start, index) => {
    const [base = '', name = null] = instructions[start]?.text.split(/ +AS +/) ?? []
    return { base, name, instructions: instructions.slice(start + 1, starts[index + 1]) }
  })
  const [build, final, ...others] = stages
  if (build === undefined || final === undefined || others.length > 0) throw new Error('not two stages')
  return [build, final]
}

const [buildStage, finalStage] = readStages()
const textsOf = (stage: Stage, name: string) =>
  stage.instructions.filter((each) => each.name === name).map(({ text }) => text)

/** What Docker sends to the build: .dockerignore leaves everything out but what it lists. */
function copyContext(): void {
  const rules = read('.dockerignore').split('\n').filter(Boolean)
  expect(rules[0]).toBe('*')
  const included = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1))
  const excluded = rules.slice(1).filter((rule) => !rule.startsWith('!'))
  for (const path of included) {
    expect([path, existsSync(join(ROOT, path))]).toEqual([path, true])
    cpSync(join(ROOT, path), join(clone, path), {
      recursive: true,
      filter: (source) => !excluded.some((each) => source === join(ROOT, each)),
    })
  }
}

const LockFile = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().default(false) })),
})

/** Links the packages that are installed without the development dependencies. */
function linkRuntimePackages(): void {
  rmSync(join(clone, 'node_modules'))
  const { packages } = LockFile.parse(JSON.parse(read('package-lock.json')))
  const paths = Object.keys(packages).filter(
    (path) => /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path) && packages[path]?.dev === false,
  )
  for (const path of paths.filter((each) => existsSync(join(ROOT, each)))) {
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    symlinkSync(join(ROOT, path), join(clone, path))
  }
}

/** The commands of the README's section on production. */
function readCommands(): readonly string[] {
  const section = read('README.md').split('\n## In production\n')[1] ?? ''
  const block = /```sh\n([^]*?)```/.exec(section)?.[1] ?? ''
  return block
    .split('\n')
    .map((line) => line.replace(/ +#.*$/, ''))
    .filter(Boolean)
}

const commands = readCommands()
/** The port of the server in the clone. */
let clonePort = 0
/** Runs a command in the clone with the settings of the README, but for the database. */
let inClone: (command: string) => [string, string[], object]

// What `npm ci` and `npm prune` do when all packages are there.
beforeAll(async () => {
  copyContext()
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
  clonePort = await freePort()
  const settings = commands.filter((each) => each.startsWith('export '))
  const changes = [`export DATABASE_URL=${await emptyDatabase()}`, `export PORT=${clonePort}`]
  const env = { PATH: process.env['PATH'], HOME: scratch, npm_config_update_notifier: 'false' }
  inClone = (command) => {
    const script = ['set -eu', ...settings, ...changes, command].join('\n')
    return ['bash', ['-c', script], { cwd: clone, env }]
  }
  await run(...inClone('npm run prepare'))
  const listBuilt = (folder: string) =>
    readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .sort()
  const built = listBuilt(clone)
  expect(built).toContain('main.js')
  // This repository may also have chunks of earlier builds.
  expect(listBuilt(ROOT)).toEqual(expect.arrayContaining(built))
  linkRuntimePackages()
}, 300_000)

test('the README: every command works exactly as written, and the server responds', async () => {
  expect(commands.filter((each) => !each.startsWith('export '))).toEqual([
    'npm ci --include=dev',
    'npm prune --omit=dev',
    'npm run migrate',
    'node dist/main.js',
  ])
  expect(existsSync(join(clone, 'node_modules/jest'))).toBe(false)
  expect((await run(...inClone('npm run migrate'))).stdout).toContain('The database is up to date.')
  const child = spawn(...inClone('exec node dist/main.js'))
  children.push(child)
  await untilHealthy(clonePort)
  expect((await fetch(`http://127.0.0.1:${clonePort}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('the image: the stages fit each other, and it does not run as root', () => {
  const parse = (base: string) => /^node:(\d+)-(\w+?)(?:-slim)?$/.exec(base)?.slice(1)
  // Native modules are compiled in one stage and run in the other.
  expect(parse(buildStage.base)).toBeDefined()
  expect(parse(finalStage.base)).toEqual(parse(buildStage.base))
  expect(textsOf(buildStage, 'WORKDIR')).toEqual(textsOf(finalStage, 'WORKDIR'))
  expect(textsOf(finalStage, 'ENV')).toEqual(['NODE_ENV=production'])
  expect(textsOf(finalStage, 'EXPOSE')).toEqual(['3000'])
  const names = finalStage.instructions.map(({ name }) => name)
  expect(textsOf(finalStage, 'USER')).toEqual(['node'])
  expect(names.slice(names.indexOf('USER'))).toEqual(['USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'])
  const commands = textsOf(buildStage, 'RUN').flatMap((text) => text.split(' && '))
  expect(commands).toEqual([
    'npm ci --include=dev --ignore-scripts',
    'npm rebuild better-sqlite3',
    'npm run build',
    'npm prune --omit=dev --ignore-scripts',
  ])
})

test('the image: it has what the server needs, migrates, starts, and its health check shows whether it responds', async () => {
  const workdir = `${textsOf(finalStage, 'WORKDIR')[0] ?? ''}/`
  mkdirSync(image)
  for (const text of textsOf(finalStage, 'COPY')) {
    const [from, ...paths] = text.split(/ +/)
    expect(from).toBe(`--from=${buildStage.name ?? ''}`)
    const target = paths.pop() ?? ''
    for (const path of paths) {
      expect(path.startsWith(workdir)).toBe(true)
      const source = path.slice(workdir.length)
      const place = target === './' ? source : target
      cpSync(join(clone, source), join(image, place), { recursive: true, verbatimSymlinks: true })
    }
  }
  mkdirSync(join(image, 'data'))
  const port = await freePort()
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: String(port),
    BASE_URL: 'https://login.example.com',
    SESSION_KEYS: randomBytes(32).toString('base64'),
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  }
  const compose = read('compose.yaml')
  const migrate = readArray(/command: (\[.*\])/.exec(compose)?.[1])
  await run(...toArguments(migrate), { cwd: image, env })
  expect(existsSync(join(image, 'data/portcullis.db'))).toBe(true)
  const [command, args] = toArguments(readArray(textsOf(finalStage, 'CMD')[0]))
  const child = spawn(command, args, { cwd: image, env, stdio: 'ignore' })
  children.push(child)
  await untilHealthy(port)
  const check = readArray(/CMD (\[.*\])$/.exec(textsOf(finalStage, 'HEALTHCHECK')[0] ?? '')?.[1])
  await run(...toArguments(check), { cwd: image, env })
  child.kill('SIGTERM')
  await once(child, 'exit')
  await expect(run(...toArguments(check), { cwd: image, env })).rejects.toMatchObject({ code: 1 })
}, 60_000)

/** An instruction in the form of a list, whose first word is a command. */
function readArray(text: string | undefined): readonly string[] {
  const json = (text ?? '').replaceAll(/'([^']*)'/g, '"$1"')
  return z.array(z.string()).parse(JSON.parse((text ?? '').includes('"') ? (text ?? '') : json))
}

function toArguments([command = '', ...args]: readonly string[]): [string, string[]] {
  return [command, args]
}

async function untilHealthy(port: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const isHealthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isHealthy) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the server did not start')
}

async function emptyDatabase(): Promise<string> {
  const server = process.env['TEST_POSTGRES'] ?? ''
  const name = `installation_${randomBytes(4).toString('hex')}`
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name}`)
  } finally {
    await client.end()
  }
  return `${server}/${name}`
}
