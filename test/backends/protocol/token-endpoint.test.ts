import fc from 'fast-check'
import { clientSecretBasic } from '../../../src/backends/protocol/token-endpoint.js'

function halvesFor(id: string, secret: string): string[] {
  const headers = new Headers()
  const authenticate = clientSecretBasic(secret)
  authenticate({ issuer: 'https://id.acme.example' }, { client_id: id }, new URLSearchParams(), headers)
  const [scheme, credentials = ''] = headers.get('authorization')?.split(' ') ?? []
  expect(scheme).toBe('Basic')
  return Buffer.from(credentials, 'base64').toString().split(':')
}

test('what must not be encoded is sent unchanged, and a colon is encoded', () => {
  expect(halvesFor('my-client_1.example', 'GOCSPX-a_b.c*d')).toEqual([
    'my-client_1.example',
    'GOCSPX-a_b.c*d',
  ])
  expect(halvesFor('urn:client', 'a b+c%')).toEqual(['urn%3Aclient', 'a+b%2Bc%25'])
})

test('a server that decodes it has the client ID and the secret, whatever characters they contain', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(text, text, (id, secret) => {
      const halves = halvesFor(id, secret).map((half) => new URLSearchParams(`v=${half}`).get('v'))
      expect(halves).toEqual([id, secret])
    }),
  )
})
