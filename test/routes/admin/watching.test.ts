import { z } from 'zod'
import { runCommandLine } from '../../support/command-line.js'
import { DATABASES } from '../../support/database.js'
import { backendAt } from '../../support/site.js'
import { useSite } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

describe.each(DATABASES)('what administrators see and do on %s', (database) => {
  let boss: Visitor

  const { site, op, clock } = useSite({
    database,
    env: { ADMIN_EMAILS: 'boss@example.test' },
    backends: ({ op }) => ({
      acme: backendAt(op, { trustEmail: true }),
      untrusted: backendAt(op, { redirectUriTrailingSlash: true }),
      strict: backendAt(op, { requiredClaims: ['groups'] }),
      dead: backendAt(op, { issuer: 'http://127.0.0.1:1' }),
    }),
  })

  beforeAll(async () => {
    boss = await signedIn('boss')
  })

  async function signedIn(name: string, backend = 'acme'): Promise<Visitor> {
    const email = `${name}@example.test`
    op.person({ sub: name, preferred_username: name, email, email_verified: true, name: `The ${name}` })
    const visitor = site.visitor()
    await visitor.signIn(backend)
    return visitor
  }

  const textOf = ({ body }: Answer) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

  function userNamed(username: string) {
    return site.rows.user.findUniqueOrThrow({ where: { username } })
  }

  async function act(visitor: Visitor, path: string, form: Record<string, string> = {}): Promise<Answer> {
    return visitor.ask(`/admin/users/${path}`, { form: { ...form, _csrf: await visitor.csrf() } })
  }

  /** What the trace says about the error page that somebody ended on. */
  async function traceOf(page: Answer, language = 'en'): Promise<string> {
    const reference = /\b[2-9A-HJKMNP-TV-Z]{8}\b/.exec(page.body)?.[0] ?? ''
    const { status, body } = await boss.ask(`/admin/sign-ins/${reference.toLowerCase().replace('-', '')}`, {
      headers: { 'accept-language': language },
    })
    expect(status).toBe(200)
    return body.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
  }

  test('S187: the first to sign in is no administrator, and ADMIN_EMAILS counts where a trusted backend has verified it', async () => {
    op.person({
      sub: 'first',
      preferred_username: 'first',
      email: 'first@example.test',
      email_verified: true,
    })
    const first = site.visitor()
    await first.signIn('acme')
    expect((await first.ask('/admin')).body).toContain('admin_required')
    op.person({ sub: 'fake', preferred_username: 'fake', email: 'boss@example.test', email_verified: true })
    const fake = site.visitor()
    await fake.signIn('untrusted')
    expect((await fake.ask('/admin')).status).toBe(403)
    expect((await boss.ask('/admin')).status).toBe(200)
  })

  test.each(['', '/users', '/users/x', '/sign-ins', '/sign-ins/K7QM-2XHD', '/events'])(
    'S50: /admin%s is for administrators only',
    async (path) => {
      const plain = await signedIn('plain')
      const signedOut = await site.visitor().ask(`/admin${path}?a=b`)
      expect(signedOut.status).toBe(303)
      const next = encodeURIComponent(`/admin${path}?a=b`)
      expect(signedOut.location).toBe(`${site.url}/login?next=${next}`)
      const program = await site.visitor().ask(`/admin${path}`, { headers: { accept: 'application/json' } })
      expect(program.status).toBe(401)
      expect((await plain.ask(`/admin${path}`)).status).toBe(403)
    },
  )

  test('S50: the form of another session does nothing to a user, and neither does one without a proof', async () => {
    const plain = await signedIn('plain')
    const { id } = await userNamed('first')
    for (const word of ['disable', 'enable', 'grant', 'revoke', 'end-sessions']) {
      expect((await act(plain, `${id}/${word}`)).status).toBe(403)
      expect((await boss.ask(`/admin/users/${id}/${word}`, { form: {} })).status).toBe(403)
    }
    expect(await userNamed('first')).toMatchObject({ active: true, admin: false })
  })

  test('a wrong claim map, a refused link, a lost cookie and an unavailable provider can be distinguished by their traces', async () => {
    op.person({ sub: 'odd', preferred_username: 'odd', mail: 'odd@example.test' })
    const claims = await traceOf(await site.visitor().signIn('strict'))
    expect(claims).toContain('claim_missing')
    expect(claims).toContain('the provider sent no groups')
    expect(claims).toMatch(/the provider sent [^;]*\bmail\b/)
    expect(claims).toContain('no claim is usable as email address')
    expect(claims).not.toContain('odd@example.test')

    const linker = await signedIn('linker')
    op.person({ sub: 'boss', preferred_username: 'boss' })
    const form = { _csrf: await linker.csrf() }
    const link = await traceOf(await linker.open('/connect/acme', { form }))
    expect(link).toContain('account_taken')
    expect(link).toContain('decideUser refused here: the identity is connected to another user')

    const lostPage = await site.visitor().ask(await site.visitor().untilCallback('acme'))
    const lost = await traceOf(lostPage)
    expect(lost).toContain('attempt_wrong_browser')
    expect(lost).toContain('the request has no browser cookie')
    expect(await traceOf(lostPage, 'de')).toContain('die Anfrage hat kein Browser-Cookie')

    const page = await site.visitor().signIn('dead')
    const french = await traceOf(page, 'fr')
    for (const text of [
      'Démarrage impossible : provider_unavailable',
      'Appels au fournisseur',
      'Objetconnexion',
      'Le fournisseur est injoignable, ou a répondu par une erreur.',
    ])
      expect(french).toContain(text)
    const german = await traceOf(page, 'de')
    expect(german).toContain('Was zu tun ist')
    expect(german).toContain(
      'die Metadaten: der Aufruf ist fehlgeschlagen (ECONNREFUSED: auf diesem Port nimmt',
    )
    expect(french).toContain('aucun serveur n’écoute sur ce port')
    for (const text of [french, german]) expect(text).not.toMatch(/the metadata|the call|no server/)
    const dead = await traceOf(page)
    expect(dead).toContain('Could not start: provider_unavailable')
    expect(dead).toMatch(
      /GET http:\/\/127\.0\.0\.1:1\/\S+: the call failed \(ECONNREFUSED: no server listens on that port\)/,
    )
  })

  test('the error page of a sign-in leads an administrator straight to its trace, and costs a read where there is a session only', async () => {
    const spent = async (visitor: Visitor, backend: string) => {
      site.statements.length = 0
      const { body } = await visitor.signIn(backend)
      return [body, site.statements.length] as const
    }
    const stranger = site.visitor()
    await stranger.signIn('acme')
    op.person({ sub: 'odd0', preferred_username: 'odd0' })
    const [nobody, usual] = await spent(site.visitor(), 'strict')
    const [someone, same] = await spent(stranger, 'strict')
    expect([nobody, someone].filter((body) => body.includes('/admin/'))).toEqual([])
    expect(same).toBe(usual + 1)
    expect((await spent(site.visitor(), 'dead'))[1]).toBe(0)
    expect([nobody, someone].map((body) => body.includes('Your account'))).toEqual([false, true])
    for (const backend of ['strict', 'dead']) {
      const [body] = await spent(boss, backend)
      const link = /href="(\/admin\/sign-ins\/[2-9A-Z]{8})"/.exec(body)?.[1] ?? ''
      const trace = await boss.ask(link)
      expect([trace.status, trace.body.includes(`with <bdi>${backend}</bdi>`)]).toEqual([200, true])
    }
    // What is no sign-in has no trace.
    expect((await boss.ask('/nothing-here')).body).not.toContain('/admin/sign-ins')
  })

  test('a sign-in that never came back is found, with the redirect URI to register', async () => {
    await site.visitor().untilCallback('untrusted')
    const attempt = await site.rows.attempt.findFirstOrThrow({
      where: { backend: 'untrusted', consumedAt: null },
    })
    const page = await boss.ask(`/admin/sign-ins/${attempt.reference}`)
    expect(page.body).toContain('Not returned yet')
    const headers = { 'accept-language': 'fr' }
    const french = await boss.ask(`/admin/sign-ins/${attempt.reference}`, { headers })
    expect(french.body).toContain('Pas encore revenue')
    expect(french.body).toContain('Enregistrez exactement')
    expect(page.body).toContain(`${site.url}/complete/untrusted/`)
  })

  test('portcullis trace shows the same, for people and for programs', async () => {
    op.person({ sub: 'odd2', preferred_username: 'odd2' })
    const page = await site.visitor().signIn('strict')
    const reference = /\b[2-9A-HJKMNP-TV-Z]{8}\b/.exec(page.body)?.[0] ?? ''
    const env = { DATABASE_URL: site.databaseUrl, NODE_ENV: 'production' }
    const text = await runCommandLine(['trace', reference.toLowerCase()], env)
    expect(text.status).toBe(0)
    expect(text.out).toContain('Refused: claim_missing (strict)')
    expect(text.out).toContain('- detail: the provider sent no groups')
    const json = await runCommandLine(['trace', reference, '--json'], env)
    expect(JSON.parse(json.out)).toMatchObject({ reference, events: [{ code: 'claim_missing' }] })
    const french = await traceOf(page, 'fr')
    expect(french).toContain('données (claims) envoyées par le fournisseur : iss, sub, ')
    expect(french).toContain('aucune donnée utilisable pour : ')
    expect(french.split('le fournisseur n’a pas envoyé groups')).toHaveLength(3)
    const german = await traceOf(page, 'de')
    expect(german).toContain('der Anbieter hat groups nicht geschickt')
    for (const text of [french, german]) expect(text).not.toMatch(/the provider|claim is|no claim/)
    expect((await runCommandLine(['trace', 'ZZZZZZZ2'], env)).status).toBe(1)
    expect((await runCommandLine(['trace', 'nonsense!'], env)).err).toContain('is not a valid reference')
  })

  test('a reference of an earlier release, with a hyphen, is found as it was written and without the hyphen', async () => {
    op.person({ sub: 'odd3', preferred_username: 'odd3' })
    const page = await site.visitor().signIn('strict')
    const reference = /\b[2-9A-HJKMNP-TV-Z]{8}\b/.exec(page.body)?.[0] ?? ''
    const former = `${reference.slice(0, 4)}-${reference.slice(4)}`
    const env = { DATABASE_URL: site.databaseUrl, NODE_ENV: 'production' }
    expect((await runCommandLine(['trace', reference], env)).out).toContain('Refused: claim_missing')
    await site.rows.event.updateMany({ where: { reference }, data: { reference: former } })
    await site.rows.attempt.updateMany({ where: { reference }, data: { reference: former } })
    for (const typed of [former, reference, former.toLowerCase()]) {
      expect((await runCommandLine(['trace', typed], env)).out).toContain('Refused: claim_missing')
      const shown = await boss.open(`/admin/sign-ins?reference=${typed}`)
      expect([typed, shown.status, shown.body.includes('claim_missing')]).toEqual([typed, 200, true])
    }
    expect((await boss.ask(`/admin/sign-ins/${former}`)).body).toContain('claim_missing')
  })

  test('sign-ins are listed, by backend, user and failure, and found by reference', async () => {
    const failed = await boss.ask('/admin/sign-ins?failed=1&backend=strict')
    expect(failed.body).toContain('claim_missing')
    expect(failed.body).not.toContain('attempt_wrong_browser')
    expect((await boss.ask('/admin/sign-ins?user=nobody')).body).toContain('No matching sign-ins')
    const reference = /sign-ins\/([2-9A-Z]{8})"/.exec(failed.body)?.[1] ?? ''
    const found = await boss.ask(`/admin/sign-ins?reference=${reference.toLowerCase()}`)
    expect(found.location).toContain(`/admin/sign-ins/${reference}`)
    expect((await boss.ask('/admin/sign-ins?reference=%3Cb%3E')).body).toContain('is not a reference')
    const unknown = await boss.ask('/admin/sign-ins/zzzz-zzz2')
    expect([unknown.status, unknown.body.includes('No sign-in found for ZZZZZZZ2')]).toEqual([404, true])
    const gone = await boss.ask('/admin/sign-ins?backend=long-gone')
    expect(gone.body).toContain('<option value="long-gone" selected>')
    expect((await boss.ask('/admin')).body).toContain('claim_missing')
    // In words, with the code for those who look for it.
    await site.visitor().signIn('dead')
    const { body } = await boss.ask('/admin/sign-ins?backend=dead&code=provider_unavailable')
    expect(body).toMatch(/Could not start: The provider is not available<[^]*provider_unavailable: /)
  })

  test('the overview distinguishes failures from mistakes, says in words what failed, and links to the list of it', async () => {
    const overview = async () => {
      let body
      do body = (await boss.ask('/admin')).body
      while (body.includes('still being counted'))
      return body
    }
    op.misbehave({ authorizeError: { error: 'access_denied' } })
    expect((await site.visitor().signIn('acme')).status).toBe(403)
    op.misbehave({})
    for (let times = 0; times < 3; times += 1) await site.visitor().signIn('dead')
    const body = await overview()
    const failures = body.slice(body.indexOf('id="day"'), body.indexOf('own mistakes</h2>'))
    expect(failures).toContain('href="/admin/sign-ins?backend=dead&amp;code=provider_unavailable"')
    expect(failures).toMatch(/The provider is not available/)
    expect(failures).not.toContain('access_denied')
    expect(body.slice(body.indexOf('own mistakes</h2>'))).toContain(
      'href="/admin/sign-ins?backend=acme&amp;code=access_denied"',
    )
    expect(body).toMatch(
      /href="\/admin\/sign-ins\?result=failed&amp;backend=dead"><bdi>\d of \d sign-ins with/,
    )
    expect(body).toContain('class="sparkline"')
    expect(body).toMatch(/<rect class="bar-ok" width="[\d.]+"/)
    const denied = (await boss.ask('/admin/sign-ins?backend=acme&code=access_denied')).body
    expect(denied).toContain('access_denied')
    expect(denied).not.toContain('badge-good')
  })

  test('lists are filtered by day, result and browser, turned in both directions, and exported', async () => {
    const today = new Date().toISOString().slice(0, 10)
    const rowsOf = ({ body }: Answer) =>
      [...body.matchAll(/row-link" href="[^"]*\/([\w-]+)"/g)].map(([, id]) => id)
    const at = Date.now() - 40 * 86_400_000
    const detail = JSON.stringify({
      intent: 'sign-in',
      carrier: 'page',
      begunAt: null,
      tripMs: null,
      browser: 'Firefox on Linux',
      error: '=HYPERLINK("http://evil.example")',
      steps: [],
      phases: [],
      calls: [],
    })
    await site.rows.event.createMany({
      data: Array.from({ length: 120 }, (_, index) => ({
        id: `old-${index}`,
        at: new Date(at + index),
        area: 'sign-in',
        backend: 'acme',
        detail,
        reference: `AAAA-${String(2222 + index)}`,
        expiresAt: new Date(at + 90 * 86_400_000),
        ...(index < 100 ? { kind: 'refused', code: '@odd' } : { kind: 'signed-in', code: null }),
      })),
    })
    const day = new Date(at).toISOString().slice(0, 10)
    const days = `from=${day}&to=${day}`
    const first = await boss.ask(`/admin/sign-ins?${days}&browser=Firefox`)
    expect([rowsOf(first).length, first.body.includes('>Newer<')]).toEqual([50, false])
    const follow = async (page: Answer, label: string) => {
      const [, href = ''] = new RegExp(`href="([^"]*)">${label}<`).exec(page.body) ?? []
      return boss.ask(href.replaceAll('&amp;', '&'))
    }
    const second = await follow(first, 'Older')
    const third = await follow(second, 'Older')
    expect([rowsOf(second).length, rowsOf(third).length]).toEqual([50, 20])
    expect(new Set([first, second, third].flatMap(rowsOf)).size).toBe(120)
    expect(rowsOf(await follow(third, 'Newer'))).toEqual(rowsOf(second))
    const back = await follow(await follow(third, 'Newer'), 'Newer')
    expect([rowsOf(back), back.body.includes('>Newer<')]).toEqual([rowsOf(first), false])
    expect(rowsOf(await boss.ask(`/admin/sign-ins?${days}&result=ok`))).toHaveLength(20)
    expect(rowsOf(await boss.ask(`/admin/sign-ins?${days}&browser=Safari`))).toEqual([])
    expect(rowsOf(await boss.ask(`/admin/sign-ins?from=${today}`))).not.toContain('AAAA-2222')
    expect((await boss.ask('/admin/sign-ins?from=9999-99-99&to=x')).status).toBe(200)

    const csv = await boss.ask(`/admin/sign-ins.csv?${days}&result=failed`)
    expect(csv.headers.get('content-disposition')).toContain(`attachment; filename="sign-ins-${today}.csv"`)
    const lines = csv.body.trim().split('\r\n')
    expect(lines).toHaveLength(101)
    expect(lines[0]).toBe('"time","reference","result","code","error","provider","userId","user","browser"')
    expect(lines[1]).toContain(`,"'@odd","'=HYPERLINK(""http://evil.example"")",`)
    const json: unknown = JSON.parse((await boss.ask(`/admin/sign-ins.json?${days}`)).body)
    expect(json).toHaveLength(120)
    expect(JSON.parse((await boss.ask(`/admin/sign-ins.json?${days}&browser=Safari`)).body)).toEqual([])
    const plain = await signedIn('plain')
    for (const file of ['sign-ins.csv', 'sign-ins.json', 'events.csv', 'events.json'])
      expect((await plain.ask(`/admin/${file}`)).status).toBe(403)
    await site.rows.event.deleteMany({ where: { id: { startsWith: 'old-' } } })
  })

  test('every setting is shown with its source, and no secret', async () => {
    const { status, body } = await boss.ask('/admin/settings')
    expect(status).toBe(200)
    const rowOf = (name: string) =>
      new RegExp(`<code>${name}</code></td>([^]*?)</tr>`)
        .exec(body.replaceAll('<wbr>', ''))?.[1]
        ?.replace(/<[^>]*>|\s+/g, ' ')
        .trim()
    expect(rowOf('ADMIN_EMAILS')).toMatch(/^boss@example\.test\s+environment$/)
    expect(rowOf('SESSION_KEYS')).toMatch(/^set \(secret\)\s+environment$/)
    expect(rowOf('DATABASE_URL')).toMatch(/^set \(secret\)/)
    expect(rowOf('TERMS_URL')).toMatch(/^not set\s+default$/)
    expect(body).not.toContain(site.databaseUrl)
    expect((await (await signedIn('plain')).ask('/admin/settings')).status).toBe(403)
  })

  test('the doctor runs at the press of a button, reports problems and fixes without secrets, and the overview links to them', async () => {
    const before = await boss.ask('/admin/doctor')
    expect([before.status, textOf(before).includes('Not run yet')]).toEqual([200, true])
    const plain = await signedIn('plain')
    expect((await plain.ask('/admin/doctor')).status).toBe(403)
    expect((await plain.ask('/admin/doctor', { form: { _csrf: await plain.csrf() } })).status).toBe(403)
    expect((await boss.ask('/admin/doctor', { form: {} })).status).toBe(403)
    const press = async () => boss.ask('/admin/doctor', { form: { _csrf: await boss.csrf() } })
    const [ran] = await Promise.all([press(), press()])
    expect(ran.location).toBe(`${site.url}/admin/doctor`)
    const page = await boss.ask('/admin/doctor')
    const said = textOf(page)
    expect(said).toMatch(/providers acme ok .* responds and has signing keys/)
    expect(said).toMatch(
      /providers dead failure: provider_unavailable http:\/\/127\.0\.0\.1:1\S* .*ECONNREFUSED.* Check /,
    )
    expect(said).toMatch(/address ok/)
    expect(said).toMatch(/Last run: .* \d+ failures?, \d+ warnings?/)
    for (const secret of [site.databaseUrl, op.clientSecret]) expect(page.body).not.toContain(secret)
    const overview = (await boss.ask('/admin')).body
    const [, finding = ''] =
      /href="\/admin\/doctor#(finding-\d+)"[^>]*><bdi>Doctor, providers dead/.exec(overview) ?? []
    expect(page.body).toContain(`id="${finding}"`)
    for (const [language, dead, more] of [
      [
        'fr',
        /fournisseur dead erreur : provider_unavailable http:\/\/127\.0\.0\.1:1\S* : .* Vérifiez/,
        'courriels',
      ],
      ['de', /Anbieter dead Fehler: provider_unavailable http:\/\/127\.0\.0\.1:1\S* .* Prüfen Sie/, 'E-Mail'],
    ] as const) {
      const headers = { 'accept-language': language }
      const translated = textOf(await boss.ask('/admin/doctor', { headers })).replaceAll('\u00a0', ' ')
      expect(translated).toMatch(dead)
      expect(translated).toContain(more)
      expect(translated).not.toMatch(
        /the metadata|the call failed|no server listens|responds|The provider|redirect URI|are valid|Nothing was sent/,
      )
      const listed = textOf(await boss.ask('/admin', { headers })).replaceAll('\u00a0', ' ')
      expect(listed).toMatch(/(?:Diagnostic, fournisseur|Diagnose, Anbieter) dead/)
    }
    const events = await site.rows.event.findMany({ where: { kind: 'doctor.run' } })
    expect(events.map(({ actor }) => actor)).toEqual(['boss', 'boss'])
    await site.rows.doctorRun.deleteMany()
    expect((await boss.ask('/admin')).body).not.toContain('/admin/doctor#')
    await site.rows.doctorRun.create({ data: { id: 'doctor', at: new Date(), findings: '[{"check":1}]' } })
    expect((await boss.ask('/admin/doctor')).status).toBe(200)
    // Another release has stored no texts, or texts that this one does not know: then the English words are shown.
    const known = { check: 'new', level: 'warning', code: 'new_code', subject: null, advice: null }
    const stored = [
      { ...known, message: 'Words of old.' },
      { ...known, message: 'Words of new.', texts: { message: { key: 'doctor.new' }, advice: null } },
      { ...known, message: 'A value less.', texts: { message: { key: 'doctor.address.ok' }, advice: null } },
    ]
    await site.rows.doctorRun.update({ where: { id: 'doctor' }, data: { findings: JSON.stringify(stored) } })
    const ofOthers = textOf(await boss.ask('/admin/doctor', { headers: { 'accept-language': 'fr' } }))
    for (const { message } of stored) expect(ofOthers).toContain(message)
  })

  test('users are found by a part of their name or address, and % finds no user', async () => {
    expect((await boss.ask('/admin/users?q=The+BOSS')).body).toContain('>boss<')
    expect((await boss.ask('/admin/users?q=oss@exam')).body).toContain('>boss<')
    for (const q of ['%25', '_', '%5C', 'zzz'])
      expect((await boss.ask(`/admin/users?q=${q}`)).body).toContain('No users found')
  })

  test('users are filtered by a group, page by page, and exported', async () => {
    await signedIn('grouped')
    const { id } = await userNamed('grouped')
    await site.rows.user.update({ where: { id }, data: { active: false } })
    await boss.ask('/admin/users', { form: { _csrf: await boss.csrf(), username: 'not-yet', name: '=1+1' } })
    const namesOf = ({ body }: Answer) =>
      [...body.matchAll(/row-link" href="[^"]*"><bdi>([^<]*)</g)].map(([, name = '']) => name)
    expect(namesOf(await boss.ask('/admin/users?group=administrators'))).toContain('boss')
    expect(namesOf(await boss.ask('/admin/users?group=administrators'))).not.toContain('grouped')
    expect(namesOf(await boss.ask('/admin/users?group=disabled'))).toEqual(['grouped'])
    expect(namesOf(await boss.ask('/admin/users?group=without-account'))).toEqual(['not-yet'])
    expect(namesOf(await boss.ask('/admin/users?group=disabled&q=boss'))).toEqual([])
    expect(namesOf(await boss.ask('/admin/users?group=nonsense'))).toContain('grouped')
    const at = new Date()
    await site.rows.user.createMany({
      data: Array.from({ length: 120 }, (_, index) => ({
        id: `page-${index}`,
        username: `paged-${String(1000 + index)}`,
        createdAt: at,
        updatedAt: at,
      })),
    })
    const first = await boss.ask('/admin/users?q=paged-')
    const follow = async ({ body }: Answer, label: string) => {
      const [, href = ''] = new RegExp(`href="([^"]*)">${label}<`).exec(body) ?? []
      return boss.ask(href.replaceAll('&amp;', '&'))
    }
    const third = await follow(await follow(first, 'Next page'), 'Next page')
    expect([namesOf(first).length, namesOf(third)[0], namesOf(third).length]).toEqual([50, 'paged-1100', 20])
    expect([first.body.includes('First page'), third.body.includes('Next page')]).toEqual([false, false])
    expect(namesOf(await follow(third, 'First page'))).toEqual(namesOf(first))
    const csv = (await boss.ask('/admin/users.csv?q=paged-')).body.trim().split('\r\n')
    expect([csv.length, csv[0]]).toEqual([
      121,
      '"id","username","name","email","emailVerified","active","administrator","created"',
    ])
    const file = await boss.ask('/admin/users.csv?group=without-account&q=not-yet')
    expect(file.body).toContain(`"not-yet","'=1+1",""`)
    expect(file.headers.get('content-disposition')).toMatch(/filename="users-[\d-]+\.csv"/)
    expect(JSON.parse((await boss.ask('/admin/users.json?group=disabled')).body)).toMatchObject([
      { username: 'grouped', active: 'false', administrator: 'false' },
    ])
    expect(JSON.parse((await boss.ask('/admin/users.json?q=none-of-them')).body)).toEqual([])
    const plain = await signedIn('plain')
    for (const path of ['users.csv', 'users.json'])
      expect((await plain.ask(`/admin/${path}`)).status).toBe(403)
    await site.rows.user.deleteMany({ where: { id: { startsWith: 'page-' } } })
    await site.rows.user.deleteMany({ where: { username: { in: ['not-yet', 'grouped'] } } })
  })

  test('providers are a table that is searched and narrowed to a state, also far behind the first page', async () => {
    const at = new Date()
    const names = Array.from({ length: 250 }, (_, index) => `listed-${String(100 + index)}`)
    await site.rows.backend.createMany({
      data: names.map((name) => ({ name, createdAt: at, changedAt: at })),
    })
    const version = { version: 1, createdAt: at, createdBy: 'boss' }
    await site.rows.backendVersion.createMany({
      data: names.map((name) => ({ ...version, name, id: name, definition: '{"preset":"google"}' })),
    })
    const namesOf = async (query: string) => {
      const { status, body } = await boss.ask(`/admin/providers?${query}`)
      expect(status).toBe(200)
      return [...body.matchAll(/row-link" href="\/admin\/providers\/([^"]*)"/g)].map(([, name = '']) => name)
    }
    expect((await namesOf('')).length).toBe(104)
    expect(await namesOf('q=LISTED-349')).toEqual(['listed-349'])
    expect((await namesOf('state=settings')).sort()).toEqual(['acme', 'dead', 'strict', 'untrusted'])
    expect(await namesOf('state=enabled')).toEqual([])
    expect(await namesOf('q=acme&state=broken')).toEqual([])
    const first = (await boss.ask('/admin/providers?q=listed')).body
    const [, next = ''] = /href="([^"]*)">Next page</.exec(first) ?? []
    const second = await boss.ask(next.replaceAll('&amp;', '&'))
    expect([first.includes('listed-199"'), second.body.includes('listed-200"')]).toEqual([true, true])
    expect(second.body).toContain('href="/admin/providers?q=listed">First page<')
    await site.rows.backendVersion.deleteMany({ where: { name: { startsWith: 'listed-' } } })
    await site.rows.backend.deleteMany({ where: { name: { startsWith: 'listed-' } } })
  })

  test('S190, S191: a user is disabled, whatever else the form holds, and the event says who, what and when', async () => {
    const victim = await signedIn('victim')
    const { id } = await userNamed('victim')
    const other = await userNamed('first')
    const extra = {
      id: other.id,
      userId: other.id,
      isAdmin: 'true',
      admin: 'true',
      active: 'true',
      passwordHash: 'x',
    }
    expect((await act(boss, `${id}/disable`, extra)).status).toBe(303)
    expect(await victim.isSignedIn()).toBe(false)
    expect(await userNamed('victim')).toMatchObject({ active: false, admin: false })
    expect(await userNamed('first')).toMatchObject({ active: true, admin: false })
    expect((await victim.signIn('acme')).body).toContain('user_disabled')
    const [event] = await site.rows.event.findMany({ where: { kind: 'user.disabled' } })
    expect(event).toMatchObject({ actor: 'boss', userId: id, area: 'administration' })
    for (const [language, words] of [
      ['en', 'boss disabled victim'],
      ['fr', 'boss a désactivé victim'],
      ['de', 'boss hat victim deaktiviert'],
    ] as const) {
      const { body } = await boss.ask('/admin/events', { headers: { 'accept-language': language } })
      expect(body.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')).toContain(words)
    }
    await act(boss, `${id}/enable`)
    expect(await userNamed('victim')).toMatchObject({ active: true })
  })

  test('S191: the second of two clicks changes nothing, and is no event', async () => {
    await signedIn('clicked')
    const { id } = await userNamed('clicked')
    for (const word of ['grant', 'revoke', 'disable', 'enable']) {
      const clicks = await Promise.all([act(boss, `${id}/${word}`), act(boss, `${id}/${word}`)])
      expect([word, ...clicks.map(({ status }) => status)]).toEqual([word, 303, 303])
    }
    const events = await site.rows.event.findMany({ where: { userId: id, area: 'administration' } })
    const kinds = ['admin.granted', 'admin.revoked', 'user.disabled', 'user.enabled']
    expect(events.map(({ kind }) => kind).sort()).toEqual(kinds)
  })

  test('S188: a demoted or disabled administrator is refused at the next request, and the last one cannot be demoted', async () => {
    const deputy = await signedIn('deputy')
    const { id } = await userNamed('deputy')
    expect((await act(boss, `${(await userNamed('boss')).id}/revoke`)).body).toContain('last_administrator')
    await act(boss, `${id}/grant`)
    expect((await deputy.ask('/admin/users')).status).toBe(200)
    const self = await userNamed('boss')
    expect((await act(boss, `${self.id}/disable`)).body).toContain('self_action_forbidden')
    expect((await act(boss, `${self.id}/end-sessions`)).body).toContain('self_action_forbidden')
    const own = await site.rows.account.findFirstOrThrow({ where: { userId: self.id } })
    expect((await act(boss, `${self.id}/accounts/${own.id}/disconnect`)).body).toContain(
      'self_action_forbidden',
    )
    expect((await boss.ask(`/admin/users/${self.id}`)).body).not.toContain('action="/admin/')
    expect((await act(boss, `${id}/revoke`)).status).toBe(303)
    expect((await deputy.ask('/admin/users')).status).toBe(403)
    await act(boss, `${id}/grant`)
    const disabled = await signedIn('sleeper')
    const sleeper = await userNamed('sleeper')
    await act(boss, `${sleeper.id}/grant`)
    expect((await disabled.ask('/admin/users')).status).toBe(200)
    await act(boss, `${sleeper.id}/disable`)
    const login = await disabled.open('/admin/users')
    expect(login.url).toBe(`${site.url}/login?next=%2Fadmin%2Fusers`)
    expect(login.body).toContain('You were signed out.')
    await act(boss, `${sleeper.id}/revoke`)
    const [one, two] = await Promise.all([act(boss, `${id}/revoke`), act(deputy, `${self.id}/revoke`)])
    expect([one.status, two.status].filter((status) => status === 303)).toHaveLength(1)
    expect(await site.rows.user.count({ where: { admin: true } })).toBe(1)
    await site.rows.user.update({ where: { id: self.id }, data: { admin: true } })
  })

  test('a question comes before what cannot be undone, without a script, and asks for a recent sign-in', async () => {
    await signedIn('asked')
    const { id } = await userNamed('asked')
    const page = await boss.ask(`/admin/users/${id}`)
    for (const word of ['disable', 'end-sessions', 'delete']) {
      expect(page.body).toContain(`href="/admin/users/${id}/${word}"`)
      expect(page.body).not.toContain(`action="/admin/users/${id}/${word}"`)
      const question = await boss.ask(`/admin/users/${id}/${word}`)
      expect([question.status, textOf(question).includes('asked')]).toEqual([200, true])
      expect(question.body).toContain(`action="/admin/users/${id}/${word}"`)
      expect((await site.visitor().ask(`/admin/users/${id}/${word}`)).status).toBe(303)
      expect((await (await signedIn('plain')).ask(`/admin/users/${id}/${word}`)).status).toBe(403)
    }
    expect(await userNamed('asked')).toMatchObject({ active: true })
    const self = await userNamed('boss')
    expect((await boss.ask(`/admin/users/${self.id}/delete`)).body).toContain('self_action_forbidden')
    expect(textOf(await boss.ask(`/admin/users/${self.id}/revoke`))).toContain('Give up your own admin role?')
    clock.aheadMs = 11 * 60_000
    const late = await boss.ask(`/admin/users/${id}/delete`)
    expect(late.body).not.toContain('<form method="post" action="/admin')
    expect(late.body).toContain(
      `href="/login?next=${encodeURIComponent(`/admin/users/${id}/delete`)}&amp;prompt=login"`,
    )
    expect((await act(boss, `${id}/delete`, { confirmation: 'asked' })).body).toContain(
      'reauthentication_required',
    )
  })

  test('what can be undone is undone from its message: a disabled user, an admin role, each with its event', async () => {
    await signedIn('undone')
    const { id } = await userNamed('undone')
    const undo = async (done: Answer) => {
      const { body } = await boss.open(done.location ?? '')
      const [form = ''] = /<div class="notice[^]*?<\/form>/.exec(body) ?? []
      expect(form).toContain('Undo')
      const [, path = ''] = /action="([^"]+)"/.exec(form) ?? []
      const [, csrf = ''] = /name="_csrf" value="([^"]+)"/.exec(form) ?? []
      expect((await boss.ask(path, { form: {} })).status).toBe(403)
      return boss.ask(path, { form: { _csrf: csrf } })
    }
    const enabled = await undo(await act(boss, `${id}/disable`))
    expect(await userNamed('undone')).toMatchObject({ active: true })
    expect((await boss.open(enabled.location ?? '')).body).not.toContain('Undo')
    // A link that was written by another person offers nothing that is not so.
    expect((await boss.ask(`/admin/users/${id}?notice=user-disabled`)).body).not.toContain('Undo')
    await act(boss, `${id}/grant`)
    await undo(await act(boss, `${id}/revoke`))
    expect(await userNamed('undone')).toMatchObject({ admin: true })
    await act(boss, `${id}/revoke`)
    const events = await site.rows.event.findMany({
      where: { userId: id, area: 'administration' },
      orderBy: { at: 'asc' },
    })
    expect(events.map(({ kind }) => kind)).toEqual([
      'user.disabled',
      'user.enabled',
      'admin.granted',
      'admin.revoked',
      'admin.granted',
      'admin.revoked',
    ])
  })

  test('a user is deleted when the name is entered: sessions end, and the log keeps no name of this user', async () => {
    const leaver = await signedIn('leaver')
    const { id } = await userNamed('leaver')
    for (const confirmation of ['', 'leave', 'LEAVER']) {
      const refused = await act(boss, `${id}/delete`, { confirmation })
      expect([refused.status, textOf(refused).includes('enter the name exactly')]).toEqual([400, true])
      expect(refused.body).toContain(`action="/admin/users/${id}/delete"`)
    }
    const deleted = await act(boss, `${id}/delete`, { confirmation: 'leaver' })
    expect(deleted.location).toBe(`${site.url}/admin/users?notice=user-deleted`)
    expect(await leaver.isSignedIn()).toBe(false)
    expect(await site.rows.user.count({ where: { id } })).toBe(0)
    const [event, ...more] = await site.rows.event.findMany({ where: { kind: 'user.deleted', userId: id } })
    expect([event?.actor, event?.detail, more]).toEqual(['boss', '{}', []])
    expect((await act(boss, `${id}/delete`, { confirmation: 'leaver' })).status).toBe(404)
  })

  test('administrators give up their own role, unless they are the last one', async () => {
    await site.rows.user.updateMany({ where: { username: { not: 'boss' } }, data: { admin: false } })
    const second = await signedIn('second')
    const { id } = await userNamed('second')
    await act(boss, `${id}/grant`)
    const done = await act(second, `${id}/revoke`)
    expect(done.location).toBe(`${site.url}/account?notice=admin-given-up`)
    expect((await second.open(done.location ?? '')).body).toContain('You are no longer an administrator')
    expect((await second.ask('/admin')).status).toBe(403)
    const self = await userNamed('boss')
    expect((await act(boss, `${self.id}/revoke`)).body).toContain('last_administrator')
    expect(await userNamed('boss')).toMatchObject({ admin: true })
  })

  test('S191: one session is ended, and one account disconnected, each with its event; the provider forgets its tokens', async () => {
    const here = await signedIn('guest')
    const there = await signedIn('guest')
    const { id } = await userNamed('guest')
    const page = await boss.ask(`/admin/users/${id}`)
    const [first] = [...page.body.matchAll(/\/sessions\/([\w-]+)\/end"/g)].map(([, session]) => session)
    await act(boss, `${id}/sessions/${first ?? ''}/end`)
    expect([await here.isSignedIn(), await there.isSignedIn()].filter(Boolean)).toHaveLength(1)
    const account = await site.rows.account.findFirstOrThrow({ where: { userId: id } })
    const { revoke } = op.counts
    // Each of them is asked about first; looking at the question changes nothing.
    const question = await boss.ask(`/admin/users/${id}/accounts/${account.id}/disconnect`)
    expect(question.body).toContain('Remove a sign-in method of')
    expect(question.body).toContain(`action="/admin/users/${id}/accounts/${account.id}/disconnect"`)
    expect((await boss.ask(`/admin/users/${id}/free-email`)).body).toContain('Free the verified address of')
    expect((await boss.ask(`/admin/users/${id}/accounts/nothing/disconnect`)).status).toBe(404)
    expect(op.counts.revoke).toBe(revoke)
    await act(boss, `${id}/accounts/${account.id}/disconnect`)
    expect(op.counts.revoke).toBe(revoke + 1)
    expect([await here.isSignedIn(), await there.isSignedIn()]).toEqual([false, false])
    const kinds = await site.rows.event.findMany({ where: { userId: id, area: 'administration' } })
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['user.account-disconnected', 'user.sessions-ended'])
    expect((await act(boss, `${id}/accounts/${account.id}/disconnect`)).body).toContain('unknown_account')
  })

  test('an action at the command line is an event, too', async () => {
    await signedIn('clerk')
    const { id } = await userNamed('clerk')
    const env = { DATABASE_URL: site.databaseUrl, NODE_ENV: 'production' }
    await runCommandLine(['admin', 'grant', 'clerk@example.test'], env)
    await runCommandLine(['sessions', 'end', '--user', 'clerk'], env)
    const events = await site.rows.event.findMany({ where: { userId: id, area: 'administration' } })
    expect(events.map(({ kind, actor }) => [kind, actor]).sort()).toEqual([
      ['admin.granted', 'command line'],
      ['user.sessions-ended', 'command line'],
    ])
    await runCommandLine(['admin', 'revoke', 'clerk@example.test'], env)
  })

  test('S137: these pages contain no hash, token or subject of any user', async () => {
    const { id } = await userNamed('boss')
    const sessions = await site.rows.session.findMany()
    for (const path of ['', '/users', `/users/${id}`, '/sign-ins', '/events']) {
      const { body } = await boss.ask(`/admin${path}`)
      for (const { tokenHash } of sessions) expect(body).not.toContain(tokenHash)
      expect(body).not.toContain(boss.cookie('portcullis')?.split('.')[0])
    }
  })

  test('a provider of the settings can be opened, with the addresses to register', async () => {
    expect((await boss.ask('/admin/providers')).body).toContain('href="/admin/providers/untrusted"')
    const { status, body } = await boss.ask('/admin/providers/untrusted')
    expect(status).toBe(200)
    expect(body).toContain(`value="${site.url}/complete/untrusted/"`)
    expect(body).toContain(`value="${site.url}/logout/backchannel/untrusted"`)
    expect(body).not.toMatch(/\/admin\/providers\/untrusted\/(?!test")/)
    expect((await boss.ask('/admin/providers/unknown')).status).toBe(404)
    expect((await site.visitor().ask('/admin/providers/untrusted')).status).not.toBe(200)
  })

  /** Presses the button on the page of a provider of the settings, and goes to the provider and back. */
  async function testConfigured(backend: string, visitor = boss): Promise<Answer> {
    const form = { _csrf: await visitor.csrf() }
    return visitor.open(`/admin/providers/${backend}/test`, { form })
  }

  test('a provider of the settings can be tested: the report is shown once, and nothing is saved but the event', async () => {
    expect((await boss.ask('/admin/providers/strict')).body).toContain(
      'action="/admin/providers/strict/test"',
    )
    op.person({
      sub: 'tested',
      preferred_username: 'tested',
      email: 'tested@example.test',
      nickname: 'Testy',
    })
    const before = await site.counts()
    const passed = await testConfigured('untrusted')
    expect(passed.body).toContain('would be signed in as a new user, tested')
    expect(passed.body).toContain('Testy')
    expect(passed.body).toContain('not even this report')
    expect(passed.headers.get('cache-control')).toBe('no-store')
    expect((await boss.ask(passed.url)).location).toBe(`${site.url}/admin/providers/untrusted`)
    expect((await boss.ask('/admin/providers/untrusted')).body).not.toContain('Testy')
    const failed = await testConfigured('strict')
    expect(failed.body).toContain('claim_missing')
    expect(failed.body).toContain('Request the scope that includes the claim')
    const dead = await testConfigured('dead')
    expect(dead.body).toContain('No server listens there')
    expect(await site.counts()).toEqual({ ...before, attempts: expect.any(Number) as number })
    expect(await boss.isSignedIn()).toBe(true)
    const events = await site.rows.event.findMany({
      where: { kind: 'provider.tested' },
      orderBy: { at: 'asc' },
    })
    expect(
      events.map(({ backend, actor, detail }) => [backend, actor, JSON.parse(detail) as unknown]),
    ).toEqual([
      ['untrusted', 'boss', { passed: true }],
      ['strict', 'boss', { passed: false, code: 'claim_missing' }],
      ['dead', 'boss', { passed: false, code: 'provider_unavailable' }],
    ])
    const { status, body } = await boss.ask('/admin/events')
    expect([status, body.includes('tested the provider')]).toEqual([200, true])
    const french = textOf(await boss.ask('/admin/events', { headers: { 'accept-language': 'fr' } }))
    expect(french).toMatch(/a testé le fournisseur\s+strict\s+échec, code claim_missing/)
    const now = new Date(Date.now() + clock.aheadMs)
    const own = await site.rows.event.create({
      data: {
        id: 'of-a-newer-release',
        at: now,
        area: 'administration',
        kind: 'site.moved',
        actorId: null,
        actor: 'command line',
        userId: null,
        backend: 'acme',
        detail: '{}',
        expiresAt: new Date(now.getTime() + 60_000),
      },
    })
    const newer = textOf(await boss.ask('/admin/events', { headers: { 'accept-language': 'fr' } }))
    expect(newer).toMatch(/ligne de commande\s+site\.moved\s+acme/)
    await site.rows.event.delete({ where: { id: own.id } })
  })

  test('what an earlier release has stored in English alone is marked as English', async () => {
    const at = new Date(Date.now() + clock.aheadMs)
    const event = {
      id: 'of-an-earlier-release',
      at,
      area: 'sign-in',
      kind: 'failed',
      code: 'provider_unavailable',
      backend: 'acme',
      reference: 'EARLYXYZ',
      detail: JSON.stringify({
        intent: 'sign-in',
        carrier: 'cookie',
        begunAt: null,
        tripMs: null,
        browser: null,
        error: 'the token request: status 503',
        steps: [],
        phases: [],
        calls: [],
      }),
      expiresAt: new Date(at.getTime() + 60_000),
    }
    await site.rows.event.create({ data: event })
    for (const path of ['/admin/sign-ins', '/admin/sign-ins/EARLYXYZ']) {
      const { body } = await boss.ask(path, { headers: { 'accept-language': 'fr' } })
      expect(body).toContain('<bdi lang="en">the token request: status 503</bdi>')
    }
    await site.rows.event.delete({ where: { id: event.id } })
  })

  test('only the administrator who began the test of a provider of the settings can finish it, and only one that exists', async () => {
    const plain = await signedIn('plain')
    expect((await testConfigured('untrusted', plain)).status).toBe(403)
    const unknown = await testConfigured('unknown')
    expect([unknown.status, unknown.body.includes('unknown_backend')]).toEqual([404, true])
    const start = await boss.ask('/admin/providers/untrusted/test', { form: { _csrf: await boss.csrf() } })
    const back = await boss.ask(start.location ?? '')
    const other = await site.visitor().ask(back.location ?? '')
    expect(other.status).toBeGreaterThanOrEqual(400)
    expect(other.body).not.toContain('would be signed in')
  })

  test('the trace of a sign-in says what to do about its cause, not only about its code', async () => {
    op.misbehave({ sign: 'HS256-secret' })
    const page = await site.visitor().signIn('acme')
    op.behave()
    const trace = await traceOf(page)
    expect(trace).toContain('it is signed with HS256')
    expect(trace).toContain('What to doThe provider signs with the client secret.')
  })

  test.each([
    ['no expiry, and old', { exp: undefined, iat: Math.floor(Date.now() / 1000) - 200 }, 'exp is missing'],
    ['another client', { aud: 'another-client' }, 'aud is &quot;another-client&quot;'],
    ['a nonce', { nonce: 'n' }, 'it has a nonce'],
  ])(
    'a logout token with %s is listed with the sign-ins, with its code and what was wrong',
    async (_, claims, detail) => {
      op.person({ sub: 'leaver' })
      const form = { logout_token: await op.logoutToken(claims) }
      const answer = await site.visitor().ask('/logout/backchannel/acme', { form })
      expect(answer.status).toBe(400)
      const { reference } = z.object({ reference: z.string() }).parse(JSON.parse(answer.body))
      const list = await boss.ask('/admin/sign-ins?failed=1&backend=acme')
      expect(list.body).toContain('Refused a logout token')
      expect(list.body).toContain(reference)
      const trace = await boss.ask(`/admin/sign-ins/${reference}`)
      expect(trace.body).toContain('logout_token_rejected')
      expect(trace.body).toContain(detail)
    },
  )

  test('R92: with many users, accounts and providers every list is a few statements, each bounded', async () => {
    await site.rows.$executeRaw`
      INSERT INTO "User" ("id", "username", "name", "createdAt", "updatedAt")
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      SELECT 'r92-' || i, 'r92-' || i, 'Person ' || i, (SELECT MIN("createdAt") FROM "User"),
             (SELECT MIN("createdAt") FROM "User") FROM n`
    const at = new Date()
    const numbers = Array.from({ length: 1000 }, (_, index) => String(index).padStart(4, '0'))
    const common = { userId: 'r92-1', issuer: 'https://r92.example', createdAt: at, lastLoginAt: at }
    await site.rows.account.createMany({
      data: numbers
        .slice(500)
        .map((number) => ({ ...common, id: `r92-${number}`, backend: 'acme', subject: number })),
    })
    const names = numbers.map((number) => `r92-${number}`)
    await site.rows.backend.createMany({
      data: names.map((name) => ({ name, createdAt: at, changedAt: at })),
    })
    const version = { version: 1, createdAt: at, createdBy: 'boss', definition: '{"preset":"google"}' }
    await site.rows.backendVersion.createMany({ data: names.map((name) => ({ ...version, name, id: name })) })
    for (const path of [
      '/users',
      '/users?q=4999',
      '/users/r92-1',
      '/sign-ins',
      '/sign-ins?failed=1',
      '/events',
      '/providers',
      '/providers?after=r92-0899',
      // The last of them, because it may go on to count after its answer.
      '',
    ]) {
      site.statements.length = 0
      expect((await boss.ask(`/admin${path}`)).status).toBe(200)
      expect(site.statements.length).toBeLessThanOrEqual(20)
      const lists = site.statements.filter((sql) => /FROM .*"(?:User|Event|Attempt)"/.test(sql))
      expect(lists.filter((sql) => !/LIMIT|COUNT|GROUP BY|WHERE/i.test(sql))).toEqual([])
    }
    const { body } = await boss.ask('/admin/users?q=r92')
    expect(body.match(/class="row-link"/g)).toHaveLength(50)
    expect(body).toContain('Next page')
    const providers = await boss.ask('/admin/providers')
    expect(providers.body).toContain('/admin/providers?after=r92-0099')
    const last = await boss.ask('/admin/providers?after=r92-0899')
    expect(last.body.match(/class="row-link"/g)).toHaveLength(100)
    expect(last.body).not.toContain('Next page')
    const user = await boss.ask('/admin/users/r92-1')
    expect(user.body.match(/\/disconnect"/g)).toHaveLength(500)
    const form = { _csrf: await boss.csrf() }
    expect((await boss.ask('/admin/users/r92-1/accounts/r92-0999/disconnect', { form })).status).toBe(303)
  })
})
