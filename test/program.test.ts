import { type ChildProcess, execFileSync, spawn, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '../src/logging.js'
import { createLogStream, LogStream } from '../src/log-stream.js'
import { freshDatabase } from './support/database.js'
import { openClient } from './support/open-client.js'
import { freePort } from './support/free-port.js'

const scratch = mkdtempSync(join(tmpdir(), 'program-'))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

const EVENTS = 1050

/** A server that keeps few events, for a short time. It starts before all tests, because it purges after fifteen seconds. */
let purging: { readonly metricsPort: number; readonly databaseUrl: string; readonly child: ChildProcess }

beforeAll(async () => {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const shared = await environment(port)
  const env = {
    ...shared,
    METRICS_PORT: String(metricsPort),
    EVENT_LIMIT: '1000',
    EVENT_RETENTION: '5s',
    BACKEND_ACME_KIND: 'oidc',
    BACKEND_ACME_ISSUER: 'https://id.example.com',
    BACKEND_ACME_CLIENT_ID: 'us',
    BACKEND_ACME_CLIENT_SECRET: 'a secret',
  }
  const databaseUrl = shared['DATABASE_URL'] ?? ''
  const rows = openClient(databaseUrl)
  const [now, expiresAt] = [Date.now(), new Date(Date.now() + 3_600_000)]
  await rows.event.createMany({
    data: Array.from({ length: EVENTS }, (_, index) => ({
      id: `earlier-${index}`,
      at: new Date(now - 60_000 * (EVENTS - index)),
      expiresAt,
      area: 'sign-in',
      kind: 'signed-in',
      backend: 'acme',
    })),
  })
  await rows.$disconnect()
  const child = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  purging = { metricsPort, databaseUrl, child }
  await untilReady(port)
  // The event of this refusal is kept for five seconds.
  const headers = { host: 'login.example.com' }
  expect(await requestTo({ port }, '/complete/acme?code=x&state=unknown', headers)).toBe(400)
})

test('a server that has just started keeps little memory for new objects', async () => {
  const metrics = await (await fetch(`http://127.0.0.1:${purging.metricsPort}/metrics`)).text()
  const [, bytes] = /^nodejs_heap_space_size_total_bytes\{space="new"\} (\d+)$/m.exec(metrics) ?? []
  expect(Number(bytes)).toBeGreaterThan(0)
  expect(Number(bytes)).toBeLessThanOrEqual(8 * 1_048_576)
})

describe('the log of a running server', () => {
  const program = 'echo $$ >&2; exec "$0" dist/main.js'
  test.each([
    ['a full disk', `${program} > /dev/full`, 'ignore'],
    ['a pipe that nothing reads', `sh -c '${program}' "$0" | sleep 30`, 'ignore'],
    // Node connects its children with sockets, as journald does.
    ['a socket that nothing reads', program, 'pipe'],
  ] as const)(
    '%s stops neither its requests nor its end, and the lost lines are counted',
    async (_, script, stdout) => {
      const [port, metricsPort] = [await freePort(), await freePort()]
      const env = { ...(await environment(port)), METRICS_PORT: String(metricsPort) }
      const child = spawn('sh', ['-c', script, process.execPath], { env, stdio: ['ignore', stdout, 'pipe'] })
      children.push(child)
      child.stdout?.pause()
      const pid = await firstOutput(child)
      await untilReady(port)
      // Each is refused, because the host is another, and logged: more than a pipe or a socket holds.
      for (let round = 0; round < 20; round += 1) {
        const responses = Array.from({ length: 50 }, () => fetch(`http://127.0.0.1:${port}/login`))
        for (const { status } of await Promise.all(responses)) expect(status).toBe(421)
      }
      if (script.includes('/dev/full')) {
        const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
        const lost = Number(/^portcullis_log_lines_dropped_total (\d+)$/m.exec(metrics)?.[1])
        expect(lost).toBeGreaterThan(1000)
      }
      process.kill(pid, 'SIGTERM')
      await untilEnded(port)
    },
    60_000,
  )
})

describe('the first start in production', () => {
  test('prints a setup link once, which the running server accepts until the command prints another', async () => {
    const port = await freePort()
    const url = `http://localhost:${port}`
    const env = { ...(await environment(port)), BASE_URL: url, PASSWORD_LOGIN: 'false' }
    const child = start(env, ['ignore', 'pipe', 'inherit'])
    let log = ''
    child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()))
    await until(() => log.includes('/setup/'))
    const links = [...log.matchAll(/http\S+\/setup\/[\w-]{43}/g)].map(([link]) => link)
    expect(links).toHaveLength(1)
    const [link = ''] = links
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303)
    const printed = execFileSync(process.execPath, ['dist/main.js', 'setup'], { env }).toString()
    const other = /http\S+/.exec(printed)?.[0] ?? ''
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(410)
    expect((await fetch(other, { redirect: 'manual' })).status).toBe(303)
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(log.match(new RegExp(link.slice(-43), 'g'))).toHaveLength(1)
    expect(log).not.toContain(other.slice(-43))
  }, 60_000)
})

