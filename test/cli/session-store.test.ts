import { runCommandLine } from '../support/command-line.js'
import { useSite } from '../support/use-site.js'

describe('the commands for the administrator, where sessions are not in the database', () => {
  let env: Record<string, string>

  const { site, op } = useSite({ database: 'sqlite', env: { SESSION_STORE: 'cookie' } })

  beforeAll(() => {
    op.person({ sub: 'ann', preferred_username: 'ann' })
    env = { DATABASE_URL: site.databaseUrl, NODE_ENV: 'production', SESSION_STORE: 'cookie' }
  })

  test.each([
    [['sessions', 'end', '--user', 'ann'], 'All sessions of ann ended.\n'],
    [['user', 'disable', 'ann'], 'ann is disabled. All sessions ended.\n'],
  ])('%j signs the user out, and does not print a number of sessions', async (words, out) => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await runCommandLine(words, env)).toMatchObject({ status: 0, out })
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('sessions list fails, instead of claiming that there are no sessions', async () => {
    const { status, out, err } = await runCommandLine(['sessions', 'list', '--user', 'ann'], env)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toContain('SESSION_STORE is cookie')
  })
})
