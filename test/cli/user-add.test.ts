import { Duplex } from 'node:stream'
import { promptNewPassword } from '../../src/cli/prompt-password.js'
import { runCommandLine } from '../support/command-line.js'
import { DATABASES } from '../support/database.js'
import { FORWARDED, GOOD, login } from '../support/passwords.js'
import { useSite } from '../support/use-site.js'

describe.each(DATABASES)('user add on %s, while the server runs', (database) => {
  let env: Record<string, string>

  const { site } = useSite({ database, env: { ...FORWARDED, REGISTRATION: 'closed' }, backends: () => ({}) })

  beforeAll(() => {
    env = { DATABASE_URL: site.databaseUrl, NODE_ENV: 'production', REGISTRATION: 'closed' }
  })

  const add = (username: string, email: string, input: string, ...more: string[]) =>
    runCommandLine(['user', 'add', '--username', username, '--email', email, ...more], env, input)

  test('creates a user who signs in with the password by name and by address', async () => {
    const added = await add('ann', 'Ann@Example.test', `${GOOD}\nthe next line is not read\n`)
    expect(added).toEqual({ status: 0, out: 'User ann created.\n', err: '' })
    for (const username of ['ann', 'ann@example.test']) {
      expect((await login(site.visitor(), { username, password: GOOD })).status).toBe(200)
    }
    const user = await site.rows.user.findUnique({ where: { username: 'ann' }, include: { accounts: true } })
    expect(user).toMatchObject({ provenEmail: 'ann@example.test', emailVerified: true, admin: false })
    expect(user?.accounts).toHaveLength(1)
    const json = await add('bob', 'bob@example.test', GOOD, '--json')
    expect(JSON.parse(json.out)).toEqual({ username: 'bob', email: 'bob@example.test' })
  })

  test.each([
    ['cyd', 'one@example.test', 'short', /at least 10 characters/],
    ['cyd', 'one@example.test', '', /No password on standard input/],
    ['cyd.cyd.cyd', 'one@example.test', 'cyd.cyd.cyd', /must not be your user name/],
    ['Cyd', 'one@example.test', GOOD, /is not a valid user name/],
    ['c', 'one@example.test', GOOD, /is not a valid user name/],
    ['cyd!', 'one@example.test', GOOD, /is not a valid user name/],
    ['cyd', 'one', GOOD, /is not a valid email address/],
    ['admin', 'one@example.test', GOOD, /is taken or reserved/],
  ])('refuses %j, %j, %j, and creates no user', async (username, email, input, reason) => {
    const before = await site.counts()
    const { status, out, err } = await add(username, email, input)
    expect([status, out]).toEqual([1, ''])
    expect(err).toMatch(reason)
    expect(await site.counts()).toEqual(before)
  })

  test('refuses a name or an address of another user', async () => {
    await add('dee', 'dee@example.test', GOOD)
    const before = await site.counts()
    const name = await add('dee', 'other@example.test', GOOD)
    expect([name.status, name.err]).toEqual([1, 'The user name "dee" is taken or reserved.\n'])
    const address = await add('eve', 'DEE@example.test', GOOD)
    expect([address.status, address.err]).toEqual([
      1,
      'Another user has already verified the address DEE@example.test.\n',
    ])
    expect(await site.counts()).toEqual(before)
  })

  test('of five at once with one name exactly one is created', async () => {
    const ended = await Promise.all(
      Array.from({ length: 5 }, (_, index) => add('fay', `fay${index}@example.test`, GOOD)),
    )
    expect(ended.filter(({ status }) => status === 0)).toHaveLength(1)
    expect(await site.rows.user.count({ where: { username: { startsWith: 'fay' } } })).toBe(1)
  })

  test('a missing option is a wrong command line', async () => {
    const { status, err } = await runCommandLine(['user', 'add', '--username', 'gus'], env, GOOD)
    expect(status).toBe(2)
    expect(err).toContain('Missing option: --email')
  })
})

describe('at a terminal', () => {
  /** A terminal at which these keys are pressed, one chunk for each prompt. */
  function terminalOf(...chunks: string[]) {
    const raw: boolean[] = []
    let prompts = ''
    const keys = [...chunks]
    const input = Object.assign(new Duplex({ read: () => undefined, write: () => undefined }), {
      isTTY: true,
      setRawMode: (on: boolean) => {
        raw.push(on)
        if (on) input.push(keys.shift() ?? '')
      },
    })
    const terminal = {
      env: {},
      cwd: '/',
      homeDir: '/',
      machine: { name: 'here', system: 'Linux' },
      isInteractive: true,
      stdin: input,
      clock: () => new Date(),
      signal: new AbortController().signal,
      stdout: () => undefined,
      stderr: (text: string) => {
        prompts += text
      },
    }
    return { terminal, raw, prompts: () => prompts }
  }

  test('a password is entered twice, with backspace, and never echoed', async () => {
    const { terminal, raw, prompts } = terminalOf('a lonG\u007fg enough é\u007fé\r', 'a long enough é\r')
    expect(await promptNewPassword(terminal)).toBe('a long enough é')
    expect(prompts()).toBe('Password: \nRepeat password: \n')
    expect(raw).toEqual([true, false, true, false])
  })

  test('two different passwords, or Ctrl-C, end the prompt, and the terminal echoes again', async () => {
    const different = terminalOf('one password\r', 'another one\r')
    await expect(promptNewPassword(different.terminal)).rejects.toThrow('The passwords do not match.')
    const cancelled = terminalOf('half of a\u0003')
    await expect(promptNewPassword(cancelled.terminal)).rejects.toThrow('Cancelled.')
    expect([different.raw.at(-1), cancelled.raw.at(-1)]).toEqual([false, false])
  })
})
