import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { describeProxies, proxyFor, type ProxySettings } from '../../src/http-client/proxy.js'
import { ENGLISH } from '../../src/locales/locales.js'
import { closeOutbounds, failureOf, outbound } from './calls.js'
import { cert, key } from './self-signed.js'
import { closeServers, http, listening, tcp } from './servers.js'

afterEach(() => {
  closeOutbounds()
  closeServers()
})

interface Asked {
  readonly what: string
  readonly credentials: string | undefined
}

/** A proxy that leads every tunnel to this port, and answers plain requests itself. */
async function startProxy(port: number, status = 200) {
  const asked: Asked[] = []
  const server = createHttpServer((request, response) => {
    asked.push({
      what: `${request.method} ${request.url}`,
      credentials: request.headers['proxy-authorization'],
    })
    response.end('by the proxy')
  })
  server.on('connect', (request, socket) => {
    asked.push({ what: `CONNECT ${request.url}`, credentials: request.headers['proxy-authorization'] })
    socket.on('error', () => undefined)
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      return
    }
    const inner = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      inner.pipe(socket)
      socket.pipe(inner)
    })
    inner.on('error', () => socket.destroy())
  })
  return { ...(await listening(server)), asked }
}

const through = (url: string, more: Partial<ProxySettings> = {}): ProxySettings => ({
  https: new URL(url),
  http: new URL(url),
  bypass: [],
  ...more,
})

test('https goes through a tunnel, with the TLS of the host within', async () => {
  const target = await listening(createTlsServer({ cert, key }, (_, response) => response.end()))
  const proxy = await startProxy(target.port)
  const settings = through(proxy.url.replace('http://', 'http://ann:p%40ss@'))
  const fetch = outbound({ allowPrivate: false, proxy: settings, callTimeoutMs: 3000 })
  // The name is the proxy's to resolve; the certificate within is still ours to judge.
  await expect(fetch('https://id.corp.example:8443/x?y=1')).rejects.toThrow(/SELF_SIGNED|ALTNAME/)
  const credentials = `Basic ${Buffer.from('ann:p@ss').toString('base64')}`
  expect(proxy.asked).toEqual([{ what: 'CONNECT id.corp.example:8443', credentials }])
  expect(target.connections()).toBe(1)
})

describe('a certificate authority of the own company, in NODE_EXTRA_CA_CERTS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'))
  const file = join(folder, 'ca.pem')
  writeFileSync(file, cert)
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  const PROGRAM = fileURLToPath(new URL('./call-program.mjs', import.meta.url))
  const Headers = z.record(z.string(), z.unknown())
  const headersAtHost = async (...args: readonly string[]) => {
    const env = { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: file }
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...args], { env })
    return Headers.parse(JSON.parse(stdout))
  }

  const echo = () =>
    listening(
      createTlsServer({ cert, key }, (request, response) => response.end(JSON.stringify(request.headers))),
    )

  test('is trusted when a provider is called directly', async () => {
    const { port } = await echo()
    expect(await headersAtHost(`https://localhost:${port}/`)).toMatchObject({ host: `localhost:${port}` })
  })

  test('is trusted within a tunnel, and the host never sees the credentials of the proxy', async () => {
    const { port } = await echo()
    const proxy = await startProxy(port)
    const url = proxy.url.replace('http://', 'http://ann:p%40ss@')
    const headers = await headersAtHost(`https://localhost:${port}/`, url)
    expect(headers).toMatchObject({ host: `localhost:${port}` })
    expect(headers).not.toHaveProperty('proxy-authorization')
    expect(proxy.asked.map(({ what }) => what)).toEqual([`CONNECT localhost:${port}`])
    expect(proxy.asked[0]?.credentials).toContain('Basic ')
  })
})

test('http, for development, is sent to the proxy itself', async () => {
  const proxy = await startProxy(0)
  const fetch = outbound({ proxy: through(proxy.url) })
  const response = await fetch('http://id.corp.example/x?y=1')
  expect(await response.text()).toBe('by the proxy')
  expect(proxy.asked.map(({ what }) => what)).toEqual(['GET http://id.corp.example/x?y=1'])
})

