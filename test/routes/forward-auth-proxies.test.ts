import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { askAs, identityOf } from '../support/proxied.js'
import type { Site } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

const PAGE = readFileSync(
  join(fileURLToPath(new URL('../..', import.meta.url)), 'docs', 'forward-auth.md'),
  'utf8',
)
const IDENTITY = ['Backend', 'Email', 'Groups', 'Name', 'Roles', 'User', 'User-Id'].map(
  (name) => `X-Auth-Request-${name}`,
)

/** What a client of the protected site asks for. */
interface Asked {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly upgrade?: true
}

/** A browser that opens a page. */
const OPENED: Asked = {
  method: 'GET',
  target: '/wiki?page=Home&edit=1',
  headers: {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-encoding': 'gzip, deflate, br, zstd',
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-site': 'none',
  },
}

const SOCKET: Asked = {
  method: 'GET',
  target: '/live',
  upgrade: true,
  headers: {
    origin: 'https://app.example.com',
    'sec-fetch-mode': 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  },
}

const HOP = { connection: 'Upgrade', upgrade: 'websocket' }
const TOLD = {
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'app.example.com',
  'x-forwarded-for': '192.0.2.7',
}

/** A GET to `address` under its own host, with the client's headers but for those of the connection. */
function asTraefik(site: Site, { method, target, headers }: Asked): Promise<Answer> {
  const [, path = ''] = /address: http:\/\/10\.0\.0\.11:3000(\S+)/.exec(PAGE) ?? []
  const told = { ...TOLD, 'x-forwarded-method': method, 'x-forwarded-uri': target, 'x-forwarded-port': '443' }
  const port = new URL(site.url).port
  return askAs(`http://127.0.0.1:${port}${path}`, 'GET', { ...headers, ...told })
}

/** A GET to `uri` under the host of the application, with the client's headers; an upgrade stays one. */
function asCaddy(site: Site, asked: Asked): Promise<Answer> {
  const [, path = ''] = /^\t+uri (\S+)$/m.exec(PAGE) ?? []
  const told = { ...TOLD, 'x-forwarded-method': asked.method, 'x-forwarded-uri': asked.target }
  const hop = asked.upgrade ? HOP : {}
  const headers = { ...asked.headers, ...told, ...hop, host: 'app.example.com', via: '1.1 Caddy' }
  return askAs(`${site.url}${path}`, 'GET', headers)
}

describe.each([
  ['Traefik', asTraefik],
  ['Caddy', asCaddy],
])('forward-auth as %s asks', (_proxy, ask) => {
  const { site } = useSite({
    database: 'sqlite',
    env: { TRUST_PROXY: '127.0.0.1', ALLOWED_REDIRECT_ORIGINS: 'https://app.example.com' },
    acme: { extraClaims: ['groups'] },
    setUp: ({ op }) => {
      op.person({ sub: 'tee', preferred_username: 'tee', name: 'Tee', groups: ['staff'] })
    },
  })

  function by(visitor: Visitor, asked: Asked): Asked {
    const cookie = `portcullis=${visitor.cookie('portcullis') ?? ''}`
    return { ...asked, headers: { ...asked.headers, cookie } }
  }

  test('a visitor without a session is sent to the login page, and returns afterwards', async () => {
    const answer = await ask(site, OPENED)
    const next = 'https://app.example.com/wiki?page=Home&edit=1'
    expect(answer.status).toBe(303)
    expect(answer.location).toBe(`${site.url}/login?${new URLSearchParams({ next }).toString()}`)
    expect(identityOf(answer)).toEqual({})
  })

  test('a signed-in user passes, whatever the method is', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'PROPFIND']) {
      const headers = {
        ...OPENED.headers,
        origin: 'https://app.example.com',
        'x-auth-request-user': 'forged',
      }
      const answer = await ask(site, by(visitor, { ...OPENED, method, headers }))
      expect([method, answer.status]).toEqual([method, 200])
      expect(identityOf(answer)).toMatchObject({ user: 'tee', groups: 'staff' })
    }
  })

  test('S202: a WebSocket without a session is refused without a redirect, and that of a signed-in user passes', async () => {
    expect((await ask(site, SOCKET)).status).toBe(401)
    const visitor = site.visitor()
    await visitor.signIn('acme')
    expect((await ask(site, by(visitor, SOCKET))).status).toBe(200)
  })
})

test('the configuration of Traefik strips and copies all of our headers, and their spellings with _', () => {
  const [, expression = ''] = /authResponseHeadersRegex: '\(\?i\)(\S+)'/.exec(PAGE) ?? []
  expect(expression).not.toBe('')
  const pattern = new RegExp(expression, 'i')
  const spellings = IDENTITY.flatMap((name) => [
    name,
    name.replaceAll('-', '_'),
    name.replace('-', '_').toLowerCase(),
  ])
  expect(spellings.filter((name) => !pattern.test(name))).toEqual([])
})

test('the configuration of Caddy copies all of our headers', () => {
  const [, names = ''] = /copy_headers (.*)/.exec(PAGE) ?? []
  expect(names.split(' ').sort()).toEqual(IDENTITY)
})

test('the configuration of Caddy removes every copy of our cookies, and no other cookie', () => {
  const steps = [...PAGE.matchAll(/request_header Cookie `([^`]+)` ``/g)].map(([, find = '']) => find)
  expect(steps).toHaveLength(2)
  const strip = (cookies: string) =>
    steps.reduce((rest, find) => rest.replaceAll(new RegExp(find, 'g'), ''), cookies).trim()
  for (const session of ['portcullis=a.b', '__Secure-portcullis=a.b', '__Host-portcullis=a.b'])
    for (const cookies of [
      `theme=dark; ${session}; lang=de`,
      `${session}; theme=dark; ${session}; portcullis-browser=x; lang=de`,
      `theme=dark;${session};  ${session}; lang=de; portcullis-browser-0a1b2c=x`,
    ])
      expect(strip(cookies)).toBe('theme=dark; lang=de')
  expect(strip('portcullis=a.b')).toBe('')
  expect(strip('my-portcullis=mine; portcullisx=mine')).toBe('my-portcullis=mine; portcullisx=mine')
})

test('the configuration of Traefik removes the session, and tunnels only WebSockets', () => {
  const block = /```yaml\n(.*?)```/s.exec(PAGE.slice(PAGE.indexOf('## Traefik')))?.[1] ?? ''
  const routers = [...block.matchAll(/middlewares: \[(.*?)\]/g)].map(([, names = '']) => names.split(', '))
  expect(routers).toEqual([
    ['portcullis', 'portcullis-strip'],
    ['portcullis', 'portcullis-strip', 'no-upgrade'],
  ])
  for (const header of ['Cookie', 'Authorization', 'Upgrade']) expect(block).toContain(`${header}: ''`)
  const [, exempt = ''] = /!HeaderRegexp\(`Upgrade`, `\(\?i\)(.+?)`\)/.exec(block) ?? []
  const isExempt = (value: string) => new RegExp(exempt, 'i').test(value)
  expect(['websocket', 'WebSocket', 'h2c', 'websocket, h2c', 'TLS/1.0'].map(isExempt)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
