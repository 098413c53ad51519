import { runCommandLine } from '../support/command-line.js'
import { type Provider, startProvider } from '../support/provider/index.js'
import { backendAt, type Site, startSite } from '../support/site.js'

describe('the commands for the administrator, where sessions are not in the database', () => {
  let provider: Provider
  let site: Site
  let env: Record<string, string>

  beforeAll(async () => {
    provider = await startProvider()
    const op = provider.alias('acme')
    op.person({ sub: 'ann', preferred_username: 'ann' })
    site = await startSite({
      database: 'sqlite',
      env: { ALLOW_INSECURE_ISSUERS: 'true', SESSION_STORE: 'cookie' },
      backends: { acme: backendAt(op) },
    })
    env = { DATABASE_URL: site.databaseUrl, NODE_ENV: 'production', SESSION_STORE: 'cookie' }
  })

  afterAll(async () => {
    await site.close()
    await provider.close()
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
