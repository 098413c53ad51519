import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SettingsError } from '../../../src/settings/settings-error.js'
import { type AdministeredSite, signInAsAdmin, startAdministered } from '../../support/administrator.js'
import { DATABASES } from '../../support/database.js'
import { createProvider } from '../../support/provider/index.js'
import { pngSquare } from '../../support/png.js'
import { backendAt } from '../../support/site.js'
import { useSites } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

const svg = (content = '<path d="M1 1h9v9H1z"/>') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${content}</svg>`
const BOUNDARY = 'a-boundary-of-a-browser'

/** The body of a form with a file, as browsers send it (RFC 7578). */
function formBody(fields: Readonly<Record<string, string>>, file: string | Buffer): Buffer {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="picture"; filename="../../mark.svg"\r\nContent-Type: image/svg+xml\r\n\r\n`
  return Buffer.concat([
    Buffer.from(parts.join('') + head),
    Buffer.from(file),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])
}

const HEADERS = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }

const srcOf = ({ body }: Answer) => /<img class="mark" src="([^"]+)"/.exec(body)?.[1] ?? null

describe.each(DATABASES)('the picture of a provider on %s', (database) => {
  let world: AdministeredSite

  beforeAll(async () => {
    world = await startAdministered(database)
    await world.rita.bringIntoUse('acme', world.acme)
  })
  afterAll(() => world.close())

  async function upload(
    file: string | Buffer,
    {
      visitor = world.rita.visitor,
      csrf,
      language = 'en',
    }: { visitor?: Visitor; csrf?: string; language?: string } = {},
  ): Promise<Answer> {
    const body = formBody({ _csrf: csrf ?? (await visitor.csrf()) }, file)
    return visitor.ask('/admin/providers/acme/mark', {
      body,
      headers: { ...HEADERS, 'accept-language': language },
    })
  }

  test('an administrator gives a picture, which pages show and everyone may keep for ever', async () => {
    const { site, rita } = world
    const saved = await upload(svg())
    expect(saved.location).toBe(`${site.url}/admin/providers/acme?notice=provider-mark-saved`)
    const login = await site.visitor().ask('/login')
    const src = srcOf(login) ?? ''
    expect(src).toMatch(/^\/marks\/[\da-f]{24}\.svg$/)
    expect(srcOf(await rita.visitor.ask('/admin/providers/acme'))).toBe(src)
    const picture = await site.visitor().ask(src)
    expect([picture.status, picture.body]).toEqual([200, `${svg()}\n`])
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(picture.headers.getSetCookie()).toEqual([])
    for (const other of [
      src.replace('.svg', '.png'),
      '/marks/0123456789abcdef01234567.svg',
      '/marks/../marks',
    ])
      expect([other, (await site.visitor().ask(other)).status]).toEqual([other, 404])
    const events = await site.rows.event.findMany({ where: { kind: 'provider.mark-saved' } })
    expect(events.map(({ actor, backend }) => [actor, backend])).toEqual([['rita', 'acme']])

    await upload(svg('<circle cx="12" cy="12" r="9"/>'))
    expect((await site.visitor().ask(src)).status).toBe(404)
    await rita.send('/admin/providers/acme/mark/remove', {})
    expect(srcOf(await site.visitor().ask('/login'))).toBeNull()
  })

  test('a picture with a script is refused beside the form, and nothing is stored', async () => {
    const refused = await upload(svg('<script>alert(1)</script>'))
    expect(refused.status).toBe(400)
    expect(refused.body).toContain('The picture is refused: it has the element &lt;script&gt;.')
    expect(refused.body).not.toContain('alert(1)')
    for (const [language, text] of [
      ['fr', 'L’image est refusée\u00a0: elle contient l’élément &lt;script&gt;.'],
      ['de', 'Das Bild wird abgelehnt: es enthält das Element &lt;script&gt;.'],
    ] as const)
      expect((await upload(svg('<script>1</script>'), { language })).body).toContain(text)
    const [empty, large] = [await upload(''), await upload(svg(`<path d="${'M0 0'.repeat(9000)}"/>`))]
    expect([empty.status, empty.body.includes('it is empty')]).toEqual([400, true])
    expect([large.status, large.body.includes('larger than 32 KB')]).toEqual([400, true])
    expect(await world.site.rows.backendMark.count()).toBe(0)
  })

  test('a PNG arrives as it was sent', async () => {
    await upload(pngSquare(32))
    const src = srcOf(await world.site.visitor().ask('/login')) ?? ''
    const { headers } = await world.site.visitor().ask(src)
    expect(headers.get('content-type')).toBe('image/png')
  })

  test('only an administrator with a recent sign-in and a form of this site uploads a picture', async () => {
    const { site, acme, rita } = world
    acme.person({ sub: 'bob', preferred_username: 'bob' })
    const bob = site.visitor()
    await bob.signIn('acme')
    const before = await site.rows.backendMark.findMany()
    for (const answer of [
      await upload(svg(), { visitor: bob }),
      await upload(svg(), { visitor: site.visitor(), csrf: 'x' }),
      await upload(svg(), { csrf: 'made up' }),
      await upload(svg(), { csrf: await bob.csrf() }),
    ])
      expect([401, 403]).toContain(answer.status)
    const foreign = await rita.visitor.ask('/admin/providers/acme/mark', {
      body: formBody({ _csrf: await rita.visitor.csrf() }, svg()),
      headers: { ...HEADERS, origin: 'https://evil.test' },
    })
    expect(foreign.status).toBe(403)
    const later = await signInAsAdmin(site, world.staff, 'second')
    await site.rows.session.updateMany({
      where: { user: { username: 'second' } },
      data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) },
    })
    expect((await upload(svg(), { visitor: later.visitor })).body).toContain('reauthentication_required')
    expect(await site.rows.backendMark.findMany()).toEqual(before)
  })

  test('a body that is no form, or has too much of anything, is an error of the sender', async () => {
    const { rita } = world
    const csrf = await rita.visitor.csrf()
    const send = (body: string | Buffer, type = HEADERS['content-type']) =>
      rita.visitor.ask('/admin/providers/acme/mark', { body, headers: { 'content-type': type } })
    const field = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n`
    const answers = [
      await send('hello'),
      await send('hello', 'multipart/form-data'),
      await send(formBody({ _csrf: csrf }, svg()).subarray(0, 200)),
      await send(field.repeat(20)),
      await send(formBody({ _csrf: csrf, big: 'x'.repeat(5000) }, svg())),
      await send(formBody({ _csrf: csrf }, 'x'.repeat(200_000))).catch(() => null),
      await send('{}', 'application/json'),
    ]
    for (const answer of answers) if (answer !== null) expect([400, 403, 413, 415]).toContain(answer.status)
    expect(await rita.visitor.isSignedIn()).toBe(true)
  })

  test('a form must not name a file of the server', async () => {
    const added = await world.rita.add('other', world.acme, { other: '{"mark":"/etc/passwd"}' })
    expect(added.status).toBe(400)
    expect(added.body).toContain('names a file, which only the settings can')
  })
})

describe('the picture of a provider of the settings', () => {
  const start = useSites()
  const provider = createProvider()
  const op = provider.alias('acme')
  const folder = mkdtempSync(join(tmpdir(), 'marks-'))
  beforeAll(() => provider.listen())
  afterAll(async () => {
    await provider.close()
    rmSync(folder, { recursive: true })
  })

  function siteWith(content: string) {
    const path = join(folder, 'acme.svg')
    writeFileSync(path, content)
    const env = { ALLOW_INSECURE_ISSUERS: 'true' }
    return start({ database: 'sqlite', env, backends: { acme: backendAt(op, { mark: path }) } })
  }

  test('is a file that the field `mark` names', async () => {
    const site = await siteWith(svg())
    const src = srcOf(await site.visitor().ask('/login')) ?? ''
    expect((await site.visitor().ask(src)).body).toBe(`${svg()}\n`)
  })

  test('is checked before the site starts', async () => {
    const failed = siteWith(svg('<script>alert(1)</script>'))
    await expect(failed).rejects.toThrow(SettingsError)
    await expect(failed).rejects.toMatchObject({
      errors: [
        'Backend "acme", field "mark": the picture is refused: it has the element <script>. Name an SVG or PNG file of at most 32 KB.',
      ],
    })
  })
})
