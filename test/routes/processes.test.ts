import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DATABASES, freshDatabase } from '../support/database.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { Visitor } from '../support/visitor.js'

const startSite = useSites()

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
/** Where the processes run: Demo ID, with its libraries and its key, is most of what each of them would do at its start. */
const FOLDER = mkdtempSync(join(tmpdir(), 'portcullis-processes-'))
writeFileSync(join(FOLDER, 'portcullis.config.mjs'), "export default { without: ['demo'] }")

/** On a busy machine, a process takes its time until it answers. */
const START_TIMEOUT_MS = 30_000

describe.each(DATABASES)('several processes on %s', (database) => {
  let provider: Provider
  let op: Op

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
  })

  afterAll(async () => {
    await provider.close()
  })

  test('R64, R68: a sign-in that one process began is finished by another, and a third knows the session', async () => {
    const backends = { acme: backendAt(op) }
    const env = { ALLOW_INSECURE_ISSUERS: 'true' }
    const first = await startSite({ database, backends, env })
    const { databaseUrl } = first
    const others: Site[] = []
    try {
      const callback = await first.visitor().untilCallback('acme')
      expect(callback).toContain('/complete/acme')
      const visitor = first.visitor()
      const second = await visitor.untilCallback('acme')
      await first.close()
      // The next process takes the same address, as behind a proxy.
      const sameAddress = { ...env, PORT: new URL(first.url).port, BASE_URL: first.url }
      others.push(await startSite({ database, backends, databaseUrl, env: sameAddress }))
      await forgetOldConnections(first.url)
      expect((await visitor.ask(second)).status).toBe(303)
      await others[0]?.close()
      others[0] = await startSite({ database, backends, databaseUrl, env: sameAddress })
      await forgetOldConnections(first.url)
      expect(await visitor.isSignedIn()).toBe(true)
    } finally {
      await Promise.all(others.map((site) => site.close()))
    }
  })

  test('R1, R71: two processes on one database take twenty first sign-ins of one person at once', async () => {
    const databaseUrl = await freshDatabase(database)
    const ports = [await freePort(), await freePort()]
    op.person({ sub: 'two-processes', name: 'Two Processes' })
    const processes = await Promise.all(
      ports.map((port) => startProcess(environment(op, databaseUrl, port), port)),
    )
    const site = await startSite({ database, databaseUrl })
    try {
      const visitors = Array.from(
        { length: 20 },
        (_, index) => new Visitor(`http://localhost:${ports[index % 2] ?? 0}`),
      )
      const callbacks = await Promise.all(visitors.map((visitor) => visitor.untilCallback('acme')))
      const answers = await Promise.all(visitors.map((visitor, index) => visitor.ask(callbacks[index] ?? '')))
      expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(303))
      expect(await site.counts()).toMatchObject({ users: 1, accounts: 1, sessions: 20 })
    } finally {
      processes.forEach((each) => each.kill())
      await site.close()
    }
  }, 60_000)

  test('killed at any moment of a sign-in, it leaves no user without a login method, and the next sign-in works', async () => {
    const databaseUrl = await freshDatabase(database)
    const port = await freePort()
    const env = environment(op, databaseUrl, port)
    for (const [index, delay] of [0, 3, 8, 16].entries()) {
      op.person({ sub: `killed-${index}`, name: 'Kay Illed' })
      const process = await startProcess(env, port)
      const visitor = new Visitor(`http://localhost:${port}`)
      const callback = await visitor.untilCallback('acme')
      const answer = visitor.ask(callback).catch(() => null)
      await new Promise((resolve) => setTimeout(resolve, delay))
      process.kill('SIGKILL')
      await once(process, 'exit')
      await answer
    }
    const site = await startSite({
      database,
      databaseUrl,
      backends: { acme: backendAt(op) },
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
    })
    try {
      const stranded = await site.rows.user.count({ where: { accounts: { none: {} } } })
      expect(stranded).toBe(0)
      const again = site.visitor()
      expect((await again.signIn('acme')).status).toBe(200)
    } finally {
      await site.close()
    }
  }, 90_000)
})

// The fetch of Node keeps connections to a process that has ended, and notices only when it uses one.
async function forgetOldConnections(url: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) await fetch(`${url}/healthz`).catch(() => null)
}

/** What a process of its own is told; all share keys, and those with one database share users. */
function environment(op: Op, databaseUrl: string, port: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    SESSION_KEYS: 'one key that several processes share in a test',
    ENCRYPTION_KEYS: 'another key that several processes share in a test',
    ALLOW_INSECURE_ISSUERS: 'true',
    LOG_LEVEL: 'silent',
    BACKEND_ACME_KIND: 'oidc',
    BACKEND_ACME_LABEL: 'Acme',
    BACKEND_ACME_ISSUER: op.issuer,
    BACKEND_ACME_CLIENT_ID: op.clientId,
    BACKEND_ACME_CLIENT_SECRET: op.clientSecret,
    NODE_OPTIONS: '',
  }
}

async function startProcess(env: NodeJS.ProcessEnv, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN], { cwd: FOLDER, env, stdio: 'ignore' })
  const lastTry = Date.now() + START_TIMEOUT_MS
  while (child.exitCode === null && Date.now() < lastTry) {
    const ready = await fetch(`http://localhost:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return child
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the process did not start')
}