test('hosts of NO_PROXY are called directly, and their addresses are checked', async () => {
  const server = await http((_, response) => response.end('directly'))
  const proxy = await startProxy(0)
  const settings = through(proxy.url, { bypass: ['127.0.0.1', 'localhost'] })
  expect(await (await outbound({ proxy: settings })(server.url)).text()).toBe('directly')
  const strict = outbound({ allowPrivate: false, proxy: settings, callTimeoutMs: 3000 })
  expect(await failureOf(strict(`https://localhost:${server.port}/`))).toBe('refused-address')
  expect(proxy.asked).toEqual([])
})

test('addresses that are written out are checked, although there is a proxy', async () => {
  const proxy = await startProxy(0)
  const fetch = outbound({ allowPrivate: false, proxy: through(proxy.url) })
  expect(await failureOf(fetch('https://169.254.169.254/'))).toBe('refused-address')
  expect(await failureOf(fetch('http://id.corp.example/'))).toBe('refused-address')
  expect(proxy.asked).toEqual([])
})

describe('a proxy that does not help', () => {
  test.each([403, 407, 502])('status %d is in the message', async (status) => {
    const proxy = await startProxy(0, status)
    await expect(outbound({ proxy: through(proxy.url) })('https://id.corp.example/')).rejects.toMatchObject({
      message: `the proxy refused the connection with status ${status}`,
      providerCause: { code: 'network_proxy' },
    })
  })

  test('one that is down, one that hangs, one that hangs up', async () => {
    const gone = await tcp((socket) => socket.destroy())
    const silent = await tcp(() => undefined)
    const down = outbound({ proxy: through('http://127.0.0.1:1') })
    await expect(down('https://id.corp.example/')).rejects.toThrow(
      'the proxy cannot be reached (ECONNREFUSED)',
    )
    expect(await failureOf(outbound({ proxy: through(gone.url) })('https://id.corp.example/'))).toBe(
      'connection',
    )
    expect(await failureOf(outbound({ proxy: through(silent.url) })('https://id.corp.example/'))).toBe(
      'timeout',
    )
  })
})

test.each([
  ['https://id.example/', [], true],
  ['https://id.example/', ['id.example'], false],
  ['https://sub.id.example/', ['id.example'], false],
  ['https://sub.id.example/', ['.id.example'], false],
  ['https://sub.id.example/', ['*.id.example'], false],
  ['https://notid.example/', ['id.example'], true],
  ['https://ID.example/', ['Id.Example'], false],
  ['https://id.example:8443/', ['id.example:8443'], false],
  ['https://id.example/', ['id.example:8443'], true],
  ['https://id.example/', ['id.example:443'], false],
  ['https://10.1.2.3/', ['10.0.0.0/8'], false],
  ['https://11.1.2.3/', ['10.0.0.0/8'], true],
  ['https://[fd00::1]/', ['fd00::1'], false],
  ['https://[fd00::1]/', ['[fd00::1]:443'], false],
  ['https://id.example/', ['*'], false],
  ['http://id.example/', [], false],
] as const)('%s with NO_PROXY %j goes through the proxy: %s', (url, bypass, isProxied) => {
  const settings = through('http://proxy.example:3128', { bypass, http: null })
  expect(proxyFor(new URL(url), settings)?.host ?? null).toBe(isProxied ? 'proxy.example:3128' : null)
})

test('the description names the proxies, but not their passwords', () => {
  const proxies = describeProxies({
    proxy: through('http://ann:hush@proxy.example:3128', { bypass: ['x'] }),
  })
  const description = proxies && ENGLISH.format(proxies)
  expect(description).toContain('https through http://proxy.example:3128')
  expect(description).toContain('except x')
  expect(description).not.toContain('hush')
  expect(describeProxies({ proxy: null })).toBeNull()
})
