import { closeOutbounds, outbound } from './calls.js'
import { closeServers, http } from './servers.js'

afterEach(() => {
  closeOutbounds()
  closeServers()
})

describe('an ordinary call', () => {
  test('sends method, headers and form, and returns the whole response', async () => {
    const server = await http((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const { method, headers } = request
        response.setHeader('content-type', 'application/json')
        response.statusCode = 201
        response.end(
          JSON.stringify({ method, body, mark: headers['x-mark'], length: headers['content-length'] }),
        )
      })
    })
    const form = new URLSearchParams({ code: 'ü&' })
    const response = await outbound()(server.url, { method: 'POST', headers: { 'x-mark': 'a' }, body: form })
    expect(response).toBeInstanceOf(Response)
    expect([response.status, response.headers.get('content-type')]).toEqual([201, 'application/json'])
    expect(await response.clone().json()).toEqual(await response.json())
    expect(await response.json()).toEqual({ method: 'POST', body: 'code=%C3%BC%26', mark: 'a', length: '14' })
  })

  test('reuses the connection of the last one', async () => {
    const server = await http((_, response) => response.end('{}'))
    const fetch = outbound()
    for (let call = 0; call < 5; call += 1) await (await fetch(server.url)).text()
    expect(server.connections()).toBe(1)
  })

  test('accepts a response without a body', async () => {
    const server = await http((_, response) => response.writeHead(204).end())
    const response = await outbound()(server.url)
    expect([response.status, await response.text()]).toEqual([204, ''])
  })

  test('does not follow a redirect', async () => {
    const bystander = await http((_, response) => response.end())
    const server = await http((_, response) => response.writeHead(302, { location: bystander.url }).end())
    expect((await outbound()(server.url)).status).toBe(302)
    expect(bystander.connections()).toBe(0)
  })
})
