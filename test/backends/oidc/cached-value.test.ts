import { CachedValue } from '../../../src/backends/oidc/cached-value.js'
import { Clock } from '../../support/stub-fetch.js'

function counter() {
  const clock = new Clock()
  const seen = { loads: 0, isDown: false }
  const load = async (): Promise<number> => {
    seen.loads += 1
    await Promise.resolve()
    if (seen.isDown) throw new Error(`down ${seen.loads}`)
    return seen.loads
  }
  const kept = new CachedValue<number>(clock.now)
  return { clock, seen, value: { get: () => kept.get(load) } }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('concurrent callers share one fetch, later ones its value', async () => {
  const { value, seen } = counter()
  expect(await Promise.all([value.get(), value.get()])).toEqual([1, 1])
  expect(await value.get()).toBe(1)
  expect(seen.loads).toBe(1)
})

test('R34: a failure is repeated for a second and then forgotten', async () => {
  const { value, seen, clock } = counter()
  seen.isDown = true
  await expect(Promise.all([value.get(), value.get()])).rejects.toThrow('down 1')
  seen.isDown = false
  await expect(value.get()).rejects.toThrow('down 1')
  clock.move(1)
  expect(await value.get()).toBe(2)
})

test('an old value is renewed in the background, and kept while that fails', async () => {
  const { value, seen, clock } = counter()
  await value.get()
  clock.move(3601)
  seen.isDown = true
  expect([await value.get(), await value.get()]).toEqual([1, 1])
  await settled()
  expect(await value.get()).toBe(1)
  expect(seen.loads).toBe(2)
  seen.isDown = false
  clock.move(2)
  expect(await value.get()).toBe(1)
  await settled()
  expect(await value.get()).toBe(3)
})
