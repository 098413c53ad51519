import { withTimeout } from '../src/timeout.js'

const LATE = new Error('too late')

test('work that ends in time has its result, and its error', async () => {
  await expect(
    withTimeout(
      1000,
      () => LATE,
      () => Promise.resolve(7),
    ),
  ).resolves.toBe(7)
  const failure = new Error('failed')
  await expect(
    withTimeout(
      1000,
      () => LATE,
      () => Promise.reject(failure),
    ),
  ).rejects.toBe(failure)
})

test('work that does not end is answered with the error, and its signal is aborted with it', async () => {
  let signal: AbortSignal | undefined
  const endless = (given: AbortSignal): Promise<never> => {
    signal = given
    return new Promise(() => undefined)
  }
  await expect(withTimeout(5, () => LATE, endless)).rejects.toBe(LATE)
  expect(signal?.reason).toBe(LATE)
})

test('work that fails after its time causes no unhandled rejection', async () => {
  const late = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () =>
        setTimeout(() => {
          reject(new Error('even later'))
        }, 5),
      )
    })
  await expect(withTimeout(5, () => LATE, late)).rejects.toBe(LATE)
  await new Promise((resolve) => setTimeout(resolve, 20))
})