describe('a server under systemd', () => {
  test('it listens on a socket in the file system, also after a kill, and says when it is ready and stopping', async () => {
    const socket = join(scratch, 'portcullis.sock')
    const notified = join(scratch, 'notified')
    const bin = join(scratch, 'bin')
    mkdirSync(bin)
    const script = `#!/bin/sh\necho "$1 $NOTIFY_SOCKET" >> ${notified}\n`
    writeFileSync(join(bin, 'systemd-notify'), script, { mode: 0o755 })
    const env = {
      ...(await environment(0)),
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      HOST: `unix:${socket}`,
      TRUST_PROXY: '127.0.0.1',
      NOTIFY_SOCKET: '/run/none',
      // Kubernetes sets this for a service named "metrics".
      METRICS_PORT: 'tcp://10.0.0.1:9100',
    }
    const killed = start(env, ['ignore', 'pipe', 'inherit'])
    await untilListening(socket)
    killed.kill('SIGKILL')
    await once(killed, 'exit')

    const child = start(env, ['ignore', 'pipe', 'inherit'])
    let log = ''
    child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()))
    await untilListening(socket)
    expect((statSync(socket).mode & 0o777).toString(8)).toBe('660')
    const headers = { host: 'login.example.com', 'x-forwarded-for': '203.0.113.9' }
    expect(await requestOver(socket, '/login', headers)).toBe(200)
    await until(() => log.includes('"address":"203.0.113.9"'))
    expect(log).toContain('METRICS_PORT is ignored')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(readFileSync(notified, 'utf8')).toBe(
      '--ready /run/none\n--ready /run/none\n--stopping /run/none\n',
    )
    expect(existsSync(socket)).toBe(false)
  }, 60_000)

  test('it uses the socket that it inherits, and refuses several', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const env = { ...(await environment(1)), LISTEN_FDS: '1' }
    const { fd } = (server as unknown as { _handle: { fd: number } })._handle
    const stdio: StdioOptions = ['ignore', 'ignore', 'inherit', fd]
    const script = 'LISTEN_PID=$$ exec "$0" dist/main.js'
    children.push(spawn('sh', ['-c', script, process.execPath], { env, stdio }))
    server.close()
    await untilReady(port)

    const child = spawn('sh', ['-c', script, process.execPath], { env: { ...env, LISTEN_FDS: '2' } })
    expect(await readAll(child)).toMatch(/LISTEN_FDS is 2\. Pass one socket/)
  }, 60_000)
})

describe('a database that cannot be used when the server starts', () => {
  test.each([
    ['nothing listens', () => 'postgres://u:secret@127.0.0.1:1/portcullis', /nothing listens there/],
    ['no such database', () => `${process.env['TEST_POSTGRES'] ?? ''}/missing`, /no database of this name/],
    ['no such host', () => 'postgres://u:secret@none.invalid/portcullis', /the host name has no address/],
    ['not a database', () => `file:${garbage()}`, /is no SQLite database/],
    ['a folder', () => `file:${scratch}`, /cannot be opened/],
  ])('%s: one line, without a stack or a secret, and the exit status 1', async (_, url, reason) => {
    const env = { ...(await environment(await freePort())), DATABASE_URL: url() }
    const child = start(env, ['ignore', 'ignore', 'pipe'])
    const text = await readAll(child)
    expect(child.exitCode).toBe(1)
    expect(text).toMatch(/^Portcullis cannot start\.\nThe database .* is not available: .*\n$/)
    expect(text).toMatch(reason)
    expect(text).not.toContain('secret')
  })
})

