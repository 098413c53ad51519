// What administrators and several processes do with events: the page, a receiver that is gone, a process that is killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { toNewDelivery } from '../../src/store/event-recording.js'
import { runCommandLine } from '../support/command-line.js'
import { DATABASES } from '../support/database.js'
import { freePort } from '../support/free-port.js'
import type { Administrator } from '../support/administrator.js'
import { signInAsAdmin } from '../support/administrator.js'
import { backendAt, KEYS } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { isSigned, until, WebhookReceiver } from '../support/webhook-receiver.js'

const SECRET = `whsec_${Buffer.from('a key of the tests, thirty-two b').toString('base64')}`

describe.each(DATABASES)('webhooks on %s', (database) => {
  const receiver = new WebhookReceiver()
  const children: ChildProcess[] = []

  beforeAll(() => receiver.listen())
  beforeEach(() => {
    receiver.clear()
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await receiver.close()
  })

  const webhookEnv = () => ({ WEBHOOK_URL: receiver.url, WEBHOOK_SECRET: SECRET })
  const { site, op, provider, clock, startAnother } = useSite({
    database,
    env: () => ({ ADMIN_EMAILS: 'rita@staff.example', ...webhookEnv() }),
    backends: (providers) => ({
      acme: backendAt(providers.op),
      staff: backendAt(providers.provider.alias('staff'), { trustEmail: true }),
    }),
  })
  const settled = () =>
    until(async () => (await site.rows.eventDelivery.count({ where: { state: 'pending' } })) === 0)
  const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type)
  const signIn = async (sub: string) => {
    op.person({ sub, name: `Name of ${sub}`, email: `${sub}@example.test`, preferred_username: sub })
    const visitor = site.visitor()
    expect((await visitor.signIn('acme')).status).toBe(200)
    const user = await site.store.findUserByName(sub)
    return { visitor, id: user?.id ?? '' }
  }
  const commandEnv = () => ({
    ...KEYS,
    ...webhookEnv(),
    DATABASE_URL: site.databaseUrl,
    ALLOW_INSECURE_ISSUERS: 'true',
  })
  /** What the doctor finds wrong with the webhooks. */
  const diagnose = async (changes: Readonly<Record<string, string>> = {}) => {
    const { out } = await runCommandLine(['doctor', '--json'], { ...commandEnv(), ...changes })
    expect(out).not.toContain('in-the-url')
    return [...out.matchAll(/"code":\s*"(webhook_\w+)"/g)].map(([, code]) => code)
  }
  const admin = (): Promise<Administrator> => signInAsAdmin(site, provider.alias('staff'))

  test('the page shows receivers without secrets, filters deliveries, tests and sends again', async () => {
    const rita = await admin()
    await settled()
    receiver.answer = () => 418
    const ada = await signIn('paged')
    await until(() => receiver.received.some(({ userId }) => userId === ada.id))
    receiver.answer = () => 204
    const { body, status } = await rita.visitor.ask('/admin/webhooks')
    expect(status).toBe(200)
    expect(body).toContain(`${new URL(receiver.url).origin}/hook?…`)
    expect(body).not.toContain('in-the-url')
    expect(body).not.toContain(SECRET.slice('whsec_'.length))
    const { key = '' } = /name="receiver" value="(?<key>[^"]+)"/.exec(body)?.groups ?? {}
    receiver.clear()
    expect((await rita.send('/admin/webhooks/test', { receiver: key })).location).toContain('webhook-tested')
    await until(() => receiver.accepted.some(({ type }) => type === 'test'))
    expect(receiver.accepted.every((event) => isSigned(event, SECRET))).toBe(true)
    clock.aheadMs += 10_000
    await settled()
    receiver.clear()
    const made = await rita.visitor.ask('/admin/webhooks?state=delivered')
    expect(made.body).toContain('account-linked')
    const { delivery = '' } = /name="delivery" value="(?<delivery>\d+)"/.exec(made.body)?.groups ?? {}
    expect((await rita.send('/admin/webhooks/again', { delivery })).location).toContain('webhook-sent-again')
    await until(() => receiver.accepted.length === 1)
    expect((await rita.send('/admin/webhooks/again', { delivery: '999999' })).location).toContain(
      'webhook-gone',
    )
    const none = await rita.visitor.ask('/admin/webhooks?state=failed&receiver=none')
    expect(none.body).not.toContain('account-linked')
    expect((await ada.visitor.ask('/admin/webhooks')).status).toBe(403)
    expect(site.logged.join('')).not.toContain('in-the-url')
  })

  test('a receiver that responds with 410 gets no more, until an administrator tests it', async () => {
    const rita = await admin()
    await settled()
    receiver.clear()
    receiver.answer = () => 410
    await signIn('gone-one')
    await settled()
    expect(receiver.received).toHaveLength(1)
    await signIn('gone-two')
    await settled()
    expect(receiver.received).toHaveLength(1)
    expect(await diagnose()).toEqual(['webhook_failing'])
    expect(await diagnose({ WEBHOOK_URL: `http://127.0.0.1:${await freePort()}/?key=in-the-url` })).toEqual([
      'webhook_unreachable',
    ])
    receiver.answer = () => 204
    const { body } = await rita.visitor.ask('/admin/webhooks')
    expect(body).toContain('410 Gone')
    const french = await rita.visitor.ask('/admin/webhooks', { headers: { 'accept-language': 'fr' } })
    expect(french.body).toContain('la réponse a le statut 410')
    expect(french.body).not.toContain('the response has')
    const { key = '' } = /name="receiver" value="(?<key>[^"]+)"/.exec(body)?.groups ?? {}
    await rita.send('/admin/webhooks/test', { receiver: key })
    await until(() => receiver.accepted.some(({ type }) => type === 'test'))
    await signIn('gone-three')
    await settled()
    expect(typesOf(receiver.accepted)).toContain('signed-in')
  })

  test('refusals, pauses, actions of administrators and deletions are events, and a deleted user has no name in them', async () => {
    const rita = await admin()
    const gone = await signIn('to-delete')
    await settled()
    receiver.clear()
    const bad = await site.visitor().ask('/complete/acme?state=unknown&code=x')
    expect(bad.status).toBe(400)
    await until(() => receiver.accepted.some(({ type }) => type === 'sign-in-refused'))
    await rita.send(`/admin/users/${gone.id}/disable`, {})
    await rita.send(`/admin/users/${gone.id}/enable`, {})
    await settled()
    const told = receiver.accepted.filter(({ userId }) => userId === gone.id)
    expect(typesOf(told)).toEqual(['user-disabled', 'signed-out', 'user-enabled'])
    expect(told[1]?.data).toMatchObject({ reason: 'administrator', session: { kind: 'browser' } })
    receiver.clear()
    for (const command of ['disable', 'enable'])
      expect((await runCommandLine(['user', command, 'to-delete'], commandEnv())).status).toBe(0)
    await settled()
    expect(typesOf(receiver.accepted)).toEqual(['user-disabled', 'user-enabled'])
    expect(receiver.accepted[0]?.data['reference']).toBeNull()
    receiver.clear()
    receiver.answer = () => 503
    const back = await signIn('to-delete')
    await until(() => receiver.received.length > 0)
    const asked = await back.visitor.ask('/account/delete')
    const csrf = /name="_csrf" value="([^"]+)"/.exec(asked.body)?.[1] ?? ''
    const deleted = await back.visitor.ask('/account/delete', { form: { _csrf: csrf } })
    expect(deleted.location).toContain('account-deleted')
    receiver.answer = () => 204
    clock.aheadMs += 60_000
    await settled()
    expect(typesOf(receiver.accepted)).toEqual(['signed-in', 'signed-out', 'user-deleted'])
    for (const { body } of receiver.accepted) {
      expect(body).toContain(gone.id)
      expect(body).not.toMatch(/to-delete|Name of/)
    }
    expect(receiver.accepted.at(-1)?.data['user']).toEqual({ id: gone.id })
    const rows = await site.rows.eventDelivery.findMany({ where: { userId: gone.id } })
    expect(
      JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? null : value)),
    ).not.toContain('to-delete')
  })

  test('with sessions in cookies, one sign-out is an event with its session, and the end of all sessions is one event', async () => {
    const other = await startAnother({ env: { SESSION_STORE: 'cookie' } })
    op.person({ sub: 'cookies', name: 'Cookie Jar', preferred_username: 'cookies' })
    const visitor = other.visitor()
    await visitor.signIn('acme')
    await settled()
    receiver.clear()
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    await visitor.signIn('acme')
    await visitor.ask('/sessions/end-all', { form: { _csrf: await visitor.csrf() } })
    await settled()
    expect(typesOf(receiver.accepted)).toEqual(['signed-out', 'signed-in', 'signed-out'])
    expect(receiver.accepted[0]?.data).toMatchObject({ reason: 'person', session: { kind: 'browser' } })
    expect(receiver.accepted[2]?.data).toMatchObject({ reason: 'everywhere', session: null })
    await other.close()
  })

  test('two processes deliver each event once', async () => {
    const other = await startAnother()
    const { id } = await signIn('two-processes')
    await settled()
    receiver.clear()
    for (let index = 0; index < 20; index += 1) {
      const { store } = index % 2 === 0 ? site : other
      await store.updateUser(id, { name: `Name ${index}` }, new Date())
    }
    await settled()
    const ids = receiver.received.map((event) => event.id)
    expect(ids).toHaveLength(20)
    expect(new Set(ids).size).toBe(20)
    await other.close()
  })

  test('what a killed process was delivering is delivered by another, with the same ID', async () => {
    const { id } = await signIn('killed')
    await settled()
    receiver.clear()
    receiver.answer = () => null
    const child = await startProcess({ ...webhookEnv(), DATABASE_URL: site.databaseUrl })
    // This process believes that it is earlier, so the other one delivers.
    clock.aheadMs = -3_600_000
    const [target] = await site.store.listEventReceivers()
    const event = {
      id: 'killed-event',
      type: 'user-changed',
      at: new Date(),
      userId: id,
      reference: null,
      detail: { changed: ['name'] },
      personal: null,
    }
    await site.store.createDeliveries([toNewDelivery(event, target?.key ?? '')])
    await until(() => receiver.received.length > 0)
    child.kill('SIGKILL')
    await once(child, 'exit')
    receiver.answer = () => 204
    clock.aheadMs = 3_600_000
    await settled()
    const ids = new Set(receiver.received.map((event) => event.id))
    expect([...ids]).toEqual(['killed-event'])
    expect(receiver.received.length).toBeGreaterThan(1)
    expect(typesOf(receiver.accepted)).toEqual(['user-changed'])
  }, 60_000)

  async function startProcess(env: Readonly<Record<string, string>>): Promise<ChildProcess> {
    const port = await freePort()
    const child = spawn(process.execPath, ['dist/main.js'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        ...KEYS,
        PORT: String(port),
        BASE_URL: `http://localhost:${port}`,
        LOG_LEVEL: 'silent',
        NODE_OPTIONS: '',
        ALLOW_INSECURE_ISSUERS: 'true',
        BACKENDS_FILE: '',
        NODE_ENV: 'development',
        ...env,
      },
    })
    children.push(child)
    await until(
      () =>
        fetch(`http://localhost:${port}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      20_000,
    )
    return child
  }
})
