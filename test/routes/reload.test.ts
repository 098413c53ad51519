import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freshDatabase } from '../support/database.js'
import { freePort } from '../support/free-port.js'
import { backendAt, KEYS } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { Visitor } from '../support/visitor.js'

describe('settings that are read again', () => {
  const { site, op, provider } = useSite({ database: 'sqlite' })

  beforeEach(async () => {
    await site.reload({ rawBackends: { acme: backendAt(op) } })
  })

  test('a backend can be added, changed and removed while the site runs', async () => {
    const other = backendAt(provider.alias('other'), { label: 'Other' })
    const acme = backendAt(op)
    expect(await site.reload({ rawBackends: { acme, other } })).toEqual(['other'])
    const visitor = site.visitor()
    await visitor.signIn('other')
    expect(await visitor.isSignedIn()).toBe(true)
    // Another process, which read the settings earlier, may have started it.
    const early = site.visitor()
    const callback = await early.untilCallback('other')
    await site.rows.attempt.updateMany({ data: { createdAt: new Date(Date.now() - 60_000) } })
    await early.ask(callback)
    expect(await early.isSignedIn()).toBe(true)
    expect(await site.reload({ rawBackends: { acme, other } })).toEqual([])
    const changed = await site.reload({ rawBackends: { acme: { ...acme, label: 'Acme Inc' } } })
    expect(changed).toEqual(['acme', 'other'])
    expect((await visitor.ask('/login/other')).status).toBe(404)
    expect((await site.visitor().ask('/login')).body).toContain('Acme Inc')
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('a sign-in under way ends with what it started with, and the next one starts with what is new', async () => {
    const visitor = site.visitor()
    const underWay = await visitor.untilCallback('acme')
    await site.reload({ rawBackends: { acme: backendAt(op, { clientSecret: 'another secret' }) } })
    await visitor.ask(underWay)
    expect(await visitor.isSignedIn()).toBe(true)
    const later = site.visitor()
    const refused = await later.ask(await later.untilCallback('acme'))
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(await later.isSignedIn()).toBe(false)
  })

  test('a sign-in under way does not end at a backend that is gone, or that has another issuer now', async () => {
    // With accounts, another issuer under the same name would be refused.
    await site.rows.account.deleteMany()
    const tokensBefore = op.counts.token
    const [first, second, third] = [site.visitor(), site.visitor(), site.visitor()]
    const callbacks = [
      await first.untilCallback('acme'),
      await second.untilCallback('acme'),
      await third.untilCallback('acme'),
    ]
    const elsewhere = provider.alias('elsewhere')
    await site.reload({ rawBackends: { acme: backendAt(op, { label: 'Acme Inc' }) } })
    await site.reload({ rawBackends: { acme: backendAt(elsewhere) } })
    const refused = await first.ask(callbacks[0] ?? '')
    expect([refused.status, refused.body.includes('backend_disabled')]).toEqual([403, true])
    expect(await first.isSignedIn()).toBe(false)
    // Another process, which had not read the settings again, may have started it.
    await site.rows.attempt.updateMany({ data: { createdAt: new Date() } })
    const late = await third.ask(callbacks[2] ?? '')
    expect([late.status, late.body.includes('backend_disabled')]).toEqual([403, true])
    // The provider of the other issuer has seen no code.
    expect([op.counts.token, elsewhere.counts.token]).toEqual([tokensBefore, 0])
    const newcomer = site.visitor()
    await newcomer.signIn('acme')
    expect(await newcomer.isSignedIn()).toBe(true)
    await site.rows.account.deleteMany()
    await site.reload({ rawBackends: {} })
    expect((await second.ask(callbacks[1] ?? '')).status).toBe(404)
    expect(await second.isSignedIn()).toBe(false)
  })

  test('errors are reported all at once, and change nothing', async () => {
    const rawBackends = { acme: { kind: 'oidc', label: '' }, other: backendAt(op, { issuer: 'no URL' }) }
    const error = await site.reload({ rawBackends }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'SettingsError' })
    expect(String(error)).toMatch(/"acme"[\s\S]*"other"/)
    const visitor = site.visitor()
    await visitor.signIn('acme')
    expect(await visitor.isSignedIn()).toBe(true)
  })
})

test('SIGHUP reads BACKENDS_FILE again; after an error the process keeps the backends that it had, and logs it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-reload-'))
  const file = join(folder, 'backends.json')
  const write = (label: string) => {
    const acme = { kind: 'oidc', label, issuer: 'https://id.example.com', clientId: 'us', clientSecret: 's' }
    writeFileSync(file, JSON.stringify({ acme }))
  }
  write('First')
  const port = await freePort()
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: {
      ...KEYS,
      NODE_ENV: 'production',
      NODE_OPTIONS: '',
      PATH: process.env['PATH'],
      PORT: String(port),
      HOST: '127.0.0.1',
      BASE_URL: `http://localhost:${port}`,
      DATABASE_URL: await freshDatabase('sqlite'),
      BACKENDS_FILE: file,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const until = async (text: string) => {
    for (let tries = 0; tries < 400 && !output.includes(text); tries += 1) await setTimeout(50)
    expect(output).toContain(text)
  }
  const visitor = new Visitor(`http://localhost:${port}`)
  try {
    await until('Portcullis is running')
    expect((await visitor.ask('/login')).body).toContain('First')
    write('Second')
    child.kill('SIGHUP')
    await until('the backends were read again')
    expect(output).toContain('"changed":["acme"]')
    expect((await visitor.ask('/login')).body).toContain('Second')
    writeFileSync(file, '{ "acme": ')
    child.kill('SIGHUP')
    await until('the backends were not read again')
    expect(output).toContain('is not JSON')
    expect((await visitor.ask('/login')).body).toContain('Second')
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }
}, 60_000)
