import { once } from 'node:events'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'

describe('a network whose only way out is a proxy', () => {
  const passed: string[] = []
  let proxy: Server

  beforeAll(async () => {
    proxy = createServer((request, response) => {
      const target = new URL(request.url ?? '')
      passed.push(`${request.method} ${target.pathname} ${request.headers['proxy-authorization'] ?? ''}`)
      const headers = { ...request.headers, 'proxy-authorization': undefined }
      const forwarded = httpRequest(
        target,
        { method: request.method, headers: JSON.parse(JSON.stringify(headers)) as Record<string, string> },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(response)
        },
      )
      request.pipe(forwarded)
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
  })
  afterAll(() => {
    proxy.closeAllConnections()
    proxy.close()
  })

  const { site, op } = useSite({
    database: 'sqlite',
    env: () => ({ http_proxy: `http://ann:hush@127.0.0.1:${(proxy.address() as AddressInfo).port}` }),
    backends: ({ op }) => ({ acme: backendAt(op) }),
  })

  test('every call of a sign-in goes through it, and the log says so once', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    expect(await visitor.isSignedIn()).toBe(true)
    const credentials = `Basic ${Buffer.from('ann:hush').toString('base64')}`
    expect(passed).toEqual([
      `GET /acme/.well-known/openid-configuration ${credentials}`,
      `POST /acme/token ${credentials}`,
      `GET /acme/jwks ${credentials}`,
      `GET /acme/userinfo ${credentials}`,
    ])
    expect(op.counts).toMatchObject({ discovery: 1, token: 1, jwks: 1, userinfo: 1 })
    const lines = site.logged.filter((line) => line.includes('go through a proxy'))
    expect(lines).toHaveLength(1)
    expect(site.logged.join('')).not.toContain('hush')
  })
})
