import { SettingsError } from '../../src/settings/settings-error.js'
import { runCommandLine } from '../support/command-line.js'
import { DATABASES } from '../support/database.js'
import { KEYS, backendAt, type Site } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { accountOf } from './actions.js'

describe.each(DATABASES)('issuers on %s: the name of a backend is a label', (database) => {
  const { site, provider, op, startAnother } = useSite({
    database,
    acme: { trustEmail: true, frontChannelLogout: true },
  })
  const other = provider.alias('other')
  /** The same name at another issuer, in a process that started when no account was stored yet. */
  let moved: Site

  const atOther = () => ({ acme: backendAt(other, { trustEmail: true }) })

  beforeAll(async () => {
    moved = await startAnother({ backends: atOther() })
  })

  test('a subject of another issuer does not open the account of the same subject, and the trace says why', async () => {
    op.person({ sub: '1', name: 'The Victim' })
    await site.visitor().signIn('acme')
    other.person({ sub: '1', name: 'Mallory' })
    const mallory = moved.visitor()
    const page = await mallory.signIn('acme')
    expect([page.status, page.body.includes('issuer_changed')]).toEqual([403, true])
    expect(page.body).toContain('We can’t match your account')
    expect(await mallory.isSignedIn()).toBe(false)
    expect(await site.rows.account.count({ where: { subject: '1' } })).toBe(1)
    const { issuer } = await accountOf(site, 'acme', '1')
    expect(issuer).toBe(op.issuer)
    const reference = /\b[2-9A-HJKMNP-TV-Z]{8}\b/.exec(page.body)?.[0] ?? ''
    const [event] = await site.store.listEventsByReference(reference)
    expect([event?.code, event?.detail.includes(`"step":"findAccount"`)]).toEqual(['issuer_changed', true])
    expect(event?.detail).toContain(op.issuer)
  })

  test('another issuer cannot end the sessions of the same subject', async () => {
    op.person({ sub: '2' })
    const victim = site.visitor()
    await victim.signIn('acme')
    const send = (token: string, to: Site) =>
      to.visitor().ask('/logout/backchannel/acme', { form: { logout_token: token } })
    const sid = op.signedIn?.sid ?? ''
    expect((await send(await other.logoutToken({ sub: '2', sid: undefined }), moved)).status).toBe(200)
    expect((await send(await other.logoutToken({ sub: '2', sid }), moved)).status).toBe(400)
    expect(await victim.isSignedIn()).toBe(true)
    expect((await send(await op.logoutToken({ sub: '2', sid }), site)).status).toBe(200)
    expect(await victim.isSignedIn()).toBe(false)
  })

  test('no process starts over accounts of another issuer, even with the old issuer as an alias, and the doctor reports it', async () => {
    const start = () => startAnother({ backends: atOther() })
    await expect(start()).rejects.toThrow(SettingsError)
    await expect(start()).rejects.toThrow(`run "portcullis backend move-accounts acme --from ${op.issuer}"`)
    const aliased = { acme: { ...atOther().acme, issuerAliases: [op.issuer] } }
    await expect(startAnother({ backends: aliased })).rejects.toThrow('Accounts of another issuer')
    const { out } = await runCommandLine(['doctor', '--json'], environment())
    expect(out).toContain('"code": "issuer_changed"')
  })

  test('backend move-accounts puts the accounts under the new issuer, without the tokens of the old one', async () => {
    op.person({ sub: '3' })
    await site.visitor().signIn('acme')
    const before = await accountOf(site, 'acme', '3')
    expect(before.tokens).not.toBeNull()
    const move = ['backend', 'move-accounts', 'acme', '--from', op.issuer]
    const unknown = ['backend', 'move-accounts', 'acme', '--from', 'https://nowhere.example']
    expect(await runCommandLine(unknown, environment())).toMatchObject({ status: 1 })
    const dry = await runCommandLine([...move, '--dry-run'], environment())
    expect(dry).toMatchObject({ status: 0, err: '' })
    expect(dry.out).toContain('Nothing was changed')
    expect((await accountOf(site, 'acme', '3')).issuer).toBe(op.issuer)
    expect(await runCommandLine(move, environment())).toMatchObject({ status: 0, err: '' })
    const after = await accountOf(site, 'acme', '3')
    expect([after.issuer, after.tokens, after.userId]).toEqual([other.issuer, null, before.userId])
    const events = await site.rows.event.findMany({ where: { kind: 'provider.accounts-moved' } })
    expect(events.map(({ actor, backend }) => [actor, backend])).toEqual([['command line', 'acme']])
    expect(events[0]?.detail).toContain(op.issuer)
    const started = await startAnother({ backends: atOther() })
    other.person({ sub: '3' })
    expect(await started.visitor().signIn('acme')).toMatchObject({ status: 200 })
    expect((await accountOf(site, 'acme', '3')).userId).toBe(before.userId)
    const again = await runCommandLine(move, environment())
    expect([again.status, again.err.includes('There are no accounts')]).toEqual([1, true])
  })

  test('no process starts with other subjects under the accounts of a provider until an administrator accepts it', async () => {
    const fields = { kind: 'oauth2', clientId: 'me', clientSecret: 'a secret of the client', subject: 'id' }
    const at = (host: string) => ({
      authorizationEndpoint: 'https://id.example/authorize',
      tokenEndpoint: `https://${host}/token`,
      userInfoEndpoint: `https://${host}/me`,
    })
    const start = (acme: object) => startAnother({ backends: { acme: { ...fields, ...acme } } })
    await site.rows.account.deleteMany()
    await site.rows.knownBackend.deleteMany()
    await start(at('id.example'))
    // Without accounts, everything may change.
    await start({ ...at('id.example'), subject: 'login' })
    await start(at('id.example'))
    const stored = await site.rows.knownBackend.findUniqueOrThrow({ where: { name: 'acme' } })
    expect(stored.definition).not.toContain('a secret of the client')
    other.person({ sub: '4' })
    await moved.visitor().signIn('acme')
    await site.rows.account.updateMany({ data: { issuer: 'https://id.example' } })
    await start({ ...at('id.example'), label: 'Renamed' })
    const changes = [{ ...at('id.example'), subject: 'login' }, at('evil.example')]
    for (const change of changes) {
      await expect(start(change)).rejects.toThrow(SettingsError)
      await expect(start(change)).rejects.toThrow('run "portcullis backend accept-change acme"')
    }
    const env = { ...KEYS, BASE_URL: site.url, DATABASE_URL: site.databaseUrl }
    const changed = {
      ...env,
      BACKEND_ACME_KIND: 'oauth2',
      BACKEND_ACME_CLIENT_ID: 'me',
      BACKEND_ACME_CLIENT_SECRET: 'secret',
      BACKEND_ACME_SUBJECT: 'login',
      BACKEND_ACME_AUTHORIZATION_ENDPOINT: 'https://id.example/authorize',
      BACKEND_ACME_TOKEN_ENDPOINT: 'https://id.example/token',
      BACKEND_ACME_USER_INFO_ENDPOINT: 'https://id.example/me',
    }
    expect((await runCommandLine(['doctor', '--json'], changed)).out).toContain('"code": "subjects_changed"')
    const accept = (name: string) => runCommandLine(['backend', 'accept-change', name], env)
    expect(await accept('nobody')).toMatchObject({ status: 1 })
    expect(await accept('acme')).toMatchObject({ status: 0, err: '' })
    await start({ ...at('id.example'), subject: 'login' })
    await expect(start(at('id.example'))).rejects.toThrow(SettingsError)
    const events = await site.rows.event.findMany({ where: { kind: 'provider.change-accepted' } })
    expect(events.map(({ actor, backend }) => [actor, backend])).toEqual([['command line', 'acme']])
  })

  function environment() {
    return {
      ...KEYS,
      ALLOW_INSECURE_ISSUERS: 'true',
      BASE_URL: site.url,
      DATABASE_URL: site.databaseUrl,
      BACKEND_ACME_KIND: 'oidc',
      BACKEND_ACME_ISSUER: other.issuer,
      BACKEND_ACME_CLIENT_ID: other.clientId,
      BACKEND_ACME_CLIENT_SECRET: other.clientSecret,
    }
  }
})
