import { message } from '../../../src/locales/messages.js'
import { exportJWK, generateKeyPair } from 'jose'
import type { KeySet } from '../../../src/backends/oidc/key-set.js'
import { SigningKeys } from '../../../src/backends/oidc/signing-keys.js'
import { Clock, stubFetch } from '../../support/stub-fetch.js'

const { publicKey } = await generateKeyPair('ES256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'a' }

function provider(answer: () => Response = () => Response.json({ keys: [jwk] })) {
  const clock = new Clock()
  const seen = { fetches: 0, isDown: false }
  const fetch = stubFetch(() => {
    seen.fetches += 1
    return seen.isDown ? new Response(null, { status: 503 }) : answer()
  })
  return { clock, seen, keys: new SigningKeys('https://id.acme.example/jwks', clock.now).using(fetch) }
}

test('keys are fetched once for all requests that need them at once, and kept for five minutes', async () => {
  const { keys, seen, clock } = provider()
  const [one, other] = await Promise.all([keys.current(), keys.current()])
  expect(one).toBe(other)
  clock.move(299)
  expect(await keys.current()).toBe(one)
  expect(seen.fetches).toBe(1)
  clock.move(2)
  await keys.current()
  expect(seen.fetches).toBe(2)
})

test('a server that sends key sets only with their own type gets a request for that type', async () => {
  const asked: (string | null)[] = []
  const fetch = stubFetch((_url, init) => {
    asked.push(new Headers(init?.headers).get('accept'))
    return Response.json({ keys: [jwk] }, { headers: { 'content-type': 'application/jwk-set+json' } })
  })
  await new SigningKeys('https://id.acme.example/jwks', () => new Date()).using(fetch).current()
  expect(asked).toEqual(['application/json, application/jwk-set+json'])
})

test('R35: old keys are used for an hour while there are no new ones, and new ones are not requested each time', async () => {
  const { keys, seen, clock } = provider()
  const old = await keys.current()
  seen.isDown = true
  clock.move(400)
  expect([await keys.current(), await keys.current()]).toEqual([old, old])
  expect(seen.fetches).toBe(2)
  clock.move(3000)
  expect(await keys.current()).toBe(old)
  clock.move(300)
  await expect(keys.current()).rejects.toMatchObject({ code: 'provider_unavailable' })
  seen.isDown = false
  expect(await keys.current()).not.toBe(old)
})

test('a clock that is set back does not prolong the use of keys', async () => {
  const { keys, seen, clock } = provider()
  await keys.current()
  clock.move(-3600)
  await keys.current()
  expect(seen.fetches).toBe(2)
})

test('S37: newer keys are fetched five times a minute at most, and shared', async () => {
  const { keys, seen, clock } = provider()
  let latest: KeySet = await keys.current()
  const first = latest
  const [one, other] = await Promise.all([keys.refreshAfter(first), keys.refreshAfter(first)])
  expect([one, seen.fetches]).toEqual([other, 2])
  expect(await keys.refreshAfter(first)).toBe(one)
  expect(seen.fetches).toBe(2)
  for (let round = 0; round < 20; round += 1) latest = (await keys.refreshAfter(latest)) ?? latest
  expect(seen.fetches).toBe(6)
  expect(await keys.refreshAfter(latest)).toBeNull()
  clock.move(13)
  expect(await keys.refreshAfter(latest)).not.toBeNull()
})

test.each<[string, unknown]>([
  ['no object', []],
  ['no list', { keys: {} }],
  ['no keys at all', {}],
])('a key set with %s is refused', async (_, body) => {
  await expect(provider(() => Response.json(body)).keys.current()).rejects.toMatchObject({
    code: 'provider_unavailable',
  })
})

async function candidatesAmong(members: readonly unknown[]): Promise<unknown[]> {
  const { keys } = provider(() => Response.json({ keys: members, more: true }))
  return (await keys.current()).candidates({ alg: 'ES256', kid: 'a' }).map(({ key }) => {
    return 'detail' in key ? key.detail : key.type
  })
}

test('C40: an unusable key is skipped', async () => {
  const junk = [
    null,
    'x',
    [],
    { kty: 'oct', k: 'AAAA', kid: 'a' },
    { kty: 'XYZ' },
    { ...jwk, use: 'enc' },
    { ...jwk, kid: 'b' },
    { ...jwk, alg: 'ES384' },
    { ...jwk, key_ops: ['wrapKey', 'deriveKey'] },
    { ...jwk, crv: 'P-384' },
    { ...jwk, kty: 'RSA' },
  ]
  expect(await candidatesAmong([...junk, { ...jwk, x5c: [1], d: 'AAAA' }])).toEqual(['public'])
})

test('a key loses members that are null or of the wrong type, and keeps its position', async () => {
  const unusable = { key_ops: null, use: null, alg: 5, n: null, e: {}, x5t: [], ext: 'yes', issuer: null }
  expect(await candidatesAmong([{ ...jwk, ...unusable }])).toEqual(['public'])
  expect(await candidatesAmong([{ ...jwk, kid: 5 }])).toEqual(['public'])
  expect(await candidatesAmong([{ ...jwk, key_ops: 'verify' }])).toEqual(['public'])
  expect(
    await candidatesAmong([
      { ...jwk, key_ops: ['sign'] },
      { ...jwk, key_ops: [] },
    ]),
  ).toEqual(['public', 'public'])
  expect(await candidatesAmong([{ ...jwk, kid: 5 }, jwk, jwk])).toEqual(['public', 'public', 'public'])
  expect(await candidatesAmong([{ ...jwk, x: null }, jwk])).toEqual([
    message('detail.key.unreadable'),
    'public',
  ])
})
