import { networkKey } from '../../src/rate-limit/rate-limiter.js'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.8', '203.0.113.8'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['nonsense', 'unknown'],
  ['', 'unknown'],
  [null, 'unknown'],
])('S130: %s counts as %s', (address, network) => {
  expect(networkKey(address)).toBe(network)
})
