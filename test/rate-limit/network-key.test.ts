import { networkKey, networkLimits } from '../../src/rate-limit/rate-limiter.js'

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

test.each([
  ['203.0.113.7', [['203.0.113.7', 5]]],
  ['::ffff:203.0.113.7', [['203.0.113.7', 5]]],
  [
    '2001:DB8:1:2::1',
    [
      ['2001:db8:1:2::/64', 5],
      ['2001:db8:1::/48', 100],
    ],
  ],
  ['nonsense', [['unknown', 5]]],
  [null, [['unknown', 5]]],
])('the limits of %s', (address, expected) => {
  const limits = networkLimits({ name: 'tries', max: 5, windowMs: 1000 }, address)
  expect(limits.map(({ rule, subject }) => [subject, rule.max])).toEqual(expected)
})
