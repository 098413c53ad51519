import { z } from 'zod'
import { proceed, type Start, step } from '../../src/exports/pipeline.js'
import { checkUserExtension } from '../../src/doctor/database.js'
import { type Extensions, NO_EXTENSIONS } from '../../src/extensions.js'
import { exportUser } from '../../src/flows/export-user.js'
import { createSignIn } from '../../src/pipeline/sign-in.js'
import { type Administrator, signInAsAdmin } from '../support/administrator.js'
import { DATABASES } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

const user = {
  fields: z.object({
    tenantId: z.string().default('main'),
    limit: z.number().max(10).default(5),
    note: z.string().nullable().default(null),
  }),
  roles: ['editor', 'viewer'],
}

const grant = step('grant', async ({ identity }: Pick<Start, 'identity'>) => {
  const groups = z.array(z.string()).catch([]).parse(identity.claims['groups'])
  return Promise.resolve(
    proceed('from the groups', {
      roles: user.roles.filter((role) => groups.includes(role)),
      fields: { tenantId: `of ${identity.subject}`, limit: groups.length },
    }),
  )
})

const extensions: Extensions = {
  ...NO_EXTENSIONS,
  user,
  pipelines: {
    ...NO_EXTENSIONS.pipelines,
    signIn: createSignIn((steps) => steps.before('createUser', grant), user),
  },
}

const SessionBody = z.object({
  user: z.object({ id: z.string(), roles: z.array(z.string()), fields: z.record(z.string(), z.unknown()) }),
})

