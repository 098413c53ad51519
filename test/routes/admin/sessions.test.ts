import { DATABASES } from '../../support/database.js'
import { backendAt } from '../../support/site.js'
import { useSite } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

const TEXT = ({ body }: Answer) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const ENV = { ADMIN_EMAILS: 'boss@example.test' }

describe.each(DATABASES)('the sessions of a site on %s', (database) => {
  const { site, op } = useSite({
    ...{ database, env: ENV, passwords: true },
    backends: ({ op }) => ({ acme: backendAt(op, { trustEmail: true }), other: backendAt(op) }),
  })
  let boss: Visitor

  beforeAll(async () => {
    boss = await signedIn('boss')
  })

  async function signedIn(name: string, backend = 'acme'): Promise<Visitor> {
    const email = `${name}@example.test`
    op.person({ sub: `${name}-${backend}`, preferred_username: name, email, email_verified: true })
    const visitor = site.visitor()
    await visitor.signIn(backend)
    return visitor
  }

  const sessionsIn = ({ body }: Answer) =>
    [...body.matchAll(/href="(\/admin\/users\/[\w-]+\/sessions\/[\w-]+\/end)"/g)].map(([, path = '']) => path)

  test('are listed with user, method and times, and ended after a question', async () => {
    const ann = await signedIn('ann')
    const list = await boss.ask('/admin/sessions?user=ann')
    expect(list.status).toBe(200)
    expect(TEXT(list)).toMatch(/ann .* acme/i)
    const [path = ''] = sessionsIn(list)
    const question = await boss.ask(path)
    expect(TEXT(question)).toContain('Sign out one session of ann?')
    expect((await ann.ask('/api/session')).status).toBe(200)
    const ended = await boss.ask(path, { form: { _csrf: await boss.csrf() } })
    expect(ended.status).toBe(303)
    expect((await ann.ask('/api/session')).status).toBe(401)
    expect(sessionsIn(await boss.ask('/admin/sessions?user=ann'))).toEqual([])
  })

  test('are narrowed to a user, a method and a kind; nonsense matches nothing and breaks nothing', async () => {
    await signedIn('bea')
    await signedIn('cid', 'other')
    const users = async (query: string) => {
      const { status, body } = await boss.ask(`/admin/sessions?${query}`)
      expect([query, status]).toEqual([query, 200])
      return [...body.matchAll(/data-label="[^"]*"><a [^>]*><bdi>([^<]*)</g)].map(([, name]) => name)
    }
    expect(await users('')).toEqual(expect.arrayContaining(['cid', 'bea', 'boss']))
    expect(await users('user=BEA')).toEqual(['bea'])
    expect(await users('backend=other')).toEqual(['cid'])
    expect(await users('backend=other&user=bea')).toEqual([])
    expect(await users('kind=device')).toEqual([])
    expect(await users('kind=browser&backend=acme&user=bea')).toEqual(['bea'])
    // The list of sign-ins has the same cursor.
    expect((await boss.ask('/admin/sign-ins?before=999999999999999-x')).status).toBe(200)
    for (const query of [
      'kind=x',
      'before=1-',
      'before=999999999999999-x',
      'before=%00',
      'user=%00',
      'backend=%00',
    ])
      await users(query)
  })

  test('are paged by a cursor, each session once, the newest first', async () => {
    const { id: userId } = await site.rows.user.findUniqueOrThrow({ where: { username: 'boss' } })
    const opened = new Date()
    await site.rows.session.createMany({
      data: Array.from({ length: 120 }, (_, index) => ({
        ...{ id: `old${String(index).padStart(4, '0')}`, tokenHash: `hash ${index}`, userId, kind: 'bearer' },
        ...{ backend: 'acme', createdAt: opened, lastSeenAt: opened, authenticatedAt: opened },
        ...{ idleExpiresAt: new Date(+opened + 3_600_000), expiresAt: new Date(+opened + 3_600_000) },
      })),
    })
    for (const filter of ['kind=bearer', 'kind=bearer&user=boss']) {
      const counts: number[] = []
      let query: string | undefined = filter
      while (query !== undefined && counts.length < 9) {
        const { body } = await boss.ask(`/admin/sessions?${query}`)
        counts.push(body.split('class="list-act"').length - 1)
        query = /href="[^"]*sessions\?([^"]*before=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
      }
      expect(counts).toEqual([50, 50, 20])
    }
  })

  test('are for administrators only, who end their own ones elsewhere', async () => {
    const plain = await signedIn('plain')
    expect((await plain.ask('/admin/sessions')).status).toBe(403)
    const { id } = await site.rows.session.findFirstOrThrow({ where: { user: { username: 'boss' } } })
    const { id: userId } = await site.rows.user.findUniqueOrThrow({ where: { username: 'boss' } })
    expect((await boss.ask(`/admin/users/${userId}/sessions/${id}/end`)).body).toContain(
      'self_action_forbidden',
    )
    expect(sessionsIn(await boss.ask('/admin/sessions?user=boss'))).toEqual([])
  })
})

describe('the sessions of a site that keeps them in cookies', () => {
  const { site, op } = useSite({
    ...{ database: 'sqlite', env: { ...ENV, SESSION_STORE: 'cookie' } },
    backends: ({ op }) => ({ acme: backendAt(op, { trustEmail: true }) }),
  })

  test('cannot be listed, and the page says so', async () => {
    op.person({ sub: 'boss', email: 'boss@example.test', email_verified: true })
    const boss = site.visitor()
    await boss.signIn('acme')
    const page = await boss.ask('/admin/sessions?user=boss')
    expect(page.status).toBe(200)
    expect(TEXT(page)).toContain('so they can’t be listed')
  })
})
