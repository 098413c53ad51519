import { copyFileSync, renameSync } from 'node:fs'
import Koa from 'koa'
import pg from 'pg'
import { setTimeout } from 'node:timers/promises'
import { createLogger } from '../../src/logging.js'
import { health } from '../../src/routes/health.js'
import { DATABASES, type DatabaseKind } from '../support/database.js'
import { freePort } from '../support/free-port.js'
import type { Site } from '../support/site.js'
import { useSite } from '../support/use-site.js'

describe.each(DATABASES)('readiness on %s', (kind) => {
  const { site } = useSite({ database: kind })

  test('a site whose database accepts no writes is not ready, says why in the log, and is ready again after that', async () => {
    await untilStatus(site, 200)
    await setWritable(kind, site, false)
    // The first answer may be about the connections that were cut; what counts is the one about writing.
    const isRefused = () => site.logged.some((line) => line.includes('not ready') && /read-?only/i.test(line))
    const body = await untilStatus(site, 503, isRefused)
    expect(JSON.parse(body)).toEqual({ status: 'unavailable', database: false, sessions: true })
    const line = site.logged.findLast((each) => each.includes('not ready')) ?? ''
    expect(line).toMatch(/"probe":"database"/)
    expect((await site.visitor().ask('/healthz')).status).toBe(200)
    await setWritable(kind, site, true)
    await untilStatus(site, 200)
  })
})

describe('a SQLite file that is replaced under the site', () => {
  const { site } = useSite({ database: 'sqlite' })

  test('is not written to, as that would be lost at the end of the process: the site is not ready, and says why', async () => {
    const file = site.databaseUrl.replace(/^file:/, '')
    expect((await site.visitor().signIn('acme')).status).toBe(200)
    renameSync(file, `${file}.old`)
    copyFileSync(`${file}.old`, file)
    await untilStatus(site, 503)
    expect((await site.visitor().ask('/login/acme')).status).toBe(503)
    expect(site.logged.some((line) => line.includes('was deleted or replaced while it was open'))).toBe(true)
    renameSync(`${file}.old`, file)
    await untilStatus(site, 200)
    expect((await site.visitor().signIn('acme')).status).toBe(200)
  })
})

/** Makes the database refuse writes, as a primary that became a replica does, and accept them again. */
async function setWritable(kind: DatabaseKind, site: Site, isWritable: boolean): Promise<void> {
  if (kind === 'sqlite') {
    await site.store.queryRows(`PRAGMA query_only = ${isWritable ? 'OFF' : 'ON'}`)
    return
  }
  const url = new URL(site.databaseUrl)
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(
      `ALTER DATABASE ${name} SET default_transaction_read_only = ${isWritable ? 'off' : 'on'}`,
    )
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
  } finally {
    await client.end()
  }
}

/** Asks until the status is there and the condition holds, for four seconds at most; returns the body. */
async function untilStatus(site: Site, wanted: number, holds = () => true): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const { status, body } = await site.visitor().ask('/readyz')
    if (status === wanted && holds()) return body
    if (tries === 80) throw new Error(`/readyz is ${status} ${body}`)
    await setTimeout(50)
  }
}

test('many probes at once cost one write, and a dependency that accepts writes is asked again after a second', async () => {
  const asked = { ping: 0, checkWritable: 0 }
  const count = (name: keyof typeof asked) => async () => {
    asked[name] += 1
    await setTimeout(20)
  }
  const database = { ping: count('ping'), checkWritable: count('checkWritable') }
  const log = createLogger({ production: true, level: 'silent' })
  const app = new Koa()
  app.use(health({ database }, new AbortController().signal, log))
  const port = await freePort()
  const server = app.listen(port, '127.0.0.1')
  try {
    const probe = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status
    const statuses = await Promise.all(Array.from({ length: 20 }, probe))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(asked).toEqual({ ping: 20, checkWritable: 1 })
    await setTimeout(1100)
    await probe()
    expect(asked.checkWritable).toBe(2)
  } finally {
    server.close()
  }
})