describe('the destination of the log', () => {
  /** A pipe with both ends in this process. */
  function openPipe(): { read: number; write: number } {
    const path = join(scratch, `pipe-${Math.random()}`)
    execFileSync('mkfifo', [path])
    const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    return { read, write: openSync(path, constants.O_WRONLY | constants.O_NONBLOCK) }
  }

  test('a full disk: lines are dropped and counted, and nothing is thrown', () => {
    const stream = new LogStream(openSync('/dev/full', 'w'))
    const log = createLogger({ production: true, level: 'info' }, stream)
    for (let count = 0; count < 5; count += 1) log.info('a line')
    expect(stream.dropped).toBe(5)
  })

  test('when there is a reader again, it first gets the number of lost lines', () => {
    const { read, write } = openPipe()
    const stream = new LogStream(write)
    stream.write('{"msg":"one"}\n')
    expect(readText(read)).toBe('{"msg":"one"}\n')
    closeSync(read)
    for (let count = 0; count < 3; count += 1) stream.write('{"msg":"lost"}\n')
    const again = openSync(`/proc/self/fd/${write}`, constants.O_RDONLY | constants.O_NONBLOCK)
    stream.write('{"msg":"two"}\n')
    const [notice = '', two] = readText(again).trim().split('\n')
    expect(JSON.parse(notice)).toMatchObject({
      level: 40,
      msg: '3 log lines were dropped, because standard output could not be written: EPIPE',
    })
    expect(two).toBe('{"msg":"two"}')
    expect(stream.dropped).toBe(3)
  })

  test('a process with many sites has one descriptor for the logs of all', () => {
    const used = () => [readdirSync('/proc/self/fd').length, process.stdout.listenerCount('error')]
    const first = createLogStream({ production: true })
    const before = used()
    for (let count = 0; count < 20; count += 1) createLogStream({ production: true })
    expect([first.dropped, used()]).toEqual([0, before])
  })

  test('a slow reader gets what a pipe cannot hold later, up to a limit, and whole lines only', async () => {
    const { read, write } = openPipe()
    const stream = new LogStream(write)
    const line = `${JSON.stringify({ msg: 'x'.repeat(990) })}\n`
    for (let count = 0; count < 2000; count += 1) stream.write(line)
    expect(stream.dropped).toBeGreaterThan(500)
    let text = ''
    const sent = 2000 - stream.dropped
    while (text.split('\n').length <= sent) {
      text += readText(read)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(text).toBe(line.repeat(sent))
    stream.write(line)
    expect(readText(read)).toMatch(/lines were dropped.*its reader is too slow"}\n/)
  })
})

test('EVENT_LIMIT and EVENT_RETENTION: a running server deletes the oldest events of sign-ins, and those whose time is over', async () => {
  const { metricsPort, databaseUrl, child } = purging
  const rows = openClient(databaseUrl)
  try {
    const metrics = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    for (
      let tries = 0;
      tries < 400 && !(await metrics()).includes('purge_runs_total{result="ok"} 1');
      tries += 1
    )
      await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await metrics()).toContain('portcullis_purge_runs_total{result="ok"} 1')
    const ids = (await rows.event.findMany({ orderBy: { at: 'asc' } })).map(({ id }) => id)
    expect(ids).toEqual(Array.from({ length: 1000 }, (_, index) => `earlier-${EVENTS - 1000 + index}`))
  } finally {
    await rows.$disconnect()
    child.kill('SIGTERM')
  }
}, 60_000)

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(condition()).toBe(true)
}

/** The status of the response over a socket in the file system. */
function requestOver(
  socketPath: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number | undefined> {
  return requestTo({ socketPath }, path, headers)
}

async function requestTo(
  target: { readonly socketPath: string } | { readonly port: number },
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number | undefined> {
  const [response] = (await once(get({ ...target, path, headers, agent: false }), 'response')) as [
    IncomingMessage,
  ]
  response.resume()
  return response.statusCode
}

async function untilListening(socketPath: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const status = await requestOver(socketPath, '/readyz', {}).catch(() => 0)
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the server did not start')
}

/** What a server in production needs, on a migrated database of its own. */
async function environment(port: number): Promise<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    PORT: String(port),
    BASE_URL: 'https://login.example.com',
    DATABASE_URL: await freshDatabase('sqlite'),
    SESSION_KEYS: 'a key for signing that is quite long enough',
    ENCRYPTION_KEYS: 'a key for encryption that is quite long enough',
  }
}

function start(env: NodeJS.ProcessEnv, stdio: StdioOptions): ChildProcess {
  const child = spawn(process.execPath, ['dist/main.js'], { env, stdio })
  children.push(child)
  return child
}

async function untilReady(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the server did not start')
}

/** The number that the process writes first to standard error; the rest is dropped. */
async function firstOutput({ stderr }: ChildProcess): Promise<number> {
  if (stderr === null) throw new Error('standard error is not a pipe')
  const [data] = (await once(stderr, 'data')) as [Buffer]
  stderr.resume()
  return Number(data.toString())
}

async function untilEnded(port: number): Promise<void> {
  const isListening = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => true,
      () => false,
    )
  for (let tries = 0; tries < 200; tries += 1) {
    if (!(await isListening())) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the server did not end')
}

async function readAll(child: ChildProcess): Promise<string> {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await once(child, 'close')
  return text
}

function readText(fd: number): string {
  const buffer = Buffer.alloc(65_536)
  let text = ''
  try {
    for (let length = 1; length > 0;) {
      length = readSync(fd, buffer)
      text += buffer.toString('utf8', 0, length)
    }
  } catch {
    // The pipe is empty.
  }
  return text
}

function garbage(): string {
  const path = join(scratch, 'garbage.db')
  writeFileSync(path, 'This is no database. '.repeat(100))
  return path
}
