import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Metrics } from '../src/metrics.js'
import { type Op, type Provider, startProvider } from './support/provider/index.js'
import { freePort } from './support/free-port.js'
import { backendAt, type Site } from './support/site.js'
import { useSites } from './support/use-site.js'

const startSite = useSites()

describe('metrics', () => {
  let provider: Provider
  let op: Op
  let site: Site
  let address: string

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
    const port = await freePort()
    address = `http://127.0.0.1:${port}/metrics`
    site = await startSite({
      database: 'sqlite',
      env: { ALLOW_INSECURE_ISSUERS: 'true', METRICS_PORT: String(port), METRICS_HOST: '127.0.0.1' },
      backends: { acme: backendAt(op, { frontChannelLogout: true }) },
    })
  })

  afterAll(async () => {
    await site.close()
    await provider.close()
  })

  /** The value of one line, found by its name and labels in any order. */
  async function valueOf(
    name: string,
    labels: Readonly<Record<string, string>> = {},
  ): Promise<number | null> {
    const text = await (await fetch(address)).text()
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
    const lines = text.split('\n').filter((line) => line.split(/[{ ]/)[0] === `portcullis_${name}`)
    const found = lines.find((line) => wanted.every((label) => line.includes(label)))
    return found === undefined ? null : Number(found.split(' ').at(-1))
  }

  test('sign-ins are counted by backend and by how they ended, attempts when they begin', async () => {
    await site.visitor().signIn('acme')
    op.misbehave({ authorizeError: { error: 'access_denied' } })
    await site.visitor().signIn('acme')
    op.behave()
    expect(await valueOf('attempts_total', { backend: 'acme', intent: 'sign-in' })).toBe(2)
    const ended = { backend: 'acme', carrier: 'browser' }
    expect(await valueOf('sign_ins_total', { ...ended, outcome: 'ok' })).toBe(1)
    expect(await valueOf('sign_ins_total', { ...ended, outcome: 'access_denied' })).toBe(1)
    expect(await valueOf('phase_seconds_count', { backend: 'acme', phase: 'provider' })).toBe(2)
    expect(await valueOf('phase_seconds_count', { backend: 'acme', phase: 'pipeline' })).toBe(1)
    expect(await valueOf('sessions')).toBe(1)
  })

  test('sessions that a provider ends are counted by backend and channel, and those that it did not end are not', async () => {
    const ended = (channel: string) =>
      valueOf('sessions_ended_by_provider_total', { backend: 'acme', channel })
    const tell = async (claims: Record<string, unknown>) => {
      const form = { logout_token: await op.logoutToken(claims) }
      return (await site.visitor().ask('/logout/backchannel/acme', { form })).status
    }
    const open = await valueOf('sessions')
    op.person({ sub: 'counted' })
    for (let browsers = 0; browsers < 3; browsers += 1) await site.visitor().signIn('acme')
    const sid = op.signedIn?.sid ?? ''
    expect([await ended('back'), await ended('front')]).toEqual([null, null])
    const query = new URLSearchParams({ iss: op.issuer, sid }).toString()
    await site.visitor().ask(`/logout/frontchannel/acme?${query}`)
    expect(await tell({ sub: 'nobody', sid: undefined })).toBe(200)
    expect([await ended('back'), await ended('front')]).toEqual([0, 1])
    expect(await tell({ sub: 'counted', sid: undefined })).toBe(200)
    expect(await tell({ sub: 'counted', sid: undefined, exp: 1 })).toBe(400)
    expect([await ended('back'), await ended('front')]).toEqual([2, 1])
    expect(await valueOf('sessions')).toBe(open)
  })

  test('requests are distinguished by route and status, never by address', async () => {
    await site.visitor().ask('/nothing-here-but-a-secret')
    await site.visitor().ask('/login?next=/private-page')
    const text = await (await fetch(address)).text()
    expect(await valueOf('request_seconds_count', { route: '/login', status: '200' })).toBeGreaterThan(0)
    expect(await valueOf('request_seconds_count', { route: 'none', status: '404' })).toBeGreaterThan(0)
    expect(text).not.toMatch(/secret|private-page|example\.test/)
  })

  test('what a sign-in needs is measured: the database, calls to the provider, purging, limits and the version', async () => {
    const statements = (await valueOf('database_seconds_count')) ?? 0
    await site.visitor().signIn('acme')
    expect(await valueOf('database_seconds_count')).toBeGreaterThan(statements + 4)
    expect(await valueOf('database_statements_running')).toBe(0)
    expect(await valueOf('database_errors_total')).toBe(0)
    expect(
      await valueOf('provider_call_seconds_count', { backend: 'acme', result: '2xx' }),
    ).toBeGreaterThanOrEqual(2)
    op.misbehave({ at: { token: { status: 503 } } })
    await site.visitor().signIn('acme')
    op.behave()
    expect(await valueOf('provider_call_seconds_count', { backend: 'acme', result: '5xx' })).toBeGreaterThan(
      0,
    )
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')))
    expect(await valueOf('build_info', { version, node: process.versions.node })).toBe(1)
    expect(await valueOf('emails_queued')).toBe(0)
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ username: 'ada', password: 'wrong password' })
    for (let tries = 0; tries < 6; tries += 1) {
      await fetch(new URL('/api/login', site.url), { method: 'POST', headers, body })
    }
    expect(await valueOf('limits_hit_total', { limit: 'passwords for one user' })).toBe(1)
  })

  test('they have a port of their own, which serves nothing else', async () => {
    expect((await site.visitor().ask('/metrics')).status).toBe(404)
    expect((await fetch(address, { method: 'POST' })).status).toBe(404)
    expect((await fetch(new URL('/', address))).status).toBe(404)
    const seen = await fetch(address)
    expect(seen.headers.get('content-type')).toContain('text/plain')
    expect(seen.headers.get('set-cookie')).toBeNull()
    expect(await seen.text()).toContain('nodejs_eventloop_lag_seconds')
  })
})

test('a site with thousands of backends has labels for the first hundred of them, and one for all others', async () => {
  const metrics = new Metrics()
  for (let index = 0; index < 1300; index += 1) {
    metrics.attempt(`backend-${index}`, 'sign-in')
    metrics.signIn(`backend-${index}`, 'browser', 'ok')
    metrics.phase(`backend-${index}`, 'provider', 0.1)
    metrics.providerCall(`backend-${index}`, 200, 0.1)
  }
  const text = await metrics.text()
  const labels = new Set([...text.matchAll(/backend="([^"]+)"/g)].map(([, name]) => name))
  expect(labels.size).toBe(101)
  expect(labels).toContain('other')
  expect(text).toMatch(/portcullis_attempts_total\{backend="other",intent="sign-in"\} 1200/)
  expect(text.split('\n').length).toBeLessThan(4000)
})

test('purging is measured by rows, results and time', async () => {
  const metrics = new Metrics()
  metrics.purge(300, 1.5)
  metrics.purge(null, 0.5)
  const text = await metrics.text()
  expect(text).toMatch(/^portcullis_purged_rows_total 300$/m)
  expect(text).toMatch(/^portcullis_purge_runs_total\{result="failed"\} 1$/m)
  expect(text).toMatch(/^portcullis_purge_seconds 0\.5$/m)
})

test('emails are counted by result', async () => {
  const metrics = new Metrics()
  metrics.email('dropped')
  expect(await metrics.text()).toMatch(/^portcullis_emails_total\{result="dropped"\} 1$/m)
})
