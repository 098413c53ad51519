import { createMemoryAdapter } from '../../src/demo/memory-adapter.js'

test('an entry is found by id until it expires or is destroyed', async () => {
  const codes = createMemoryAdapter()('AuthorizationCode')
  await codes.upsert('one', { accountId: 'demo-ada' }, 60)
  await codes.upsert('two', { accountId: 'demo-ada' }, 0)
  await codes.upsert('three', { accountId: 'demo-ada' })
  expect(await codes.find('one')).toEqual({ accountId: 'demo-ada' })
  expect(await codes.find('two')).toBeUndefined()
  expect(await codes.find('three')).toEqual({ accountId: 'demo-ada' })
  await codes.destroy('one')
  expect(await codes.find('one')).toBeUndefined()
})

test('a consumed entry has the time of its consumption', async () => {
  const codes = createMemoryAdapter()('AuthorizationCode')
  await codes.upsert('one', {}, 60)
  await codes.consume('one')
  await codes.consume('none')
  expect((await codes.find('one'))?.consumed).toBeCloseTo(Date.now() / 1000, -1)
})

test('models do not see the entries of each other, nor revoke them', async () => {
  const adapter = createMemoryAdapter()
  const [interactions, codes] = [adapter('Interaction'), adapter('AuthorizationCode')]
  await interactions.upsert('same', { uid: 'u', grantId: 'g' }, 60)
  await codes.upsert('same', { grantId: 'g' }, 60)
  await codes.upsert('other', { grantId: 'h' }, 60)
  expect(await interactions.findByUid('u')).toEqual({ uid: 'u', grantId: 'g' })
  expect(await codes.findByUid('u')).toBeUndefined()
  await codes.revokeByGrantId('g')
  expect(await codes.find('same')).toBeUndefined()
  expect(await codes.find('other')).toEqual({ grantId: 'h' })
  expect(await interactions.find('same')).toEqual({ uid: 'u', grantId: 'g' })
})

test('beyond a thousand entries the oldest is dropped', async () => {
  const sessions = createMemoryAdapter()('Session')
  for (let index = 0; index <= 1000; index += 1) await sessions.upsert(`${index}`, {}, 60)
  expect(await sessions.find('0')).toBeUndefined()
  expect(await sessions.find('1')).toEqual({})
  expect(await sessions.find('1000')).toEqual({})
})
