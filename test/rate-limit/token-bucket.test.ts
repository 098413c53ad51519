import { TokenBucket } from '../../src/rate-limit/token-bucket.js'

let now: number
let bucket: TokenBucket

beforeEach(() => {
  now = 1000
  bucket = new TokenBucket({ capacity: 5, refillMs: 60_000 }, () => now)
})

/** How many tokens can be taken right now. */
function drain(): number {
  let taken = 0
  while (bucket.take()) taken += 1
  return taken
}

test('a new bucket is full and allows one burst', () => {
  expect(bucket.isFull()).toBe(true)
  expect(drain()).toBe(5)
  expect(bucket.isFull()).toBe(false)
})

test('an empty bucket refills evenly, and never beyond its capacity', () => {
  drain()
  now += 11_999
  expect(drain()).toBe(0)
  now += 1
  expect(drain()).toBe(1)
  now += 60_000
  expect(bucket.isFull()).toBe(true)
  now += 600_000
  expect(drain()).toBe(5)
})

test('a clock that is set back neither refills the bucket nor blocks it', () => {
  drain()
  now -= 3_600_000
  expect(drain()).toBe(0)
  now += 12_000
  expect(drain()).toBe(1)
})
