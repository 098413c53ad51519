import { closeOutbounds, failureOf, outbound } from './calls.js'
import { closeServers, http, tcp } from './servers.js'

afterEach(() => {
  closeOutbounds()
  closeServers()
})

describe('addresses', () => {
  const literal = [
    '127.0.0.1',
    '10.0.0.1',
    '192.168.1.1',
    '172.16.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
  ]
  const disguised = ['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '%31%32%37.0.0.1', '127。0。0。1']
  const sixes = [
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ]
  const moreSixes = [
    '[fe80::1]',
    '[fd00::1]',
    '[fec0::1]',
    '[2001:0:7f00:1::]',
    '[ff02::1]',
    '[64:ff9b:1::a00:1]',
  ]

  test.each([...literal, ...disguised, ...sixes, ...moreSixes])(
    '%s is refused when written out',
    async (host) => {
      const bystander = await tcp((socket) => socket.end())
      const fetch = outbound({ allowPrivate: false })
      expect(await failureOf(fetch(`https://${host}:${bystander.port}/`))).toBe('refused-address')
      expect(bystander.connections()).toBe(0)
    },
  )

  const resolutions: [string, ...string[]][] = [
    ['a private address', '127.0.0.1'],
    ['a private one among public ones', '93.184.215.14', '127.0.0.1'],
    ['a mapped address', '::ffff:127.0.0.1'],
    ['nonsense', 'localhost'],
  ]
  test.each(resolutions)(
    'S43: a name that resolves to %s is refused when connecting',
    async (_, ...found) => {
      const bystander = await tcp((socket) => socket.end())
      const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      const fetch = outbound({
        allowPrivate: false,
        resolve: (_hostname, done) => {
          done(null, addresses)
        },
      })
      expect(await failureOf(fetch(`https://id.example.com:${bystander.port}/`))).toBe('refused-address')
      expect(bystander.connections()).toBe(0)
    },
  )

  test('localhost and its spellings are refused by the addresses that they resolve to', async () => {
    const bystander = await tcp((socket) => socket.end())
    const fetch = outbound({ allowPrivate: false, callTimeoutMs: 3000 })
    expect(await failureOf(fetch(`https://localhost:${bystander.port}/`))).toBe('refused-address')
    expect(bystander.connections()).toBe(0)
  })

  test.each([
    'http://id.example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:,x',
    'ftp://a/',
    'nonsense',
  ])('S46: %s is not called', async (url) => {
    expect(await failureOf(outbound({ allowPrivate: false })(url))).toBe('refused-address')
  })

  test('a user name in the address is refused', async () => {
    expect(await failureOf(outbound()('http://ann:secret@127.0.0.1/'))).toBe('refused-address')
  })

  test('concurrent calls resolve a name once', async () => {
    const server = await http((_, response) => response.end())
    let asked = 0
    const fetch = outbound({
      resolve: (_, done) => {
        asked += 1
        setTimeout(() => {
          done(null, [{ address: '127.0.0.1', family: 4 }])
        }, 20)
      },
    })
    const calls = Array.from({ length: 5 }, () => fetch(`http://id.example.com:${server.port}/`))
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(asked).toBe(1)
  })
})
