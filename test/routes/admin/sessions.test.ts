import { z } from 'zod'
import { type Extensions, NO_EXTENSIONS } from '../../../src/extensions.js'
import { DATABASES } from '../../support/database.js'
import { backendAt } from '../../support/site.js'
import { useSite } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

const TEXT = ({ body }: Answer) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const ENV = { ADMIN_EMAILS: 'boss@example.test' }

describe.each(DATABASES)('the sessions of a site on %s', (database) => {
  const { site, op } = useSite({
    database,
    env: ENV,
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
        id: `old${String(index).padStart(4, '0')}`,
        tokenHash: `hash ${index}`,
        userId,
        kind: 'bearer',
        backend: 'acme',
        createdAt: opened,
        lastSeenAt: opened,
        authenticatedAt: opened,
        idleExpiresAt: new Date(+opened + 3_600_000),
        expiresAt: new Date(+opened + 3_600_000),
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

// A site with fields of its own, whose values the doctor reads.
const extensions: Extensions = { ...NO_EXTENSIONS, user: { fields: z.object({}), roles: [] } }

describe('a site that stores sessions in cookies', () => {
  const { site, op } = useSite({
    database: 'sqlite',
    extensions,
    env: { ...ENV, SESSION_STORE: 'cookie' },
    backends: ({ op }) => ({ acme: backendAt(op, { trustEmail: true }) }),
  })

  let boss: Visitor

  beforeAll(async () => {
    op.person({ sub: 'boss', email: 'boss@example.test', email_verified: true })
    boss = site.visitor()
    await boss.signIn('acme')
  })

  test('cannot list them, and the page says so', async () => {
    const page = await boss.ask('/admin/sessions?user=boss')
    expect(page.status).toBe(200)
    expect(TEXT(page)).toContain('so they can’t be listed')
  })

  test('has a doctor whose checks find what they did not expect, without its message, beside the others', async () => {
    const run = async () => {
      expect((await boss.ask('/admin/doctor', { form: { _csrf: await boss.csrf() } })).status).toBe(303)
      return boss.ask('/admin/doctor')
    }
    const now = new Date()
    const faulty = { id: 'faulty', username: 'faulty', createdAt: now, updatedAt: now }
    await site.rows.user.create({ data: faulty })
    await site.rows.$executeRawUnsafe(`UPDATE "User" SET "createdAt" = 'damaged' WHERE "id" = 'faulty'`)
    const page = await run()
    expect(TEXT(page)).toMatch(
      /database failure: check_failed This check ended with an unexpected error \(\w+\)\. .*report this error/,
    )
    expect(TEXT(page)).toMatch(/keys ok/)
    expect(page.body).not.toContain('damaged')
    await site.rows.$executeRawUnsafe(`DELETE FROM "User" WHERE "id" = 'faulty'`)
    expect(TEXT(await run())).not.toContain('check_failed')
  })
})
