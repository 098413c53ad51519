import { createServer as createTlsServer } from 'node:https'
import {
  isAllowedAddress,
  isPublicAddress,
  NO_NETWORKS,
  parseNetwork,
} from '../../src/http-client/networks.js'
import { closeOutbounds, failureOf, outbound } from './calls.js'
import { cert, key } from './self-signed.js'
import { closeServers, listening, tcp } from './servers.js'

afterEach(() => {
  closeOutbounds()
  closeServers()
})

/** Networks as the setting names them. */
function networks(...entries: readonly string[]) {
  const parsed = entries.map(parseNetwork)
  if (parsed.includes(null)) throw new Error('that is no network')
  return {
    ranges: parsed.flatMap((entry) => (entry === null || typeof entry === 'string' ? [] : [entry])),
    hosts: new Set(parsed.flatMap((entry) => (typeof entry === 'string' ? [entry] : []))),
  }
}

describe('NAT64', () => {
  test.each([
    ['64:ff9b::8.8.8.8', true],
    ['64:ff9b::5db8:d80e', true],
    ['64:ff9b::7f00:1', false],
    ['64:ff9b::10.0.0.1', false],
    ['64:ff9b::169.254.169.254', false],
    ['64:ff9b:1::8.8.8.8', false],
  ])('of %s, the IPv4 address in it counts: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic)
  })

  test('an allowed range applies to it, too', () => {
    expect(isAllowedAddress('64:ff9b::10.1.2.3', 'sso', networks('10.0.0.0/8'))).toBe(true)
    expect(isAllowedAddress('64:ff9b::10.1.2.3', 'sso', networks('64:ff9b::/96'))).toBe(false)
  })
})

describe('allowed networks', () => {
  test.each([
    ['10.1.2.3', ['10.0.0.0/8'], true],
    ['10.1.2.3', ['10.1.2.3'], true],
    ['10.1.2.4', ['10.1.2.3'], false],
    ['11.0.0.1', ['10.0.0.0/8'], true],
    ['192.168.1.1', ['10.0.0.0/8'], false],
    ['fd12::1', ['fd00::/8'], true],
    ['fd12::1', ['10.0.0.0/8'], false],
    ['127.0.0.1', ['127.0.0.0/8'], true],
    ['10.9.9.9', ['sso.corp.example'], true],
    ['10.9.9.9', ['other.corp.example'], false],
  ])('%s with %j: %s', (address, entries, isAllowed) => {
    expect(isAllowedAddress(address, 'sso.corp.example', networks(...entries))).toBe(isAllowed)
  })

  test.each([
    '169.254.169.254',
    '169.254.0.1',
    'fe80::1',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
    '0.0.0.0',
    '::',
    '255.255.255.255',
    '224.0.0.1',
    'ff02::1',
  ])('%s stays shut, whatever is allowed', (address) => {
    const all = networks('0.0.0.0/0', '::/0', 'sso.corp.example', '169.254.169.254')
    expect(isAllowedAddress(address, 'sso.corp.example', all)).toBe(false)
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['10.0.0.0/33', '10.0.0', '300.1.1.1', 'a b', 'https://x.example', '', '*', '-x'])(
    '%j is no network',
    (entry) => {
      expect(parseNetwork(entry)).toBeNull()
    },
  )

  test.each([
    ['by range', networks('127.0.0.0/8')],
    ['by name', networks('LocalHost')],
  ])('a call passes the guard %s, and http does not', async (_what, allowedNetworks) => {
    const server = await listening(createTlsServer({ cert, key }, (_, response) => response.end()))
    const fetch = outbound({
      allowPrivate: false,
      allowedNetworks,
      callTimeoutMs: 3000,
      resolve: (_, done) => {
        done(null, [{ address: '127.0.0.1', family: 4 }])
      },
    })
    // The certificate is refused, which comes after the guard.
    expect(await failureOf(fetch(`https://localhost:${server.port}/`))).toBe('connection')
    expect(server.connections()).toBe(1)
    expect(await failureOf(fetch(`http://localhost:${server.port}/`))).toBe('refused-address')
  })

  test('the error of a refused address names the setting', async () => {
    const bystander = await tcp((socket) => socket.end())
    const fetch = outbound({ allowPrivate: false, allowedNetworks: NO_NETWORKS, callTimeoutMs: 3000 })
    for (const host of ['127.0.0.1', 'localhost'])
      await expect(fetch(`https://${host}:${bystander.port}/`)).rejects.toThrow(
        'add it to ALLOWED_PRIVATE_NETWORKS',
      )
  })
})
