import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { runCommandLine, type Running, startCommand } from '../support/command-line.js'
import { decide } from '../support/device.js'
import { freePort } from '../support/free-port.js'
import { useSite } from '../support/use-site.js'

const StoredSchema = z.object({
  service: z.string(),
  session: z.object({ value: z.string(), expires: z.string() }),
})

describe('login, whoami and logout', () => {
  let people = 0

  const { site, op } = useSite({ database: 'sqlite' })

  async function signedIn() {
    people += 1
    const name = `person${people}`
    op.person({ sub: name, preferred_username: name, name: `Person ${people}` })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return { visitor, name }
  }

  /** A separate home directory, so that the test never touches a real session. */
  function newHome() {
    const config = mkdtempSync(join(tmpdir(), 'portcullis-home-'))
    const file = join(config, 'portcullis', 'session.json')
    return {
      env: { XDG_CONFIG_HOME: config },
      file,
      stored: () => StoredSchema.parse(JSON.parse(readFileSync(file, 'utf8'))),
    }
  }

  async function approve(command: Running, decision: 'approve' | 'deny' = 'approve') {
    const person = await signedIn()
    const code = await command.waitForOutput(/([BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4})\s/)
    await command.waitForOutput(/▀|█/)
    await decide(person.visitor, code, decision)
    return person
  }

  test('login shows link, code and QR code, and stores the session; whoami and logout use it', async () => {
    const { env, file, stored } = newHome()
    const command = startCommand(['login', '--service', `${site.url}/`, '--name', 'Test bench'], env)
    const { visitor, name } = await approve(command)
    const { status, out, err } = await command.ended
    expect([status, out]).toEqual([0, `Signed in to ${site.url} as ${name}.\n`])
    expect(err).toMatch(/http:\/\/localhost:\d+\/device\?user_code=[A-Z]{4}-[A-Z]{4}\n/)
    expect(err).toMatch(/Waiting for approval, 10:00 left/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(file, '..'))).toEqual(['session.json'])
    expect(stored().service).toBe(site.url)
    const { value } = stored().session
    expect(out + err).not.toContain(value)
    const row = await site.rows.device.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    expect(row.name).toBe('Test bench')
    expect(row.keyThumbprint).not.toBeNull()
    const page = await visitor.ask('/account')
    expect(page.body).toContain('Test bench')

    const who = await runCommandLine(['whoami'], env)
    expect(who.status).toBe(0)
    expect(who.out).toContain(`${name} (Person`)
    const forProgram = await runCommandLine(['whoami', '--json'], env)
    expect(JSON.parse(forProgram.out)).toMatchObject({ service: site.url, user: { username: name } })
    expect(forProgram.out).not.toContain(value)

    const loggedOut = await runCommandLine(['logout'], env)
    expect(loggedOut).toEqual({ status: 0, out: `Signed out of ${site.url}.\n`, err: '' })
    const headers = { authorization: `Bearer ${value}` }
    expect((await site.visitor().ask('/api/session', { headers })).status).toBe(401)
    expect(readdirSync(join(file, '..'))).toEqual([])
    const signedOut = await runCommandLine(['whoami'], env)
    expect([signedOut.status, signedOut.err]).toEqual([
      1,
      'You are not signed in on this computer. Sign in with: portcullis login --service URL\n',
    ])
  }, 60_000)

  test('a denial ends login with status 1, and no session is stored', async () => {
    const { env, file } = newHome()
    const command = startCommand(['login', '--service', site.url], env)
    await approve(command, 'deny')
    const { status, out, err } = await command.ended
    expect([status, out]).toEqual([1, ''])
    expect(err).toContain('The request was denied, or its approval was withdrawn.')
    expect(readdirSync(join(file, '..'))).toEqual([])
  }, 60_000)

  test('Ctrl-C ends login at once, with status 130 and without a stack trace', async () => {
    const { env, file } = newHome()
    const command = startCommand(['login', '--service', site.url], env)
    await command.waitForOutput(/Waiting for approval/)
    command.interrupt()
    const { status, out, err } = await command.ended
    expect([status, out]).toEqual([130, ''])
    expect(err).not.toMatch(/Error|at .*\.js/)
    expect(readdirSync(join(file, '..'))).toEqual([])
  })

  test('whoami reports a session that was ended elsewhere; a new login replaces and ends the previous session', async () => {
    const { env, file, stored } = newHome()
    const first = startCommand(['login', '--service', site.url, '--json'], env)
    const code = await first.waitForOutput(/page shows this code: {2}(\S+)/)
    const one = await signedIn()
    await decide(one.visitor, code)
    const ended = await first.ended
    expect(JSON.parse(ended.out)).toMatchObject({ service: site.url, user: { username: one.name } })
    expect(ended.err).not.toMatch(/[▀█]/)
    const before = stored().session.value
    const second = startCommand(['login', '--service', site.url], env)
    const other = await approve(second)
    expect((await second.ended).status).toBe(0)
    expect(stored().session.value).not.toBe(before)
    const headers = { authorization: `Bearer ${before}` }
    expect((await site.visitor().ask('/api/session', { headers })).status).toBe(401)
    const user = await site.rows.user.findUniqueOrThrow({ where: { username: other.name } })
    await site.rows.session.deleteMany({ where: { userId: user.id } })
    const who = await runCommandLine(['whoami'], env)
    expect([who.status, who.out]).toEqual([1, ''])
    expect(who.err).toContain(`The session at ${site.url} has ended.`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  }, 60_000)

  test('login works with a clock that is wrong by hours', async () => {
    const { env } = newHome()
    const before = await site.rows.device.count()
    const late = () => new Date(Date.now() - 3 * 3600_000)
    const controller = new AbortController()
    const command = runCommandLine(['login', '--service', site.url], env, '', {
      clock: late,
      signal: controller.signal,
    })
    for (let tries = 0; tries < 100 && (await site.rows.device.count()) === before; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const row = await site.rows.device.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    expect(row.keyThumbprint).not.toBeNull()
    expect(await site.rows.device.count()).toBe(before + 1)
    controller.abort()
    expect((await command).status).toBe(130)
  })
})

describe('errors of login, whoami and logout', () => {
  const home = (content?: string) => {
    const config = mkdtempSync(join(tmpdir(), 'portcullis-home-'))
    const folder = join(config, 'portcullis')
    if (content !== undefined) {
      mkdirSync(folder)
      writeFileSync(join(folder, 'session.json'), content)
    }
    return { env: { XDG_CONFIG_HOME: config }, folder }
  }

  test.each([
    ['http://login.example.com', 'must use https'],
    ['ftp://login.example.com', 'must be an address'],
    ['login.example.com', 'must be an address'],
    ['https://me@login.example.com', 'must not contain a user name'],
    ['https://login.example.com/?a=b', 'must not contain a user name, a query'],
  ])('login refuses to send anything to %s', async (service, message) => {
    const { status, err } = await runCommandLine(['login', '--service', service], home().env)
    expect(status).toBe(2)
    expect(err).toContain(message)
  })

  test('a server that does not respond is reported, and the session stays until logout --forget', async () => {
    const service = `http://localhost:${await freePort()}`
    const login = await runCommandLine(['login', '--service', service], home().env)
    expect(login.status).toBe(1)
    expect(login.err).toContain(`${service} does not respond`)
    const { env, folder } = home(JSON.stringify({ service, session: { value: 'secret', expires: 'x' } }))
    const refused = await runCommandLine(['logout'], env)
    expect(refused.status).toBe(1)
    expect(refused.err).toContain('You are still signed in.')
    expect(readdirSync(folder)).toEqual(['session.json'])
    const forgotten = await runCommandLine(['logout', '--forget', '--json'], env)
    expect([forgotten.status, JSON.parse(forgotten.out)]).toEqual([0, { service, ended: false }])
    expect(readdirSync(folder)).toEqual([])
    expect(refused.err + forgotten.err).not.toContain('secret')
  })

  test('a server that is not Portcullis is reported, and its response cannot control the terminal', async () => {
    const bodies = ['<html>', '{}', '{"error":"x","error_description":"\\u001b[2Jgone"}', '{"device_code":1}']
    const server = createServer((_request, response) => {
      response.end(bodies.shift())
    })
    const port = await freePort()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    try {
      for (let count = bodies.length; count > 0; count -= 1) {
        const answer = await runCommandLine(['login', '--service', `http://127.0.0.1:${port}`], home().env)
        expect(answer.status).toBe(1)
        expect(answer.err).toMatch(/There is no Portcullis server at|refused: {1,2}\[2Jgone/)
        expect(answer.err).not.toContain('\u001b')
      }
    } finally {
      server.close()
    }
  })

  test.each(['', '{', '{"service":1}', '[]'])('a damaged session file is reported: %j', async (content) => {
    for (const command of ['whoami', 'logout']) {
      const { status, err } = await runCommandLine([command], home(content).env)
      expect(status).toBe(1)
      expect(err).toContain('is damaged. Delete it and sign in again.')
    }
  })

  test('a folder that cannot be created is reported before the approval is requested', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'portcullis-home-')), 'file')
    writeFileSync(file, '')
    const env = { XDG_CONFIG_HOME: join(file, 'below') }
    const { status, err } = await runCommandLine(['login', '--service', 'http://localhost:1'], env)
    expect(status).toBe(1)
    expect(err).toContain('the session could not be stored')
  })
})
