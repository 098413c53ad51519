import { type Administrator, administered, startAdministered } from '../../support/administrator.js'
import { DATABASES } from '../../support/database.js'
import { headingOf, reply, replyOnce } from '../../support/pauses.js'
import type { Op, Provider } from '../../support/provider/index.js'
import { type Site } from '../../support/site.js'
import { useSites } from '../../support/use-site.js'
import type { Answer } from '../../support/visitor.js'

const startSite = useSites()

describe.each(DATABASES)('providers in use on %s', (database) => {
  let provider: Provider
  let staff: Op
  let acme: Op
  let site: Site
  let rita: Administrator
  let close: () => Promise<void>

  beforeAll(async () => {
    ;({ provider, staff, acme, site, rita, close } = await startAdministered(database))
  })

  afterAll(() => close())

  beforeEach(() => {
    acme.reset()
  })

  function someone(sub: string): void {
    acme.person({ sub, name: `Some ${sub}`, email: `${sub}@acme.example`, email_verified: true })
  }

  test('R68: a provider that one process enables, another one offers within seconds, and removes again', async () => {
    const second = await startSite(administered(staff, { database, databaseUrl: site.databaseUrl }))
    try {
      await rita.bringIntoUse('shared', acme, { label: 'Shared ID' })
      expect((await site.visitor().ask('/login')).body).toContain('Sign in with Shared ID')
      await until(async () => (await second.visitor().ask('/login')).body.includes('Sign in with Shared ID'))
      expect((await second.visitor().ask('/api/backends')).body).toContain('Shared ID')
      someone('r68')
      const visitor = second.visitor()
      await visitor.signIn('shared')
      expect((await visitor.ask('/account')).body).toContain('Some r68')
      await rita.act('shared', 'disable')
      await until(async () => (await second.visitor().ask('/login/shared')).status === 404)
    } finally {
      await second.close()
    }
  })

  test('a returning sign-in costs one statement at the start and four in the callback, as one of the settings', async () => {
    await rita.bringIntoUse('budget', acme)
    someone('budget')
    const visitor = site.visitor()
    await visitor.signIn('budget')
    site.statements.length = 0
    const callback = await visitor.untilCallback('budget')
    expect(site.statements).toHaveLength(1)
    site.statements.length = 0
    await visitor.ask(callback)
    expect(site.statements.filter((sql) => !/^(BEGIN|COMMIT|-- Implicit)/.test(sql))).toHaveLength(4)
  })

  test('R22, S191: an attempt ends with the version that it began with, even after a newer one is enabled, and each change is an event', async () => {
    await rita.bringIntoUse('versions', acme, { requiredClaims: 'email' })
    someone('r22')
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('versions')
    const changed = {
      issuer: acme.issuer,
      clientId: acme.clientId,
      from: '1',
      requiredClaims: 'no_such_claim',
    }
    expect((await rita.act('versions', 'edit', changed)).status).toBe(303)
    await site.rows.backendVersion.updateMany({ where: { name: 'versions' }, data: { testedAt: new Date() } })
    expect((await rita.act('versions', 'enable', { version: '2' })).status).toBe(303)
    expect((await visitor.ask(callback)).status).toBe(303)
    expect((await site.visitor().signIn('versions')).body).toContain('claim_missing')
    expect((await rita.act('versions', 'enable', { version: '1' })).status).toBe(303)
    expect((await site.visitor().signIn('versions')).status).toBe(200)
    const where = { backend: 'versions', area: 'administration' }
    const kinds = await site.rows.event.findMany({ where, orderBy: { at: 'asc' } })
    expect(kinds.map(({ kind }) => kind).slice(-3)).toEqual([
      'provider.changed',
      'provider.enabled',
      'provider.rolled-back',
    ])
  })

  test('S52, R22, S191: a provider that is switched off or deleted under a sign-in ends it cleanly', async () => {
    await rita.bringIntoUse('gone', acme)
    const [one, other] = [site.visitor(), site.visitor()]
    const callbacks = [await one.untilCallback('gone'), await other.untilCallback('gone')]
    await rita.act('gone', 'disable')
    const off = await one.ask(callbacks[0] ?? '')
    expect([off.status, off.body.includes('backend_disabled')]).toEqual([403, true])
    const unconfirmed = await rita.act('gone', 'delete', { confirmation: 'go' })
    expect([unconfirmed.status, unconfirmed.body.includes('action="/admin/providers/gone/delete"')]).toEqual([
      400,
      true,
    ])
    const question = await rita.visitor.ask('/admin/providers/gone/delete')
    expect(question.body).toContain('To confirm, enter <bdi>gone</bdi>')
    expect((await rita.act('gone', 'delete')).status).toBe(303)
    const where = { backend: 'gone', area: 'administration' }
    const events = await site.rows.event.findMany({ where, orderBy: { at: 'asc' } })
    expect(events.map(({ kind, actor }) => [kind, actor]).slice(-2)).toEqual([
      ['provider.disabled', 'rita'],
      ['provider.deleted', 'rita'],
    ])
    const deleted = await other.ask(callbacks[1] ?? '')
    expect([deleted.status, deleted.body.includes('unknown_backend')]).toEqual([404, true])
    expect(acme.counts.token).toBe(1)
    expect(await site.rows.backendVersion.count({ where: { name: 'gone' } })).toBe(0)
  })

  test('a provider that was switched off is switched on again from the message about it', async () => {
    await rita.bringIntoUse('returned', acme)
    const off = await rita.act('returned', 'disable')
    const { body } = await rita.visitor.open(off.location ?? '')
    const [form = ''] = /<div class="notice[^]*?<\/form>/.exec(body) ?? []
    expect(form).toContain('Undo')
    const [, path = ''] = /action="([^"]+)"/.exec(form) ?? []
    const fields: Record<string, string> = {}
    for (const [, key = '', value = ''] of form.matchAll(/name="([^"]+)" value="([^"]*)"/g))
      fields[key] = value
    const on = await rita.visitor.ask(path, { form: fields })
    expect(on.status).toBe(303)
    expect((await site.visitor().ask('/login')).body).toContain('/login/returned')
    const events = await site.rows.event.findMany({ where: { backend: 'returned', area: 'administration' } })
    expect(events.map(({ kind }) => kind).filter((kind) => kind === 'provider.enabled')).toHaveLength(2)
    expect((await rita.visitor.ask('/admin/providers/returned?notice=provider-disabled')).body).not.toContain(
      'Undo',
    )
    await rita.act('returned', 'disable')
  })

  test('a provider that was switched off ends its sessions on both channels, and signs no one in', async () => {
    await rita.bringIntoUse('incident', acme, { other: JSON.stringify({ frontChannelLogout: true }) })
    const signIn = async (sub: string) => {
      someone(sub)
      const visitor = site.visitor()
      await visitor.signIn('incident')
      return { visitor, sid: acme.signedIn?.sid ?? '' }
    }
    const [back, front, staying] = [await signIn('f12-a'), await signIn('f12-b'), await signIn('f12-c')]
    const gate = '/forward-auth?backend=incident'
    expect((await staying.visitor.ask(gate)).status).toBe(200)
    await rita.act('incident', 'disable')
    expect([(await staying.visitor.ask(gate)).status, await staying.visitor.isSignedIn()]).toEqual([
      403,
      true,
    ])
    const token = await acme.logoutToken({ sub: 'f12-a', sid: back.sid })
    const send = (form: Record<string, string>) =>
      site.visitor().ask('/logout/backchannel/incident', { form })
    expect((await send({ logout_token: token })).status).toBe(200)
    expect(await back.visitor.isSignedIn()).toBe(false)
    const frame = new URLSearchParams({ iss: acme.issuer, sid: front.sid }).toString()
    expect((await site.visitor().ask(`/logout/frontchannel/incident?${frame}`)).status).toBe(200)
    expect(await front.visitor.isSignedIn()).toBe(false)
    expect((await site.visitor().ask('/login/incident')).status).toBe(404)
    expect((await send({ logout_token: `${token}x` })).status).toBe(400)
    expect((await rita.act('incident', 'enable', { version: '1' })).status).toBe(303)
    expect((await staying.visitor.ask(gate)).status).toBe(200)
  })

  test('S97: a paused sign-in continues in the version that it began with, waits while its provider is off, and ends with it', async () => {
    someone('tester')
    const asking = { requireEmail: true }
    for (const name of ['pausing', 'vanishing'])
      await rita.bringIntoUse(name, acme, { other: JSON.stringify(asking) })
    acme.person({ sub: 's97-added' })
    const [visitor, other] = [site.visitor(), site.visitor()]
    const page = await visitor.signIn('pausing')
    const lost = await other.signIn('vanishing')
    expect([page, lost].map(headingOf)).toEqual(Array(2).fill('Your email address'))
    const answer = { email: 's97-added@acme.example' }
    for (const name of ['pausing', 'vanishing']) await rita.act(name, 'disable')
    for (const refused of [await visitor.ask(page.url), await replyOnce(visitor, page, 'email', answer)])
      expect([refused.status, refused.body.includes('backend_disabled')]).toEqual([403, true])
    const { issuer, clientId } = acme
    const changed = { issuer, clientId, from: '1', requiredClaims: 'no_such_claim' }
    expect((await rita.act('pausing', 'edit', changed)).status).toBe(303)
    await site.rows.backendVersion.updateMany({ where: { name: 'pausing' }, data: { testedAt: new Date() } })
    expect((await rita.act('pausing', 'enable', { version: '2' })).status).toBe(303)
    expect((await reply(visitor, page, 'email', answer)).url).toMatch(/\/account$/)
    expect((await rita.act('vanishing', 'delete')).status).toBe(303)
    for (const gone of [await other.ask(lost.url), await replyOnce(other, lost, 'email', answer)])
      expect([gone.status, gone.body.includes('unknown_backend')]).toEqual([404, true])
    expect(await site.rows.account.count({ where: { subject: 's97-added' } })).toBe(1)
  })

  test('S52: while an account is stored under its name, a provider is not deleted, and no other issuer gets the name', async () => {
    await rita.bringIntoUse('kept', acme)
    someone('s52')
    await site.visitor().signIn('kept')
    const refused = await rita.act('kept', 'delete')
    expect([refused.status, refused.body.includes('backend_in_use')]).toEqual([409, true])
    const other = provider.alias('other')
    const renamed = await rita.act('kept', 'edit', {
      issuer: other.issuer,
      clientId: other.clientId,
      clientSecret: other.clientSecret,
      from: '1',
    })
    expect(renamed.status).toBe(409)
    expect(renamed.body).toContain('would sign in different people')
    await site.rows.backend.delete({ where: { name: 'kept' } })
    const again = await rita.add('kept', other)
    expect(again.status).toBe(409)
    expect(again.body).toContain('Accounts of an earlier provider with another issuer')
  })

  test('a sign-in that began at a deleted provider does not end at another one of the same name', async () => {
    const successor = provider.alias('successor')
    const asking = { other: JSON.stringify({ requireEmail: true }) }
    await rita.bringIntoUse('reused', acme, asking)
    acme.person({ sub: '1' })
    const [paused, away] = [site.visitor(), site.visitor()]
    const page = await paused.signIn('reused')
    expect(headingOf(page)).toBe('Your email address')
    const callback = await away.untilCallback('reused')
    const test = await rita.act('reused', 'test')
    await rita.act('reused', 'disable')
    expect((await rita.act('reused', 'delete')).status).toBe(303)
    successor.person({ sub: '1', email: 'one@successor.example' })
    await rita.bringIntoUse('reused', successor, asking)
    const answer = { email: 'mallory@acme.example' }
    for (const late of [
      await replyOnce(paused, page, 'email', answer),
      await away.ask(callback),
      await rita.visitor.open(test.location ?? ''),
    ])
      expect([late.status, late.body.includes('unknown_backend')]).toEqual([404, true])
    expect(await paused.isSignedIn()).toBe(false)
    expect(await site.rows.account.count({ where: { backend: 'reused' } })).toBe(0)
  })

  test('no field of a new version opens the accounts of the version in use to other people', async () => {
    await rita.bringIntoUse('doors', acme)
    someone('s-doors')
    const other = provider.alias('other')
    const doors: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [{ subjectClaims: ['oid'] }, 'Accounts are stored under the subject'],
      [{ subjectClaims: ['sub', 'oid'] }, 'Accounts are stored under the subject'],
      [{ issuerAliases: [other.issuer] }, 'may not name'],
      [{ issuerAliases: [`${acme.issuer}/realms/other`] }, 'may not name'],
    ]
    const { issuer, clientId, clientSecret } = acme
    const edit = (fields: Readonly<Record<string, unknown>>, at = issuer) =>
      rita.act('doors', 'edit', {
        issuer: at,
        clientId,
        clientSecret,
        from: '1',
        other: JSON.stringify(fields),
      })
    // Without accounts there is nothing to protect yet, so such a version can be there when the first one comes.
    expect((await edit({ subjectClaims: ['oid'] })).status).toBe(303)
    await site.visitor().signIn('doors')
    for (const [fields, why] of doors) {
      const refused = await edit(fields)
      expect([refused.status, refused.body.includes(why)]).toEqual([409, true])
    }
    const aliased = await edit({ issuerAliases: [issuer] }, other.issuer)
    expect([aliased.status, aliased.body.includes('would sign in different people')]).toEqual([409, true])
    await site.rows.backendVersion.updateMany({ where: { name: 'doors' }, data: { testedAt: new Date() } })
    const enabled = await rita.act('doors', 'enable', { version: '2' })
    expect([enabled.status, enabled.body.includes('backend_in_use')]).toEqual([409, true])
    expect((await edit({ issuerAliases: [`${issuer}/`] })).status).toBe(303)
  })

  test('S52: of a provider with tenants the accounts of all tenants are its own, and it can be changed and used on', async () => {
    const issuerTemplate = `${acme.issuer}/{tenantid}/v2.0`
    acme.misbehave({ discoveryDocument: (document) => ({ ...document, issuer: issuerTemplate }) })
    const other = JSON.stringify({ issuerTemplate, allowedTenants: 'any', subjectClaims: ['tid', 'sub'] })
    expect((await rita.add('tenants', acme, { other })).status).toBe(303)
    const { userId } = await site.rows.session.findFirstOrThrow({ where: { backend: 'staff' } })
    const account = {
      id: 'of-a-tenant',
      userId,
      backend: 'tenants',
      subject: 'one/ann',
      createdAt: new Date(),
    }
    await site.rows.account.create({
      data: { ...account, lastLoginAt: new Date(), issuer: `${acme.issuer}/one/v2.0` },
    })
    const { issuer, clientId } = acme
    expect((await rita.act('tenants', 'edit', { issuer, clientId, other, from: '1' })).status).toBe(303)
    await site.rows.backendVersion.updateMany({ where: { name: 'tenants' }, data: { testedAt: new Date() } })
    expect((await rita.act('tenants', 'enable', { version: '2' })).status).toBe(303)
    await site.rows.account.update({ where: { id: account.id }, data: { issuer: 'https://other.example' } })
    expect((await rita.act('tenants', 'enable', { version: '1' })).status).toBe(409)
  })

  test('S53: saving with an empty secret keeps the stored one, and saving another replaces it', async () => {
    await rita.bringIntoUse('secret', acme)
    const same = { issuer: acme.issuer, clientId: acme.clientId, from: '1', label: 'Renamed' }
    await rita.act('secret', 'edit', same)
    await rita.test('secret')
    expect((await rita.act('secret', 'enable')).status).toBe(303)
    someone('s53')
    expect((await site.visitor().signIn('secret')).status).toBe(200)
    expect((await site.visitor().ask('/login')).body).toContain('Sign in with Renamed')
    await rita.act('secret', 'edit', { ...same, from: '2', clientSecret: 'another one, and wrong' })
    expect((await rita.test('secret')).url).toContain('provider-failed')
    const event = await site.rows.event.findFirst({
      where: { backend: 'secret', kind: 'provider.changed' },
      orderBy: { at: 'desc' },
    })
    expect(event?.detail).toBe('{"version":3,"from":2,"fields":["clientSecret"]}')
  })

  test('F9: a stored secret is kept for the issuer and the endpoints that it was entered for, and for no others', async () => {
    const thief = provider.alias('thief')
    await rita.add('bound', acme)
    const { issuer, clientId } = acme
    const moved: readonly Readonly<Record<string, string>>[] = [
      { issuer: thief.issuer },
      { issuer, other: JSON.stringify({ revocationEndpoint: `${thief.issuer}/revoke` }) },
      { issuer, other: JSON.stringify({ endpointParams: { realm: 'other' } }) },
    ]
    const edit = (fields: Readonly<Record<string, string>>) =>
      rita.act('bound', 'edit', { clientId, from: '1', ...fields })
    for (const fields of moved) {
      const refused = await edit(fields)
      expect(refused.status).toBe(400)
      expect(refused.body).toContain('The issuer or an endpoint has changed. Enter the secret again.')
    }
    expect(await site.rows.backendVersion.count({ where: { name: 'bound' } })).toBe(1)
    expect((await edit({ ...moved[1], clientSecret: 'entered again' })).status).toBe(303)
    expect((await edit({ issuer, scopes: 'openid' })).status).toBe(303)
    // The second version has another endpoint than the first, so its secret is not for this one.
    expect((await edit({ issuer, from: '2' })).status).toBe(400)
  })

  test('R23: of two administrators who save at once, the second reads so, and sees all that they typed', async () => {
    await rita.add('both', acme)
    const { body } = await rita.visitor.ask('/admin/providers/both/edit')
    const revision = /name="revision" value="(\d+)"/.exec(body)?.[1] ?? ''
    const form = { revision, from: '1', issuer: acme.issuer, clientId: acme.clientId }
    const send = (label: string) => rita.send('/admin/providers/both/edit', { ...form, label })
    const answers = await Promise.all([send('Mine'), send('Yours')])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const late = answers.find(({ status }) => status === 409)?.body ?? ''
    expect(late).toMatch(/name="label"[^>]* value="(?:Mine|Yours)"/)
    expect(await site.rows.backendVersion.count({ where: { name: 'both' } })).toBe(2)
    expect((await rita.act('both', 'disable')).status).toBe(409)
    expect(await site.rows.event.count({ where: { backend: 'both', kind: 'provider.disabled' } })).toBe(0)
  })

  test('a form that is sent twice, or a button that is pressed twice, takes effect once, and both responses confirm it', async () => {
    const twice = (answer: () => Promise<Answer>) => Promise.all([answer(), answer()])
    const expectBoth = (answers: readonly Answer[], notice: string) => {
      expect(answers.map(({ status }) => status)).toEqual([303, 303])
      for (const { location } of answers) expect(location).toContain(`notice=${notice}`)
    }
    const { issuer, clientId } = acme
    expectBoth(await twice(() => rita.add('double', acme)), 'provider-saved')
    const edit = { revision: '0', from: '1', issuer, clientId, label: 'Double' }
    const path = '/admin/providers/double'
    expectBoth(await twice(() => rita.send(`${path}/edit`, edit)), 'provider-saved')
    expect(await site.rows.backendVersion.count({ where: { name: 'double' } })).toBe(2)
    await rita.test('double')
    const press = (what: string, revision: string) => () =>
      rita.send(`${path}/${what}`, { revision, version: '2', confirmation: 'double' })
    expectBoth(await twice(press('enable', '1')), 'provider-enabled')
    expectBoth(await twice(press('disable', '2')), 'provider-disabled')
    expectBoth(await twice(press('delete', '3')), 'provider-deleted')
    const events = await site.rows.event.findMany({
      where: { backend: 'double', kind: { not: 'provider.tested' } },
      orderBy: { at: 'asc' },
    })
    expect(events.map(({ kind }) => kind.replace('provider.', ''))).toEqual([
      'added',
      'changed',
      'enabled',
      'disabled',
      'deleted',
    ])
  })

  test('R23: an administrator who saves again after another one has changed the secret keeps the new secret', async () => {
    await rita.add('merged', acme, { clientSecret: 'an old one' })
    const { issuer, clientId, clientSecret } = acme
    const form = { revision: '0', from: '1', issuer, clientId }
    const path = '/admin/providers/merged/edit'
    expect((await rita.send(path, { ...form, clientSecret })).status).toBe(303)
    const late = await rita.send(path, { ...form, label: 'Late' })
    expect(late.status).toBe(409)
    const hidden = (name: string) => new RegExp(`name="${name}" value="(\\d+)"`).exec(late.body)?.[1] ?? ''
    const again = { ...form, revision: hidden('revision'), from: hidden('from'), label: 'Late' }
    expect((await rita.send(path, again)).status).toBe(303)
    expect((await rita.test('merged')).url).toContain('provider-passed')
  })

  test('S55: a row that is broken disables that provider only, and its page says why', async () => {
    await rita.bringIntoUse('broken', acme)
    await rita.bringIntoUse('sound', acme)
    const spoil = (definition: string) =>
      site.rows.backendVersion.updateMany({ where: { name: 'broken' }, data: { definition } })
    for (const [definition, reason] of [
      ['{"kind": "oidc"', 'The stored definition is not readable.'],
      ['{"kind":"oidc","clientId":"x"}', 'is missing; write the https URL'],
    ] as const) {
      await spoil(definition)
      const fresh = await startSite(administered(staff, { database, databaseUrl: site.databaseUrl }))
      try {
        expect((await fresh.visitor().ask('/login/broken')).status).toBe(404)
        expect((await fresh.visitor().ask('/account')).status).toBe(303)
        someone('s55')
        expect((await fresh.visitor().signIn('sound')).status).toBe(200)
      } finally {
        await fresh.close()
      }
      for (const path of ['/admin/providers', '/admin/providers/broken'])
        expect((await rita.visitor.ask(path)).body).toContain(reason)
    }
    await rita.act('broken', 'disable')
    const enabled = await rita.act('broken', 'enable')
    expect([enabled.status, enabled.body.includes('definition_invalid')]).toEqual([400, true])
  })

  test('R83: a lost encryption key breaks a provider, the page says so, and a new secret repairs it', async () => {
    await rita.add('keyless', acme)
    await site.rows.backendVersion.updateMany({
      where: { name: 'keyless' },
      data: { secret: new Uint8Array(80) },
    })
    expect((await rita.visitor.ask('/admin/providers/keyless')).body).toContain('ENCRYPTION_KEYS')
    const { issuer, clientId, clientSecret } = acme
    expect((await rita.act('keyless', 'edit', { issuer, clientId, clientSecret, from: '1' })).status).toBe(
      303,
    )
    expect((await rita.test('keyless')).url).toContain('provider-passed')
  })

  test('what is dangerous needs a sign-in of the last ten minutes, and loses nothing that was typed', async () => {
    await rita.add('stale', acme)
    const id = (await site.rows.session.findFirstOrThrow({ where: { backend: 'staff' } })).userId
    const age = (minutes: number) =>
      site.rows.session.updateMany({
        where: { userId: id },
        data: { authenticatedAt: new Date(Date.now() - minutes * 60_000) },
      })
    await age(11)
    const saved = await rita.add('later', acme, { label: 'Typed with care' })
    expect([saved.status, saved.body.includes('value="Typed with care"')]).toEqual([403, true])
    for (const what of ['enable', 'delete', 'edit'])
      expect((await rita.act('stale', what, { from: '1' })).status).toBe(403)
    expect((await rita.visitor.ask('/admin/providers/new')).body).toContain('Sign in again')
    expect(await site.rows.backend.count({ where: { name: { in: ['later', 'stale'] } } })).toBe(1)
    await age(0)
  })
})

/** Waits for another process, three seconds at most. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 3000; Date.now() < end;) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen within three seconds')
}
