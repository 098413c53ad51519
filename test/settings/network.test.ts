import { KEYS, PRODUCTION, sandbox } from './sandbox.js'
import type { Sandbox } from './sandbox.js'

let box: Sandbox
beforeEach(() => {
  box = sandbox()
})
afterEach(() => {
  box.remove()
})

describe('networks', () => {
  test('ranges and host names, in production too', () => {
    const { network } = box.read({
      ...PRODUCTION,
      ALLOWED_PRIVATE_NETWORKS: '10.0.0.0/8, SSO.corp.example,fd00::/8',
    })
    expect(network.allowedNetworks.ranges).toHaveLength(2)
    expect([...network.allowedNetworks.hosts]).toEqual(['sso.corp.example'])
    expect(network.proxy).toBeNull()
  })

  test.each(['10.0.0.0/40', 'https://sso.corp.example', 'a b'])(
    '%s is an error that names its entry',
    (entry) => {
      expect(box.errors({ ALLOWED_PRIVATE_NETWORKS: `10.0.0.0/8,${entry}` })).toContain(
        'ALLOWED_PRIVATE_NETWORKS (entry 2) is neither a network nor a host name.',
      )
    },
  )

  test('proxies in both spellings; that in lower case wins', () => {
    const { network } = box.read({
      HTTPS_PROXY: 'http://upper.example:1',
      https_proxy: 'http://ann:pass@lower.example:2',
      HTTP_PROXY: 'proxy.example:3128',
      no_proxy: 'localhost, .corp.example',
    })
    expect(network.proxy?.https?.host).toBe('lower.example:2')
    expect(network.proxy?.http?.href).toBe('http://proxy.example:3128/')
    expect(network.proxy?.bypass).toEqual(['localhost', '.corp.example'])
  })

  test.each(['socks5://proxy.example:1080', 'http://', '::'])(
    'a proxy of %s is an error without the value',
    (value) => {
      const errors = box.errors({ HTTPS_PROXY: value })
      expect(errors).toContain('HTTPS_PROXY is not the URL of an HTTP proxy.')
      expect(errors).not.toContain('1080')
    },
  )

  test('NO_PROXY alone is not a proxy', () => {
    expect(box.read({ NO_PROXY: '*' }).network.proxy).toBeNull()
  })
})

describe('secrets in files', () => {
  test('of settings and of backends, with one line break at the end left out', () => {
    box.write('session', `${KEYS.SESSION_KEYS}\n`)
    box.write('encryption', KEYS.ENCRYPTION_KEYS)
    box.write('acme', 'a secret with a space \n\n')
    const settings = box.read({
      ...PRODUCTION,
      SESSION_KEYS: undefined,
      ENCRYPTION_KEYS: undefined,
      SESSION_KEYS_FILE: 'session',
      ENCRYPTION_KEYS_FILE: box.path('encryption'),
      BACKEND_ACME_CLIENT_SECRET_FILE: 'acme',
      BACKEND_ACME_CLIENT_ID: 'gate',
    })
    expect([settings.sessionKeys, settings.encryptionKeys]).toEqual([
      [KEYS.SESSION_KEYS],
      [KEYS.ENCRYPTION_KEYS],
    ])
    expect(settings.rawBackends).toEqual({
      acme: { clientSecret: 'a secret with a space \n', clientId: 'gate' },
    })
  })

  test('a key may be the PEM itself', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'
    box.write('key.pem', `${pem}\n`)
    const settings = box.read({
      BACKEND_ACME_CLIENT_KEY_FILE: 'key.pem',
      BACKEND_ACME_DECRYPTION_KEY_FILE: 'key.pem',
    })
    expect(settings.rawBackends).toEqual({ acme: { clientKey: { pem }, decryptionKey: pem } })
  })

  test.each([
    ['nowhere', 'SESSION_KEYS_FILE names a file that cannot be read (ENOENT).'],
    ['.', 'SESSION_KEYS_FILE names a file that cannot be read (EISDIR).'],
    ['empty', 'SESSION_KEYS_FILE names an empty file.'],
    ['huge', 'SESSION_KEYS_FILE names a file of more than 65536 bytes.'],
  ])('%s is an error', (file, error) => {
    box.write('empty', '\n')
    box.write('huge', 'x'.repeat(70_000))
    expect(box.errors({ SESSION_KEYS_FILE: file })).toContain(error)
  })

  test('a secret and its file are an error, and neither is repeated', () => {
    box.write('smtp', 'smtp://ann:hush@mail.example')
    const errors = box.errors({ SMTP_URL: 'smtp://ann:hush@mail.example', SMTP_URL_FILE: 'smtp' })
    expect(errors).toContain('SMTP_URL_FILE is set together with SMTP_URL. Remove one of them.')
    expect(errors).not.toContain('hush')
  })

  test('a field that is not a secret cannot be in a file', () => {
    expect(box.errors({ BACKEND_ACME_CLIENT_ID_FILE: 'x' })).toContain('BACKEND_ACME_CLIENT_ID_FILE')
  })
})
