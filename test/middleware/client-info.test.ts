import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { TrustedProxies } from '../../src/middleware/client-info.js'

const proxies = new TrustedProxies(['10.0.0.0/8', '2001:db8:ffff::/48'])

/** A request with this header, over a connection from `peer`. */
function requestFrom(peer: string, forwardedFor: string): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: peer })
  const request = new IncomingMessage(socket)
  request.headers['x-forwarded-for'] = forwardedFor
  return request
}

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:51234', '203.0.113.9'],
  ['  203.0.113.9:51234  ', '203.0.113.9'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  [' [2001:DB8::A] ', '2001:db8::a'],
  ['[2001:DB8:0:0::A]:51234', '2001:db8::a'],
  ['2001:DB8::A', '2001:db8::a'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['[::FFFF:203.0.113.9]:1', '203.0.113.9'],
  ['198.51.100.1, 203.0.113.9:51234 , 10.1.1.1:80,[2001:db8:ffff::1]:443', '203.0.113.9'],
])('X-Forwarded-For "%s" of a trusted proxy is %s', (header, address) => {
  expect(proxies.clientAddress(requestFrom('10.0.0.1', header))).toBe(address)
  expect(proxies.unreadableHop(header)).toBeNull()
  expect(proxies.clientAddress(requestFrom('192.0.2.1', header))).toBe('192.0.2.1')
})

test.each([
  'unknown',
  '_hidden',
  'for=203.0.113.9',
  'For="[2001:db8::1]:443";proto=https',
  '203.0.113.9:',
  '203.0.113.9:http',
  '203.0.113.9:123456',
  '203.0.113.9:1:2',
  '[203.0.113.9',
  '[2001:db8::1',
  '[2001:db8::1]443',
  '203.0.113',
  '127',
  '0x7f000001',
])('a hop "%s" is no address: the proxy counts, and the doctor can name the hop', (hop) => {
  for (const header of [hop, `203.0.113.9, ${hop}`, `203.0.113.9, ${hop}, 10.1.1.1:80`]) {
    expect(proxies.clientAddress(requestFrom('10.0.0.1', header))).toBe('10.0.0.1')
    expect(proxies.unreadableHop(header)).toBe(hop)
  }
  expect(proxies.unreadableHop(`${hop}, 203.0.113.9`)).toBeNull()
})