describe.each(DATABASES)('roles and fields of a site on %s', (database) => {
  const fixture = useSite({
    database,
    extensions,
    env: { ADMIN_EMAILS: 'rita@staff.example' },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true }),
      staff: backendAt(provider.alias('staff'), { label: 'Staff', trustEmail: true }),
    }),
  })
  const { site, op, provider } = fixture

  async function signInAs(sub: string, groups: readonly string[]): Promise<Visitor> {
    op.person({ sub, email: `${sub}@example.com`, email_verified: true, preferred_username: sub, groups })
    const visitor = site.visitor()
    expect((await visitor.signIn('acme')).status).toBe(200)
    return visitor
  }

  async function sessionOf(visitor: Visitor): Promise<z.infer<typeof SessionBody>['user']> {
    return SessionBody.parse(JSON.parse((await visitor.ask('/api/session')).body)).user
  }

  function administrator(): Promise<Administrator> {
    return signInAsAdmin(site, provider.alias('staff'))
  }

  async function changeRole(rita: Administrator, id: string, action: 'give' | 'take', role: string) {
    return rita.visitor.ask(`/admin/users/${id}/${action}-role`, {
      form: { _csrf: await rita.visitor.csrf(), role },
    })
  }

  test('are in the session, and follow the provider at each sign-in', async () => {
    const first = await sessionOf(await signInAs('ada', ['viewer', 'editor', 'boss']))
    expect(first).toMatchObject({
      roles: ['editor', 'viewer'],
      fields: { tenantId: 'of ada', limit: 3, note: null },
    })
    expect(await sessionOf(await signInAs('ada', ['viewer']))).toMatchObject({ roles: ['viewer'] })
    expect(await sessionOf(await signInAs('ada', []))).toMatchObject({ roles: [] })
  })

  test('of an administrator stay, whatever the provider sends', async () => {
    const ada = await signInAs('ada', [])
    const { id } = await sessionOf(ada)
    const rita = await administrator()
    expect((await changeRole(rita, id, 'give', 'editor')).location).toContain('notice=role-given')
    expect(await sessionOf(ada)).toMatchObject({ roles: ['editor'] })
    const again = await signInAs('ada', ['viewer'])
    expect(await sessionOf(again)).toMatchObject({ roles: ['editor', 'viewer'] })
    const page = await rita.visitor.ask(`/admin/users/${id}`)
    expect(page.body).toContain('Assigned by an administrator.')
    expect(page.body).toContain('Granted by a sign-in')
    expect(page.body).toContain('of ada')
    await changeRole(rita, id, 'take', 'editor')
    await changeRole(rita, id, 'take', 'viewer')
    await changeRole(rita, id, 'take', 'viewer')
    expect(await sessionOf(again)).toMatchObject({ roles: [] })
    const events = await site.rows.event.findMany({
      where: { userId: id, area: 'administration' },
      orderBy: { at: 'asc' },
    })
    expect(events.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['user.role-given', '{"username":"ada","role":"editor"}'],
      ['user.role-taken', '{"username":"ada","role":"editor"}'],
      ['user.role-taken', '{"username":"ada","role":"viewer"}'],
    ])
  })

  test('can only be changed by an administrator who has just signed in, to one that the configuration lists', async () => {
    const ada = await signInAs('ada', [])
    const { id } = await sessionOf(ada)
    const itself = await ada.ask(`/admin/users/${id}/give-role`, {
      form: { _csrf: await ada.csrf(), role: 'editor' },
    })
    expect(itself.status).toBe(403)
    const rita = await administrator()
    for (const role of ['boss', '', 'x'.repeat(100), 'constructor'])
      expect((await changeRole(rita, id, 'give', role)).status).toBe(400)
    const own = await sessionOf(rita.visitor)
    expect((await changeRole(rita, own.id, 'give', 'viewer')).status).toBe(303)
    expect(await sessionOf(rita.visitor)).toMatchObject({ roles: ['viewer'] })
    fixture.clock.aheadMs = 11 * 60_000
    expect((await changeRole(rita, id, 'give', 'editor')).status).toBe(403)
    expect(await sessionOf(ada)).toMatchObject({ roles: [] })
  })

  test('that the configuration does not accept any more mean nothing, and administrators see them', async () => {
    const ada = await signInAs('ada', [])
    const { id } = await sessionOf(ada)
    await site.rows.user.update({
      where: { id },
      data: {
        stepRoles: '["viewer","old"]',
        adminRoles: 'not JSON',
        fields: '{"tenantId":7,"limit":11,"gone":1}',
      },
    })
    expect(await sessionOf(ada)).toMatchObject({
      roles: ['viewer'],
      fields: { tenantId: 'main', limit: 5, note: null },
    })
    const findings = await checkUserExtension({ store: site.store, userExtension: user })
    expect(findings.map(({ code, subject }) => [code, subject])).toEqual([
      ['user_field_outdated', 'tenantId'],
      ['user_field_outdated', 'limit'],
      ['user_role_unknown', 'old'],
    ])
    const rita = await administrator()
    const page = await rita.visitor.ask(`/admin/users/${id}`)
    expect(page.body).toContain('The configuration no longer lists this role')
    expect((await changeRole(rita, id, 'take', 'old')).status).toBe(303)
    expect(await sessionOf(ada)).toMatchObject({ roles: ['viewer'] })
    expect((await site.rows.user.findUniqueOrThrow({ where: { id } })).stepRoles).toBe('["viewer"]')
  })

  test('are passed to a proxy, which can require a role', async () => {
    const ada = await signInAs('ada', ['viewer', 'editor'])
    const passed = await ada.ask('/forward-auth?role=editor&role=viewer')
    expect([passed.status, passed.headers.get('X-Auth-Request-Roles')]).toEqual([200, 'editor,viewer'])
    const bob = await signInAs('bob', ['viewer'])
    expect((await bob.ask('/forward-auth?role=editor')).status).toBe(403)
    expect((await bob.ask('/forward-auth?role=viewer')).status).toBe(200)
    expect((await bob.ask('/forward-auth?role=boss')).status).toBe(400)
    expect((await bob.ask('/forward-auth?role=')).status).toBe(400)
    const eve = await signInAs('eve', ['boss'])
    expect((await eve.ask('/forward-auth')).headers.get('X-Auth-Request-Roles')).toBeNull()
    expect((await eve.ask('/forward-auth?role=viewer')).status).toBe(403)
  })

  test('are part of the export of a user', async () => {
    const { id } = await sessionOf(await signInAs('ada', ['viewer']))
    await site.rows.user.update({ where: { id }, data: { adminRoles: '["editor"]' } })
    const { store } = site
    const document = await exportUser(
      { store, listSessions: () => Promise.resolve([]), clock: () => new Date() },
      id,
    )
    expect(document.user).toMatchObject({
      roles: { fromSignIns: ['viewer'], fromAdministrators: ['editor'] },
      fields: { tenantId: 'of ada', limit: 1 },
    })
  })
})
